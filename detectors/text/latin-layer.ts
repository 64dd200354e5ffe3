/** Layer 2: Latin names misspelt, or spelt with digits and signs. */
import { isEnglishWord } from "./english.ts";
import type { Hit } from "./hit.ts";
import { bitOf, insideOf } from "./hit.ts";
import { editDistance, findTypos, shortestTypo } from "./latin.ts";
import { isAmbiguous, mayStandIn, readLeet } from "./leet.ts";
import type { Names } from "./names.ts";
import { gapsFlag, latinFlag, ordinaryFlag, watchedFlag } from "./names.ts";
import type { PairIndex } from "./pair-index.ts";
import type { Trie } from "./trie.ts";
import type { View } from "./view.ts";
import { digit, gapSeen, isBorder, latin, sortOf } from "./view.ts";

const typoBit = bitOf("typo");
const leetBit = bitOf("leet");
const alikeBit = bitOf("confusable");
const maskBit = bitOf("mask");

export interface LatinIndex {
  readonly trie: Trie;
  readonly names: Names;
  readonly typos: PairIndex;
}

/** Calls `visit` for each run of Latin letters and digits without a gap. */
function eachRun(view: View, visit: (from: number, to: number, letters: number) => void): void {
  for (let at = 0; at < view.length;) {
    const sort = view.sort[at] as number;
    if (sort !== latin && sort !== digit) {
      at += 1;
      continue;
    }
    const from = at;
    let letters = 0;
    do {
      if ((view.sort[at] as number) === latin) letters += 1;
      at += 1;
    } while (
      at < view.length &&
      ((view.sort[at] as number) === latin || (view.sort[at] as number) === digit) &&
      ((view.gap[at] as number) & gapSeen) === 0
    );
    visit(from, at, letters);
  }
}

/** `known(from, to)`: a name was found spelt exactly so. */
export function findMisspelt(
  index: LatinIndex,
  view: View,
  joins: boolean,
  known: (from: number, to: number) => boolean,
  add: (hit: Hit) => void,
): void {
  let before = -1;
  let beforeEnd = -1;
  let twoBefore = -1;
  eachRun(view, (from, to, letters) => {
    if (letters > 0) {
      ask(from, to, letters);
      // A name of two or three words is misspelt in one of them.
      const near = beforeEnd === from && (view.gapSize[from] as number) <= 2;
      if (joins && near) {
        ask(before, to, letters + 2, true);
        if (twoBefore >= 0) ask(twoBefore, to, letters + 2, true);
      }
      twoBefore = near ? before : -1;
      before = from;
      beforeEnd = to;
    }
  });

  function ask(from: number, to: number, letters: number, joined = false): void {
    if (to - from < shortestTypo - 1 || letters < 3 || known(from, to)) return;
    query(from, to, joined);
    if (joined) return;
    // AdiddasShoes, adiddas2024: the parts between borders inside a run.
    let begin = from;
    for (let at = from + 1; at <= to; at += 1) {
      if (at < to && !isBorder(view, at)) continue;
      if ((begin > from || at < to) && at - begin >= shortestTypo && (view.sort[begin] as number) === latin && !known(begin, at))
        query(begin, at, false);
      begin = at;
    }
  }

  function query(from: number, to: number, joined: boolean): void {
    if (to - from > 30) return;
    if (!joined && isEnglishWord(view.unit, from, to)) return;
    let digits = false;
    for (let at = from; at < to; at += 1) if ((view.sort[at] as number) === digit) digits = true;
    findTypos(index.typos, index.trie, view.unit, from, to - from, (key, edits) => {
      const { names } = index;
      const strength = typoStrength(index.trie, view, from, to - from, key, edits, digits);
      if (strength < 0.3) return;
      for (let at = names.entryStart[key] as number; at < (names.entryStart[key + 1] as number); at += 1) {
        const name = names.entries[at] as number;
        const flags = names.flags[name] as number;
        if ((flags & watchedFlag) === 0 || (flags & latinFlag) === 0) continue;
        const ordinary = (flags & ordinaryFlag) !== 0;
        if (ordinary && (edits > 1 || (index.trie.start[key + 1] as number) - (index.trie.start[key] as number) < ordinaryTypo)) continue;
        if (joined && (flags & gapsFlag) === 0) continue;
        const inside = insideOf(view, names, -1, from, to);
        add({
          name,
          from: view.at[from] as number,
          to: (view.at[to - 1] as number) + 1,
          strength: ordinary ? strength * 0.85 : strength,
          tricks: (inside.tricks & ~separators) | typoBit,
          left: true,
          right: true,
          segmented: false,
          exact: false,
        });
      }
    });
  }
}

const separators = bitOf("separator");

/** From this length a name that is an ordinary word may be misspelt once: shorter ones are a letter from too many words. */
export const ordinaryTypo = 7;

