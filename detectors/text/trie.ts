/**
 * A double-array trie over UTF-16 units: one step per unit, no failure links (names are short, so a scan that
 * starts anew at each place dies after a step or two). A branch with one key left is not spelt out: its cell points to the
 * key and the rest is compared, which halves the cells. Scanning costs text length × longest key at worst; keys are capped.
 */
import type { Sections } from "./arena.ts";
import { int32, uint16, uint32, uint8 } from "./arena.ts";

/** Different keys, end to end: key `k` is `units[start[k]] … units[start[k + 1] - 1]`. */
export interface Keys {
  readonly units: Uint16Array;
  readonly start: Int32Array;
}

export interface Trie extends Keys {
  /**
   * Four numbers a cell, so that a step touches one line of memory: base (times four), check (the parent cell, times four),
   * out, and nothing. Out is 0 where nothing ends, k + 1 where key k ends, -(k + 1) where only key k is left and its rest is
   * in `units`.
   */
  readonly cells: Int32Array;
  /** Unit → dense code, 0 for units that no key holds. */
  readonly code: Uint16Array;
  /** By code: a key of this one unit exists. */
  readonly single: Uint8Array;
  /** Hashed pairs of codes that begin some key: most places of a text end here. */
  readonly pairs: Uint32Array;
  readonly pairShift: number;
}

export const trieSections = (prefix: string, trie: Trie): Sections => ({
  [`${prefix}.units`]: trie.units,
  [`${prefix}.start`]: trie.start,
  [`${prefix}.cells`]: trie.cells,
  [`${prefix}.code`]: trie.code,
  [`${prefix}.single`]: trie.single,
  [`${prefix}.pairs`]: trie.pairs,
});

export function trieFrom(sections: Sections, prefix: string): Trie {
  const pairs = uint32(sections, `${prefix}.pairs`);
  return {
    units: uint16(sections, `${prefix}.units`),
    start: int32(sections, `${prefix}.start`),
    cells: int32(sections, `${prefix}.cells`),
    code: uint16(sections, `${prefix}.code`),
    single: uint8(sections, `${prefix}.single`),
    pairs,
    pairShift: 32 - Math.log2(pairs.length * 32),
  };
}
export const pairHash = (first: number, second: number, shift: number) => Math.imul((first << 16) | second, 0x9e3779b1) >>> shift;
/** The cell below `cell` by a unit, or -1. Cells are numbered in steps of four; the root is 0. */
export function stepBy({ cells, code }: Trie, cell: number, unit: number): number {
  const letter = code[unit] as number;
  if (letter === 0) return -1;
  const to = (cells[cell] as number) + letter * 4;
  return (cells[to + 1] as number) === cell ? to : -1;
}

/** What ends at a cell, as in `Trie.cells`. */
export const outOf = ({ cells }: Trie, cell: number): number => cells[cell + 2] as number;

/** Steps from the root to a cell. */
export function depthOf({ cells }: Trie, cell: number): number {
  let depth = 0;
  for (let at = cell; at !== 0; at = cells[at + 1] as number) depth += 1;
  return depth;
}

export type OnKey = (key: number, from: number, to: number) => void;

/** Calls `onHit(key, from, to)` for every occurrence of every key in the first `length` units, overlapping ones too. */
export function scanTrie(trie: Trie, text: ArrayLike<number>, length: number, onHit: OnKey): void {
  const { code, single, pairs, pairShift } = trie;
  let ahead = length > 0 ? (code[text[0] as number] as number) : 0;
  for (let from = 0; from < length; from += 1) {
    const first = ahead;
    ahead = from + 1 < length ? (code[text[from + 1] as number] as number) : 0;
    if (first === 0) continue;
    const hash = pairHash(first, ahead, pairShift);
    if (((pairs[hash >>> 5] as number) & (1 << (hash & 31))) === 0 && (single[first] as number) === 0) continue;
    walkTrie(trie, text, from, length, onHit);
  }
}

/** The same for the keys that begin at `from`. */
export function walkTrie({ cells, code, units, start }: Trie, text: ArrayLike<number>, from: number, length: number, onHit: OnKey): void {
  let cell = 0;
  for (let at = from; at < length; at += 1) {
    const letter = code[text[at] as number] as number;
    if (letter === 0) return;
    const to = (cells[cell] as number) + letter * 4;
    if ((cells[to + 1] as number) !== cell) return;
    const found = cells[to + 2] as number;
    if (found > 0) onHit(found - 1, from, at + 1);
    else if (found < 0) {
      const key = -found - 1;
      const end = start[key + 1] as number;
      let rest = (start[key] as number) + (at - from) + 1;
      let here = at + 1;
      while (rest < end && here < length && (units[rest] as number) === (text[here] as number)) {
        rest += 1;
        here += 1;
      }
      if (rest === end) onHit(key, from, here);
      return;
    }
    cell = to;
  }
}
