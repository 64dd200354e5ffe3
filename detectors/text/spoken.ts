/**
 * Chinese names written by their sound: with homophones throughout, in pinyin (naike), or in both (mao台, 大T使之剑). One trie
 * over syllables, merged where regional speech merges them; what was merged is told apart afterwards.
 */
import { sounds } from "./han-tables.ts";
import type { Trie } from "./trie.ts";
import { outOf, stepBy, walkTrie } from "./trie.ts";
import type { View } from "./view.ts";
import { digit, han, isBorder, latin } from "./view.ts";

/** Merged syllables of a name in every reading, as trie keys; a name with many readings gives its first eight. */
export function spokenForms(text: string): string[] {
  const { usual, also, merged } = sounds();
  let forms = [""];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const ids = new Set([usual[unit] as number, ...(also.get(unit) ?? [])].filter((id) => id !== 0).map((id) => merged[id] as number));
    if (ids.size === 0) return [];
    forms = forms.flatMap((form) => [...ids].map((id) => form + String.fromCharCode(id))).slice(0, 8);
  }
  return forms;
}

let stream = new Uint16Array(1024);

const tripleHash = (one: number, two: number, three: number, shift: number) =>
  Math.imul(Math.imul((one << 16) | two, 0x9e3779b1) ^ Math.imul(three, 0x85ebca6b), 0x2c1b3c6d) >>> shift;

/** A bitmap of the first three syllables of the forms: pairs of syllables are nearly all taken, three are told apart. */
export function triplesOf(forms: readonly string[]): Uint32Array {
  const bits = Math.min(26, Math.max(10, Math.ceil(Math.log2(forms.length * 16 + 1))));
  const bitmap = new Uint32Array(1 << (bits - 5));
  for (const form of forms) {
    if (form.length < 3) continue;
    const hash = tripleHash(form.charCodeAt(0), form.charCodeAt(1), form.charCodeAt(2), 32 - bits);
    bitmap[hash >>> 5] = (bitmap[hash >>> 5] as number) | (1 << (hash & 31));
  }
  return bitmap;
}

/** Calls `onKey(key, from, to)` for each run of three or more read characters that sounds like a key. */
export function findSpoken(trie: Trie, triples: Uint32Array, view: View, onKey: (key: number, from: number, to: number) => void): void {
  if (stream.length < view.length) stream = new Uint16Array(view.length * 2);
  const { usual, merged } = sounds();
  const { length } = view;
  for (let at = 0; at < length; at += 1)
    stream[at] = (view.sort[at] as number) === latin ? 0 : (merged[usual[view.unit[at] as number] as number] as number);
  const shift = 32 - Math.log2(triples.length * 32);
  for (let at = 0; at + 2 < length; at += 1) {
    const third = stream[at + 2] as number;
    if (third === 0) {
      at += 2;
      continue;
    }
    const hash = tripleHash(stream[at] as number, stream[at + 1] as number, third, shift);
    // Names of two that only sound alike are everywhere; the pairs of `han` find those with one character right.
    if (((triples[hash >>> 5] as number) & (1 << (hash & 31))) !== 0)
      walkTrie(trie, stream, at, length, (key, from, to) => (to - from < 3 ? undefined : onKey(key, from, to)));
  }
}

/** At most so many letters of a text are read as pinyin from one beginning. */
const longestRun = 40;

/** Pinyin letter by letter: `next[state * 26 + letter]`, 0 for none; `ends[state]` is the merged syllable spelt so far, 0 for none. */
interface Spelled {
  readonly next: Uint16Array;
  readonly ends: Uint16Array;
  readonly initials: ReadonlyMap<number, readonly number[]>;
}
let spelledOnce: Spelled | undefined;

