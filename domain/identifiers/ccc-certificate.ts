/**
 * Certificate of China Compulsory Certification: sixteen digits, year 4 + body 2 (01 is CQC) + product category 4 + serial 6,
 * no check digit (secondary source; a popular page's twenty-character layout is wrong).
 */
import type { Parsed } from "./parsed.ts";
import { compact } from "./parsed.ts";

export interface CccCertificateParts {
  readonly code: string;
  readonly year: number;
  readonly body: string;
  readonly category: string;
  readonly serial: string;
}

export type CccCertificateFault = "bad-length" | "year-before-system" | "future-year" | "filler";

/** Compulsory certification began in 2002. With `asOf` a later year is a fault. */
export function parseCccCertificate(text: string, asOf?: Date): Parsed<CccCertificateParts, CccCertificateFault> {
  const code = compact(text);
  if (!/^\d{16}$/u.test(code)) return { ok: false, fault: "bad-length", expected: "16", found: String(code.length) };
  const year = Number(code.slice(0, 4));
  if (year < 2002) return { ok: false, fault: "year-before-system", expected: "2002", found: String(year) };
  if (asOf !== undefined && year > new Date(asOf.getTime() + 8 * 3_600_000).getUTCFullYear())
    return { ok: false, fault: "future-year", found: String(year) };
  if (/^(\d)\1{5}$/u.test(code.slice(10)) && /^(\d)\1{3}$/u.test(code.slice(6, 10))) return { ok: false, fault: "filler", found: code };
  return { ok: true, code, year, body: code.slice(4, 6), category: code.slice(6, 10), serial: code.slice(10) };
}
