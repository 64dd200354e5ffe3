/** A text as the layers see it: folded, without separators, each unit knowing what stood before it and where it came from. */
import type { FoldedUnits } from "./fold.ts";
import { classMask, foldUnits, sawCombining, sawInvisible } from "./fold.ts";
import { emoji, foldTricks, lastTrick, punctuation, space } from "./fold-table.ts";
import { wordBorders } from "./segment.ts";

/** Bits of `gap`: what stood between a unit and the one before it. */
export const gapSpace = 1;
export const gapPunctuation = 2;
export const gapEmoji = 4;
export const gapInvisible = 8;
/** Bits of `gap` at which a word ends. */
export const gapSeen = gapSpace | gapPunctuation | gapEmoji;

/** Sorts of unit. `other`: letters of other scripts, kana, halves of surrogate pairs. */
const other = 0;
export const latin = 1;
export const digit = 2;
export const han = 3;

const sorts = new Uint8Array(65536);
sorts.fill(latin, 0x61, 0x7b);
sorts.fill(digit, 0x30, 0x3a);
sorts.fill(han, 0x3400, 0xa000);
sorts[0x3007] = han;

export const sortOf = (unit: number): number => sorts[unit] as number;

const caseClass = foldTricks.indexOf("case") + 1;
const styledClass = foldTricks.indexOf("styled") + 1;

export interface View {
  readonly kept: FoldedUnits;
  length: number;
  unit: Uint16Array;
  sort: Uint8Array;
  /** The fold's class of the unit: 0, or one of `foldTricks` counted from 1. */
  trick: Uint8Array;
  /** A combining mark sat on the unit. */
  marked: Uint8Array;
  gap: Uint8Array;
  /** Separators before the unit, at most 255. */
  gapSize: Uint8Array;
  /** Place of the unit among the kept (folded, with separators) units. */
  at: Int32Array;
  /** By kept place: 1 where a word begins or ends, 2 where none does, 0 where the segmenter was not asked. */
  borders: Uint8Array;
  /** The segmenter was asked about some stretch of this text. */
  segmented: boolean;
}

/** Kept places of the last text: as far as `borders` may be filled. */
let dirty = 0;
let shared: Omit<View, "kept"> | undefined;

function room(units: number): Omit<View, "kept"> {
  if (shared === undefined || shared.unit.length < units) {
    const size = Math.max(2048, units * 2);
    shared = {
      length: 0, unit: new Uint16Array(size), sort: new Uint8Array(size), trick: new Uint8Array(size), marked: new Uint8Array(size),
      gap: new Uint8Array(size), gapSize: new Uint8Array(size), at: new Int32Array(size), borders: new Uint8Array(size), segmented: false,
    }; // prettier-ignore
  }
  return shared;
}

/** The view of the first `limit` units of a text. Its arrays are used again by the next call. */
export function viewOf(text: string, limit: number): View {
  const kept = foldUnits(text, limit);
  const view = room(kept.length + 2) as View;
  (view as { kept: FoldedUnits }).kept = kept;
  if (view.segmented) view.borders.fill(0, 0, dirty + 1);
  view.segmented = false;
  dirty = kept.length;
  const { unit, sort, trick, marked, gap, gapSize, at } = view;
  let filled = 0;
  let bits = 0;
  let size = 0;
  for (let place = 0; place < kept.length; place += 1) {
    const seen = kept.seen[place] as number;
    const klass = seen & classMask;
    if ((seen & sawInvisible) !== 0) bits |= gapInvisible;
    if (klass === space || klass === punctuation || klass === emoji) {
      bits |= klass === space ? gapSpace : klass === punctuation ? gapPunctuation : gapEmoji;
      if (size < 255) size += 1;
      continue;
    }
    const code = kept.unit[place] as number;
    unit[filled] = code;
    sort[filled] = sorts[code] as number;
    trick[filled] = klass <= lastTrick ? klass : 0;
    marked[filled] = (seen & sawCombining) === 0 ? 0 : 1;
    gap[filled] = bits;
    gapSize[filled] = size;
    at[filled] = place;
    bits = 0;
    size = 0;
    filled += 1;
  }
  view.length = filled;
  // A full stop for the loops that look one unit ahead.
  unit[filled] = 0;
  sort[filled] = other;
  gap[filled] = gapSeen;
  gapSize[filled] = 0;
  return view;
}

/** Whether a word begins at unit `place` (equally: ended before it). Asks the segmenter only between two Chinese characters. */
export function isBorder(view: View, place: number): boolean {
  if (place <= 0 || place >= view.length) return true;
  if (((view.gap[place] as number) & gapSeen) !== 0) return true;
  const before = view.sort[place - 1] as number;
  const after = view.sort[place] as number;
  if (before !== after) return true;
  if (after === han) return wordAt(view, view.at[place] as number);
  if (after !== latin) return false;
  const was = view.trick[place - 1] as number;
  const is = view.trick[place] as number;
  // AirMax: a capital after a small letter begins a word; so does a change of lettering.
  return (is === caseClass && was !== caseClass) || (is === styledClass) !== (was === styledClass);
}

/** The longest stretch that the segmenter is given at once. */
const longestStretch = 2000;

/** Whether a word begins at a kept place. Segments the stretch around it, up to the next separators, the first time. */
function wordAt(view: View, place: number): boolean {
  const { borders, kept } = view;
  if ((borders[place] as number) === 0) {
    const parts = (at: number) => ((kept.seen[at] as number) & classMask) >= space;
    let from = place;
    while (from > 0 && !parts(from - 1) && place - from < longestStretch) from -= 1;
    let to = place;
    while (to < kept.length && !parts(to) && to - place < longestStretch) to += 1;
    const found = wordBorders(keptText(kept, from, to));
    for (let at = from; at < to; at += 1) borders[at] = found[at - from] === 1 ? 1 : 2;
    view.segmented = true;
  }
  return (borders[place] as number) === 1;
}

export function keptText(kept: FoldedUnits, from: number, to: number): string {
  if (to - from <= 4096) return String.fromCharCode(...kept.unit.subarray(from, to));
  const parts: string[] = [];
  for (let at = from; at < to; at += 4096) parts.push(String.fromCharCode(...kept.unit.subarray(at, Math.min(to, at + 4096))));
  return parts.join("");
}
