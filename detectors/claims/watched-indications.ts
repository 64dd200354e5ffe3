/** The indications that are looked for: those of the register in use, completed by what the starter register knows of the same name. */
import type { ProtectedWords } from "../../domain/lexicon/protected-words.ts";
import type { GeographicalIndication } from "../../domain/right.ts";
import type { PlaceIndex } from "../regions/places.ts";
import { fold } from "../text/fold.ts";
import { field } from "./fields.ts";
import { leanOf } from "./vocabulary.ts";

export interface WatchedIndication {
  readonly id: string;
  readonly name: string;
  /** Names in Han letters: the name, its aliases. */
  readonly names: readonly string[];
  readonly translations: readonly string[];
  /** The place in the name and the product in it: 五常 + 大米. Null where the name does not begin with its place. */
  readonly parts: { readonly stem: string; readonly product: string } | null;
  /** Nouns with which its names may end, in the lean view: 火腿, 大米. */
  readonly productNouns: readonly string[];
  /** The area is the very place that the name begins with (五常): then the name itself says where the goods should come from. */
  readonly namesItsArea: boolean;
  /** Words of the goods it could be on. */
  readonly productWords: readonly string[];
  readonly productClass: string | null;
  /** GB/T 2260 codes, or countries. Empty when nobody said where it lies. */
  readonly area: readonly string[];
  readonly areaName: string;
  readonly foreign: boolean;
  readonly benignContexts: readonly string[];
  readonly users: readonly string[];
  readonly standard: string | null;
  /** False: the area was not read in an announcement, so it never decides alone. */
  readonly verified: boolean;
}

/** Product nouns in the lean view, with their class; folded once for all indications. */
interface Nouns {
  readonly all: readonly { readonly class: string; readonly key: string }[];
  readonly wordsOf: ReadonlyMap<string, readonly string[]>;
  readonly hanOf: ReadonlyMap<string, readonly string[]>;
}

function nounsOf(words: ProtectedWords): Nouns {
  const all = words.products.flatMap((each) => each.words.map((word) => ({ class: each.class, key: leanOf(word) })));
  return {
    all,
    wordsOf: new Map(words.products.map((each) => [each.class, each.words])),
    hanOf: new Map(words.products.map((each) => [each.class, each.words.map(leanOf).filter((noun) => noun.length >= 2 && hasHan(noun))])),
  };
}

export function watchedIndications(
  given: readonly GeographicalIndication[],
  starter: readonly GeographicalIndication[],
  words: ProtectedWords,
  places: PlaceIndex,
): WatchedIndication[] {
  const byName = new Map<string, GeographicalIndication>();
  const nouns = nounsOf(words);
  for (const indication of starter) for (const name of spellings(indication)) if (!byName.has(name)) byName.set(name, indication);
  const used = new Set<GeographicalIndication>();
  const own = given.map((indication) => {
    const known =
      byName.get(leanOf(indication.name)) ??
      spellings(indication)
        .map((name) => byName.get(name))
        .find((match) => match !== undefined);
    if (known !== undefined) used.add(known);
    return watched(indication, known, nouns, places);
  });
  const rest = starter.filter((indication) => !used.has(indication)).map((indication) => watched(indication, undefined, nouns, places));
  // An alias that the register in use gives to a right of its own is no longer the starter's to claim.
  const taken = new Set(own.flatMap((indication) => [...indication.names, ...indication.translations].map(leanOf)));
  return [...own, ...rest.filter((indication) => !taken.has(leanOf(indication.name)))];
}

const spellings = (indication: GeographicalIndication) => [indication.name, ...indication.aliases, ...indication.translations].map(leanOf);
const hasHan = (text: string) => /[\u3400-\u9fff]/u.test(text);

