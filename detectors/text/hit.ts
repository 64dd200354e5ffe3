/** A find before it is shown: which name, which kept units, which tricks; and what of a text's state the layers share. */
import { foldTricks } from "./fold-table.ts";
import type { Trick } from "./match.ts";
import { tricks } from "./match.ts";
import type { Names } from "./names.ts";
import { ownGap } from "./names.ts";
import type { View } from "./view.ts";
import { gapEmoji, gapInvisible, gapPunctuation, gapSeen, gapSpace } from "./view.ts";

export interface Hit {
  readonly name: number;
  /** Kept places, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly strength: number;
  /** Bits by place in `tricks`. */
  readonly tricks: number;
  readonly left: boolean;
  readonly right: boolean;
  readonly segmented: boolean;
  /** Found by folding alone. */
  readonly exact: boolean;
}

export const bitOf = (trick: Trick): number => 1 << tricks.indexOf(trick);
const foldBits = [0, ...foldTricks.map(bitOf)];
const separatorBit = bitOf("separator");
const emojiBit = bitOf("emoji");
const invisibleBit = bitOf("zero-width");
const diacriticBit = bitOf("diacritic");

/** What was put between the units of a find, and what folding undid in them. */
export interface Inside {
  readonly tricks: number;
  /** Gaps that the name does not have itself: how many, the widest, and whether any is more than white space. */
  readonly gaps: number;
  readonly widest: number;
  readonly signs: boolean;
}

/** `name` is -1 where the units do not stand one by one for those of the name. */
export function insideOf(view: View, names: Names, name: number, from: number, to: number): Inside {
  let bits = 0;
  let gaps = 0;
  let widest = 0;
  let signs = false;
  for (let at = from; at < to; at += 1) {
    bits |= foldBits[view.trick[at] as number] as number;
    if ((view.marked[at] as number) !== 0) bits |= diacriticBit;
    if (at === from) continue;
    const gap = view.gap[at] as number;
    if (gap === 0) continue;
    if ((gap & gapInvisible) !== 0) bits |= invisibleBit;
    if ((gap & gapSeen) === 0 || (name >= 0 && ownGap(names, name, at - from))) continue;
    gaps += 1;
    widest = Math.max(widest, view.gapSize[at] as number);
    if ((gap & gapEmoji) !== 0) bits |= emojiBit;
    if ((gap & (gapSpace | gapPunctuation)) !== 0) bits |= separatorBit;
    if ((gap & (gapPunctuation | gapEmoji)) !== 0) signs = true;
  }
  return { tricks: bits, gaps, widest, signs };
}

/** Separators in a row after which a text is no longer one name. */
export const widestGap = 6;

export function tricksOf(bits: number): Trick[] {
  return tricks.filter((_, place) => (bits & (1 << place)) !== 0);
}
