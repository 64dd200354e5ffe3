/** Standard numbers as goods state them: `GB 2626-2019`, `GB/T 1354-2018`, `YY/T 0969-2013`, `EN 149:2001`. */
import type { Parsed } from "./parsed.ts";
import { compact, hyphens } from "./parsed.ts";

export interface StandardParts {
  /** Written the usual way, without the year: `GB/T 1354`. */
  readonly name: string;
  /** `GB`, `GB/T`, `YY`, `YY/T`, `NY/T`, `DB3208/T`, `EN`… */
  readonly series: string;
  readonly number: string;
  readonly year: number | null;
}

export type StandardFault = "no-number" | "bad-year";

const shape =
  /^(GB|YY|NY|SB|QB|GH|HJ|DB\d{2,4}|EN|ASTM|AS\/NZS|AQ|FZ|WS|SN|SC)(\/?[TZ])?([A-Z]?\d{2,6}(?:\.\d{1,3})?)(?:[-:](\d{2}|\d{4}))?(?:\+A\d.*)?$/u;

export function parseStandard(text: string): Parsed<StandardParts, StandardFault> {
  const found = shape.exec(compact(text).replaceAll(hyphens, "-"));
  if (found === null) return { ok: false, fault: "no-number" };
  const [, body = "", part, number = "", yearText] = found;
  const series = part === undefined ? body : `${body}/${part.slice(-1)}`;
  const year = yearText === undefined ? null : yearText.length === 4 ? Number(yearText) : 1900 + Number(yearText);
  if (year !== null && (year < 1950 || year > 2100)) return { ok: false, fault: "bad-year", found: yearText ?? "" };
  return { ok: true, name: `${series} ${number}`, series, number, year };
}

/** One version of a standard and the days on which it is the one in force. */
export interface StandardVersion {
  readonly standard: string;
  readonly year: number;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
}

export type StandardState =
  | { readonly kind: "in-force" }
  /** Goods made before `since` may lawfully carry it. */
  | { readonly kind: "replaced"; readonly since: string; readonly by: string }
  | { readonly kind: "not-yet"; readonly from: string }
  | { readonly kind: "unknown" };

/** Where the version named stands on `day` (calendar day in China, `2026-06-30`). Sameness leaves /T out: sellers drop it. */
export function standardState(
  stated: Pick<StandardParts, "name" | "year">,
  versions: readonly StandardVersion[],
  day: string,
): StandardState {
  if (stated.year === null) return { kind: "unknown" };
  const same = (a: string, b: string) => a.replace("/T", "") === b.replace("/T", "");
  const version = versions.find((candidate) => same(candidate.standard, stated.name) && candidate.year === stated.year);
  if (version === undefined) return { kind: "unknown" };
  if (day < version.validFrom) return { kind: "not-yet", from: version.validFrom };
  if (version.validTo === undefined || day <= version.validTo) return { kind: "in-force" };
  const next = versions
    .filter((candidate) => same(candidate.standard, stated.name) && candidate.year > version.year)
    .toSorted((a, b) => a.year - b.year)[0];
  return { kind: "replaced", since: next?.validFrom ?? version.validTo, by: next === undefined ? "" : `${next.standard}-${next.year}` };
}
