/** Layers 3 and 4: Chinese names with one thing wrong, and Chinese names written by their sound. */
import { isEnglishWord } from "./english.ts";
import type { HanHit, Spelling } from "./han.ts";
import { findHan, findOrders } from "./han.ts";
import type { HanIndex } from "./han-index.ts";
import { sounds, soundsLike } from "./han-tables.ts";
import type { Hit, Inside } from "./hit.ts";
import { bitOf, insideOf, widestGap } from "./hit.ts";
import type { Names } from "./names.ts";
import { ordinaryFlag } from "./names.ts";
import { isWordOfTwo } from "./segment.ts";
import type { SpokenHit } from "./spoken.ts";
import { findPinyin, findSpoken, initial, mayBeginPinyin } from "./spoken.ts";
import type { Trie } from "./trie.ts";
import type { View } from "./view.ts";
import { gapSeen, han, isBorder, latin } from "./view.ts";

export interface ChineseIndex {
  readonly names: Names;
  readonly exact: Trie;
  readonly han: HanIndex;
  readonly spoken: Trie;
  readonly triples: Uint32Array;
  /** By spoken key: its names. */
  readonly spokenStart: Int32Array;
  readonly spokenNames: Int32Array;
}

/** Below this a find is not told: it would be chance more often than not. */
const weakest = 0.3;
/** The same for names of two characters. */
const weakestPair = 0.37;

export function findChinese(index: ChineseIndex, view: View, add: (hit: Hit) => void): void {
  const { names, exact } = index;
  const textOf = (name: number) => {
    const key = names.key[name] as number;
    return String.fromCharCode(...exact.units.subarray(exact.start[key], exact.start[key + 1]));
  };
  const spelling = { units: exact.units, start: exact.start, key: names.key };
  const addHan = (hit: HanHit) => {
    const key = names.key[hit.name] as number;
    const weighed = weighHan(names, view, hit, (exact.start[key + 1] as number) - (exact.start[key] as number));
    if (weighed !== null) add(weighed);
  };
  for (let at = 0; at < view.length;) {
    if ((view.sort[at] as number) !== han) {
      at += 1;
      continue;
    }
    const from = at;
    while (at < view.length && (view.sort[at] as number) === han) at += 1;
    findOrders(index.han, spelling, view, from, at, addHan);
  }
  findHan(index.han, spelling, view, addHan);
  findSpoken(index.spoken, index.triples, view, (key, from, to) => {
    for (let at = index.spokenStart[key] as number; at < (index.spokenStart[key + 1] as number); at += 1) {
      const name = index.spokenNames[at] as number;
      const hit = weighSpoken(names, view, name, spelling, from, to);
      if (hit !== null) add(hit);
    }
  });
  for (let at = 0; at < view.length; at += 1) {
    if (!mayBeginPinyin(view, at)) continue;
    findPinyin(index.spoken, view, at, (found) => {
      for (let place = index.spokenStart[found.key] as number; place < (index.spokenStart[found.key + 1] as number); place += 1) {
        const name = index.spokenNames[place] as number;
        const hit = weighPinyin(names, view, name, textOf(name), found);
        if (hit !== null) add(hit);
      }
    });
  }
}

const plainWords = (names: Names, name: number) => ((names.flags[name] as number) & ordinaryFlag) !== 0;

/** Spaces inside a find that is uncertain already make it less sure; signs do not: they are a trick themselves. */
const gapFactor = (inside: Inside, size: number): number => (inside.gaps === 0 || inside.signs ? 1 : size === 2 ? 0 : 0.8);

/** Names of two characters are one step from many words, of four and more from hardly any. */
const byLength = (size: number) => (size === 2 ? 0.64 : size === 3 ? 0.86 : 0.96);

/**
 * An evasion breaks the words of a text: its changed character stands by itself, and the window begins and ends where words do.
 * This is what keeps 2-character names usable (28 to 48 times fewer chance finds).
 */
function weighHan(names: Names, view: View, hit: HanHit, size: number): Hit | null {
  const { from, to, at, change, name } = hit;
  const inside = insideOf(view, names, -1, from, to);
  if (inside.widest > widestGap) return null;
  let strength =
    hit.weight *
    (change === "swap" || change === "extra-character" || change === "dropped-character" || change === "mask" ? 1 : byLength(size));
  strength *= change === "mask" ? 1 : gapFactor(inside, size);
  if (change === "initials" && size === 2) strength *= 0.6;
  if (plainWords(names, name)) strength *= 0.75;
  if (strength < (size === 2 ? weakestPair : weakest)) return null;
  if (size === 2 && standsInWords(view, from)) return null;
  const left = isBorder(view, from);
  const right = isBorder(view, to);
  const ends = (left ? 1 : 0) + (right ? 1 : 0);
  // A sign or a letter in the place of a character breaks its word anyway; the segmenter then joins what is left.
  const plainSign = (change === "mask" || change === "initials") && (at < 0 || (view.sort[at] as number) !== han);
  if (size <= 3 && ends < (plainSign ? 1 : 2)) return null;
  strength *= ends === 2 ? 1 : ends === 1 ? 0.75 : 0.5;
  if (at >= 0 && change !== "extra-character" && !(isBorder(view, at) && isBorder(view, at + 1)))
    strength *= size === 2 ? 0 : size === 3 ? 0.5 : 0.8;
  if (change === "swap" || change === "extra-character" || change === "dropped-character")
    strength *= brokenness(view, from, to) > 0 ? 1 : 0.5;
  if (strength < weakest) return null;
  return hitOf(view, name, from, to, strength, inside.tricks | bitOf(change), left, right);
}

