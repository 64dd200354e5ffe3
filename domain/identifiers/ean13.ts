/** EAN-13 bar code number. The prefix names the issuing body (690–699: GS1 China), never the place of origin. */
import type { Parsed } from "./parsed.ts";
import { compact } from "./parsed.ts";

export interface Ean13Parts {
  readonly code: string;
  readonly prefix: string;
  /** Number issued by GS1 China; says nothing about where the goods were made. */
  readonly issuedInChina: boolean;
}

export type Ean13Fault = "bad-length" | "bad-check-digit";

export function ean13Check(first12: string): string {
  const sum = [...first12].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

export function parseEan13(text: string): Parsed<Ean13Parts, Ean13Fault> {
  const code = compact(text).replaceAll("-", "");
  if (!/^\d{13}$/u.test(code)) return { ok: false, fault: "bad-length", expected: "13", found: String(code.length) };
  const expected = ean13Check(code.slice(0, 12));
  if (expected !== code.slice(12)) return { ok: false, fault: "bad-check-digit", expected, found: code.slice(12) };
  const prefix = code.slice(0, 3);
  return { ok: true, code, prefix, issuedInChina: prefix >= "690" && prefix <= "699" };
}
