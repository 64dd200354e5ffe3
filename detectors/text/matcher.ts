/**
 * Finds the names of a register in a text, however they are disguised, and says which disguise it undid.
 *
 * text → `viewOf` (folded, gaps remembered) → layers (`exact-layer`, `latin-layer`, `han-layer`), each of which proposes hits and
 * weighs them by word borders and the shape of gaps → `settle` (one hit a name and place) → matches in the caller's own offsets.
 * The whole index lies in one block of shared memory (`arena`): saving, loading and handing it to another thread copy nothing.
 */
import { packSections, int32, uint32, unpackSections } from "./arena.ts";
import type { Sections } from "./arena.ts";
import { findExact, findSplit } from "./exact-layer.ts";
import { buildHan, hanFrom, hanSections } from "./han-index.ts";
import { findChinese } from "./han-layer.ts";
import type { ChineseIndex } from "./han-layer.ts";
import type { Hit } from "./hit.ts";
import { tricksOf } from "./hit.ts";
import { buildTypos } from "./latin.ts";
import { findLeet, findMisspelt, ordinaryTypo } from "./latin-layer.ts";
import type { LatinIndex } from "./latin-layer.ts";
import type { FindOptions, Found, Match, Matcher, NamePattern } from "./match.ts";
import { scanLimit } from "./match.ts";
import {
  gapsFlag,
  gatherNames,
  groupBy,
  hanFlag,
  latinFlag,
  namesFrom,
  nameSections,
  ordinaryFlag,
  patternOf,
  watchedFlag,
} from "./names.ts";
import type { Names } from "./names.ts";
import { pairIndexFrom, pairSections } from "./pair-index.ts";
import { rawTableOf, scanRaw } from "./raw-scan.ts";
import { settle } from "./settle.ts";
import { spokenForms, triplesOf } from "./spoken.ts";
import { trieFrom, trieSections } from "./trie.ts";
import { buildTrie, keysOf } from "./trie-build.ts";
import type { Trie } from "./trie.ts";
import type { View } from "./view.ts";
import { viewOf } from "./view.ts";

export type { Boundary, FindOptions, Found, Match, Matcher, NamePattern, Trick } from "./match.ts";
export { nameLimit, scanLimit } from "./match.ts";

/** Builds the index of a register's names once; `find` may then be asked any number of times. Refuses a name beyond `nameLimit`. */
export function buildMatcher(patterns: readonly NamePattern[]): Matcher {
  const { names, keys } = gatherNames(patterns);
  const exact = buildTrie(keysOf(keys));
  const sections: Sections[] = [nameSections(names), trieSections("exact", exact)];
  sections.push(pairSections("typos", buildTypos(exact, typoKeys(names, exact))));
  const chinese: { name: number; text: string }[] = [];
  for (let name = 0; name < names.count; name += 1) {
    const flags = names.flags[name] as number;
    if ((flags & watchedFlag) !== 0 && (flags & hanFlag) !== 0) chinese.push({ name, text: keys[names.key[name] as number] ?? "" });
  }
  sections.push(hanSections(buildHan(chinese)), spokenSections(chinese));
  return matcherOver(packSections(Object.assign({}, ...sections) as Sections));
}

/** The matcher that `save()` wrote. Throws `index-unreadable` for anything else. */
export function loadMatcher(bytes: Uint8Array): Matcher {
  return matcherOver(bytes);
}

/** Names that may be misspelt: watched, all Latin, and no short ordinary word, which is itself one letter from many others. */
function typoKeys(names: Names, { start }: Trie): number[] {
  const chosen = new Set<number>();
  for (let name = 0; name < names.count; name += 1) {
    const flags = names.flags[name] as number;
    if ((flags & watchedFlag) === 0 || (flags & latinFlag) === 0) continue;
    const key = names.key[name] as number;
    if ((flags & ordinaryFlag) === 0 || (start[key + 1] as number) - (start[key] as number) >= ordinaryTypo) chosen.add(key);
  }
  return [...chosen];
}