/** The slip of a finger (a doubled, dropped or swapped letter) is likelier than another letter, and a long name is hit by chance less. */
function typoStrength(trie: Trie, view: View, from: number, length: number, key: number, edits: number, digits: boolean): number {
  const start = trie.start[key] as number;
  const size = (trie.start[key + 1] as number) - start;
  const slip = isSlip(view.unit, from, length, trie.units, start, size);
  const sameFirst = (view.unit[from] as number) === (trie.units[start] as number);
  if (size === 4) return slip && sameFirst && edits === 1 ? 0.55 : 0;
  if (edits === 2) {
    if (digits) return 0.4;
    return (size >= 10 ? 0.68 : 0.58) * (sameFirst ? 1 : 0.7);
  }
  const plain = size >= 8 ? 0.82 : size === 7 ? 0.75 : size === 6 ? 0.68 : 0.58;
  // Other digits make another model, not another spelling.
  if (digits && length >= size && !slip) return plain * 0.9;
  return Math.min(0.9, plain + (slip ? 0.1 : 0)) * (sameFirst || slip ? 1 : 0.7);
}

function isSlip(a: ArrayLike<number>, aFrom: number, aLength: number, b: ArrayLike<number>, bFrom: number, bLength: number): boolean {
  if (aLength === bLength) {
    let place = 0;
    while (place < aLength && (a[aFrom + place] as number) === (b[bFrom + place] as number)) place += 1;
    return (
      place + 1 < aLength &&
      (a[aFrom + place] as number) === (b[bFrom + place + 1] as number) &&
      (a[aFrom + place + 1] as number) === (b[bFrom + place] as number)
    );
  }
  const [long, longFrom, longLength, short, shortFrom, shortLength] =
    aLength > bLength ? [a, aFrom, aLength, b, bFrom, bLength] : [b, bFrom, bLength, a, aFrom, aLength];
  if (longLength - shortLength !== 1 || editDistance(long, longFrom, longLength, short, shortFrom, shortLength, 1) !== 1) return false;
  let place = 0;
  while (place < shortLength && (long[longFrom + place] as number) === (short[shortFrom + place] as number)) place += 1;
  const letter = long[longFrom + place] as number;
  return letter === (long[longFrom + place - 1] as number) || letter === (long[longFrom + place + 1] as number);
}

/** The shortest run, and name, that may be spelt with signs. */
const shortestLeet = 4;

export function findLeet(index: LatinIndex, view: View, add: (hit: Hit) => void): void {
  const { unit, length } = view.kept;
  for (let at = 0; at < length; at += 1) {
    if (!inRun(unit[at] as number)) continue;
    const from = at;
    let letters = 0;
    while (at < length && inRun(unit[at] as number)) {
      if (sortOf(unit[at] as number) === latin) letters += 1;
      at += 1;
    }
    if (letters === 0 || at - from < shortestLeet || at - from > 64 || !isAmbiguous(unit, from, at)) continue;
    for (let begin = from; begin + shortestLeet <= at; begin += 1) {
      if (begin > from && isWord(unit[begin - 1] as number)) continue;
      readLeet(index.trie, unit, begin, at, ({ key, to, signs, alike }) => {
        if (to < length && isWord(unit[to] as number) && to < at) return;
        readAs(key, begin, to, signs, alike);
      });
    }
  }

  function readAs(key: number, from: number, to: number, signs: number, alike: number): void {
    const { names, trie } = index;
    const size = (trie.start[key + 1] as number) - (trie.start[key] as number);
    if (size < shortestLeet || signs * 2 > size + 1 || alike * 2 > size) return;
    let letters = 0;
    let masked = false;
    for (let at = from; at < to; at += 1) {
      const code = unit[at] as number;
      if (sortOf(code) === latin) letters += 1;
      if (code === 0x2a || code === 0xd7) masked = true;
    }
    if (letters === 0 || (signs === 0 && isEnglishWord(unit, from, to))) return;
    for (let at = names.entryStart[key] as number; at < (names.entryStart[key + 1] as number); at += 1) {
      const name = names.entries[at] as number;
      const flags = names.flags[name] as number;
      if ((flags & watchedFlag) === 0 || (flags & latinFlag) === 0) continue;
      const base = signs > 0 ? (size > 4 ? 0.86 : 0.76) : size > 4 ? 0.74 : 0.6;
      const strength = base * ((flags & ordinaryFlag) === 0 ? 1 : 0.75);
      const bits = (signs > 0 ? (masked ? maskBit : leetBit) : 0) | (alike > 0 ? alikeBit : 0);
      add({ name, from, to, strength, tricks: bits, left: true, right: true, segmented: false, exact: false });
    }
  }
}

const isWord = (unit: number) => sortOf(unit) === latin || sortOf(unit) === digit;
const inRun = (unit: number) => isWord(unit) || mayStandIn(unit);
