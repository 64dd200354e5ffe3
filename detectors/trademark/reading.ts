/** All that the trademark detectors read in one listing, before any of them judges. Read once, however many ask. */
import type { CategoryName } from "../../domain/category.ts";
import type { Evidence } from "../../domain/detector.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Listing } from "../../domain/listing.ts";
import type { Register } from "../../domain/right.ts";
import { textFields, type TextField } from "./fields.ts";
import { key, watchOf, type Mention, type Watch } from "./marks.ts";
import { liveSlang, type SlangHit } from "./slang.ts";
import { spellingOf, type Spelling } from "./spelling.ts";
import { covers, hitsBetween, overlaps, vocabularyOf, without, type Vocabulary, type WordHit } from "./vocabulary.ts";

export interface Place {
  readonly field: string;
  readonly span: readonly [number, number];
  readonly matched: string;
}

export interface NamedMark extends Mention {
  readonly spelling: Spelling;
}

export interface Reading {
  readonly listing: Listing;
  readonly seen: Evidence;
  readonly words: Vocabulary["words"];
  readonly fields: readonly TextField[];
  readonly mentions: readonly NamedMark[];
  readonly slang: readonly SlangHit[];
  /** Words of the counterfeit trade that the page itself denies. */
  readonly denied: readonly SlangHit[];
  /** Circumstances under which naming another's mark is honest, the first place of each. */
  readonly clearings: readonly { readonly code: string; readonly place: Place }[];
  /** The category stated, else the one most words point to. */
  readonly category: CategoryName | null;
  /** Kinds of goods that the title names, else those of the description. */
  readonly kinds: ReadonlySet<string>;
  /** What the brand attribute says: a name, that there is none (`""`), or null where the listing has no such attribute. */
  readonly statedBrand: string | null;
  hits(field: string): readonly WordHit[];
  /** Place of a name in the list of ordinary words, or -1. */
  ordinaryAt(name: string): number;
}

export type Reader = (listing: Listing, seen: Evidence) => Reading;

const cache = new WeakMap<Listing, { readonly watch: Watch; readonly seen: Evidence; readonly reading: Reading }>();

export function readerOf(register: Register, lexicon: Lexicon): Reader {
  const watch = watchOf(register, lexicon);
  const vocabulary = vocabularyOf(lexicon);
  return (listing, seen) => {
    const before = cache.get(listing);
    if (before !== undefined && before.watch === watch && before.seen === seen) return before.reading;
    const reading = read(listing, seen, watch, vocabulary);
    cache.set(listing, { watch, seen, reading });
    return reading;
  };
}

function read(listing: Listing, seen: Evidence, watch: Watch, vocabulary: Vocabulary): Reading {
  const { words } = vocabulary;
  const fields = textFields(listing, seen);
  const hitsOf = new Map(fields.map((field) => [field.name, vocabulary.scan(field.text)]));
  const hits = (field: string) => hitsOf.get(field) ?? [];
  const mentions = fields.flatMap((field) =>
    untangled(
      watch
        .mentionsIn(field.name, field.text)
        .map((mention) => ({
          ...mention,
          spelling: spellingOf(mention, { text: field.text, endings: words.nameEndings }),
        }))
        .filter((mention) => mention.spelling.kind !== "inside"),
      watch,
    ),
  );
  const kindHits = kindsNamed(listing, (field) => hits(field).filter((hit) => saysGoods(hit, field, mentions)));
  const kinds = new Set(kindHits.map((at) => words.kindsOfGoods[at]?.kind ?? ""));
  const { slang, denied } = liveSlang(fields, hits, words, {
    shoes: kinds.has("shoes"),
    apparel: listing.category === "apparel-bags" || kindHits.some((at) => words.kindsOfGoods[at]?.category === "apparel-bags"),
  });
  return {
    listing,
    seen,
    words,
    fields,
    mentions,
    slang,
    denied,
    clearings: clearingsOf(fields, hits, words),
    category: listing.category ?? inferred(listing, kindHits, vocabulary),
    kinds,
    statedBrand: statedBrand(listing, words),
    hits,
    ordinaryAt: (name) => vocabulary.ordinaryAt(name),
  };
}

/** Where names overlap, one reading stays: plain before fuzzy, longer before shorter, stronger before weaker. */
function untangled(mentions: readonly NamedMark[], watch: Watch): NamedMark[] {
  // 阿迪 inside 阿迪达丝 is part of the longer spelling of the same name, not a plain use of the shorter.
  const whole = mentions.filter(
    (mention) =>
      !mentions.some(
        (other) =>
          other.mark.id === mention.mark.id && other.match.strength >= 0.6 && lengthOf(other) > lengthOf(mention) && inside(mention, other),
      ),
  );
  const best = whole.toSorted(
    (a, b) =>
      Number(b.spelling.kind === "plain") - Number(a.spelling.kind === "plain") ||
      lengthOf(b) - lengthOf(a) ||
      b.match.strength - a.match.strength,
  );
  const kept: NamedMark[] = [];
  for (const mention of best) {
    const rivals = kept.filter((other) => overlaps(other.match.span, mention.match.span));
    // Two owners may hold one name for different goods; both readings of it stay.
    const shared =
      mention.spelling.kind === "plain" &&
      rivals.every((other) => other.mark.id !== mention.mark.id && lengthOf(other) === lengthOf(mention));
    if (rivals.length > 0 && !shared) continue;
    // Another owner's name is no misspelling of this one's.
    if (isFuzzy(mention) && watch.isName(mention.match.matched)) continue;
    kept.push(mention);
  }
  return firstOfEach(kept.toSorted((a, b) => a.match.span[0] - b.match.span[0]));
}

