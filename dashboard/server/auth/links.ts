/** One-time sign-in links, for the terminal and for the accounts page: used once, within a day, and kept only as a hash. */
import { createHash, randomBytes } from "node:crypto";
import type { AccountStore } from "../../../domain/ports.ts";
import type { UserId } from "../../../domain/words.ts";

const linkLifeMs = 24 * 3_600_000;

export const linkHash = (token: string) => createHash("sha256").update(token).digest("hex");

/** The path only: who shows it knows the address of the dashboard. The token stands behind the `#`, which browsers keep to themselves. */
export async function newLink(accounts: Pick<AccountStore, "createLink">, user: UserId, by: string, at: Date): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await accounts.createLink(user, linkHash(token), new Date(at.getTime() + linkLifeMs), { actor: by, at });
  return `/link#token=${token}`;
}
