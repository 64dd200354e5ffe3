/** What is known of Chinese characters: how they sound, which are taken for which, and how they come apart. */
import { readFileSync } from "node:fs";
import type { PairIndex } from "./pair-index.ts";
import { buildPairIndex, listOf, pairKey } from "./pair-index.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`tables/${name}`, import.meta.url), "utf8"));

/** Syllables as numbers from 1; 0 is "not read in Mandarin". */
export interface Sounds {
  readonly syllables: readonly string[];
  readonly idOf: ReadonlyMap<string, number>;
  /** Unit → usual syllable. Digits are read, too (5粮液). */
  readonly usual: Uint16Array;
  /** Unit → further syllables. */
  readonly also: ReadonlyMap<number, readonly number[]>;
  /** Syllable → the syllable that stands for all that many speakers do not tell apart. */
  readonly merged: Uint16Array;
}

/** Initials and finals that regional speech merges: n/l, zh/z, ch/c, sh/s, f/h, r/l, ang/an, eng/en, ing/in. */
const merge = (syllable: string): string =>
  syllable.replace(/^([zcs])h/u, "$1").replace(/^[nr](?=[aeiouv])/u, "l").replace(/^fei$/u, "hui").replace(/^f/u, "h").replace(/([aei])ng$/u, "$1n"); // prettier-ignore

function readSounds(): Sounds {
  const file = read("readings.json") as { usual: Record<string, string>; also: Record<string, string> };
  const syllables = ["", ...new Set([...Object.keys(file.usual), ...Object.keys(file.also)])];
  const idOf = new Map(syllables.map((syllable, id) => [syllable, id]));
  const usual = new Uint16Array(65536);
  const also = new Map<number, number[]>();
  for (const [syllable, characters] of Object.entries(file.usual)) {
    for (let index = 0; index < characters.length; index += 1) usual[characters.charCodeAt(index)] = idOf.get(syllable) ?? 0;
  }
  for (const [syllable, characters] of Object.entries(file.also)) {
    for (let index = 0; index < characters.length; index += 1) {
      const unit = characters.charCodeAt(index);
      also.set(unit, [...(also.get(unit) ?? []), idOf.get(syllable) ?? 0]);
    }
  }
  ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"].forEach(
    (syllable, value) => (usual[0x30 + value] = idOf.get(syllable) ?? 0),
  );
  const first = new Map<string, number>();
  const merged = Uint16Array.from(syllables, (syllable, id) => {
    const shape = merge(syllable);
    const known = first.get(shape);
    if (known === undefined) first.set(shape, id);
    return known ?? id;
  });
  return { syllables, idOf, usual, also, merged };
}

/** Likeness of a pair written by hand; the generated table gives 0 to 9. */
const handLikeness = 10;

export interface Likeness {
  readonly index: PairIndex;
  /** Unit → the characters it may be taken for, the likeliest first. */
  readonly neighbours: ReadonlyMap<number, readonly number[]>;
}

function readLikeness(): Likeness {
  const hand = read("hand-pairs.json") as { pairs: string[] };
  const table = (read("look-alikes.json") as { lookAlikes: Record<string, string> }).lookAlikes;
  const best = new Map<number, number>();
  const note = (one: number, two: number, likeness: number) => {
    const key = pairKey(one, two);
    if ((best.get(key) ?? -1) < likeness) best.set(key, likeness);
  };
  const both = (one: number, two: number, likeness: number) => {
    note(one, two, likeness);
    note(two, one, likeness);
  };
  for (const pair of hand.pairs) both(pair.charCodeAt(0), pair.charCodeAt(1), handLikeness);
  for (const [character, line] of Object.entries(table)) {
    for (let index = 0; index < line.length; index += 2)
      both(character.charCodeAt(0), line.charCodeAt(index), Number(line.charAt(index + 1)));
  }
  const lists = new Map<number, [number, number][]>();
  for (const [key, likeness] of best) {
    const one = key >>> 16;
    const list = lists.get(one);
    if (list === undefined) lists.set(one, [[key & 0xffff, likeness]]);
    else list.push([key & 0xffff, likeness]);
  }
  return {
    index: buildPairIndex(Int32Array.from(best.keys()), Int32Array.from(best.values()), best.size),
    neighbours: new Map([...lists].map(([one, list]) => [one, list.sort((a, b) => b[1] - a[1]).map(([two]) => two)])),
  };
}

