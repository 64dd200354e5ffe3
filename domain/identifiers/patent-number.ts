/**
 * Chinese application and patent numbers. Forms: standard ZC 0006-2003; `YY K NNNNN . C` until 2003-09-30, `YYYY K NNNNNNN . C`
 * after it. Check digit: weights from the left, sum modulo 11, ten written X; it catches every single wrong digit and every
 * swap of neighbours, and lets about one random number in eleven pass, so year and kind are read as well.
 */
import type { Parsed } from "./parsed.ts";
import { compact } from "./parsed.ts";

export type PatentKind = "invention" | "utility-model" | "design";

export interface PatentNumberParts {
  /** `ZL201710601862.3`: prefix as written, no spaces, dot before the check digit. */
  readonly number: string;
  readonly prefix: "ZL" | "CN" | "";
  readonly form: "old8" | "new12";
  /** Year of filing; for PCT numbers the international filing year. Divisionals carry their own year, not the parent's. */
  readonly year: number;
  readonly kind: PatentKind;
  readonly kindDigit: string;
  readonly pct: boolean;
  /** Digits without the check digit. */
  readonly core: string;
  /** Null for numbers of 1985–1988, which carried none. */
  readonly check: string | null;
  readonly sum: number;
  readonly remainder: number;
}

export const patentFaults = [
  "no-number",
  "masked",
  "certificate-number",
  "publication-number",
  "grant-publication-number",
  "bad-length",
  "year-before-system",
  "wrong-form-for-year",
  "future-year",
  "bad-kind-digit",
  "missing-check-digit",
  "bad-check-digit",
] as const;
export type PatentFault = (typeof patentFaults)[number];
export type ParsedPatentNumber = Parsed<PatentNumberParts, PatentFault>;

const weights: Readonly<Record<number, readonly number[]>> = {
  8: [2, 3, 4, 5, 6, 7, 8, 9],
  12: [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5],
};

/** The arithmetic a finding shows: weighted sum, remainder, and the check digit that follows. `core` is 8 or 12 digits. */
export function patentCheck(core: string): { readonly sum: number; readonly remainder: number; readonly expected: string } {
  const factors = weights[core.length];
  if (factors === undefined) throw new RangeError(`A patent number has 8 or 12 digits before the check digit, not ${core.length}.`);
  const sum = factors.reduce((total, factor, at) => total + factor * Number(core[at]), 0);
  const remainder = sum % 11;
  return { sum, remainder, expected: remainder === 10 ? "X" : String(remainder) };
}

const kinds: Readonly<Record<string, { kind: PatentKind; pct: boolean }>> = {
  1: { kind: "invention", pct: false },
  2: { kind: "utility-model", pct: false },
  3: { kind: "design", pct: false },
  8: { kind: "invention", pct: true },
  9: { kind: "utility-model", pct: true },
};

const publication = /^CN([123])(\d{6}|\d{8})([ABCUYSD])\d?$/u;
const shape = /^(ZL|CN)?(\d+)(?:\.(\d|X))?(X)?$/u;

/**
 * Reads one number, in any spacing or width, with or without the dot, with O written for 0. Faults come in the order length,
 * year, kind, check digit. With `asOf` a filing year after that day's (in China) is a fault, too.
 */
