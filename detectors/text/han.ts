/**
 * Chinese names with one thing wrong: a character replaced by one that looks or sounds alike, masked, added, left out, or the
 * characters in another order. Names of three and more are found by any two of their first three characters, so that the
 * error may stand anywhere; names of two by the pairs that could disguise them.
 */
import type { Sections } from "./arena.ts";
import { int32, uint32 } from "./arena.ts";
import { likeness, looksLike, sounds, soundsLike } from "./han-tables.ts";
import type { PairIndex } from "./pair-index.ts";
import { buildPairIndex, listOf, pairIndexFrom, pairKey, pairSections } from "./pair-index.ts";
import type { View } from "./view.ts";
import { digit, gapEmoji, gapPunctuation, han, latin } from "./view.ts";

/** A syllable in the place of a character, in the keys of pairs: private use area. */
const sound = 0xe000;
/** Characters that may replace one in a name of two, the likeliest first. */
const disguises = 32;
/** Orders of the characters are compared within names of this many. */
const shortestOrder = 3;
const longestOrder = 10;

export interface HanIndex {
  /** Names of two: disguised pairs, and pairs with one character given by its sound. */
  readonly two: PairIndex;
  /** Names of three and more by characters 1–2, 2–3 and 1–3. */
  readonly first: PairIndex;
  readonly second: PairIndex;
  readonly around: PairIndex;
  /** By the sum of hashed characters: the same characters in any order. */
  readonly orders: PairIndex;
  /** Bit n: there are names of n characters in `orders`. */
  readonly orderLengths: Int32Array;
}

/** One name as the layer sees it: its characters. */
export interface HanName {
  readonly name: number;
  readonly text: string;
}

const hashed = (unit: number) => {
  const mixed = Math.imul(unit ^ (unit << 7), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 13), 0x85ebca6b);
};

export function buildHan(names: readonly HanName[]): HanIndex {
  const table = sounds();
  const alike = likeness().neighbours;
  const lists = { two: [[], []], first: [[], []], second: [[], []], around: [[], []], orders: [[], []] } as Record<string, [number[], number[]]>;
  const put = (list: string, key: number, value: number) => {
    const [keys, values] = lists[list] as [number[], number[]];
    keys.push(key);
    values.push(value);
  };
  let lengths = 0;
  for (const { name, text } of names) {
    const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    const [a = 0, b = 0, c = 0] = units;
    if (units.length < 2) continue;
    if (units.length === 2) {
      for (const other of (alike.get(a) ?? []).slice(0, disguises)) put("two", pairKey(other, b), name);
      for (const other of (alike.get(b) ?? []).slice(0, disguises)) put("two", pairKey(a, other), name);
      const [first, second] = [a, b].map((unit) => table.merged[table.usual[unit] as number] as number);
      if (second !== 0) put("two", pairKey(a, sound + (second ?? 0)), name);
      if (first !== 0) put("two", pairKey(sound + (first ?? 0), b), name);
      continue;
    }
    put("first", pairKey(a, b), name);
    put("second", pairKey(b, c), name);
    put("around", pairKey(a, c), name);
    // 粤利粤: one replaced character that stands twice leaves no pair of the first three untouched.
    for (const unit of new Set([a, b, c])) {
      if ([a, b, c].filter((each) => each === unit).length < 2) continue;
      for (const other of (alike.get(unit) ?? []).slice(0, disguises)) put("first", pairKey(a === unit ? other : a, b === unit ? other : b), name);
    }
    if (units.length >= shortestOrder && units.length <= longestOrder) {
      put("orders", units.reduce((sum, unit) => (sum + hashed(unit)) | 0, units.length), name);
      lengths |= 1 << units.length;
    }
  }
  const index = (list: string) => {
    const [keys, values] = lists[list] as [number[], number[]];
    return buildPairIndex(keys, values, keys.length);
  };
  return { two: index("two"), first: index("first"), second: index("second"), around: index("around"), orders: index("orders"), orderLengths: Int32Array.of(lengths) };
}

const parts = ["two", "first", "second", "around", "orders"] as const;

export function hanSections(index: HanIndex): Sections {
  return Object.assign({ "han.orderLengths": index.orderLengths }, ...parts.map((part) => pairSections(`han.${part}`, index[part]))) as Sections;
}