interface Whole {
  readonly whole: number;
  readonly parts: number;
}

/** First two parts → the characters they make up, with all their parts. */
function readSplits(): ReadonlyMap<number, readonly (Whole & { readonly rest: string })[]> {
  const hand = (read("hand-pairs.json") as { splits: Record<string, string[]> }).splits;
  const made = (read("splits.json") as { splits: Record<string, string[]> }).splits;
  const result = new Map<number, (Whole & { rest: string })[]>();
  for (const source of [hand, made]) {
    for (const [character, ways] of Object.entries(source)) {
      for (const way of ways) {
        const key = pairKey(way.charCodeAt(0), way.charCodeAt(1));
        const list = result.get(key) ?? [];
        const whole = character.charCodeAt(0);
        if (!list.some((other) => other.whole === whole && other.parts === way.length))
          result.set(key, [...list, { whole, parts: way.length, rest: way.slice(2) }]);
      }
    }
  }
  return result;
}

const nothing: readonly Whole[] = [];

/** A quick no, which is the usual answer: whether two units occur at all as first and second part of something. */
export function mayBeParts(first: number, second: number): boolean {
  if (splitsOnce === undefined) {
    splitsOnce = readSplits();
    partPlaces = new Uint8Array(65536);
    for (const key of splitsOnce.keys()) {
      partPlaces[key >>> 16] = (partPlaces[key >>> 16] as number) | 1;
      partPlaces[key & 0xffff] = (partPlaces[key & 0xffff] as number) | 2;
    }
  }
  return ((partPlaces[first] as number) & 1) !== 0 && ((partPlaces[second] as number) & 2) !== 0;
}

/** The characters that the units from `at` on may be the parts of. */
export function wholesOf(units: ArrayLike<number>, at: number, length: number): readonly Whole[] {
  if (at + 1 >= length || !mayBeParts(units[at] as number, units[at + 1] as number)) return nothing;
  const found = splitsOnce?.get(pairKey(units[at] as number, units[at + 1] as number));
  if (found === undefined) return nothing;
  return found.filter(({ parts, rest }) => {
    if (at + parts > length) return false;
    for (let index = 0; index < rest.length; index += 1) if ((units[at + 2 + index] as number) !== rest.charCodeAt(index)) return false;
    return true;
  });
}

let soundsOnce: Sounds | undefined;
let likenessOnce: Likeness | undefined;
let splitsOnce: ReturnType<typeof readSplits> | undefined;
let partPlaces = new Uint8Array(0);

export const sounds = (): Sounds => (soundsOnce ??= readSounds());
export const likeness = (): Likeness => (likenessOnce ??= readLikeness());
/** How alike two characters look: 10 written by hand, 0–9 measured, -1 not at all. */
export function looksLike(one: number, two: number): number {
  const { index } = likeness();
  const at = listOf(index, pairKey(one, two));
  if (at === 0) return -1;
  return ~(index.list[at] as number);
}

/** Whether two characters share a reading: 2 the same syllable, 1 a syllable some speakers do not tell apart, 0 no. */
export function soundsLike(one: number, two: number): 0 | 1 | 2 {
  const table = sounds();
  const first = table.usual[one] as number;
  const second = table.usual[two] as number;
  if (first === 0 || second === 0) return 0;
  if (first === second) return 2;
  const more = table.also.get(one);
  const others = table.also.get(two);
  if (more?.includes(second) === true || others?.includes(first) === true) return 2;
  return table.merged[first] === table.merged[second] ? 1 : 0;
}
