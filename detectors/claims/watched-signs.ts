/** The signs that are looked for: those of the register in use, completed by the starter's knowledge of the same terms. */
import type { ProtectedWords, SignReading } from "../../domain/lexicon/protected-words.ts";
import type { SpecialSign } from "../../domain/right.ts";
import { fold } from "../text/fold.ts";
import { buildVocabulary, leanOf, type Hit } from "./vocabulary.ts";
import type { Field } from "./fields.ts";

export interface WatchedSign {
  readonly id: string;
  readonly name: string;
  readonly regime: SpecialSign["regime"];
  readonly holder: string;
  readonly licensees: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly verified: boolean;
  /** Id in the starter register, where its reading is known. */
  readonly kin: string | null;
}

export interface SignHit {
  readonly sign: WatchedSign;
  readonly term: string;
  readonly reading: SignReading;
  readonly field: Field;
  /** In the folded view. */
  readonly start: number;
  readonly end: number;
}

export interface SignIndex {
  find(field: Field): readonly SignHit[];
  readonly signs: readonly WatchedSign[];
}

interface Entry {
  readonly sign: WatchedSign;
  readonly reading: SignReading | "benign";
}

const keyOf = (term: string) => (/[\u3007\u3400-\u9fff]/u.test(term) ? leanOf(term) : fold(term).text.trim());

export function buildSignIndex(given: readonly SpecialSign[], starter: readonly SpecialSign[], words: ProtectedWords["sign"]): SignIndex {
  const readingOf = new Map<string, SignReading>();
  const readingOfSign = new Map<string, SignReading>();
  for (const { reading, terms, signs } of words.readings) {
    for (const term of terms) readingOf.set(keyOf(term), reading);
    for (const sign of signs) readingOfSign.set(sign, reading);
  }
  const entries: [string, Entry][] = [];
  const signs: WatchedSign[] = [];
  const termsOf = (sign: SpecialSign) =>
    [...new Set([sign.name, ...sign.terms].flatMap(split).map(keyOf))].filter((term) => term.length >= 2);
  const ownerOfTerm = new Map<string, SpecialSign>();
  for (const sign of given)
    for (const term of termsOf(sign)) if (!ownerOfTerm.has(term) && readingOf.get(term) !== "never") ownerOfTerm.set(term, sign);

  const add = (sign: WatchedSign, source: SpecialSign, fallback: SignReading) => {
    for (const term of termsOf(source)) entries.push([term, { sign, reading: readingOf.get(term) ?? fallback }]);
    for (const context of source.benignContexts) {
      const bare = context.replace(/\s*[(（].*$/u, "").trim();
      if (bare.length >= 2) entries.push([bare, { sign, reading: "benign" }]);
    }
  };
  const watchedOf = new Map<SpecialSign, WatchedSign>();
  for (const sign of given) {
    const kin = starter.find((known) => termsOf(known).some((term) => ownerOfTerm.get(term) === sign));
    const watched = watchedSign(sign, kin?.id ?? null, sign.verified ?? true);
    watchedOf.set(sign, watched);
    signs.push(watched);
    add(watched, sign, (kin === undefined ? undefined : readingOfSign.get(kin.id)) ?? (sign.regime === "quality" ? "mark" : "strong"));
  }
  for (const known of starter) {
    const owner = termsOf(known)
      .map((term) => ownerOfTerm.get(term))
      .find((sign) => sign !== undefined);
    const watched = (owner === undefined ? undefined : watchedOf.get(owner)) ?? watchedSign(known, known.id, known.verified ?? false);
    if (owner === undefined) signs.push(watched);
    add(watched, known, readingOfSign.get(known.id) ?? (known.regime === "quality" ? "mark" : "strong"));
  }

  const state = signs.find((sign) => sign.kin === "state-supply");
  if (state !== undefined) for (const code of words.codes) entries.push([code, { sign: state, reading: "supply" }]);
  const vocabulary = buildVocabulary(entries);
  return {
    signs,
    find(field) {
      const raw = vocabulary.find(field);
      if (raw.length === 0) return [];
      const benign = raw.filter((hit) => hit.value.reading === "benign");
      const named = raw.filter((hit) => hit.value.reading !== "benign");
      const hits: SignHit[] = [];
      for (const hit of named) {
        const { sign, reading } = hit.value;
        if (
          reading === "benign" ||
          reading === "never" ||
          benign.some((other) => covers(other, hit)) ||
          isDenied(field, hit, words.negations)
        )
          continue;
        // Inside a longer term of the same sign the shorter one says nothing more.
        if (
          named.some(
            (other) => other !== hit && other.value.sign === sign && covers(other, hit) && other.end - other.start > hit.end - hit.start,
          )
        )
          continue;
        if (reading === "code" && !isUpperCase(field, hit)) continue;
        if (hits.some((other) => other.sign === sign && other.start === hit.start && other.end === hit.end)) continue;
        hits.push({ sign, term: hit.word, reading, field, start: hit.start, end: hit.end });
      }
      return hits;
    },
  };
}

const covers = (outer: Hit<unknown>, inner: Hit<unknown>) => outer.start <= inner.start && inner.end <= outer.end;

/** "奥林匹克五环图案 (Olympic rings)" names a sign twice. */
const split = (term: string) =>
  term
    .split(/[()（）/]/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");

function watchedSign(sign: SpecialSign, kin: string | null, verified: boolean): WatchedSign {
  return {
    id: sign.id,
    name: sign.name,
    regime: sign.regime,
    holder: sign.holder,
    licensees: sign.licensees,
    validFrom: sign.validFrom ?? null,
    validTo: sign.validTo ?? null,
    verified,
    kin,
  };
}

function isDenied(field: Field, hit: Hit<unknown>, negations: readonly string[]): boolean {
  const before = field.folded.slice(Math.max(0, hit.start - 10), hit.start).trimEnd();
  const after = field.folded.slice(hit.end, hit.end + 8);
  // "本店严禁特供专供字样": a ban a few letters before denies all that follows in its clause.
  if (/(?:严禁|禁止|杜绝|打击|举报|抵制|不得使用|不得含有)[^,，。;；!！]{0,8}$/u.test(before)) return true;
  return (
    negations.some((word) =>
      /[a-z]/u.test(word)
        ? new RegExp(`(?:^|[^a-z])${word}(?:\\s(?:an?|the|any|affiliated with|associated with))?$`, "u").test(before)
        : before.endsWith(word) || before.endsWith(`${word}使用`),
    ) || /^.{0,4}(?:无关|无任何关)/u.test(after)
  );
}

function isUpperCase(field: Field, hit: Hit<unknown>): boolean {
  const from = field.foldedOffsets[hit.start] ?? 0;
  const to = field.foldedOffsets[hit.end] ?? field.text.length;
  const written = field.text.slice(from, to).normalize("NFKC");
  return written === written.toUpperCase();
}