function spokenSections(chinese: readonly { name: number; text: string }[]): Sections {
  const keyOf = new Map<string, number>();
  const keysOfPairs: number[] = [];
  const namesOfPairs: number[] = [];
  for (const { name, text } of chinese) {
    if (text.length < 2 || text.length > 12) continue;
    for (const form of spokenForms(text)) {
      let key = keyOf.get(form);
      if (key === undefined) keyOf.set(form, (key = keyOf.size));
      keysOfPairs.push(key);
      namesOfPairs.push(name);
    }
  }
  const { start, list } = groupBy(keysOfPairs, keyOf.size);
  const entries = list.map((place) => namesOfPairs[place] as number);
  return {
    ...trieSections("spoken", buildTrie(keysOf([...keyOf.keys()]))),
    "spoken.entryStart": start,
    "spoken.entries": entries,
    "spoken.triples": triplesOf([...keyOf.keys()]),
  };
}

function matcherOver(bytes: Uint8Array): Matcher {
  const sections = unpackSections(bytes);
  const names = namesFrom(sections);
  const exact = trieFrom(sections, "exact");
  const spoken = trieFrom(sections, "spoken");
  const latin: LatinIndex = { trie: exact, names, typos: pairIndexFrom(sections, "typos") };
  const chinese: ChineseIndex = {
    names, exact, spoken, triples: uint32(sections, "spoken.triples"), han: hanFrom(sections), spokenStart: int32(sections, "spoken.entryStart"), spokenNames: int32(sections, "spoken.entries"),
  }; // prettier-ignore
  const joins = names.flags.some((flags) => (flags & gapsFlag) !== 0 && (flags & watchedFlag) !== 0 && (flags & latinFlag) !== 0);

  const raw = rawTableOf(exact);

  return {
    size: names.count,
    save: () => bytes,
    find(text: string, options: FindOptions = {}): Found {
      const end = cutAt(text);
      const truncatedAt = end < text.length ? end : null;
      const all = (options.layers ?? "all") === "all";
      let spelt = false;
      const decided = scanRaw(exact, raw, text, end, () => (spelt = true));
      if (!all && decided && !spelt) return { matches: [], truncatedAt, leftOut: 0 };
      const view = viewOf(text, end);
      const hits: Hit[] = [];
      const add = (hit: Hit) => void hits.push(hit);
      if (spelt || !decided) findExact(exact, names, view, add);
      if (all) {
        const spans = new Set(hits.map(spanKey));
        const known = (from: number, to: number) =>
          spans.has(spanKey({ from: view.at[from] as number, to: (view.at[to - 1] as number) + 1 }));
        findSplit(exact, names, view, add);
        findMisspelt(latin, view, joins, known, add);
        findLeet(latin, view, add);
        findChinese(chinese, view, add);
      }
      const { kept, leftOut } = settle(names, hits, options.limit ?? 1000);
      return { matches: kept.map((hit) => matchOf(names, exact, view, text, hit)), truncatedAt, leftOut };
    },
  };
}

/** A place as one number: kept units stay far below 2²⁶. */
const spanKey = ({ from, to }: Pick<Hit, "from" | "to">): number => from * 0x4000000 + to;

/** The scan limit, moved so that no character is cut in two. */
function cutAt(text: string): number {
  if (text.length <= scanLimit) return text.length;
  const last = text.charCodeAt(scanLimit - 1);
  return last >= 0xd800 && last < 0xdc00 ? scanLimit - 1 : scanLimit;
}

function matchOf(names: Names, trie: Trie, { kept }: View, text: string, hit: Hit): Match {
  const pattern = patternOf(names, hit.name);
  const start = kept.start[hit.from] as number;
  const end = kept.end[hit.to - 1] as number;
  const matched = text.slice(start, end);
  const key = names.key[hit.name] as number;
  const normalised = String.fromCharCode(...trie.units.subarray(trie.start[key], trie.start[key + 1]));
  return {
    pattern,
    span: [start, end],
    matched,
    normalised,
    tricks: matched === pattern.text ? [] : matched.toLowerCase() === pattern.text.toLowerCase() ? ["case"] : tricksOf(hit.tricks),
    strength: Math.round(hit.strength * 1000) / 1000,
    boundary: { left: hit.left, right: hit.right, segmented: hit.segmented },
  };
}