function watched(
  indication: GeographicalIndication,
  known: GeographicalIndication | undefined,
  nouns: Nouns,
  places: PlaceIndex,
): WatchedIndication {
  const all = unique(
    [indication.name, ...indication.aliases, ...(known === undefined ? [] : [known.name, ...known.aliases])].flatMap(split),
  );
  const latin = unique(
    [...all.filter((name) => !hasHan(name)), ...indication.translations, ...(known?.translations ?? [])].flatMap(split),
  ).filter((name) => !hasHan(name) && fold(name).text.trim().length >= 3);
  const names = all.filter((name) => hasHan(name) && leanOf(name).length >= 2);
  const product = indication.product || (known?.product ?? "");
  const area = areaOf(indication, places);
  const finalArea = area.length > 0 ? area : known === undefined ? [] : areaOf(known, places);
  const productClass = classOf(product, [...names, ...latin], nouns);
  const parts = partsOf(names[0] ?? "", [...indication.regionKeywords, ...(known?.regionKeywords ?? [])], places);
  const endings = unique([...(product === "" ? [] : [leanOf(product)]), ...(nouns.hanOf.get(productClass ?? "") ?? []), "酒", "茶"]);
  return {
    id: indication.id,
    name: indication.name,
    names,
    translations: latin,
    parts,
    productNouns: endings,
    namesItsArea: parts !== null && finalArea.length > 0 && finalArea.every((code) => places.codesOf(parts.stem).includes(code)),
    productWords: unique([...(product === "" ? [] : [product]), ...(nouns.wordsOf.get(productClass ?? "") ?? [])]),
    productClass,
    area: finalArea,
    areaName: indication.region || (known?.region ?? "") || finalArea.map((code) => places.nameOf(code)).join("、"),
    foreign: finalArea.length > 0 && finalArea.every((code) => !/^\d/u.test(code)),
    benignContexts: unique(
      [...indication.benignContexts, ...(known?.benignContexts ?? [])]
        .map((context) => context.replace(/\s*[(（].*$/u, "").trim())
        .filter((context) => context !== ""),
    ),
    users: indication.authorisedUsers,
    standard: indication.standard ?? known?.standard ?? null,
    verified: indication.verified ?? true,
  };
}

const unique = (items: readonly string[]) => [...new Set(items)];
/** "香槟 (Champagne)" and "茅台酒(贵州茅台酒)" are two names each. */
const split = (name: string) =>
  name
    .split(/[()（）/]/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");

function areaOf(indication: GeographicalIndication, places: PlaceIndex): string[] {
  if (indication.regionCodes.length > 0) return [...indication.regionCodes];
  const country = countryOf(indication.country, places);
  if (country !== null && country !== "CN")
    return unique(
      [country, ...indication.regionKeywords.flatMap((word) => countryOf(word, places) ?? [])].filter(
        (code) => code !== "CN" && !/^\d/u.test(code),
      ),
    );
  return unique(
    [...indication.regionKeywords, indication.region].flatMap((word) =>
      word === "" ? [] : (places.find(field("", "", word))[0]?.codes ?? []),
    ),
  );
}

function countryOf(text: string, places: PlaceIndex): string | null {
  if (/^[A-Z]{2}(?:-[A-Z]{3})?$/u.test(text)) return text;
  return places.find(field("", "", text))[0]?.codes.find((code) => !/^\d/u.test(code)) ?? null;
}

function classOf(product: string, names: readonly string[], nouns: Nouns): string | null {
  let best: { class: string; length: number } | null = null;
  const wanted = (product === "" ? names : [product]).map(leanOf);
  for (const { class: name, key } of nouns.all)
    if (key.length > (best?.length ?? 0) && wanted.some((text) => text.endsWith(key))) best = { class: name, length: key.length };
  return best?.class ?? null;
}

/** The longest place that the name begins with. */
function partsOf(name: string, keywords: readonly string[], places: PlaceIndex): WatchedIndication["parts"] {
  const lean = leanOf(name);
  for (let length = Math.min(6, lean.length - 1); length >= 2; length -= 1) {
    const stem = lean.slice(0, length);
    if (keywords.some((keyword) => leanOf(keyword) === stem) || places.isName(stem)) return { stem, product: lean.slice(length) };
  }
  return null;
}