export function hanFrom(sections: Sections): HanIndex {
  const [two, first, second, around, orders] = parts.map((part) => pairIndexFrom(sections, `han.${part}`)) as [PairIndex, PairIndex, PairIndex, PairIndex, PairIndex];
  uint32(sections, "han.two.seen");
  return { two, first, second, around, orders, orderLengths: int32(sections, "han.orderLengths") };
}

export type HanChange = "look-alike" | "homophone" | "near-sound" | "mask" | "initials" | "extra-character" | "dropped-character" | "swap";

export interface HanHit {
  readonly name: number;
  readonly from: number;
  readonly to: number;
  readonly change: HanChange;
  /** 0 to 1: how well the replaced character stands for the right one. */
  readonly weight: number;
  /** The unit that was changed (in the text), or -1. */
  readonly at: number;
  /** The changed character is changed alike in more than one place. */
  readonly repeated: boolean;
}

export interface Replacement {
  readonly change: HanChange;
  readonly weight: number;
}

const masks = new Set([..."口囗某〇回"].map((mask) => mask.charCodeAt(0)));

/** How the unit at `place` may stand for the character `wanted`, or null. */
export function replacement(view: View, place: number, wanted: number): Replacement | null {
  const unit = view.unit[place] as number;
  const sort = view.sort[place] as number;
  if (sort === han) {
    const looks = looksLike(wanted, unit);
    const same = soundsLike(wanted, unit);
    const weight = looks < 0 ? 0 : looks === 10 ? 0.95 : 0.45 + looks * 0.05;
    const heard = same === 2 ? 0.8 : same === 1 ? 0.55 : 0;
    if (masks.has(unit) && weight < 0.7) return { change: "mask", weight: 0.75 };
    if (weight === 0 && heard === 0) return null;
    return weight >= heard ? { change: "look-alike", weight } : { change: same === 2 ? "homophone" : "near-sound", weight: heard };
  }
  const alone = (view.sort[place - 1] as number) !== sort && (view.sort[place + 1] as number) !== sort;
  if (!alone) return null;
  if (sort === digit) return soundsLike(wanted, unit) === 2 ? { change: "homophone", weight: 0.8 } : null;
  if (sort !== latin) return null;
  const table = sounds();
  if ((table.syllables[table.usual[wanted] as number] ?? "").charCodeAt(0) === unit) return { change: "initials", weight: 0.7 };
  return unit === 0x78 || unit === 0x6f ? { change: "mask", weight: 0.75 } : null;
}

/** Finds the names that begin at unit `at` with one thing wrong. `textOf` gives the characters of a name. */
export function findHan(index: HanIndex, view: View, at: number, textOf: (name: number) => string, onHit: (hit: HanHit) => void): void {
  const { unit, length } = view;
  const one = unit[at] as number;
  const two = unit[at + 1] as number;
  const three = at + 2 < length ? (unit[at + 2] as number) : 0;
  if (at + 1 >= length) return;
  each(index.two, pairKey(one, two), (name) => pairHit(view, at, name, textOf(name), onHit));
  const { merged, usual } = sounds();
  const firstSound = merged[usual[one] as number] as number;
  const secondSound = merged[usual[two] as number] as number;
  if (secondSound !== 0) each(index.two, pairKey(one, sound + secondSound), (name) => pairHit(view, at, name, textOf(name), onHit));
  if (firstSound !== 0) each(index.two, pairKey(sound + firstSound, two), (name) => pairHit(view, at, name, textOf(name), onHit));
  // The error lies behind the second character, or the two pairs below were changed alike.
  each(index.first, pairKey(one, two), (name) => align(view, at, name, textOf(name), onHit));
  // Left out: the first character, or the second.
  each(index.second, pairKey(one, two), (name) => withoutOne(view, at, name, textOf(name), 0, onHit));
  each(index.around, pairKey(one, two), (name) => withoutOne(view, at, name, textOf(name), 1, onHit));
  if (three === 0) return;
  each(index.second, pairKey(two, three), (name) => align(view, at, name, textOf(name), onHit));
  each(index.around, pairKey(one, three), (name) => align(view, at, name, textOf(name), onHit));
  // Added behind the first.
  each(index.first, pairKey(one, three), (name) => withOneMore(view, at, name, textOf(name), 1, onHit));
}

function each(index: PairIndex, key: number, visit: (name: number) => void): void {
  let at = listOf(index, key);
  if (at === 0) return;
  for (; ; at += 1) {
    const value = index.list[at] as number;
    visit(value < 0 ? ~value : value);
    if (value < 0) return;
  }
}

