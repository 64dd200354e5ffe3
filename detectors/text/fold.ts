/** Folding: one spelling for every way of writing the same letters. */
import { combining, emoji, foldTable, invisible, punctuation, space } from "./fold-table.ts";

export interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of `text`, the UTF-16 offset in the original of the character it came from. */
  readonly offsets: readonly number[];
}

/**
 * Folds case, width, compatibility forms, look-alike letters of other scripts, diacritics and traditional characters;
 * drops what cannot be seen. Spaces and punctuation stay. Folding twice changes nothing. For comparing, never for
 * display (UTS #39, section 4).
 */
export function fold(text: string): Folded {
  const units = foldUnits(text, text.length);
  const parts: string[] = [];
  for (let from = 0; from < units.length; from += 8192)
    parts.push(String.fromCharCode(...units.unit.subarray(from, Math.min(units.length, from + 8192))));
  return { text: parts.join(""), offsets: Array.from(units.start.subarray(0, units.length)) };
}

/** Bits of `FoldedUnits.seen` above the class: something invisible, or a combining mark, stood before this unit. */
export const sawInvisible = 0x10;
export const sawCombining = 0x20;
export const classMask = 0x0f;

/** The folded text as numbers. The arrays are used again by the next call; `length` says how much of them is filled. */
export interface FoldedUnits {
  length: number;
  unit: Uint16Array;
  /** Where in the original the unit's character begins, and ends. */
  start: Int32Array;
  end: Int32Array;
  /** The unit's class (a trick, or a kind of separator, as in fold-table) with the bits above. */
  seen: Uint8Array;
}

const buffer: FoldedUnits = {
  length: 0,
  unit: new Uint16Array(0),
  start: new Int32Array(0),
  end: new Int32Array(0),
  seen: new Uint8Array(0),
};

function withRoom(units: number): FoldedUnits {
  if (buffer.unit.length < units) {
    const room = Math.max(1024, units * 2);
    buffer.unit = new Uint16Array(room);
    buffer.start = new Int32Array(room);
    buffer.end = new Int32Array(room);
    buffer.seen = new Uint8Array(room);
  }
  return buffer;
}

/** Folds the first `limit` units of a text in one pass. No character folds to more than 18 units (U+FDFA). */
export function foldUnits(text: string, limit: number): FoldedUnits {
  const { target, kind, several } = foldTable;
  const length = Math.min(limit, text.length);
  let out = withRoom(length + 32);
  let { unit, start, end, seen } = out;
  let filled = 0;
  let pending = 0;
  for (let at = 0; at < length;) {
    let cp = text.charCodeAt(at);
    const from = at;
    at += 1;
    if (cp >= 0xd800 && cp < 0xdc00 && at < text.length) {
      const low = text.charCodeAt(at);
      if (low >= 0xdc00 && low < 0xe000) {
        cp = (cp - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
        at += 1;
      }
    }
    if (cp >= 0x30000) {
      // Tags and variation selectors of plane 14 are invisible; anything else up there stands for itself.
      if (cp >= 0xe0000 && cp <= 0xe0fff) {
        pending |= sawInvisible;
        continue;
      }
      filled = put(String.fromCodePoint(cp), 0, from, at);
      continue;
    }
    const klass = kind[cp] as number;
    if (klass === invisible || klass === combining) {
      if (klass === invisible) pending |= sawInvisible;
      // A mark that is dropped belongs to the letter it sat on.
      else if (filled > 0) {
        seen[filled - 1] = (seen[filled - 1] as number) | sawCombining;
        end[filled - 1] = at;
      }
      continue;
    }
    const to = target[cp] as number;
    if (to === 0xffff || (to === 0 && cp > 0xffff)) {
      filled = put(to === 0 ? String.fromCodePoint(cp) : (several.get(cp) ?? ""), klass, from, at);
      continue;
    }
    if (filled >= unit.length) grow();
    unit[filled] = to === 0 ? cp : to;
    start[filled] = from;
    end[filled] = at;
    seen[filled] = klass | pending;
    pending = 0;
    filled += 1;
  }
  out.length = filled;
  return out;

  function grow(): void {
    const old = { unit, start, end, seen };
    out = withRoom(unit.length + 32);
    ({ unit, start, end, seen } = out);
    unit.set(old.unit);
    start.set(old.start);
    end.set(old.end);
    seen.set(old.seen);
  }

  function put(folded: string, klass: number, from: number, to: number): number {
    let next = filled;
    for (let index = 0; index < folded.length; index += 1) {
      if (next >= unit.length) {
        grow();
      }
      const code = folded.charCodeAt(index);
      unit[next] = code;
      start[next] = from;
      end[next] = to;
      // A compatibility form may fold to letters and brackets: （株）.
      seen[next] = (folded.length > 1 && separatorClass(code)) || klass | pending;
      next += 1;
    }
    pending = 0;
    return next;
  }
}

function separatorClass(code: number): number {
  const klass = foldTable.kind[code] as number;
  return klass === space || klass === punctuation || klass === emoji ? klass : 0;
}