/** Whether two characters are a word, or each is part of another word: then the segmenter need not be asked. */
function standsInWords(view: View, from: number): boolean {
  const { unit, gap, length } = view;
  const joined = (at: number) =>
    at > 0 && at < length && ((gap[at] as number) & gapSeen) === 0 && isWordOfTwo(unit[at - 1] as number, unit[at] as number);
  return joined(from + 1) || (joined(from) && joined(from + 2));
}

/** Share of the characters in a window that are words by themselves. */
function brokenness(view: View, from: number, to: number): number {
  let alone = 0;
  for (let at = from; at < to; at += 1) if (isBorder(view, at) && isBorder(view, at + 1)) alone += 1;
  return alone / (to - from);
}

function hitOf(view: View, name: number, from: number, to: number, strength: number, tricks: number, left: boolean, right: boolean): Hit {
  return {
    name,
    from: view.at[from] as number,
    to: (view.at[to - 1] as number) + 1,
    strength,
    tricks,
    left,
    right,
    segmented: view.segmented,
    exact: false,
  };
}

function weighSpoken(names: Names, view: View, name: number, { units, start, key }: Spelling, from: number, to: number): Hit | null {
  const first = start[key[name] as number] as number;
  const size = to - from;
  let same = 0;
  let near = 0;
  for (let index = 0; index < size; index += 1) {
    const unit = view.unit[from + index] as number;
    const wanted = units[first + index] as number;
    if (unit === wanted) same += 1;
    else if (soundsLike(wanted, unit) < 2) near += 1;
  }
  if (same === size) return null;
  let strength = size >= 4 ? (same > 0 ? 0.85 : 0.78) : same === 2 ? 0.7 : same === 1 ? 0.66 : 0.4;
  strength *= near === 0 ? 1 : near === 1 ? 0.85 : 0.7;
  if (plainWords(names, name)) strength *= 0.75;
  const inside = insideOf(view, names, -1, from, to);
  if (inside.widest > widestGap) return null;
  strength *= gapFactor(inside, size);
  if (strength < weakest) return null;
  const left = isBorder(view, from);
  const right = isBorder(view, to);
  if (size === 3 && !(left && right)) return null;
  strength *= left && right ? 1 : left || right ? 0.75 : 0.5;
  // A run of whole words that happens to sound like a name (司机, 世界) is no disguise.
  const broken = brokenness(view, from, to);
  if (same === 0 && size === 3 && broken === 1) strength *= 1.3;
  if (broken === 0) strength *= 0.55;
  else if (broken < 0.5 && size === 3) strength *= 0.8;
  if (strength < weakest) return null;
  return hitOf(view, name, from, to, strength, inside.tricks | bitOf(near === 0 ? "homophone" : "near-sound"), left, right);
}

function weighPinyin(names: Names, view: View, name: number, text: string, found: SpokenHit): Hit | null {
  const { from, to, written } = found;
  const size = text.length;
  if (written.length !== size) return null;
  const { usual, also, syllables: all } = sounds();
  let identical = 0;
  let letters = 0;
  let initials = 0;
  let near = 0;
  let at = from;
  for (let index = 0; index < size; index += 1) {
    const how = written[index] as number;
    const wanted = text.charCodeAt(index);
    const begin = at;
    at += how >= 0 || how === initial ? 1 : -how;
    if (how >= 0) {
      if (how === wanted) identical += 1;
      else if (soundsLike(how, wanted) < 2) near += 1;
    } else if (how === initial) {
      initials += 1;
      if ((all[usual[wanted] as number] ?? "").charAt(0) !== String.fromCharCode(view.unit[begin] as number)) near += 1;
    } else {
      const said = String.fromCharCode(...view.unit.subarray(begin, at));
      letters += said.length;
      const exact = [usual[wanted] as number, ...(also.get(wanted) ?? [])].some((id) => all[id] === said);
      if (!exact) near += 1;
    }
  }
  const left = pinyinBorder(view, from);
  const right = pinyinBorder(view, to);
  if (!left || !right) return null;
  let strength: number;
  const allLetters = written.every((how) => how < 0 && how !== initial);
  if (allLetters) {
    if (letters < 5 || isEnglishWord(view.unit, from, to)) return null;
    strength = size === 2 ? (letters >= 6 ? 0.66 : 0.6) : 0.84;
    if (near > 0 && size === 2) return null;
  } else if (initials > 0) {
    if (identical + initials < size || initials > 1) return null;
    strength = size >= 4 ? 0.75 : size === 3 ? 0.66 : 0.42;
    if (near > 0) return null;
  } else {
    const sounded = written.filter((how, index) => how >= 0 && how !== text.charCodeAt(index)).length;
    if (identical === 0) strength = size === 2 ? 0.42 : 0.55;
    else strength = size === 2 ? 0.7 : 0.86;
    strength *= sounded > 0 ? 0.85 : 1;
    if (letters === 1) strength *= 0.8;
  }
  strength *= near === 0 ? 1 : 0.75 ** near;
  if (plainWords(names, name)) strength *= 0.8;
  const inside = insideOf(view, names, -1, from, to);
  if (inside.widest > 3 || inside.gaps > size - 1) return null;
  if (strength < weakest) return null;
  return hitOf(view, name, from, to, strength, inside.tricks | bitOf(initials > 0 ? "initials" : "mixed-pinyin"), left, right);
}

/** Pinyin ends where its letters end, or at a word border among characters. */
function pinyinBorder(view: View, at: number): boolean {
  if (at <= 0 || at >= view.length) return true;
  if (((view.gap[at] as number) & gapSeen) !== 0) return true;
  if ((view.sort[at] as number) === latin && (view.sort[at - 1] as number) === latin) return isBorder(view, at);
  return isBorder(view, at);
}
