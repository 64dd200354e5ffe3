/**
 * Food production licence 食品生产许可证编号: `SC`, three digits of category (1 food or 2 additive, two of class 01–31), six of
 * region (GB/T 2260 as of issue, development zones included), four of serial, one check digit by ISO 7064 MOD 11,10 (GB/T 17710).
 */
import type { Parsed } from "./parsed.ts";
import { compact } from "./parsed.ts";

export interface FoodLicenceParts {
  readonly code: string;
  readonly category: string;
  /** County of the plant; compare on four digits when the table does not know it: zones have codes of their own. */
  readonly region: string;
  readonly serial: string;
  readonly check: string;
}

export type FoodLicenceFault = "no-number" | "bad-length" | "bad-category" | "bad-check-digit" | "obsolete-qs";

/** ISO 7064 MOD 11,10 over thirteen digits. */
export function foodLicenceCheck(first13: string): string {
  let product = 10;
  for (const digit of first13) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}

export function parseFoodLicence(text: string): Parsed<FoodLicenceParts, FoodLicenceFault> {
  const plain = compact(text).replaceAll(/[-.::]/gu, "");
  if (/^QS\d{12}$/u.test(plain)) return { ok: false, fault: "obsolete-qs", found: plain };
  const found = /^(?:SC)?(\d+)$/u.exec(plain)?.[1];
  if (found === undefined) return { ok: false, fault: "no-number" };
  if (found.length !== 14) return { ok: false, fault: "bad-length", expected: "14", found: String(found.length) };
  const category = found.slice(0, 3);
  const kind = Number(category.slice(1));
  if (!"12".includes(category.slice(0, 1)) || kind < 1 || kind > 31)
    return { ok: false, fault: "bad-category", expected: "101–131, 201–231", found: category };
  const expected = foodLicenceCheck(found.slice(0, 13));
  const check = found.slice(13);
  if (check !== expected) return { ok: false, fault: "bad-check-digit", expected, found: check };
  return { ok: true, code: `SC${found}`, category, region: found.slice(3, 9), serial: found.slice(9, 13), check };
}