/** A name written plainly for the twenty-first time in one text says nothing that twenty did not; a disguise always counts. */
function firstOfEach(mentions: readonly NamedMark[]): NamedMark[] {
  const seen = new Map<string, number>();
  return mentions.filter((mention) => {
    const times = (seen.get(mention.mark.id) ?? 0) + 1;
    seen.set(mention.mark.id, times);
    return times <= 20 || mention.spelling.kind !== "plain";
  });
}

const lengthOf = (mention: NamedMark) => mention.match.span[1] - mention.match.span[0];
const inside = (inner: NamedMark, outer: NamedMark) => covers(outer.match.span, inner.match.span);
const isFuzzy = ({ spelling }: NamedMark) => spelling.kind === "look-alike" || spelling.kind === "sound" || spelling.kind === "misspelt";

function kindsNamed(listing: Listing, hits: (field: string) => readonly WordHit[]): number[] {
  const inTitle = kindHitsOf(hits("title"));
  if (inTitle.length > 0 || listing.description === undefined) return inTitle;
  return kindHitsOf(hits("description"));
}

/** Whether a word is a piece of a longer name: the Phone of iPhone, the 轮胎 of 轮胎人. */
export const isOfName = (hit: WordHit, field: string, mentions: readonly NamedMark[]): boolean =>
  nameAround(hit, field, mentions) !== undefined;

const nameAround = (hit: WordHit, field: string, mentions: readonly NamedMark[]) =>
  mentions.find(
    (mention) =>
      mention.field === field &&
      mention.spelling.kind === "plain" &&
      covers(mention.match.span, hit.span) &&
      lengthOf(mention) > hit.matched.length,
  );

/** The last word of a name says what it names (NB鞋, iPhone); an earlier one does not (轮胎人). */
const saysGoods = (hit: WordHit, field: string, mentions: readonly NamedMark[]): boolean => {
  const name = nameAround(hit, field, mentions);
  return name === undefined || name.match.span[1] === hit.span[1];
};

/** 鞋 inside 鞋带 is no shoe: the small article's longer name covers it. */
function kindHitsOf(hits: readonly WordHit[]): number[] {
  return hits
    .filter(
      (hit) =>
        hit.role.list === "kind" &&
        !hitsBetween(hits, hit.span[0], hit.span[1]).some(
          (other) => smaller.has(other.role.list) && covers(other.span, hit.span) && other.matched.length > hit.matched.length,
        ),
    )
    .map((hit) => hit.role.at);
}

const smaller: ReadonlySet<string> = new Set(["small-goods", "part", "label-goods"]);

/** Kinds of goods count double: a category's signal words are looser. */
function inferred(listing: Listing, kindHits: readonly number[], vocabulary: Vocabulary): CategoryName | null {
  const votes = new Map<CategoryName, number>();
  const vote = (category: CategoryName, weight: number) => votes.set(category, (votes.get(category) ?? 0) + weight);
  for (const at of kindHits) {
    const category = vocabulary.words.kindsOfGoods[at]?.category;
    if (category !== undefined) vote(category, 2);
  }
  for (const category of vocabulary.categoriesSaid(listing.title)) vote(category, 1);
  return [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function clearingsOf(
  fields: readonly TextField[],
  hits: (field: string) => readonly WordHit[],
  words: Vocabulary["words"],
): { code: string; place: Place }[] {
  const found = new Map<string, Place>();
  for (const field of fields) {
    if (field.name.startsWith("ocr.")) continue;
    for (const hit of without(hits(field.name), "clearing", "clearing-except")) {
      const code = words.clearings[hit.role.at]?.code;
      if (code !== undefined && !found.has(code)) found.set(code, { field: field.name, span: hit.span, matched: hit.matched });
    }
  }
  return [...found].map(([code, place]) => ({ code, place }));
}

function statedBrand(listing: Listing, words: Vocabulary["words"]): string | null {
  const entry = Object.entries(listing.attributes ?? {}).find(([name]) => words.brandAttributes.includes(name.trim().toLowerCase()));
  if (entry === undefined) return null;
  const value = entry[1].trim();
  return value === "" || words.noBrand.some((none) => key(none) === key(value)) ? "" : value;
}
