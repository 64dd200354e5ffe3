/** The trade words as one scanner: each hit says which lists of the lexicon the words stand in. */
import type { Category, CategoryName } from "../../domain/category.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { TradeWords } from "../../domain/lexicon/trade-words.ts";
import { buildPhrases } from "../text/phrases.ts";
import { key } from "./marks.ts";

/** A list of the lexicon; `at` is the entry within it where the list has entries (slang, clearings, kinds, ordinary words). */
export type Role =
  | {
      readonly list: "slang" | "slang-benign" | "slang-topic" | "clearing" | "clearing-except" | "kind" | "as-word" | "as-mark";
      readonly at: number;
    }
  | {
      readonly list:
        | "negation-before"
        | "negation-after"
        | "negation-except"
        | "compatible-before"
        | "compatible-after"
        | "part"
        | "never"
        | "other-speaker"
        | "authority-shop"
        | "authority-licence"
        | "authority-except"
        | "genuine"
        | "label-goods"
        | "label-empties"
        | "label-acts"
        | "label-except"
        | "partial-price"
        | "small-goods";
      readonly at: 0;
    };

export interface WordHit {
  readonly role: Role;
  readonly span: readonly [number, number];
  readonly matched: string;
}

export interface Vocabulary {
  readonly words: TradeWords;
  /** Hits by place in the text; the same words once for each list that holds them. */
  scan(text: string): readonly WordHit[];
  /** Place of a name in the list of ordinary words, or -1. */
  ordinaryAt(name: string): number;
  /** Categories whose signal words or search words stand in the text, once for each hit. */
  categoriesSaid(text: string): readonly CategoryName[];
}

const cache = new WeakMap<Lexicon, Vocabulary>();

/** Built once per lexicon, however many detectors ask. */
export function vocabularyOf(lexicon: Lexicon): Vocabulary {
  const before = cache.get(lexicon);
  if (before !== undefined) return before;
  const made = build(lexicon.trade, lexicon.categories);
  cache.set(lexicon, made);
  return made;
}

function build(words: TradeWords, categories: readonly Category[]): Vocabulary {
  const roles = new Map<string, Role[]>();
  const add = (phrases: readonly string[], role: Role) => {
    for (const phrase of phrases) {
      const key = phrase.toLowerCase();
      const known = roles.get(key);
      if (known === undefined) roles.set(key, [role]);
      else known.push(role);
    }
  };
  words.slang.forEach((slang, at) => {
    add([slang.term, ...slang.variants], { list: "slang", at });
    add(slang.benignContexts, { list: "slang-benign", at });
    add(slang.benignTopics, { list: "slang-topic", at });
  });
  words.clearings.forEach((clearing, at) => {
    add(clearing.words, { list: "clearing", at });
    add(clearing.except, { list: "clearing-except", at });
  });
  words.kindsOfGoods.forEach((kind, at) => add(kind.words, { list: "kind", at }));
  words.ordinaryWords.forEach((ordinary, at) => {
    add(ordinary.asWord, { list: "as-word", at });
    add(ordinary.asMark, { list: "as-mark", at });
  });
  add(words.negation.before, { list: "negation-before", at: 0 });
  add(words.negation.after, { list: "negation-after", at: 0 });
  add(words.negation.except, { list: "negation-except", at: 0 });
  add(words.compatibility.before, { list: "compatible-before", at: 0 });
  add(words.compatibility.after, { list: "compatible-after", at: 0 });
  add(words.compatibility.parts, { list: "part", at: 0 });
  add(words.compatibility.never, { list: "never", at: 0 });
  add(words.otherSpeakers, { list: "other-speaker", at: 0 });
  add(words.authority.shop, { list: "authority-shop", at: 0 });
  add(words.authority.licence, { list: "authority-licence", at: 0 });
  add(words.authority.except, { list: "authority-except", at: 0 });
  add(words.genuine, { list: "genuine", at: 0 });
  add(words.labels.goods, { list: "label-goods", at: 0 });
  add(words.labels.empties, { list: "label-empties", at: 0 });
  add(words.labels.acts, { list: "label-acts", at: 0 });
  add(words.labels.except, { list: "label-except", at: 0 });
  add(words.prices.partial, { list: "partial-price", at: 0 });
  add(words.prices.smallGoods, { list: "small-goods", at: 0 });

  const phrases = [...roles.keys()];
  const rolesAt = [...roles.values()];
  const scanner = buildPhrases(phrases);
  const ordinaryPlace = new Map(words.ordinaryWords.map(({ word }, at) => [key(word), at]));
  const signs = categories.flatMap((category) =>
    [...category.signalWords, ...category.searchWords].map((word) => ({ word, category: category.name })),
  );
  const signScanner = buildPhrases(signs.map(({ word }) => word));
  return {
    words,
    ordinaryAt: (name) => ordinaryPlace.get(key(name)) ?? -1,
    categoriesSaid: (text) => signScanner.scan(text).flatMap((hit) => signs[hit.index]?.category ?? []),
    scan: (text) =>
      scanner
        .scan(text)
        .toSorted((a, b) => a.span[0] - b.span[0])
        .flatMap((hit) => (rolesAt[hit.index] ?? []).map((role) => ({ role, span: hit.span, matched: hit.matched }))),
  };
}

export const covers = (outer: readonly [number, number], inner: readonly [number, number]) => outer[0] <= inner[0] && inner[1] <= outer[1];
export const overlaps = (a: readonly [number, number], b: readonly [number, number]) => a[0] < b[1] && b[0] < a[1];

/** The longest phrase of the lexicon, in UTF-16 units: how far before a place a hit over it may begin. */
const longestPhrase = 64;

/**
 * Hits that begin or end within `from` and `to`. Hits stand in order, so this looks at a few of them: a description of
 * 200,000 characters may hold 50,000 hits, and comparing each with each takes minutes.
 */
export function hitsBetween(hits: readonly WordHit[], from: number, to: number): WordHit[] {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hits[middle]?.span[0] ?? 0) < from - longestPhrase) low = middle + 1;
    else high = middle;
  }
  const found: WordHit[] = [];
  for (let at = low; at < hits.length; at++) {
    const hit = hits[at];
    if (hit === undefined || hit.span[0] > to) break;
    if (hit.span[1] >= from) found.push(hit);
  }
  return found;
}

/** Hits of one list that no hit of the other covers: an exception is longer than what it excepts. */
export function without(hits: readonly WordHit[], list: Role["list"], except: Role["list"]): WordHit[] {
  return hits.filter(
    (hit) =>
      hit.role.list === list &&
      !hitsBetween(hits, hit.span[0], hit.span[1]).some(
        (other) => other.role.list === except && other.role.at === hit.role.at && covers(other.span, hit.span),
      ),
  );
}
