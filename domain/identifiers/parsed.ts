/** What every identifier parser answers, and the one way they all read characters. */

/** Parts of a sound identifier, or the named fault with what was expected and what stood there. */
export type Parsed<Parts, Fault extends string> =
  | ({ readonly ok: true } & Readonly<Parts>)
  | { readonly ok: false; readonly fault: Fault; readonly expected?: string; readonly found?: string };

/** Longest text a parser looks at; identifiers are far shorter, and pages are written by strangers. */
const longest = 200;

/** Compatibility forms folded (full width, superscript), upper case, white space and joiners dropped. */
export function compact(text: string): string {
  return text
    .slice(0, longest)
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\u00AD\u200B-\u200F\u2060\uFEFF]/gu, "");
}

export const isDigits = (text: string): boolean => /^\d+$/u.test(text);

/** Dashes people type for a hyphen. */
export const hyphens = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D_~～]/gu;

/** Checks a calendar date written as year, month, day; two-digit regions and years are the caller's to judge. */
export const withinYears = (year: number, from: number, to: number): boolean => year >= from && year <= to;
