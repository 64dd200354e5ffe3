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
  syllable.replace(/^([zcs])h/u, "$1").replace(/^[nr](?=[aeiouv])/u, "l").replace(/^f/u, "h").replace(/([aei])ng$/u, "$1n"); // prettier-ignore

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
  ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"].forEach((syllable, value) => (usual[0x30 + value] = idOf.get(syllable) ?? 0));
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
export const handLikeness = 10;

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
    for (let index = 0; index < line.length; index += 2) both(character.charCodeAt(0), line.charCodeAt(index), Number(line.charAt(index + 1)));
  }
  const lists = new Map<number, [number, number][]>();
  for (const [key, likeness] of best) {
    const one = key >>> 16;
    const list = lists.get(one);
    if (list === undefined) lists.set(one, [[key & 0xffff, likeness]]);
    else list.push([key & 0xffff, likeness]);
  }
  return {
    index: buildPairIndex([...best.keys()], [...best.values()], best.size),
    neighbours: new Map([...lists].map(([one, list]) => [one, list.sort((a, b) => b[1] - a[1]).map(([two]) => two)])),
  };
}

function readSplits(): ReadonlyMap<number, readonly string[]> {
  const hand = (read("hand-pairs.json") as { splits: Record<string, string[]> }).splits;
  const made = (read("splits.json") as { splits: Record<string, string[]> }).splits;
  const result = new Map<number, string[]>();
  for (const source of [hand, made]) {
    for (const [character, parts] of Object.entries(source)) {
      const unit = character.charCodeAt(0);
      result.set(unit, [...new Set([...(result.get(unit) ?? []), ...parts])]);
    }
  }
  return result;
}

let soundsOnce: Sounds | undefined;
let likenessOnce: Likeness | undefined;
let splitsOnce: ReadonlyMap<number, readonly string[]> | undefined;

export const sounds = (): Sounds => (soundsOnce ??= readSounds());
export const likeness = (): Likeness => (likenessOnce ??= readLikeness());
/** Character → ways to write it as its parts (强: 弓虽). */
export const splits = (): ReadonlyMap<number, readonly string[]> => (splitsOnce ??= readSplits());

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
