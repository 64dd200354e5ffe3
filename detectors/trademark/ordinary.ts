/** Whether a name that is also a word is meant as the mark. */
import type { OrdinaryWord } from "../../domain/lexicon/trade-words.ts";
import { key } from "./marks.ts";
import type { NamedMark, Reading } from "./reading.ts";
import { categoryFit } from "./goods.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import { overlaps, type WordHit } from "./vocabulary.ts";

export interface Sense {
  readonly meant: boolean;
  /** The ordinary word and what shows its ordinary meaning, where it is not meant. */
  readonly word: OrdinaryWord | null;
  readonly sign: { readonly field: string; readonly hit: WordHit } | null;
}

const asMark: Sense = { meant: true, word: null, sign: null };

/** `others`: the names of the same right in this listing, this one among them. */
export function senseOf(mention: NamedMark, others: readonly NamedMark[], reading: Reading, lexicon: Lexicon): Sense {
  const at = reading.ordinaryAt(mention.name);
  const word = reading.words.ordinaryWords[at];
  if (word === undefined || mention.spelling.kind === "disguised") return asMark;
  if (mention.field.startsWith("attributes.") && reading.statedBrand !== null && key(reading.statedBrand) === key(mention.match.matched))
    return asMark;
  if (
    others.some(
      (other) =>
        key(other.name) !== key(mention.name) && other.spelling.kind === "plain" && other.sort === "name" && !isOrdinary(other, reading),
    )
  )
    return asMark;
  const titleHits = reading.hits("title").map((hit) => ({ field: "title", hit }));
  const own = mention.field === "title" ? [] : reading.hits(mention.field).map((hit) => ({ field: mention.field, hit }));
  const near = [...titleHits, ...own];
  const covering = near.find(
    ({ field, hit }) =>
      hit.role.list === "as-word" &&
      hit.role.at === at &&
      field === mention.field &&
      overlaps(hit.span, mention.match.span) &&
      hit.matched.length > mention.match.matched.length,
  );
  if (covering !== undefined) return { meant: false, word, sign: covering };
  const signOfMark = near.some(({ hit }) => hit.role.list === "as-mark" && hit.role.at === at);
  const signOfWord = near.find(({ hit }) => hit.role.list === "as-word" && hit.role.at === at) ?? null;
  if (signOfMark && signOfWord === null) return asMark;
  if (signOfWord !== null && !signOfMark) return { meant: false, word, sign: signOfWord };
  // Labels and the wording of copies are said of marks, not of fruit.
  if (
    signOfWord === null &&
    (titleHits.some(({ hit }) => hit.role.list === "label-goods" || hit.role.list === "label-empties") ||
      reading.slang.some((hit) => hit.field === "title" && hit.slang.strength === "strong"))
  )
    return asMark;
  const fits = categoryFit(mention.mark, reading.category, lexicon) === "fits";
  return fits && signOfWord === null ? asMark : signOfMark ? asMark : { meant: false, word, sign: null };
}

function isOrdinary(mention: NamedMark, reading: Reading): boolean {
  return reading.ordinaryAt(mention.name) >= 0;
}
