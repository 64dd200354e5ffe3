/**
 * Names spelt with digits and signs for letters (N1KE, $ony, ad1das), with letters drawn alike (rn for m, l for i), or both:
 * the trie is walked with each reading a sign may have. Only inside a run of four or more that holds a letter, or every
 * model number would be a name.
 */
import type { Trie } from "./trie.ts";
import { depthOf, outOf, stepBy } from "./trie.ts";

const readings: Readonly<Record<string, string>> = {
  "0": "oq", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tl", "8": "b", "9": "gq", "@": "a", "$": "s", "!": "il", "|": "il",
  "+": "t", "€": "e", "£": "l", "¢": "c", "¥": "y", "(": "c", "<": "c", "§": "s", "ß": "b", "l": "i", "i": "l", "v": "u", "u": "v", "∀": "a", "*": "aeiou", "#": "h", "×": "x", "%": "x",
}; // prettier-ignore
const runs: readonly (readonly [string, string])[] = [["rn", "m"], ["nn", "m"], ["vv", "w"], ["uu", "w"], ["cl", "d"], ["ci", "a"], ["|<", "k"], ["()", "o"], ["|v|", "m"], ["/\\", "a"], ["[]", "o"], ["ph", "f"], ["ck", "k"], ["kk", "k"], ["ks", "x"]]; // prettier-ignore

const unitOf = (letter: string) => letter.charCodeAt(0);
const signs = new Map(Object.entries(readings).map(([sign, letters]) => [unitOf(sign), [...letters].map(unitOf)]));
const byFirst = new Map<number, { rest: number[]; to: number }[]>();
for (const [from, to] of runs) {
  const list = byFirst.get(unitOf(from)) ?? [];
  byFirst.set(unitOf(from), [...list, { rest: [...from].slice(1).map(unitOf), to: unitOf(to) }]);
}

/** Signs (not letters or digits) that may stand for a letter inside a name. */
const standIn = new Uint8Array(65536);
for (const unit of signs.keys()) standIn[unit] = 1;
for (const [from] of runs) for (const letter of from) standIn[unitOf(letter)] = 1;
export const mayStandIn = (unit: number): boolean => standIn[unit] === 1;

/** Whether a letter or digit could be read otherwise at all: most words hold none and are not walked. */
export function isAmbiguous(units: ArrayLike<number>, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const unit = units[at] as number;
    if (unit < 0x61 || unit > 0x7a || unit === 0x6c || unit === 0x69 || unit === 0x76 || unit === 0x75) return true;
    if (at + 1 < to) for (const { rest } of byFirst.get(unit) ?? []) if (rest[0] === (units[at + 1] as number)) return true;
  }
  return false;
}

export interface LeetHit {
  readonly key: number;
  readonly to: number;
  /** Digits and signs read as letters, and letters read as others drawn alike. */
  readonly signs: number;
  readonly alike: number;
}

/** At most so many readings are followed for one run. */
const budget = 600;

/** The keys that the run `units[from … to)` spells from its beginning, by some reading other than the plain one. */
export function readLeet(trie: Trie, units: ArrayLike<number>, from: number, to: number, onHit: (hit: LeetHit) => void): void {
  let steps = 0;
  const walk = (cell: number, at: number, read: number, alike: number): void => {
    if (at >= to || steps++ > budget) return;
    const unit = units[at] as number;
    take(cell, unit, at + 1, read, alike);
    for (const letter of signs.get(unit) ?? []) {
      const isLetter = unit >= 0x61 && unit <= 0x7a;
      take(cell, letter, at + 1, read + (isLetter ? 0 : 1), alike + (isLetter ? 1 : 0));
    }
    for (const { rest, to: letter } of byFirst.get(unit) ?? []) {
      let fits = at + rest.length < to;
      for (let index = 0; fits && index < rest.length; index += 1) fits = (units[at + 1 + index] as number) === rest[index];
      if (fits) take(cell, letter, at + 1 + rest.length, read, alike + 1);
    }
  };
  const take = (cell: number, letter: number, next: number, read: number, alike: number): void => {
    const target = stepBy(trie, cell, letter);
    if (target < 0) return;
    const found = outOf(trie, target);
    if (found > 0) {
      if (read + alike > 0) onHit({ key: found - 1, to: next, signs: read, alike });
    } else if (found < 0) {
      const key = -found - 1;
      const place = (trie.start[key] as number) + depthOf(trie, target);
      rest(key, place, next, read, alike);
      return;
    }
    walk(target, next, read, alike);
  };
  /** Only one key is left: compare its rest, reading by reading. */
  const rest = (key: number, place: number, at: number, read: number, alike: number): void => {
    if (place === (trie.start[key + 1] as number)) {
      if (read + alike > 0) onHit({ key, to: at, signs: read, alike });
      return;
    }
    if (at >= to || steps++ > budget) return;
    const unit = units[at] as number;
    const wanted = trie.units[place] as number;
    if (unit === wanted) rest(key, place + 1, at + 1, read, alike);
    else if (signs.get(unit)?.includes(wanted) === true) {
      const isLetter = unit >= 0x61 && unit <= 0x7a;
      rest(key, place + 1, at + 1, read + (isLetter ? 0 : 1), alike + (isLetter ? 1 : 0));
    }
    for (const { rest: more, to: letter } of byFirst.get(unit) ?? []) {
      if (letter !== wanted || at + more.length >= to) continue;
      if (more.every((next, index) => (units[at + 1 + index] as number) === next))
        rest(key, place + 1, at + 1 + more.length, read, alike + 1);
    }
  };
  walk(0, from, 0, 0);
}
