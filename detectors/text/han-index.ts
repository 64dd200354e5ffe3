/** What is built from Chinese names so that one thing wrong in them can be found: see `han.ts` for how it is asked. */
import type { Sections } from "./arena.ts";
import { int32, uint8 } from "./arena.ts";
import { likeness, looksLike, sounds } from "./han-tables.ts";
import type { IntList } from "./int-list.ts";
import { intList } from "./int-list.ts";
import type { PairIndex } from "./pair-index.ts";
import { buildPairIndex, pairIndexFrom, pairKey, pairSections } from "./pair-index.ts";

/** A syllable in the place of a character, in the keys of pairs: private use area. */
export const sound = 0xe000;
/** Characters that may replace one in a name of two, the likeliest first. */
const disguises = 32;
/** Below this likeness a pair of characters is no disguise for a name of two: too many words are that near. */
const leastAlike = 4;
/** Orders of the characters are compared within names of this many. */
export const shortestOrder = 3;
export const longestOrder = 10;

export interface HanIndex {
  /** Names of two: pairs with one character disguised, and pairs with one character given by its sound. */
  readonly two: PairIndex;
  readonly heard: PairIndex;
  /** Names of three and more by characters 1–2, 2–3 and 1–3. */
  readonly first: PairIndex;
  readonly second: PairIndex;
  readonly around: PairIndex;
  /** By hashed pair, which of the three above hold it: one look says that none does, which is the usual answer. */
  readonly held: Uint8Array;
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

export const hashed = (unit: number) => {
  const mixed = Math.imul(unit ^ (unit << 7), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 13), 0x85ebca6b);
};

export function buildHan(names: readonly HanName[]): HanIndex {
  const table = sounds();
  const alike = likeness().neighbours;
  const lists = new Map<Part, Collected>(parts.map((part) => [part, { keys: intList(), values: intList() }]));
  const put = (part: Part, key: number, value: number) => {
    const list = lists.get(part);
    list?.keys.push(key);
    list?.values.push(value);
  };
  const disguisesOf = (unit: number, least: number) =>
    (alike.get(unit) ?? []).slice(0, disguises).filter((other) => looksLike(unit, other) >= least);
  const readingsOf = (unit: number) =>
    [...new Set([table.usual[unit] as number, ...(table.also.get(unit) ?? [])])].filter((syllable) => syllable !== 0);
  let lengths = 0;
  for (const { name, text } of names) {
    const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    const [a = 0, b = 0, c = 0] = units;
    if (units.length < 2) continue;
    if (units.length === 2) {
      for (const other of disguisesOf(a, leastAlike)) put("two", pairKey(other, b), name);
      for (const other of disguisesOf(b, leastAlike)) put("two", pairKey(a, other), name);
      for (const syllable of readingsOf(b)) put("heard", pairKey(a, sound + syllable), name);
      for (const syllable of readingsOf(a)) put("heard", pairKey(sound + syllable, b), name);
      continue;
    }
    put("first", pairKey(a, b), name);
    put("second", pairKey(b, c), name);
    put("around", pairKey(a, c), name);
    // 粤利粤: one replaced character that stands twice leaves no pair of the first three untouched.
    for (const unit of new Set([a, b, c])) {
      if ([a, b, c].filter((each) => each === unit).length < 2) continue;
      for (const other of disguisesOf(unit, 3)) put("first", pairKey(a === unit ? other : a, b === unit ? other : b), name);
    }
    if (units.length >= shortestOrder && units.length <= longestOrder) {
      put(
        "orders",
        units.reduce((sum, unit) => (sum + hashed(unit)) | 0, units.length),
        name,
      );
      lengths |= 1 << units.length;
    }
  }
  const index = (part: Part) => {
    const { keys, values } = lists.get(part) ?? { keys: intList(), values: intList() };
    return buildPairIndex(keys.values(), values.values(), keys.length);
  };
  const total = triples.reduce((sum, part) => sum + (lists.get(part)?.keys.length ?? 0), 0);
  const held = new Uint8Array(1 << Math.min(23, Math.max(10, Math.ceil(Math.log2(total * 3 + 1)))));
  const shift = 32 - Math.log2(held.length);
  triples.forEach((part, bit) => {
    for (const key of lists.get(part)?.keys.values() ?? [])
      held[hashPair(key, shift)] = (held[hashPair(key, shift)] as number) | (1 << bit);
  });
  return {
    two: index("two"),
    heard: index("heard"),
    first: index("first"),
    second: index("second"),
    around: index("around"),
    orders: index("orders"),
    held,
    orderLengths: Int32Array.of(lengths),
  };
}

const triples = ["first", "second", "around"] as const;
const parts = ["two", "heard", "first", "second", "around", "orders"] as const;
type Part = (typeof parts)[number];

interface Collected {
  readonly keys: IntList;
  readonly values: IntList;
}

export function hanSections(index: HanIndex): Sections {
  return Object.assign(
    { "han.orderLengths": index.orderLengths, "han.held": index.held },
    ...parts.map((part) => pairSections(`han.${part}`, index[part])),
  ) as Sections;
}

export function hanFrom(sections: Sections): HanIndex {
  const [two, heard, first, second, around, orders] = parts.map((part) => pairIndexFrom(sections, `han.${part}`)) as [
    PairIndex,
    PairIndex,
    PairIndex,
    PairIndex,
    PairIndex,
    PairIndex,
  ];
  return {
    two,
    heard,
    first,
    second,
    around,
    orders,
    held: uint8(sections, "han.held"),
    orderLengths: int32(sections, "han.orderLengths"),
  };
}

/** Place of a pair in `HanIndex.held`. */
export const hashPair = (key: number, shift: number) => Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> shift;
