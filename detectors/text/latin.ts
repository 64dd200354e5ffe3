/**
 * Misspelt Latin names: a deletion index (the SymSpell idea) in typed arrays. A name and a word that differ by d edits share a
 * string that both become by at most d deletions; so a look-up costs a few dozen probes, however many names there are.
 * Allowed: one edit in names of 5–7 letters, two from 8 on (Lucene draws the same lines); in four letters only a swap or a doubling.
 */
import { intList } from "./int-list.ts";
import type { Keys } from "./trie.ts";
import type { PairIndex } from "./pair-index.ts";
import { buildPairIndex, listOf } from "./pair-index.ts";

/** Only the first letters are deleted from; the rest is compared. */
const prefix = 9;
export const shortestTypo = 4;
const longestTypo = 28;

export const allowedEdits = (length: number): number => (length < 8 ? 1 : 2);

const seed = 0x811c9dc5;
const step = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193);

/** Calls `visit` with the hash of every string left by at most `edits` deletions from the prefix; stops when it answers true. */
function eachDeletion(units: ArrayLike<number>, from: number, length: number, edits: number, visit: (hash: number) => void): void {
  const end = Math.min(prefix, length);
  let whole = seed;
  for (let index = 0; index < end; index += 1) whole = step(whole, units[from + index] as number);
  visit(whole);
  let before = seed;
  for (let skip = 0; skip < end; skip += 1) {
    let hash = before;
    for (let index = skip + 1; index < end; index += 1) hash = step(hash, units[from + index] as number);
    visit(hash);
    if (edits > 1) {
      let middle = before;
      for (let second = skip + 1; second < end; second += 1) {
        let twice = middle;
        for (let index = second + 1; index < end; index += 1) twice = step(twice, units[from + index] as number);
        visit(twice);
        middle = step(middle, units[from + second] as number);
      }
    }
    before = step(before, units[from + skip] as number);
  }
}

/** `chosen`: the keys that may be misspelt. */
export function buildTypos({ units, start }: Keys, chosen: readonly number[]): PairIndex {
  const hashes = intList(chosen.length * 12 + 16);
  const values = intList(chosen.length * 12 + 16);
  for (const key of chosen) {
    const from = start[key] as number;
    const length = (start[key + 1] as number) - from;
    if (length < shortestTypo || length > longestTypo) continue;
    eachDeletion(units, from, length, allowedEdits(length), (hash) => {
      hashes.push(hash);
      values.push(key);
    });
  }
  return buildPairIndex(hashes.values(), values.values(), hashes.length);
}

const seenKeys = new Int32Array(64);

/** Calls `onKey(key, edits)` for each key within its allowed distance of the word `units[from … from + length)`. */
export function findTypos(
  index: PairIndex,
  keys: Keys,
  units: ArrayLike<number>,
  from: number,
  length: number,
  onKey: (key: number, edits: number) => void,
): void {
  if (length < shortestTypo - 1 || length > longestTypo + 2) return;
  const letters = letterSet(units, from, length);
  let seen = 0;
  eachDeletion(units, from, length, length < 6 ? 1 : 2, (hash) => {
    let at = listOf(index, hash);
    if (at === 0) return;
    for (let more = true; more; at += 1) {
      let key = index.list[at] as number;
      if (key < 0) {
        key = ~key;
        more = false;
      }
      const start = keys.start[key] as number;
      const size = (keys.start[key + 1] as number) - start;
      const allowed = allowedEdits(size);
      if (Math.abs(size - length) > allowed) continue;
      const differing = letters ^ letterSet(keys.units, start, size);
      if (bitCount(differing) > allowed * 2) continue;
      let known = false;
      for (let place = 0; place < seen; place += 1) if (seenKeys[place] === key) known = true;
      if (known) continue;
      if (seen < seenKeys.length) seenKeys[seen++] = key;
      const edits = editDistance(units, from, length, keys.units, start, size, allowed);
      if (edits > 0 && edits <= allowed) onKey(key, edits);
    }
  });
}

function letterSet(units: ArrayLike<number>, from: number, length: number): number {
  let set = 0;
  for (let index = 0; index < length; index += 1) set |= 1 << ((units[from + index] as number) & 31);
  return set;
}

function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const rows = [new Int32Array(40), new Int32Array(40), new Int32Array(40)] as [Int32Array, Int32Array, Int32Array];

/** Optimal string alignment: insertion, deletion, substitution and the swap of neighbours cost one each. `limit + 1` when further. */
export function editDistance(
  a: ArrayLike<number>,
  aFrom: number,
  aLength: number,
  b: ArrayLike<number>,
  bFrom: number,
  bLength: number,
  limit: number,
): number {
  if (aLength > 39 || bLength > 38) return limit + 1;
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= bLength; j += 1) last[j] = j;
  for (let i = 1; i <= aLength; i += 1) {
    row[0] = i;
    let least = i;
    const unit = a[aFrom + i - 1] as number;
    for (let j = 1; j <= bLength; j += 1) {
      const otherUnit = b[bFrom + j - 1] as number;
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + (unit === otherUnit ? 0 : 1));
      if (i > 1 && j > 1 && unit === (b[bFrom + j - 2] as number) && otherUnit === (a[aFrom + i - 2] as number))
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[bLength] as number;
}
