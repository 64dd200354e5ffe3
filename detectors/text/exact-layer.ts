/** Layer 1: names spelt as they are, however they are lettered: what folding and dropping separators undo. */
import { isEnglishWord } from "./english.ts";
import { mayBeParts, wholesOf } from "./han-tables.ts";
import { classMask } from "./fold.ts";
import { emoji, punctuation } from "./fold-table.ts";
import type { Hit } from "./hit.ts";
import { bitOf, insideOf, widestGap } from "./hit.ts";
import type { Names } from "./names.ts";
import { gapsFlag, symbolFlag, watchedFlag } from "./names.ts";
import type { Trie } from "./trie.ts";
import { scanTrie } from "./trie.ts";
import type { View } from "./view.ts";
import { gapPunctuation, gapSeen, han, isBorder, keptText, latin } from "./view.ts";

const splitBit = bitOf("split-character");
const invisibleBit = bitOf("zero-width");

export function findExact(trie: Trie, names: Names, view: View, add: (hit: Hit) => void): void {
  scanTrie(trie, view.unit, view.length, (key, from, to) => {
    const end = names.entryStart[key + 1] as number;
    for (let at = names.entryStart[key] as number; at < end; at += 1) {
      const hit = exactHit(names, view, names.entries[at] as number, false, from, to);
      if (hit !== null) add(hit);
    }
  });
}

/**
 * Names with a character written as its parts (弓虽 for 强): where two or three characters make up another, the text around
 * them is read once more with that other in their place.
 */
export function findSplit(trie: Trie, names: Names, view: View, add: (hit: Hit) => void): void {
  for (let at = 0; at + 1 < view.length; at += 1) {
    if ((view.sort[at] as number) !== han || (view.sort[at + 1] as number) !== han) continue;
    if (!mayBeParts(view.unit[at] as number, view.unit[at + 1] as number)) continue;
    for (const { whole, parts } of wholesOf(view.unit, at, view.length)) readWhole(trie, names, view, at, whole, parts, add);
  }
}

/** Units on either side of the whole that are read with it: the longest name that is likely to be written so. */
const around = 12;
const window = new Uint16Array(around * 2 + 1);
const placeOf = new Int32Array(around * 2 + 2);

function readWhole(trie: Trie, names: Names, view: View, at: number, whole: number, parts: number, add: (hit: Hit) => void): void {
  const first = Math.max(0, at - around);
  let filled = 0;
  let centre = 0;
  for (let place = first; place < view.length && filled < window.length;) {
    // What follows may be split as well: 女子丽友派 is read whole by whole.
    const more = place > at ? wholesOf(view.unit, place, view.length)[0] : undefined;
    placeOf[filled] = place;
    if (place === at) centre = filled;
    window[filled] = place === at ? whole : more === undefined || filled > centre + 2 ? (view.unit[place] as number) : more.whole;
    place += place === at ? parts : more === undefined || filled > centre + 2 ? 1 : more.parts;
    filled += 1;
    placeOf[filled] = place;
  }
  const read = (key: number, from: number, to: number) => {
    if (from > centre || to <= centre || to - from < 2) return;
    for (let entry = names.entryStart[key] as number; entry < (names.entryStart[key + 1] as number); entry += 1) {
      const name = names.entries[entry] as number;
      if (((names.flags[name] as number) & watchedFlag) === 0) continue;
      const hit = exactHit(names, view, name, true, placeOf[from] as number, placeOf[to] as number);
      if (hit !== null) add(hit);
    }
  };
  scanTrie(trie, window, filled, read);
  // Once more with only this one whole, should what follows have been read as one by mistake.
  let plain = 0;
  for (let place = first; place < view.length && plain < window.length; plain += 1) {
    placeOf[plain] = place;
    if (place === at) centre = plain;
    window[plain] = place === at ? whole : (view.unit[place] as number);
    place += place === at ? parts : 1;
    placeOf[plain + 1] = place;
  }
  scanTrie(trie, window, plain, read);
}

function exactHit(names: Names, view: View, name: number, split: boolean, from: number, to: number): Hit | null {
  const inside = insideOf(view, names, split ? -1 : name, from, to);
  if (inside.widest > widestGap) return null;
  if (((names.flags[name] as number) & symbolFlag) !== 0 && !symbolsKept(names, view, name, from, to)) return null;
  const left = isBorder(view, from);
  const right = isBorder(view, to);
  // Nobody writes two parts for a character, or puts a sign or nothing visible into a name, by chance: one end at a word's is enough.
  const deliberate = split || (inside.tricks & invisibleBit) !== 0 || (inside.signs && !onlyEnds(view, from, to));
  const word =
    deliberate && (left || right) ? borders(view, from, to, true, true) * (left && right ? 1 : 0.8) : borders(view, from, to, left, right);
  const strength = word * gapShape(names, view, name, from, to, inside.gaps, inside.signs) * (split ? 0.9 : 1);
  if (strength < 0.25) return null;
  const segmented = view.segmented;
  const place = view.at[from] as number;
  return {
    name,
    from: place,
    to: (view.at[to - 1] as number) + 1,
    strength,
    tricks: inside.tricks | (split ? splitBit : 0),
    left,
    right,
    segmented,
    exact: !split,
  };
}