function pairHit(view: View, at: number, name: number, text: string, onHit: (hit: HanHit) => void): void {
  const same = (view.unit[at] as number) === text.charCodeAt(0);
  const changed = same ? at + 1 : at;
  if (same === ((view.unit[at + 1] as number) === text.charCodeAt(1))) return;
  const found = replacement(view, changed, text.charCodeAt(changed - at));
  if (found !== null && found.change !== "mask") onHit({ name, from: at, to: at + 2, change: found.change, weight: found.weight, at: changed, repeated: false });
}

/** The same number of characters, one of them replaced; or, from the first difference on, one more or one fewer. */
function align(view: View, at: number, name: number, text: string, onHit: (hit: HanHit) => void): void {
  const size = text.length;
  const { unit, length } = view;
  let same = 0;
  while (same < size && at + same < length && (unit[at + same] as number) === text.charCodeAt(same)) same += 1;
  if (same === size) return;
  if (at + size <= length) replaced(view, at, name, text, same, onHit);
  if (same >= 2) {
    withOneMore(view, at, name, text, same, onHit);
    withoutOne(view, at, name, text, same, onHit);
  }
}

function replaced(view: View, at: number, name: number, text: string, first: number, onHit: (hit: HanHit) => void): void {
  const wrong = view.unit[at + first] as number;
  const right = text.charCodeAt(first);
  let repeated = false;
  for (let place = first + 1; place < text.length; place += 1) {
    if ((view.unit[at + place] as number) === text.charCodeAt(place)) continue;
    if ((view.unit[at + place] as number) !== wrong || text.charCodeAt(place) !== right) return;
    repeated = true;
  }
  const found = replacement(view, at + first, right);
  if (found !== null) onHit({ name, from: at, to: at + text.length, change: found.change, weight: found.weight, at: at + first, repeated });
}

/** One Chinese character too many in the text, at `place`. */
function withOneMore(view: View, at: number, name: number, text: string, place: number, onHit: (hit: HanHit) => void): void {
  if (at + text.length + 1 > view.length || place >= text.length || (view.sort[at + place] as number) !== han) return;
  for (let index = 0; index < text.length; index += 1) {
    const from = index < place ? at + index : at + index + 1;
    if ((view.unit[from] as number) !== text.charCodeAt(index)) return;
  }
  onHit({ name, from: at, to: at + text.length + 1, change: "extra-character", weight: text.length > 3 ? 0.85 : 0.55, at: at + place, repeated: false });
}

/** One character of the name is not in the text; where a sign stands instead, it was masked. */
function withoutOne(view: View, at: number, name: number, text: string, place: number, onHit: (hit: HanHit) => void): void {
  if (at + text.length - 1 > view.length) return;
  for (let index = 0; index < text.length; index += 1) {
    if (index === place) continue;
    if ((view.unit[at + (index < place ? index : index - 1)] as number) !== text.charCodeAt(index)) return;
  }
  const behind = at + place;
  const inside = place > 0 && place < text.length - 1;
  const masked = inside && ((view.gap[behind] as number) & (gapPunctuation | gapEmoji)) !== 0 && (view.gapSize[behind] as number) <= 3;
  if (masked) onHit({ name, from: at, to: at + text.length - 1, change: "mask", weight: 0.85, at: -1, repeated: false });
  else if (text.length >= 4) onHit({ name, from: at, to: at + text.length - 1, change: "dropped-character", weight: 0.7, at: -1, repeated: false });
}

/** Names whose characters all stand in `[from, from + n)`, but in another order. */
export function findOrders(index: HanIndex, view: View, from: number, to: number, textOf: (name: number) => string, onHit: (hit: HanHit) => void): void {
  const lengths = index.orderLengths[0] as number;
  if (lengths === 0) return;
  for (let at = from; at + shortestOrder <= to; at += 1) {
    let sum = 0;
    for (let place = at; place < to && place - at < longestOrder; place += 1) {
      sum = (sum + hashed(view.unit[place] as number)) | 0;
      const size = place - at + 1;
      if ((lengths & (1 << size)) === 0) continue;
      each(index.orders, (sum + size) | 0, (name) => {
        const text = textOf(name);
        const found = String.fromCharCode(...view.unit.subarray(at, at + size));
        if (text.length !== size || text === found || [...text].sort().join("") !== [...found].sort().join("")) return;
        onHit({ name, from: at, to: at + size, change: "swap", weight: size > 3 ? 0.85 : 0.6, at: -1, repeated: false });
      });
    }
  }
}
