/** The folding table in memory: one 16-bit target and one class per code point of the planes that hold letters. */
import { readFileSync } from "node:fs";
import type { Trick } from "./match.ts";

/** Classes 1 to `lastTrick` are letters that a fold changes, each class one trick; the others say what a separator is. */
export const foldTricks = [
  "case",
  "full-width",
  "compatibility",
  "confusable",
  "diacritic",
  "styled",
  "traditional",
] as const satisfies readonly Trick[];
export const lastTrick = foldTricks.length;
/** Characters that are dropped: they cannot be seen, or sit on the letter before them. */
export const invisible = 8;
export const combining = 9;
export const space = 10;
export const punctuation = 11;
export const emoji = 12;

const planes = 0x30000;

/** Single strokes that are characters to Unicode and punctuation to whoever writes 耐丶克. */
const strokes = "丨丶丿亅乛";

interface FoldFile {
  readonly folds: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly classes: Readonly<Record<string, readonly string[]>>;
}

export interface FoldTable {
  /** For code points below 0x30000: the one UTF-16 unit it folds to, 0 for itself, 0xffff for an entry of `several`. */
  readonly target: Uint16Array;
  readonly kind: Uint8Array;
  readonly several: ReadonlyMap<number, string>;
}

function readFoldTable(): FoldTable {
  const file = JSON.parse(readFileSync(new URL("tables/fold.json", import.meta.url), "utf8")) as FoldFile;
  const target = new Uint16Array(planes);
  const kind = new Uint8Array(planes);
  const several = new Map<number, string>();
  const kinds: Readonly<Record<string, number>> = { "zero-width": invisible, diacritic: combining, space, punctuation, emoji };
  for (const [name, spans] of Object.entries(file.classes)) {
    for (const span of spans) {
      const [first = 0, last = first] = span.split("-").map((hex) => Number.parseInt(hex, 16));
      if (first < planes) kind.fill(kinds[name] ?? 0, first, last + 1);
    }
  }
  for (const stroke of strokes) kind[stroke.charCodeAt(0)] = punctuation;
  foldTricks.forEach((trick, place) => {
    for (const [to, sources] of Object.entries(file.folds[trick] ?? {})) {
      for (const source of sources) {
        const cp = source.codePointAt(0) ?? 0;
        if (cp >= planes) continue;
        kind[cp] = place + 1;
        if (to.length === 1) target[cp] = to.charCodeAt(0);
        else {
          target[cp] = 0xffff;
          several.set(cp, to);
        }
      }
    }
  });
  settle(target, kind, several);
  // A full-width sign folds to a sign, and parts words as that does; every wide or narrow space is a space.
  for (let cp = 0; cp < planes; cp += 1) {
    if ((kind[cp] as number) === space && cp > 0x7f) target[cp] = 0x20;
    const to = target[cp] as number;
    if (to !== 0 && to !== 0xffff && (kind[to] as number) >= space) kind[cp] = kind[to] as number;
  }
  return { target, kind, several };
}

/** Follows folds of folds (é in full width, a traditional character in a compatibility form) to their end, so that folding twice changes nothing. */
function settle(target: Uint16Array, kind: Uint8Array, several: Map<number, string>): void {
  const once = (text: string): string => {
    let out = "";
    for (const character of text) {
      const cp = character.codePointAt(0) ?? 0;
      const to = cp < planes ? (target[cp] ?? 0) : 0;
      const dropped = kind[cp] === invisible || kind[cp] === combining;
      out += dropped ? "" : to === 0 ? character : to === 0xffff ? (several.get(cp) ?? character) : String.fromCharCode(to);
    }
    return out;
  };
  for (let cp = 0; cp < planes; cp += 1) {
    if ((target[cp] ?? 0) === 0) continue;
    const first = once(String.fromCodePoint(cp));
    let last = first;
    for (let round = 0; round < 4; round += 1) last = once(last);
    if (last === first) continue;
    if (last.length === 1) {
      target[cp] = last.charCodeAt(0);
      several.delete(cp);
    } else if (last === "") {
      target[cp] = 0;
      kind[cp] = combining;
    } else {
      target[cp] = 0xffff;
      several.set(cp, last);
    }
  }
}

export const foldTable: FoldTable = readFoldTable();