/** A name inside a longer word is seldom that name; the longer it is, the seldomer is that chance. */
function borders(view: View, from: number, to: number, left: boolean, right: boolean): number {
  const size = to - from;
  const ends = (left ? 1 : 0) + (right ? 1 : 0);
  if ((view.sort[from] as number) === han || (view.sort[to - 1] as number) === han) {
    if (size === 1) return left && right && loneCharacter(view, from) ? 0.3 : 0;
    if (size === 2) return [0, 0.3, 0.9][ends] ?? 0;
    if (size === 3) return [0.25, 0.55, 0.95][ends] ?? 0;
    return [0.6, 0.8, 0.97][ends] ?? 0;
  }
  if (size === 1) return ends === 2 ? 0.3 : 0;
  if (ends === 2) return size === 2 ? 0.7 : size === 3 ? 0.85 : 0.95;
  if (ends === 1) return glued(view, from, to, left) * (size >= 6 ? 1 : size === 5 ? 0.75 : size === 4 ? 0.5 : 0);
  return size >= 8 ? 0.5 : 0;
}

/** What is glued to a name is a word of its own (nikeshoes); a name that begins another word (supremely, xiaoming) is not that name. */
function glued(view: View, from: number, to: number, atStart: boolean): number {
  const letters = (at: number) => at >= 0 && at < view.length && (view.sort[at] as number) === latin;
  let begin = from;
  let end = to;
  if (atStart) while (letters(end) && !isBorder(view, end)) end += 1;
  else while (letters(begin - 1) && !isBorder(view, begin)) begin -= 1;
  if (isEnglishWord(view.unit, begin, end)) return 0.2;
  const [first, last] = atStart ? [to, end] : [begin, from];
  return last - first >= 3 && (isEnglishWord(view.unit, first, last) || last - first >= 5) ? 0.62 : 0.45;
}

const loneCharacter = (view: View, at: number) =>
  (at === 0 || ((view.gap[at] as number) & gapSeen) !== 0) && (at + 1 >= view.length || ((view.gap[at + 1] as number) & gapSeen) !== 0);

/** How deliberate the gaps look that the name does not have: N.I.K.E and 耐*克 are, "go pro" for GoPro may be, "on line" is not. */
function gapShape(names: Names, view: View, name: number, from: number, to: number, gaps: number, signs: boolean): number {
  if (gaps === 0) return 1;
  const pieces = piecesOf(view, from, to);
  if ((view.sort[from] as number) === latin) {
    if (pieces.every(([begin, end]) => end - begin === 1)) return 0.95;
    if (((names.flags[name] as number) & gapsFlag) !== 0) return 0.9;
    const words = pieces.filter(([begin, end]) => end - begin > 1 && isEnglishWord(view.unit, begin, end)).length;
    if (signs && unusual(view, from, to)) return 0.92;
    if (words === pieces.length) return 0.4;
    // A word and a stray letter (role x) stand side by side by chance; broken syllables (ni ke) do not.
    return words > 0 ? 0.45 : signs ? 0.85 : 0.75;
  }
  if (onlyEnds(view, from, to)) return to - from === 2 ? 0.45 : 0.6;
  return signs ? 0.97 : to - from === 2 ? 0.75 : 0.85;
}

/** Signs that English words are joined by anyway. */
const usual = new Set([..."-./'’,&:;!?()[]\"–—"].map((sign) => sign.charCodeAt(0)));

function unusual(view: View, from: number, to: number): boolean {
  for (let place = (view.at[from] as number) + 1; place < (view.at[to - 1] as number); place += 1) {
    const klass = (view.kept.seen[place] as number) & classMask;
    if (klass === emoji || (klass === punctuation && !usual.has(view.kept.unit[place] as number))) return true;
  }
  return false;
}

/** Signs that end a sentence or part a list: between them two words stand side by side by chance. */
const ends = new Set([..."，。；！？,;!?、/|:："].map((sign) => sign.charCodeAt(0)));

function onlyEnds(view: View, from: number, to: number): boolean {
  let any = false;
  for (let at = from + 1; at < to; at += 1) {
    if (((view.gap[at] as number) & gapPunctuation) === 0) continue;
    for (let place = (view.at[at - 1] as number) + 1; place < (view.at[at] as number); place += 1) {
      if (ends.has(view.kept.unit[place] as number)) any = true;
    }
  }
  // Every pair of units parted by commas is a pattern, one comma is prose.
  return any && piecesOf(view, from, to).some(([begin, end]) => end - begin > 1);
}

function piecesOf(view: View, from: number, to: number): [number, number][] {
  const pieces: [number, number][] = [];
  let begin = from;
  for (let at = from + 1; at <= to; at += 1) {
    if (at < to && ((view.gap[at] as number) & gapSeen) === 0) continue;
    pieces.push([begin, at]);
    begin = at;
  }
  return pieces;
}

const bare = (text: string) => text.replace(/\s+/gu, "");

function symbolsKept(names: Names, view: View, name: number, from: number, to: number): boolean {
  const own = String.fromCharCode(...names.text.subarray(names.textStart[name], names.textStart[name + 1]));
  const found = keptText(view.kept, view.at[from] as number, (view.at[to - 1] as number) + 1);
  return bare(found) === bare(own.normalize("NFKC").toLowerCase());
}
