/** Text from pages can hold what PostgreSQL refuses: U+0000 and halves of surrogate pairs. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** The same text with U+0000 and lone surrogates as U+FFFD. Keeps its length, so that spans found in it still hold. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}

/** Text or null, made storable. */
export function storableOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text);
}

/** JSON text for a json or jsonb column; names and values made storable. */
export function json(value: unknown): string {
  return JSON.stringify(storableValue(value));
}

/** The value as it will be read back: what JSON drops is dropped, what cannot be stored is replaced. */
export function storableValue(value: unknown): unknown {
  const text = JSON.stringify(value ?? null);
  return JSON.parse(text, (_name, inner: unknown) => {
    if (typeof inner === "string") return storableText(inner);
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    if (Object.keys(inner).every((name) => storableText(name) === name)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, content]) => [storableText(name), content]));
  });
}

/** One text for one value (RFC 8785), so that its hash does not depend on the order of names. */
export function canonical(value: unknown): string {
  const text = canonicalize(storableValue(value));
  if (text === undefined) throw new TypeError("Only JSON values have a canonical form.");
  return text;
}

export function sha256Hex(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Most characters kept for finding a row by its words; the whole text stays in the record itself. */
const searchedCharacters = 400;

/** What a search box is compared with: width and case folded (NFKC, lower case), cut at 400 characters. */
export function searchText(...parts: readonly (string | null | undefined)[]): string {
  const whole = parts.filter((part) => part !== null && part !== undefined && part !== "").join(" ");
  return storableText(whole.slice(0, searchedCharacters * 2))
    .normalize("NFKC")
    .toLowerCase()
    .slice(0, searchedCharacters)
    .toWellFormed();
}
