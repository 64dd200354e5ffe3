/** From a pair of 16-bit units to a list of numbers: open addressing in typed arrays, with a bitmap in front for the many pairs that are not there. */
import type { Sections } from "./arena.ts";
import { int32, uint32 } from "./arena.ts";

export interface PairIndex {
  readonly keys: Int32Array;
  /** By slot: where its list begins in `list`, 0 when the slot is empty. */
  readonly lists: Int32Array;
  /** Lists end to end; the last entry of each is stored as its complement (negative). */
  readonly list: Int32Array;
  readonly seen: Uint32Array;
  readonly seenShift: number;
  readonly slotShift: number;
}

const mix = (key: number) => Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);

export const pairKey = (first: number, second: number) => (first << 16) | second;

/** `keys[i]` leads to `values[i]`; a key may come many times. */
export function buildPairIndex(keys: Int32Array, values: Int32Array, count: number): PairIndex {
  const slotBits = Math.max(4, Math.ceil(Math.log2(count * 2 + 2)));
  const slotShift = 32 - slotBits;
  const mask = (1 << slotBits) - 1;
  const slotKeys = new Int32Array(mask + 1);
  const counts = new Int32Array(mask + 1);
  const slotOf = new Int32Array(count);
  const bits = Math.min(27, slotBits + 2);
  const seen = new Uint32Array(1 << Math.max(0, bits - 5));
  const seenShift = 32 - bits;
  for (let index = 0; index < count; index += 1) {
    const key = keys[index] as number;
    const hash = mix(key);
    let slot = hash >>> slotShift;
    while ((counts[slot] as number) !== 0 && (slotKeys[slot] as number) !== key) slot = (slot + 1) & mask;
    slotKeys[slot] = key;
    counts[slot] = (counts[slot] as number) + 1;
    slotOf[index] = slot;
    const bit = hash >>> seenShift;
    seen[bit >>> 5] = (seen[bit >>> 5] as number) | (1 << (bit & 31));
  }
  const lists = new Int32Array(mask + 1);
  const ends = new Int32Array(mask + 1);
  let at = 1;
  for (let slot = 0; slot <= mask; slot += 1) {
    if ((counts[slot] as number) === 0) continue;
    lists[slot] = at;
    ends[slot] = at;
    at += counts[slot] as number;
  }
  const list = new Int32Array(at);
  for (let index = 0; index < count; index += 1) {
    const slot = slotOf[index] as number;
    const place = ends[slot] as number;
    const last = place + 1 === (lists[slot] as number) + (counts[slot] as number);
    list[place] = last ? ~(values[index] as number) : (values[index] as number);
    ends[slot] = place + 1;
  }
  return { keys: slotKeys, lists, list, seen, seenShift, slotShift };
}

/** Where the key's list begins in `index.list`, or 0. */
export function listOf(index: PairIndex, key: number): number {
  const hash = mix(key);
  const bit = hash >>> index.seenShift;
  if (((index.seen[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return 0;
  const mask = index.keys.length - 1;
  let slot = hash >>> index.slotShift;
  for (;;) {
    const begin = index.lists[slot] as number;
    if (begin === 0) return 0;
    if ((index.keys[slot] as number) === key) return begin;
    slot = (slot + 1) & mask;
  }
}

export const pairSections = (prefix: string, index: PairIndex): Sections => ({
  [`${prefix}.keys`]: index.keys,
  [`${prefix}.lists`]: index.lists,
  [`${prefix}.list`]: index.list,
  [`${prefix}.seen`]: index.seen,
});

export function pairIndexFrom(sections: Sections, prefix: string): PairIndex {
  const keys = int32(sections, `${prefix}.keys`);
  const seen = uint32(sections, `${prefix}.seen`);
  return {
    keys,
    lists: int32(sections, `${prefix}.lists`),
    list: int32(sections, `${prefix}.list`),
    seen,
    seenShift: 32 - Math.log2(seen.length * 32),
    slotShift: 32 - Math.log2(keys.length),
  };
}
