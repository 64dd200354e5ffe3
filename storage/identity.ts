/** Identities that sort by the time they were made, so that new rows sit together in an index. */
import { randomBytes } from "node:crypto";

/** Crockford's base 32, lower case: no i, l, o, u. */
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** 26 characters: 48 bits of milliseconds and 80 random bits, as in the ULID specification. */
export function newId(at: Date = new Date()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime() % 2 ** 48, 0, 6);
  let number = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (let place = 0; place < 26; place++) {
    text = `${digits.charAt(Number(number & 31n))}${text}`;
    number >>= 5n;
  }
  return text;
}