export function parsePatentNumber(text: string, asOf?: Date): ParsedPatentNumber {
  const plain = compact(text)
    .replace(/^[[(【（]*(?:专利号|专利|申请号|NO)?[.::]*/u, "")
    .replace(/[)\]】）,，;；。]+$/u, "")
    .replaceAll(/[·。．・]/gu, ".");
  if (plain.includes("证书号")) return { ok: false, fault: "certificate-number" };
  const published = publication.exec(plain);
  if (published !== null) {
    const letter = published[3] ?? "";
    return { ok: false, fault: letter === "A" ? "publication-number" : "grant-publication-number", found: letter };
  }
  const readable = plain.replace(
    /^(ZL|CN)?(.*)$/su,
    (_, prefix: string | undefined, rest: string) => (prefix ?? "") + rest.replaceAll(/[OQ〇]/gu, "0").replaceAll(/[IL|]/gu, "1"),
  );
  if (/[X*×#?？]{2}/u.test(readable) && /^(?:ZL|CN)?\d[\dX*×#?？.]*$/u.test(readable)) return { ok: false, fault: "masked" };
  const found = shape.exec(readable);
  if (found === null) return { ok: false, fault: "no-number" };
  const [, prefix = "", run = "", afterDot, trailing] = found;
  if (afterDot !== undefined && trailing !== undefined) return { ok: false, fault: "bad-length" };
  return readDigits(prefix === "ZL" || prefix === "CN" ? prefix : "", run, afterDot ?? trailing ?? null, asOf);
}

function readDigits(prefix: "ZL" | "CN" | "", run: string, given: string | null, asOf: Date | undefined): ParsedPatentNumber {
  const split = divide(run, given);
  if (split === null)
    return { ok: false, fault: "bad-length", expected: "8 + 1, 12 + 1", found: String(run.length + (given === null ? 0 : 1)) };
  const { core, check } = split;
  const form = core.length === 8 ? "old8" : "new12";
  const year = form === "old8" ? oldYear(core) : Number(core.slice(0, 4));
  if (year === null) return { ok: false, fault: "wrong-form-for-year", found: core.slice(0, 2) };
  if (year < 1985) return { ok: false, fault: "year-before-system", expected: "1985", found: String(year) };
  if (form === "new12" && year < 2003) return { ok: false, fault: "wrong-form-for-year", found: String(year) };
  if (asOf !== undefined && year > new Date(asOf.getTime() + 8 * 3_600_000).getUTCFullYear())
    return { ok: false, fault: "future-year", found: String(year) };
  const kindDigit = core[form === "old8" ? 2 : 4] ?? "";
  const kind = kinds[kindDigit];
  if (kind === undefined) return { ok: false, fault: "bad-kind-digit", expected: "1, 2, 3, 8, 9", found: kindDigit };
  const { sum, remainder, expected } = patentCheck(core);
  // Numbers of 1985–1988 were issued without a check digit (general knowledge, unverified): a bare one is no fault.
  if (check === null && !(form === "old8" && year <= 1988)) return { ok: false, fault: "missing-check-digit", expected };
  if (check !== null && check !== expected) return { ok: false, fault: "bad-check-digit", expected, found: check };
  return {
    ok: true,
    number: `${prefix}${core}${check === null ? "" : `.${check}`}`,
    prefix,
    form,
    year,
    kind: kind.kind,
    kindDigit,
    pct: kind.pct,
    core,
    check,
    sum,
    remainder,
  };
}

function divide(run: string, given: string | null): { core: string; check: string | null } | null {
  if (given !== null) return run.length === 8 || run.length === 12 ? { core: run, check: given } : null;
  if (run.length === 9 || run.length === 13) return { core: run.slice(0, -1), check: run.slice(-1) };
  return run.length === 8 || run.length === 12 ? { core: run, check: null } : null;
}

/** The eight-digit form ran from 1985 to 2003-09-30. */
function oldYear(core: string): number | null {
  const two = Number(core.slice(0, 2));
  if (two >= 85) return 1900 + two;
  return two <= 3 ? 2000 + two : null;
}

export type TermState = "in-term" | "borderline" | "expired" | "not-yet-filed";

/**
 * What the number alone says of the term on `asOf` (Patent Law 2020 Art. 42; designs filed before 2021-06-01 last ten years).
 * `borderline`: the day within the year decides, and the number does not show it. Rights also end early for unpaid fees, so
 * `in-term` proves nothing.
 */
export function termState(number: Pick<PatentNumberParts, "year" | "kind">, asOf: Date): TermState {
  const now = new Date(asOf.getTime() + 8 * 3_600_000).getUTCFullYear();
  if (number.year > now) return "not-yet-filed";
  const [shortest, longestTerm] = termYears(number);
  if (now > number.year + longestTerm) return "expired";
  return now >= number.year + shortest ? "borderline" : "in-term";
}

/** Shortest and longest term in years; they differ only for designs of 2021, when the term changed within the year. */
export function termYears(number: Pick<PatentNumberParts, "year" | "kind">): readonly [number, number] {
  switch (number.kind) {
    case "invention":
      return [20, 20];
    case "utility-model":
      return [10, 10];
    case "design":
      if (number.year < 2021) return [10, 10];
      return number.year === 2021 ? [10, 15] : [15, 15];
  }
}
