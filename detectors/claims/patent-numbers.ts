/** Every place of a listing where a patent number seems to stand: as written, as read, and under which label. */
import { readForeignPatent, type ForeignPatent } from "../../domain/identifiers/foreign-patent.ts";
import { parsePatentNumber, type ParsedPatentNumber } from "../../domain/identifiers/patent-number.ts";
import type { ProtectedWords } from "../../domain/lexicon/protected-words.ts";
import type { Field } from "./fields.ts";
import { buildVocabulary, leanOf, type Vocabulary } from "./vocabulary.ts";

export type NumberLabel = "patent" | "application" | "publication" | "certificate" | "none";

export interface NumberClaim {
  readonly field: Field;
  /** In the folded view. */
  readonly start: number;
  readonly end: number;
  readonly label: NumberLabel;
  readonly reading:
    | { readonly kind: "chinese"; readonly parsed: ParsedPatentNumber; readonly prefix: "ZL" | "CN" | ""; readonly digits: string }
    | { readonly kind: "foreign"; readonly foreign: ForeignPatent }
    | { readonly kind: "certificate"; readonly digits: string };
  /** Letters stood where digits belong: O for 0, l for 1. */
  readonly repaired: boolean;
}

export interface NumberReader {
  read(field: Field, asOf: Date): readonly NumberClaim[];
}

type Anchor = NumberLabel | "other";

/** Numbers read of one field. A page with more is no listing of one thing; what it says first is judged. */
export const mostNumbers = 200;

export function buildNumberReader(words: ProtectedWords["patent"]): NumberReader {
  const anchors = buildVocabulary<Anchor>([
    ...words.numberLabels.map((word) => [word, "patent"] as const),
    ...words.applicationLabels.map((word) => [word, "application"] as const),
    ...words.publicationLabels.map((word) => [word, "publication"] as const),
    ...words.certificateLabels.map((word) => [word, "certificate"] as const),
    ...words.otherNumberLabels.map((word) => [word, "other"] as const),
  ]);
  const labelled: readonly (readonly [string, Anchor])[] = (
    [
      ["application", words.applicationLabels],
      ["publication", words.publicationLabels],
      ["certificate", words.certificateLabels],
      ["patent", words.numberLabels],
      ["other", words.otherNumberLabels],
    ] as const
  ).flatMap(([anchor, names]) => names.map((name) => [leanOf(name), anchor] as const));
  return { read: (field, asOf) => (hasDigits(field.folded) ? readField(field, asOf, anchors, labelOf(field, labelled)) : []) };
}

const hasDigits = (text: string) => /\d|zl/u.test(text);

/** What an attribute's own name says of the numbers in it. Longer names are tried first: 专利申请号 holds 专利. */
function labelOf(field: Field, labelled: readonly (readonly [string, Anchor])[]): Anchor | null {
  if (field.label === "") return null;
  let best: readonly [string, Anchor] | null = null;
  for (const pair of labelled) if (field.label.includes(pair[0]) && (best === null || pair[0].length > best[0].length)) best = pair;
  return best?.[1] ?? null;
}

