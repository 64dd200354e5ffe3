/**
 * The trie walked over a text as it stands: folding and the trie's alphabet are fused into one table, so that most texts, which
 * hold no name, cost one look-up a character and are never copied. Says where keys may stand; `exact-layer` decides.
 */
import { combining, foldTable, invisible, space } from "./fold-table.ts";
import type { Trie } from "./trie.ts";
import { pairHash } from "./trie.ts";

/** Codes of the fused table beyond the alphabet: passed over; folds to several units, or is half of a pair. */
const skipped = 0xffff;
const involved = 0xfffe;

export interface RawTable {
  /** UTF-16 unit → the trie's code of what it folds to, 0 where no key holds it. */
  readonly code: Uint16Array;
  /** UTF-16 unit → the unit it folds to. */
  readonly folded: Uint16Array;
  /** Some key is of one unit. */
  readonly singles: boolean;
}

/** Made anew for each trie, in a fraction of a millisecond; not part of the saved index. */
export function rawTableOf(trie: Trie): RawTable {
  const { target, kind } = foldTable;
  const code = new Uint16Array(65536);
  const folded = new Uint16Array(65536);
  for (let unit = 0; unit < 65536; unit += 1) {
    const klass = kind[unit] as number;
    const to = target[unit] as number;
    folded[unit] = to === 0 ? unit : to;
    if (klass === invisible || klass === combining || klass >= space) code[unit] = skipped;
    else if (to === 0xffff || (unit >= 0xd800 && unit < 0xe000)) code[unit] = involved;
    else code[unit] = trie.code[to === 0 ? unit : to] as number;
  }
  return { code, folded, singles: trie.single.includes(1) };
}

/**
 * Calls `onHit(key, from, to)` with places in the text itself, for every key that stands in its first `length` units; stops when
 * it answers true. Answers false when the text holds a character that folds to several or lies beyond 16 bits near a key's
 * beginning: then the text must be folded and scanned in full.
 */
export function scanRaw(trie: Trie, raw: RawTable, text: string, length: number, onHit: OnHit): boolean {
  const { pairs, pairShift, single } = trie;
  const { code, singles } = raw;
  let before = 0;
  let beforeAt = 0;
  for (let at = 0; at < length; at += 1) {
    const here = code[text.charCodeAt(at)] as number;
    if (here >= involved) {
      if (here === skipped) continue;
      return false;
    }
    if (here !== 0) {
      if (singles && (single[here] as number) !== 0 && walkFrom(trie, raw, text, at, length, onHit)) return true;
      if (before !== 0) {
        const hash = pairHash(before, here, pairShift);
        if (
          ((pairs[hash >>> 5] as number) & (1 << (hash & 31))) !== 0 &&
          !(singles && (single[before] as number) !== 0) &&
          walkFrom(trie, raw, text, beforeAt, length, onHit)
        )
          return true;
      }
    }
    before = here;
    beforeAt = at;
  }
  return true;
}

type OnHit = (key: number, from: number, to: number) => boolean;

function walkFrom(
  { cells, units, start }: Trie,
  { code, folded }: RawTable,
  text: string,
  from: number,
  length: number,
  onHit: OnHit,
): boolean {
  let cell = 0;
  let depth = 0;
  for (let at = from; at < length; at += 1) {
    const letter = code[text.charCodeAt(at)] as number;
    if (letter === skipped) continue;
    if (letter === 0 || letter === involved) return false;
    const to = (cells[cell] as number) + letter * 4;
    if ((cells[to + 1] as number) !== cell) return false;
    depth += 1;
    const out = cells[to + 2] as number;
    if (out > 0) {
      if (onHit(out - 1, from, at + 1)) return true;
    } else if (out < 0) {
      const key = -out - 1;
      const end = start[key + 1] as number;
      let rest = (start[key] as number) + depth;
      let next = at + 1;
      for (; rest < end && next < length; next += 1) {
        const unit = text.charCodeAt(next);
        const here = code[unit] as number;
        if (here === skipped) continue;
        if (here === involved || (folded[unit] as number) !== (units[rest] as number)) return false;
        rest += 1;
      }
      return rest === end && onHit(key, from, next);
    }
    cell = to;
  }
  return false;
}
