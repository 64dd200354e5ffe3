/** Words of the lexicon made ready to be found in a field: Han words in the lean view, Latin words in the folded one. */
import { fold } from "../text/fold.ts";
import { field as makeField, leanToFolded, type Field } from "./fields.ts";
import { buildWords, type WordIndex } from "./word-index.ts";

/** A hit by its place in the folded view. */
export interface Hit<T> {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly value: T;
}

export interface Vocabulary<T> {
  /** By place in the folded view, the longest first. */
  find(field: Field): readonly Hit<T>[];
  has(field: Field): boolean;
}

const hasHan = (word: string) => /[\u3007\u3400-\u9fff]/u.test(word);

export function buildVocabulary<T>(words: Iterable<readonly [string, T]>): Vocabulary<T> {
  const han: [string, T][] = [];
  const latin: [string, T][] = [];
  for (const [word, value] of words) {
    const folded = fold(word).text.trim();
    if (hasHan(folded)) han.push([leanOf(word), value]);
    else latin.push([folded, value]);
  }
  const inLean: WordIndex<T> = buildWords(han);
  const inFolded: WordIndex<T> = buildWords(latin);
  return {
    find(field) {
      const hits: Hit<T>[] = [];
      for (const hit of inLean.scan(field.lean)) {
        const [start, end] = leanToFolded(field, hit.start, hit.end);
        hits.push({ start, end, word: hit.word, value: hit.value });
      }
      if (latin.length > 0) for (const hit of inFolded.scan(field.folded)) hits.push(hit);
      return hits.length < 2 ? hits : hits.sort((a, b) => a.start - b.start || b.end - a.end);
    },
    has: (field) => inLean.any(field.lean) || inFolded.any(field.folded),
  };
}

export const wordsOf = (words: readonly string[]): Vocabulary<string> => buildVocabulary(words.map((word) => [word, word] as const));

/** A word as it stands in the lean view. */
export function leanOf(word: string): string {
  return makeField("", "", word).lean;
}

/** Hits of one list that no longer hit of it holds. Hits stand by place, the longest first, so one pass tells. */
export function longest<T>(hits: readonly Hit<T>[]): Hit<T>[] {
  let reachedBefore = -1;
  let reachedHere = -1;
  let start = -1;
  return hits.filter((hit) => {
    if (hit.start !== start) {
      reachedBefore = Math.max(reachedBefore, reachedHere);
      reachedHere = -1;
      start = hit.start;
    }
    const held = reachedBefore >= hit.end || reachedHere > hit.end;
    reachedHere = Math.max(reachedHere, hit.end);
    return !held;
  });
}

const clauseEnd = /[,，。;；!！?？\n\r、|｜【】[\]]/u;

/** The clause of the folded view around a stretch: from the stop before it to the stop after it. Decimal points do not stop. */
export function clauseAround(
  folded: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number; readonly text: string } {
  let from = start;
  while (from > 0 && start - from < 200 && !clauseEnd.test(folded[from - 1] ?? "")) from -= 1;
  let to = end;
  while (to < folded.length && to - end < 200 && !clauseEnd.test(folded[to] ?? "")) to += 1;
  return { start: from, end: to, text: folded.slice(from, to) };
}
