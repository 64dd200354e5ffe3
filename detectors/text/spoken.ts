/**
 * Chinese names written by their sound: with homophones throughout, in pinyin (naike), or in both (mao台, 大T使之剑). One trie
 * over syllables, merged where regional speech merges them; what was merged is told apart afterwards.
 */
import { sounds } from "./han-tables.ts";
import type { Trie } from "./trie.ts";
import { scanTrie } from "./trie.ts";
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

/** Calls `onKey(key, from, to)` for each run of read characters that sounds like a key. */
export function findSpoken(trie: Trie, view: View, onKey: (key: number, from: number, to: number) => void): void {
  if (stream.length < view.length) stream = new Uint16Array(view.length * 2);
  const { usual, merged } = sounds();
  for (let at = 0; at < view.length; at += 1) stream[at] = (view.sort[at] as number) === latin ? 0 : (merged[usual[view.unit[at] as number] as number] as number);
  scanTrie(trie, stream, view.length, onKey);
}

/** At most so many letters of a text are read as pinyin from one beginning. */
const longestRun = 40;

let byLetters: ReadonlyMap<string, number> | undefined;
let byInitial: ReadonlyMap<number, readonly number[]> | undefined;

function pinyin() {
  const { idOf, merged, syllables } = sounds();
  byLetters ??= new Map([...idOf].filter(([syllable]) => syllable !== "").map(([syllable, id]) => [syllable, merged[id] as number]));
  if (byInitial === undefined) {
    const lists = new Map<number, number[]>();
    syllables.forEach((syllable, id) => {
      if (syllable === "") return;
      const list = lists.get(syllable.charCodeAt(0)) ?? [];
      const shape = merged[id] as number;
      if (!list.includes(shape)) lists.set(syllable.charCodeAt(0), [...list, shape]);
    });
    byInitial = lists;
  }
  return { letters: byLetters, initials: byInitial };
}

export interface SpokenHit {
  readonly key: number;
  readonly from: number;
  readonly to: number;
  /** How each syllable was written, in order: a character (its unit), pinyin letters (-1), an initial (-2). */
  readonly written: readonly number[];
  /** The pinyin as it was written, for telling merged syllables apart. */
  readonly syllables: readonly string[];
}

/** Names that begin at unit `from` and are written at least partly in Latin letters. */
export function findPinyin(trie: Trie, view: View, from: number, onHit: (hit: SpokenHit) => void): void {
  const { letters, initials } = pinyin();
  const { usual, merged } = sounds();
  const written: number[] = [];
  const syllables: string[] = [];
  let steps = 0;
  const step = (cell: number, id: number): number => {
    const code = trie.code[id] as number;
    if (code === 0) return -1;
    const to = (trie.base[cell] as number) + code;
    return (trie.check[to] as number) === cell ? to : -1;
  };
  const walk = (cell: number, at: number, key: number, place: number): void => {
    // `key` ≥ 0: only that key is left and `place` is where its rest begins.
    if (steps++ > 400 || at - from > longestRun) return;
    if (key >= 0 ? place === (trie.start[key + 1] as number) : cell !== 0 && (trie.out[cell] as number) > 0) {
      const found = key >= 0 ? key : (trie.out[cell] as number) - 1;
      if (written.some((how) => how < 0) && written.length > 1) onHit({ key: found, from, to: at, written: [...written], syllables: [...syllables] });
      if (key >= 0) return;
    }
    if (at >= view.length) return;
    const sort = view.sort[at] as number;
    if (sort === latin) {
      let end = at;
      while (end < view.length && (view.sort[end] as number) === latin && end - at < 6) end += 1;
      let text = "";
      for (let to = at; to < end; to += 1) {
        text += String.fromCharCode(view.unit[to] as number);
        const id = letters.get(text);
        if (id !== undefined) go(id, cell, to + 1, key, place, -1, text);
      }
      const alone = (view.sort[at + 1] as number) !== latin && (at === 0 || (view.sort[at - 1] as number) !== latin);
      // An initial counts among characters only: single letters are everywhere else.
      if (alone && (at > from || (view.sort[at + 1] as number) === han)) for (const id of initials.get(view.unit[at] as number) ?? []) go(id, cell, at + 1, key, place, -2, "");
      return;
    }
    if (sort !== han && sort !== digit) return;
    const id = merged[usual[view.unit[at] as number] as number] as number;
    if (id !== 0) go(id, cell, at + 1, key, place, view.unit[at] as number, "");
  };
  const go = (id: number, cell: number, next: number, key: number, place: number, how: number, text: string): void => {
    written.push(how);
    syllables.push(text);
    if (key >= 0) {
      if ((trie.units[place] as number) === id) walk(cell, next, key, place + 1);
    } else {
      const target = step(cell, id);
      if (target >= 0) {
        const out = trie.out[target] as number;
        if (out < 0) walk(target, next, -out - 1, (trie.start[-out - 1] as number) + written.length);
        else walk(target, next, -1, 0);
      }
    }
    written.pop();
    syllables.pop();
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
