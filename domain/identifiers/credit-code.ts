/**
 * Unified social credit code 统一社会信用代码, GB 32100-2015: department, class, six digits of registration region, nine
 * characters of organisation code (GB 11714), check character. Soft: a few genuine codes of early M-series fail the check.
 */
import type { Parsed } from "./parsed.ts";
import { compact } from "./parsed.ts";

export interface CreditCodeParts {
  readonly code: string;
  readonly department: string;
  readonly entityClass: string;
  /** GB/T 2260 code of the registering county, as it was when the code was given. */
  readonly region: string;
  readonly organisation: string;
  /** The organisation code's own check character holds. */
  readonly organisationSound: boolean;
}

export type CreditCodeFault = "bad-length" | "bad-character" | "bad-check-character";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

export function creditCodeCheck(first17: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * alphabet.indexOf(first17[at] ?? ""), 0);
  return alphabet[(31 - (sum % 31)) % 31] ?? "";
}

/** GB 11714: eight characters, check = 11 − Σ weight × value mod 11; ten is X, eleven is 0. */
export function organisationCheck(first8: string): string {
  const value = (letter: string) => (letter >= "0" && letter <= "9" ? Number(letter) : letter.charCodeAt(0) - 55);
  const sum = organisationWeights.reduce((total, weight, at) => total + weight * value(first8[at] ?? "0"), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

export function parseCreditCode(text: string): Parsed<CreditCodeParts, CreditCodeFault> {
  const code = compact(text).replaceAll("-", "");
  if (code.length !== 18) return { ok: false, fault: "bad-length", expected: "18", found: String(code.length) };
  const strange = [...code].find((letter) => !alphabet.includes(letter));
  if (strange !== undefined) return { ok: false, fault: "bad-character", found: strange };
  const region = code.slice(2, 8);
  if (!/^\d{6}$/u.test(region)) return { ok: false, fault: "bad-character", expected: "digits 3–8", found: region };
  const expected = creditCodeCheck(code.slice(0, 17));
  const given = code.slice(17);
  if (given !== expected) return { ok: false, fault: "bad-check-character", expected, found: given };
  const organisation = code.slice(8, 17);
  return {
    ok: true,
    code,
    department: code.slice(0, 1),
    entityClass: code.slice(1, 2),
    region,
    organisation,
    organisationSound: organisationCheck(organisation.slice(0, 8)) === organisation.slice(8),
  };
}

/** The registration region, read even when the check fails: the check is soft, the region is not. Null when it is no code at all. */
export function creditCodeRegion(text: string): string | null {
  const parsed = parseCreditCode(text);
  if (parsed.ok) return parsed.region;
  if (parsed.fault !== "bad-check-character") return null;
  return compact(text).replaceAll("-", "").slice(2, 8);
}