const prefixes = /(?<![a-z])(?:z\s?l|c\s?n)[\s.::#no№-]{0,4}(?=[\do])/gu;
const foreignShape =
  /(?<![a-z0-9])(?:(?:us|ep|wo|jp|kr|de|gb|tw)[\s-]{0,2}(?:d|re|pp|[hs])?\s?\d[\d,/\s-]{3,16}\d(?:\s?[abcsuep][\d]?(?![a-z0-9]))?|pct\/[a-z]{2}\d{4}\/\d{5,6}|(?:特許第|特许第|特開|特开|実用新案登録第|意匠登録第)\s?\d[\d-]{4,12}号?)/gu;
const bareDotted = /(?<![\d.a-z])(?:19|20)\d{2}[1-9]\d{7}\s?\.\s?[\dx](?![\da-z])/gu;

function readField(field: Field, asOf: Date, anchors: Vocabulary<Anchor>, own: Anchor | null): NumberClaim[] {
  const text = field.folded;
  const claims: NumberClaim[] = [];
  const hits = anchors.find(field);
  const patentNear = own === "patent" || own === "application" || /专利|patent|專利/u.test(text) || field.lean.includes("专利");
  const taken = new Uint8Array(text.length + 1);
  const add = (claim: NumberClaim | null) => {
    if (claim === null || claims.length >= mostNumbers) return;
    for (let at = claim.start; at < claim.end; at += 1) if (taken[at] === 1) return;
    taken.fill(1, claim.start, claim.end);
    claims.push(claim);
  };
  /** The nearest label that ends at most twelve units before `at`, with no stop between. */
  const labelBefore = (at: number): Anchor | null => {
    let best: { end: number; value: Anchor; length: number } | null = null;
    for (let index = firstFrom(hits, at - 64); index < hits.length; index += 1) {
      const hit = hits[index];
      if (hit === undefined || hit.start >= at) break;
      if (hit.end > at || at - hit.end > 12 || /[,，。;；\n]/u.test(text.slice(hit.end, at))) continue;
      if (best === null || hit.end > best.end || (hit.end === best.end && hit.end - hit.start > best.length))
        best = { end: hit.end, value: hit.value, length: hit.end - hit.start };
    }
    return best?.value ?? own;
  };

  for (const match of text.matchAll(prefixes)) {
    const prefix = match[0].startsWith("z") ? "ZL" : "CN";
    const before = labelBefore(match.index);
    const run = readRun(text, match.index + match[0].length);
    if (run === null) continue;
    const document = prefix === "CN" ? /^\s?([abcusyd])\d?(?![a-z0-9])/u.exec(text.slice(run.end, run.end + 4)) : null;
    if (document !== null && (run.digits.length === 9 || run.digits.length === 7)) {
      const end = run.end + document[0].length;
      const parsed = parsePatentNumber(`CN${run.digits}${document[1] ?? ""}`, asOf);
      if (patentNear || before === "publication")
        add(claimOf(field, match.index, end, before, { kind: "chinese", parsed, prefix, digits: run.digits }, run.repaired));
      continue;
    }
    if (before === "other" && !/专利|patent/u.test(text.slice(Math.max(0, match.index - 14), match.index))) continue;
    const parsed = parsePatentNumber(`${prefix}${run.compact}`, asOf);
    if (!worthReading(run, parsed, prefix, patentNear)) continue;
    add(claimOf(field, match.index, run.end, before, { kind: "chinese", parsed, prefix, digits: run.digits }, run.repaired));
  }

  for (const match of text.matchAll(foreignShape)) {
    const written = match[0].trim();
    const foreign = readForeignPatent(written);
    // Without a document code or the word patent, US 7 digits may be anything.
    if (foreign === null || !(patentNear || /[ab]\d$/u.test(written) || written.startsWith("特"))) continue;
    add(
      claimOf(field, match.index, match.index + match[0].trimEnd().length, labelBefore(match.index), { kind: "foreign", foreign }, false),
    );
  }

  const labels = own !== null && own !== "other" ? [...hits, { start: 0, end: 0, word: "", value: own }] : hits;
  for (const hit of labels) {
    if (hit.value === "other" || (hit.value === "certificate" && !patentNear)) continue;
    const filler = /^[\s::#.()（）[\]【】「」为是第no№·\-—"“]{0,12}/u.exec(text.slice(hit.end, hit.end + 14))?.[0] ?? "";
    const at = hit.end + filler.length;
    if (hit.value === "certificate") {
      const digits = /^\d{6,9}(?=\s?号|\D|$)/u.exec(text.slice(at, at + 10))?.[0];
      if (digits !== undefined) add(claimOf(field, hit.start, at + digits.length, "certificate", { kind: "certificate", digits }, false));
      continue;
    }
    const us = /^(?:d|re)?\d{1,3}(?:,\d{3}){1,2}(?:\s?[bs]\d?)?(?![\d,])/u.exec(text.slice(at, at + 18))?.[0];
    if (us !== undefined && /patent|美国/u.test(text.slice(Math.max(0, hit.start - 6), at))) {
      const foreign = readForeignPatent(`US${us}`);
      if (foreign !== null) add(claimOf(field, at, at + us.length, hit.value, { kind: "foreign", foreign }, false));
      continue;
    }
    if (!/^[\do]/u.test(text.slice(at, at + 1))) continue;
    const run = readRun(text, at);
    if (run === null || run.digits.length < 8 || run.digits.length > 15) continue;
    // 专利 and a telephone number, a price or a year: only a label that asks for a number makes one of odd digits.
    const asksForNumber = /号|编号|no|number|#/u.test(hit.word) || own === "patent" || own === "application";
    const parsed = parsePatentNumber(run.compact, asOf);
    if (!asksForNumber && !(run.digits.length >= 12 && /^(?:19|20)\d\d/u.test(run.digits)) && !(run.dotted && run.digits.length === 9))
      continue;
    if (!asksForNumber && !parsed.ok && parsed.fault === "bad-length") continue;
    if (/^1[3-9]\d{9}$/u.test(run.digits)) continue;
    add(claimOf(field, at, run.end, hit.value, { kind: "chinese", parsed, prefix: "", digits: run.digits }, run.repaired));
  }

  if (patentNear && own !== "other")
    for (const match of text.matchAll(bareDotted)) {
      if (labelBefore(match.index) === "other") continue;
      const compactNumber = match[0].replaceAll(/\s/gu, "");
      add(
        claimOf(
          field,
          match.index,
          match.index + match[0].length,
          labelBefore(match.index),
          { kind: "chinese", parsed: parsePatentNumber(compactNumber, asOf), prefix: "", digits: compactNumber.replace(".", "") },
          false,
        ),
      );
    }
  return claims.sort((a, b) => a.start - b.start);
}

/** First hit that begins at `from` or later; hits stand by place. */
function firstFrom(hits: readonly { readonly start: number }[], from: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function claimOf(
  field: Field,
  start: number,
  end: number,
  before: Anchor | null,
  reading: NumberClaim["reading"],
  repaired: boolean,
): NumberClaim {
  return { field, start, end, label: before === null || before === "other" ? "none" : before, reading, repaired };
}

/** ZL also begins alloys, loaders and stock numbers: without patent words only a number of the right shape counts. */
function worthReading(run: Run, parsed: ParsedPatentNumber, prefix: "ZL" | "CN", patentNear: boolean): boolean {
  if (!parsed.ok && parsed.fault === "masked") return patentNear || run.digits.length >= 4;
  if (patentNear) return run.digits.length >= (prefix === "ZL" ? 6 : 8);
  if (prefix === "CN") return false;
  const fullLength = run.digits.length >= 12 && run.digits.length <= 13;
  return (
    (fullLength && /^(?:19[89]\d|20[0-4]\d)/u.test(run.digits)) ||
    (run.digits.length === 9 && run.dotted && /^(?:8[5-9]|9\d|0[0-3])/u.test(run.digits))
  );
}

interface Run {
  /** Digits, X included, without separators: the check digit is the last when there is one. */
  readonly digits: string;
  /** As `parsePatentNumber` takes it, with the dot. */
  readonly compact: string;
  readonly end: number;
  readonly dotted: boolean;
  readonly repaired: boolean;
}

const groupAt = /^[\do](?:[\dol|]*[\do])?/u;
const gapAt = /^(?:\s?[.·]\s?|[\s\-·_]{1,2})/u;

/**
 * Digits from `at` on, across the spaces of certificate typography (`2018 1 0999999.3`, or every digit apart), never across
 * more: a number that is already whole does not swallow the figure after it.
 */
function readRun(text: string, at: number): Run | null {
  let digits = "";
  let end = at;
  let dotAt = -1;
  let fallback: Run | null = null;
  for (let group = 0; group < 16; group += 1) {
    const gap = group === 0 ? "" : (gapAt.exec(text.slice(end, end + 4))?.[0] ?? "");
    if (group > 0 && gap === "") break;
    const from = end + gap.length;
    const tail = group > 0 ? /^x(?![\da-z])/u.exec(text.slice(from, from + 2))?.[0] : undefined;
    const next = tail ?? groupAt.exec(text.slice(from, from + 24))?.[0];
    // A run of more digits than any number has is read to its end, to be called too long.
    if (group === 0 && next !== undefined && next.length > 15) return runOf(next, from + next.length, -1);
    if (next === undefined || digits.length + next.length > 15) break;
    const dotted = /[.·]/u.test(gap);
    if (dotted && dotAt >= 0) break;
    // "ZL202310123456 3只装": a figure that counts the goods is no check digit.
    if (
      group > 0 &&
      !dotted &&
      next.length === 1 &&
      (digits.length === 12 || digits.length === 8) &&
      /[\u4e00-\u9fff]/u.test(text.charAt(from + 1))
    )
      break;
    if (dotted) dotAt = digits.length;
    digits += next;
    end = from + next.length;
    const glued = tail === undefined && /^x(?![\da-z])/u.test(text.slice(end, end + 2)) && (digits.length === 12 || digits.length === 8);
    if (glued) {
      digits += "x";
      end += 1;
    }
    // 2018209533202X: a check digit after a check digit makes the number too long.
    if (digits.length === 13 && dotAt < 0 && tail === undefined && /^x(?![\da-z])/u.test(text.slice(end, end + 2)))
      return runOf(`${digits}x`, end + 1, -1);
    const whole = digits.length === 13 || (digits.length === 9 && (dotAt === 8 || glued || group === 0));
    if (whole || dotAt >= 0 || digits.endsWith("x")) return runOf(digits, end, dotAt);
    const masked = /^[x*×#?]{2,}[\dx*×#?.]*/u.exec(text.slice(end, end + 16))?.[0];
    if (masked !== undefined) return { digits, compact: `${digits}${masked}`, end: end + masked.length, dotted: false, repaired: false };
    if (group === 0 && next.length >= 6) fallback = runOf(digits, end, -1);
  }
  return fallback ?? (digits === "" ? null : runOf(digits, end, dotAt));
}

function runOf(written: string, end: number, dotAt: number): Run {
  const digits = written.replaceAll(/o/gu, "0").replaceAll(/[l|]/gu, "1");
  return {
    digits,
    compact: dotAt < 0 ? digits : `${digits.slice(0, dotAt)}.${digits.slice(dotAt)}`,
    end,
    dotted: dotAt >= 0,
    repaired: digits !== written,
  };
}
