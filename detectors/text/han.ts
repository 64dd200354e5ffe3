/**
 * Chinese names with one thing wrong: a character replaced by one that looks or sounds alike, masked, added, left out, or the
 * characters in another order. Names of three and more are found by any two of their first three characters, so that the
 * error may stand anywhere; names of two by the pairs that could disguise them.
 */
import type { HanIndex } from "./han-index.ts";
import { hashPair, hashed, longestOrder, shortestOrder, sound } from "./han-index.ts";
import { looksLike, sounds, soundsLike } from "./han-tables.ts";
import type { PairIndex } from "./pair-index.ts";
import { listOf, pairKey } from "./pair-index.ts";
import type { Keys } from "./trie.ts";
import type { View } from "./view.ts";
import { digit, gapEmoji, gapPunctuation, han, latin } from "./view.ts";

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
function replacement(view: View, place: number, wanted: number): Replacement | null {
  const unit = view.unit[place] as number;
  const sort = view.sort[place] as number;
  if (sort === han) {
    const looks = looksLike(wanted, unit);
    const same = soundsLike(wanted, unit);
    const weight = looks < 0 ? 0 : looks === 10 ? 0.95 : 0.45 + looks * 0.05;
    const heard = same === 2 ? 0.8 : same === 1 ? 0.6 : 0;
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

/** Where the characters of names stand: those of `name` begin at `start[key[name]]`. */
export interface Spelling extends Keys {
  readonly key: Int32Array;
}

/** Finds the names of a text with one thing wrong. */
export function findHan(index: HanIndex, spelling: Spelling, view: View, onHit: (hit: HanHit) => void): void {
  const { held, two, heard, first, second, around } = index;
  const { unit, sort, length } = view;
  const { usual } = sounds();
  const shift = 32 - Math.log2(held.length);
  let ahead = length > 1 ? (held[hashPair(pairKey(unit[0] as number, unit[1] as number), shift)] as number) : 0;
  for (let at = 0; at + 1 < length; at += 1) {
    const here = ahead;
    const one = unit[at] as number;
    const next = unit[at + 1] as number;
    const third = at + 2 < length ? (unit[at + 2] as number) : 0;
    const nextIsHan = (sort[at + 1] as number) === han;
    ahead = third === 0 ? 0 : (held[hashPair(pairKey(next, third), shift)] as number);
    if (!nextIsHan && (sort[at] as number) !== han) continue;
    const key = pairKey(one, next);
    ask(two, key, at, asPair);
    if ((usual[next] as number) !== 0) ask(heard, pairKey(one, sound + (usual[next] as number)), at, asPair);
    if ((usual[one] as number) !== 0) ask(heard, pairKey(sound + (usual[one] as number), next), at, asPair);
    // The error lies behind the second character, or two that are the same were changed alike.
    if ((here & 1) !== 0) ask(first, key, at, asAligned);
    if ((here & 2) !== 0) ask(second, key, at, withoutFirst);
    if ((here & 4) !== 0) ask(around, key, at, withoutSecond);
    if (third === 0) continue;
    if ((ahead & 2) !== 0) ask(second, pairKey(next, third), at, asAligned);
    const apart = held[hashPair(pairKey(one, third), shift)] as number;
    if ((apart & 4) !== 0) ask(around, pairKey(one, third), at, asAligned);
    if ((apart & 1) !== 0) ask(first, pairKey(one, third), at, withExtra);
  }

  function ask(from: PairIndex, key: number, at: number, how: number): void {
    let place = listOf(from, key);
    if (place === 0) return;
    for (; ; place += 1) {
      const value = from.list[place] as number;
      const name = value < 0 ? ~value : value;
      if (how === asPair) pairHit(view, at, name, spelling, onHit);
      else if (how === asAligned) align(view, at, name, spelling, onHit);
      else if (how === withExtra) withOneMore(view, at, name, spelling, 1, onHit);
      else withoutOne(view, at, name, spelling, how === withoutFirst ? 0 : 1, onHit);
      if (value < 0) return;
    }
  }
}

/** How a name that a pair leads to is laid against the text. */
const asPair = 0;
const asAligned = 1;
const withoutFirst = 2;
const withoutSecond = 3;
const withExtra = 4;

function pairHit(view: View, at: number, name: number, { units, start, key }: Spelling, onHit: (hit: HanHit) => void): void {
  const first = start[key[name] as number] as number;
  const same = (view.unit[at] as number) === (units[first] as number);
  const changed = same ? at + 1 : at;
  if (same === ((view.unit[at + 1] as number) === (units[first + 1] as number))) return;
  const found = replacement(view, changed, units[first + changed - at] as number);
  if (found !== null && found.change !== "mask")
    onHit({ name, from: at, to: at + 2, change: found.change, weight: found.weight, at: changed, repeated: false });
}

/** The same number of characters, one of them replaced; or, from the first difference on, one more or one fewer. */
function align(view: View, at: number, name: number, spelling: Spelling, onHit: (hit: HanHit) => void): void {
  const { units, start, key } = spelling;
  const first = start[key[name] as number] as number;
  const size = (start[(key[name] as number) + 1] as number) - first;
  const { unit, length } = view;
  let same = 0;
  while (same < size && at + same < length && (unit[at + same] as number) === (units[first + same] as number)) same += 1;
  if (same === size) return;
  if (at + size <= length) replaced(view, at, name, spelling, same, onHit);
  if (same >= 2) {
    withOneMore(view, at, name, spelling, same, onHit);
    withoutOne(view, at, name, spelling, same, onHit);
  }
}

function replaced(
  view: View,
  at: number,
  name: number,
  { units, start, key }: Spelling,
  different: number,
  onHit: (hit: HanHit) => void,
): void {
  const first = start[key[name] as number] as number;
  const size = (start[(key[name] as number) + 1] as number) - first;
  const wrong = view.unit[at + different] as number;
  const right = units[first + different] as number;
  let repeated = false;
  for (let place = different + 1; place < size; place += 1) {
    if ((view.unit[at + place] as number) === (units[first + place] as number)) continue;
    if ((view.unit[at + place] as number) !== wrong || (units[first + place] as number) !== right) return;
    repeated = true;
  }
  const found = replacement(view, at + different, right);
  if (found !== null) onHit({ name, from: at, to: at + size, change: found.change, weight: found.weight, at: at + different, repeated });
}

/** One Chinese character too many in the text, at `place`. */
function withOneMore(
  view: View,
  at: number,
  name: number,
  { units, start, key }: Spelling,
  place: number,
  onHit: (hit: HanHit) => void,
): void {
  const first = start[key[name] as number] as number;
  const size = (start[(key[name] as number) + 1] as number) - first;
  if (at + size + 1 > view.length || place >= size || (view.sort[at + place] as number) !== han) return;
  for (let index = 0; index < size; index += 1) {
    const from = index < place ? at + index : at + index + 1;
    if ((view.unit[from] as number) !== (units[first + index] as number)) return;
  }
  onHit({ name, from: at, to: at + size + 1, change: "extra-character", weight: size > 3 ? 0.85 : 0.55, at: at + place, repeated: false });
}

/** One character of the name is not in the text; where a sign stands instead, it was masked. */
function withoutOne(
  view: View,
  at: number,
  name: number,
  { units, start, key }: Spelling,
  place: number,
  onHit: (hit: HanHit) => void,
): void {
  const first = start[key[name] as number] as number;
  const size = (start[(key[name] as number) + 1] as number) - first;
  if (at + size - 1 > view.length) return;
  for (let index = 0; index < size; index += 1) {
    if (index === place) continue;
    if ((view.unit[at + (index < place ? index : index - 1)] as number) !== (units[first + index] as number)) return;
  }
  const behind = at + place;
  const inside = place > 0 && place < size - 1;
  const masked = inside && ((view.gap[behind] as number) & (gapPunctuation | gapEmoji)) !== 0 && (view.gapSize[behind] as number) <= 3;
  if (masked) onHit({ name, from: at, to: at + size - 1, change: "mask", weight: 0.85, at: -1, repeated: false });
  else if (size >= 4) onHit({ name, from: at, to: at + size - 1, change: "dropped-character", weight: 0.7, at: -1, repeated: false });
}

let sums = new Int32Array(1024);

/** Names whose characters all stand in `[from, to)` side by side, but in another order. */
export function findOrders(
  index: HanIndex,
  { units, start, key }: Spelling,
  view: View,
  from: number,
  to: number,
  onHit: (hit: HanHit) => void,
): void {
  const lengths = index.orderLengths[0] as number;
  if (lengths === 0 || to - from < shortestOrder) return;
  if (sums.length <= to - from) sums = new Int32Array((to - from + 1) * 2);
  for (let at = from; at < to; at += 1) sums[at - from + 1] = ((sums[at - from] as number) + hashed(view.unit[at] as number)) | 0;
  for (let size = shortestOrder; size <= longestOrder; size += 1) {
    if ((lengths & (1 << size)) === 0) continue;
    for (let at = from; at + size <= to; at += 1) {
      const sum = ((sums[at - from + size] as number) - (sums[at - from] as number) + size) | 0;
      let place = listOf(index.orders, sum);
      for (let more = place !== 0; more; place += 1) {
        const value = index.orders.list[place] as number;
        more = value >= 0;
        const name = value < 0 ? ~value : value;
        const first = start[key[name] as number] as number;
        if ((start[(key[name] as number) + 1] as number) - first !== size || !otherOrder(view.unit, at, units, first, size)) continue;
        onHit({ name, from: at, to: at + size, change: "swap", weight: size > 3 ? 0.85 : 0.6, at: -1, repeated: false });
      }
    }
  }
}

/** Whether the same units stand in both places, but not in the same order. */
function otherOrder(a: ArrayLike<number>, aFrom: number, b: ArrayLike<number>, bFrom: number, size: number): boolean {
  let used = 0;
  let moved = false;
  for (let index = 0; index < size; index += 1) {
    const unit = a[aFrom + index] as number;
    if (unit !== (b[bFrom + index] as number)) moved = true;
    let place = 0;
    while (place < size && ((used & (1 << place)) !== 0 || (b[bFrom + place] as number) !== unit)) place += 1;
    if (place === size) return false;
    used |= 1 << place;
  }
  return moved;
}
