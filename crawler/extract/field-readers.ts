/** From the raw text of a candidate to the value of its field, or null when it is none. */
import type { Platform } from "../../domain/platform.ts";
import type { Candidate } from "./candidates.ts";
import { plainText } from "./plain-text.ts";
import { parsePrice, type Price } from "./price.ts";

export const readTitle = (candidate: Candidate): string | null => nothing(plainText(candidate.raw, 1000).replaceAll("\n", " "));

export const readDescription = (candidate: Candidate): string | null => nothing(plainText(candidate.raw, 20_000));

export const readLine = (candidate: Candidate): string | null => nothing(plainText(unescaped(candidate.raw), 300).split("\n")[0] ?? "");

/** Shop names stand percent-encoded in scripts. */
function unescaped(raw: string): string {
  if (!/%[0-9a-f]{2}/iu.test(raw) || raw.length > 2000) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

const nothing = (text: string): string | null =>
  text === "" || /^(?:null|undefined|none|n\/?a|-|—|\[object object\]|无)$/iu.test(text) ? null : text;

/** Labels that stay in front of a brand: "Brand: X", "Ver mais artigos da Marca: X". */
const brandLabel = /^.{0,40}(?:brand|marke|marque|marca|merk|märke|značka|marka|бренд|品牌|ブランド|브랜드)[^:：]{0,10}[:：]\s*/iu;

/** The maker's name. The platform's own name is none: some shops print it where the brand belongs. */
export function readBrand(candidate: Candidate, platform: Platform | undefined): string | null {
  const line = readLine(candidate);
  if (line === null) return null;
  const name = (/^visit the (.{1,60}) store$/iu.exec(line)?.[1] ?? line.replace(brandLabel, "")).trim();
  if (name === "" || name.length > 80 || /^https?:/iu.test(name)) return null;
  const own = platform === undefined ? [] : [platform.name, platform.title.zh, platform.title.en];
  return own.some((one) => one.toLowerCase() === name.toLowerCase()) ? null : name;
}

const mostCode = 64;

/** A code of a shop or maker: no sentence, no price. */
export function readCode(candidate: Candidate): string | null {
  const line = readLine(candidate);
  return line === null || line.length > mostCode ? null : line.replace(/^#\s*/u, "");
}

/** GTIN-8, -12, -13 or -14 with its check digit right (GS1 General Specifications, 7.9); ISBN-10 as printed. */
export function readGtin(candidate: Candidate): string | null {
  const digits = candidate.raw.replace(/[\s-]/gu, "");
  if (/^\d{9}[\dX]$/iu.test(digits)) return digits.toUpperCase();
  return /^(?:\d{8}|\d{12,14})$/u.test(digits) && checkDigitHolds(digits) ? digits : null;
}

function checkDigitHolds(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) sum += Number(digits.charAt(digits.length - 1 - at)) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

export function readPrice(candidate: Candidate, hint: string | null, locale: string | undefined): Price | null {
  const currency = candidate.currency ?? hint;
  const raw = plainText(candidate.raw, 200).replaceAll("\n", " ");
  if (candidate.machine === true)
    return Number(raw) > 0
      ? { amount: raw, currency: parsePrice(`1 ${currency ?? ""}`, { locale: locale ?? null })?.currency ?? null }
      : null;
  const price = parsePrice(raw, { currency, locale: locale ?? null });
  return price === null || Number(price.amount) === 0 ? null : price;
}
