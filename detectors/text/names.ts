/** The names of an index, packed: their words as they were given, their folded keys, and which names share a key. */
import { TiequanError } from "../../domain/words.ts";
import type { Section, Sections } from "./arena.ts";
import { int32, uint16, uint8 } from "./arena.ts";
import type { NamePattern } from "./match.ts";
import { nameLimit } from "./match.ts";
import { gapSeen, han, latin, digit, viewOf } from "./view.ts";

export const watchedFlag = 1;
export const ordinaryFlag = 2;
/** All units are Chinese; all are Latin letters or digits. */
export const hanFlag = 4;
export const latinFlag = 8;
/** The name has separators of its own (New Balance, H&M). */
export const gapsFlag = 16;
/** A short name whose own symbols must be there: H&M is not "hm". */
export const symbolFlag = 32;

export interface Names {
  readonly count: number;
  readonly ids: Int32Array;
  readonly flags: Uint8Array;
  /** By name: its plain key. */
  readonly key: Int32Array;
  /** By name: bit p is set when the name itself has a separator before unit p (two words of 32). */
  readonly gaps: Int32Array;
  /** By key: its names in `entries`. */
  readonly entryStart: Int32Array;
  readonly entries: Int32Array;
  readonly textStart: Int32Array;
  readonly text: Uint16Array;
  readonly ownerOf: Int32Array;
  readonly ownerStart: Int32Array;
  readonly owners: Uint16Array;
}

/** Folds the names and gathers the different keys they make. A name without a letter or digit has no key and is never found. */
export function gatherNames(patterns: readonly NamePattern[]): { names: Names; keys: string[] } {
  const count = patterns.length;
  const ids = new Int32Array(count);
  const flags = new Uint8Array(count);
  const key = new Int32Array(count).fill(-1);
  const gaps = new Int32Array(count * 2);
  const keyOf = new Map<string, number>();
  const keys: string[] = [];
  const owners = new Map<string, number>();
  const ownerOf = new Int32Array(count);
  const enter = (string: string) => {
    let known = keyOf.get(string);
    if (known === undefined) {
      known = keys.length;
      keyOf.set(string, known);
      keys.push(string);
    }
    return known;
  };
  patterns.forEach((pattern, name) => {
    ids[name] = pattern.id;
    let owner = owners.get(pattern.owner);
    if (owner === undefined) owners.set(pattern.owner, (owner = owners.size));
    ownerOf[name] = owner;
    const view = viewOf(pattern.text, pattern.text.length);
    if (view.length > nameLimit) {
      throw new TiequanError(
        "name-too-long",
        `The name “${pattern.text.slice(0, 40)}…” (id ${pattern.id}) has ${view.length} characters; an index takes ${nameLimit}.`,
        "Shorten it, or register its distinctive part.",
      );
    }
    if (view.length === 0) return;
    let bits = (pattern.tier === "watched" ? watchedFlag : 0) | (pattern.ordinary ? ordinaryFlag : 0) | hanFlag | latinFlag;
    let symbol = false;
    for (let index = 0; index < view.length; index += 1) {
      const sort = view.sort[index] as number;
      if (sort !== han) bits &= ~hanFlag;
      if (sort !== latin && sort !== digit) bits &= ~latinFlag;
      if (index > 0 && ((view.gap[index] as number) & gapSeen) !== 0) {
        bits |= gapsFlag;
        gaps[name * 2 + (index >> 5)] = (gaps[name * 2 + (index >> 5)] as number) | (1 << (index & 31));
        for (let at = (view.at[index - 1] as number) + 1; at < (view.at[index] as number); at += 1)
          if (needed.has(view.kept.unit[at] as number)) symbol = true;
      }
    }
    if (symbol && view.length <= 3) bits |= symbolFlag;
    flags[name] = bits;
    const plain = String.fromCharCode(...view.unit.subarray(0, view.length));
    key[name] = enter(plain);
  });
  const { start: entryStart, list: entries } = groupBy(key, keys.length);
  const texts = packStrings(patterns.map((pattern) => pattern.text));
  const owned = packStrings([...owners.keys()]);
  return {
    names: {
      count,
      ids,
      flags,
      key,
      gaps,
      entryStart,
      entries,
      textStart: texts.start,
      text: texts.units,
      ownerOf,
      ownerStart: owned.start,
      owners: owned.units,
    },
    keys,
  };
}

/** For each group, the places whose value it is; negative values belong to none. */
export function groupBy(group: ArrayLike<number>, groups: number): { start: Int32Array; list: Int32Array } {
  const start = new Int32Array(groups + 1);
  for (let place = 0; place < group.length; place += 1)
    if ((group[place] as number) >= 0) start[(group[place] as number) + 1] = (start[(group[place] as number) + 1] as number) + 1;
  for (let index = 0; index < groups; index += 1) start[index + 1] = (start[index + 1] as number) + (start[index] as number);
  const fill = start.slice();
  const list = new Int32Array(start[groups] as number);
  for (let place = 0; place < group.length; place += 1) {
    const of = group[place] as number;
    if (of < 0) continue;
    list[fill[of] as number] = place;
    fill[of] = (fill[of] as number) + 1;
  }
  return { start, list };
}

/** Symbols that make another name of the same letters: &, +. */
const needed = new Set([..."&+"].map((symbol) => symbol.charCodeAt(0)));

function packStrings(strings: readonly string[]): { units: Uint16Array; start: Int32Array } {
  let total = 0;
  for (const string of strings) total += string.length;
  const units = new Uint16Array(total);
  const start = new Int32Array(strings.length + 1);
  let at = 0;
  strings.forEach((string, index) => {
    for (let place = 0; place < string.length; place += 1) units[at++] = string.charCodeAt(place);
    start[index + 1] = at;
  });
  return { units, start };
}

const fields = ["ids", "key", "gaps", "entryStart", "entries", "textStart", "ownerOf", "ownerStart"] as const;

export function nameSections(names: Names): Sections {
  const sections: Record<string, Section> = { "names.flags": names.flags, "names.text": names.text, "names.owners": names.owners };
  for (const field of fields) sections[`names.${field}`] = names[field];
  return sections;
}

export function namesFrom(sections: Sections): Names {
  const part = (field: (typeof fields)[number]) => int32(sections, `names.${field}`);
  return {
    count: part("ids").length,
    ids: part("ids"),
    key: part("key"),
    gaps: part("gaps"),
    entryStart: part("entryStart"),
    entries: part("entries"),
    textStart: part("textStart"),
    ownerOf: part("ownerOf"),
    ownerStart: part("ownerStart"),
    flags: uint8(sections, "names.flags"),
    text: uint16(sections, "names.text"),
    owners: uint16(sections, "names.owners"),
  };
}

const slice = (units: Uint16Array, start: Int32Array, index: number) =>
  String.fromCharCode(...units.subarray(start[index], start[index + 1]));

/** The name as the caller gave it. */
export function patternOf(names: Names, name: number): NamePattern {
  const flags = names.flags[name] as number;
  return {
    id: names.ids[name] as number,
    text: slice(names.text, names.textStart, name),
    owner: slice(names.owners, names.ownerStart, names.ownerOf[name] as number),
    tier: (flags & watchedFlag) === 0 ? "register" : "watched",
    ordinary: (flags & ordinaryFlag) !== 0,
  };
}

/** Whether the name itself has a separator before its unit `place`. */
export const ownGap = (names: Names, name: number, place: number): boolean =>
  ((names.flags[name] as number) & gapsFlag) !== 0 && ((names.gaps[name * 2 + (place >> 5)] as number) & (1 << (place & 31))) !== 0;
