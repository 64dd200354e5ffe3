/** Green-food codes: company code `GF` + region 6 + year 2 + serial 4; older product numbers `LB-` + class 2 + digits (secondary sources). */
import type { Parsed } from "./parsed.ts";
import { compact, hyphens } from "./parsed.ts";

export interface GreenFoodParts {
  readonly code: string;
  readonly form: "company" | "product";
  /** County of the holder; null for product numbers, which carry only a province's place in a list. */
  readonly region: string | null;
  readonly year: number | null;
}

export type GreenFoodFault = "no-number" | "bad-length";

export function parseGreenFood(text: string): Parsed<GreenFoodParts, GreenFoodFault> {
  const plain = compact(text).replaceAll(hyphens, "-");
  const company = /^GF-?(\d+)$/u.exec(plain)?.[1];
  if (company !== undefined) {
    if (company.length !== 12) return { ok: false, fault: "bad-length", expected: "12", found: String(company.length) };
    return { ok: true, code: `GF${company}`, form: "company", region: company.slice(0, 6), year: 2000 + Number(company.slice(6, 8)) };
  }
  const product = /^LB-?(\d{2})-?(\d+)A{0,2}$/u.exec(plain);
  if (product === null) return { ok: false, fault: "no-number" };
  const digits = product[2] ?? "";
  if (digits.length < 10 || digits.length > 12) return { ok: false, fault: "bad-length", expected: "10–12", found: String(digits.length) };
  return { ok: true, code: plain, form: "product", region: null, year: 2000 + Number(digits.slice(0, 2)) };
}