function spelled(): Spelled {
  const { idOf, merged, syllables } = sounds();
  const next = new Uint16Array(26 * 2000);
  const ends = new Uint16Array(2000);
  let states = 1;
  const initials = new Map<number, number[]>();
  for (const syllable of syllables) {
    if (!/^[a-z]+$/u.test(syllable)) continue;
    const shape = merged[idOf.get(syllable) ?? 0] as number;
    let state = 0;
    for (let index = 0; index < syllable.length; index += 1) {
      const edge = state * 26 + syllable.charCodeAt(index) - 0x61;
      if ((next[edge] as number) === 0) next[edge] = states++;
      state = next[edge] as number;
    }
    ends[state] = shape;
    const list = initials.get(syllable.charCodeAt(0)) ?? [];
    if (!list.includes(shape)) initials.set(syllable.charCodeAt(0), [...list, shape]);
  }
  return { next, ends, initials };
}

/** In `SpokenHit.written`: one letter stood for the syllable. */
export const initial = -100;

export interface SpokenHit {
  readonly key: number;
  readonly from: number;
  readonly to: number;
  /** How each syllable was written, in order: a character (its unit), pinyin (minus its number of letters), or `initial`. */
  readonly written: readonly number[];
}

/** Names that begin at unit `from` and are written at least partly in Latin letters. */
export function findPinyin(trie: Trie, view: View, from: number, onHit: (hit: SpokenHit) => void): void {
  const { next, ends, initials } = (spelledOnce ??= spelled());
  const { usual, merged } = sounds();
  const written: number[] = [];
  let steps = 0;
  const walk = (cell: number, at: number, key: number, place: number): void => {
    // `key` ≥ 0: only that key is left and `place` is where its rest begins.
    if (steps++ > 400 || at - from > longestRun) return;
    if (key >= 0 ? place === (trie.start[key + 1] as number) : cell !== 0 && outOf(trie, cell) > 0) {
      const found = key >= 0 ? key : outOf(trie, cell) - 1;
      if (written.some((how) => how < 0) && written.length > 1) onHit({ key: found, from, to: at, written: [...written] });
      if (key >= 0) return;
    }
    if (at >= view.length) return;
    const sort = view.sort[at] as number;
    if (sort === latin) {
      let state = 0;
      for (let to = at; to < view.length && (view.sort[to] as number) === latin; to += 1) {
        state = next[state * 26 + (view.unit[to] as number) - 0x61] as number;
        if (state === 0) break;
        if ((ends[state] as number) !== 0) go(ends[state] as number, cell, to + 1, key, place, -(to + 1 - at));
      }
      const alone = (view.sort[at + 1] as number) !== latin && (at === 0 || (view.sort[at - 1] as number) !== latin);
      // An initial counts among characters only: single letters are everywhere else.
      if (alone && (at > from || (view.sort[at + 1] as number) === han))
        for (const id of initials.get(view.unit[at] as number) ?? []) go(id, cell, at + 1, key, place, initial);
      return;
    }
    if (sort !== han && sort !== digit) return;
    const id = merged[usual[view.unit[at] as number] as number] as number;
    if (id !== 0) go(id, cell, at + 1, key, place, view.unit[at] as number);
  };
  const go = (id: number, cell: number, next: number, key: number, place: number, how: number): void => {
    written.push(how);
    if (key >= 0) {
      if ((trie.units[place] as number) === id) walk(cell, next, key, place + 1);
    } else {
      const target = stepBy(trie, cell, id);
      if (target >= 0) {
        const out = outOf(trie, target);
        if (out < 0) walk(target, next, -out - 1, (trie.start[-out - 1] as number) + written.length);
        else walk(target, next, -1, 0);
      }
    }
    written.pop();
  };
  walk(0, from, -1, 0);
}

/** Whether a walk for pinyin may begin at `at`: where letters begin, or on a character shortly before letters. */
export function mayBeginPinyin(view: View, at: number): boolean {
  const sort = view.sort[at] as number;
  if (sort === latin) return isBorder(view, at);
  if (sort !== han) return false;
  for (let ahead = at + 1; ahead <= at + 3 && ahead < view.length; ahead += 1) {
    if ((view.sort[ahead] as number) === latin) return true;
    if ((view.sort[ahead] as number) !== han) return false;
  }
  return false;
}
