/** What stands around a sign in a listing: goods, trade words, organs, channels. Found once a listing, and only when a sign is. */
import type { ProtectedWords } from "../../domain/lexicon/protected-words.ts";
import type { Listing } from "../../domain/listing.ts";
import type { Field } from "./fields.ts";
import { wordsOf, type Vocabulary } from "./vocabulary.ts";

export interface SurroundingWords {
  readonly stateOrgans: Vocabulary<string>;
  readonly channels: Vocabulary<string>;
  readonly stateGoods: Vocabulary<string>;
  readonly commercial: Vocabulary<string>;
  readonly fitness: Vocabulary<string>;
  readonly carries: Vocabulary<string>;
  readonly isItself: Vocabulary<string>;
  readonly offered: Vocabulary<string>;
  readonly medicalGoods: Vocabulary<string>;
  readonly reporting: Vocabulary<string>;
  readonly approval: Vocabulary<string>;
  readonly organicCodes: Vocabulary<string>;
  readonly masks: Vocabulary<string>;
  readonly earLoop: Vocabulary<string>;
  readonly children: Vocabulary<string>;
}

export function surroundingWords(words: ProtectedWords): SurroundingWords {
  const { sign, ppe } = words;
  return {
    stateOrgans: wordsOf(sign.stateOrgans),
    channels: wordsOf(sign.channels),
    stateGoods: wordsOf(sign.stateGoods),
    commercial: wordsOf(sign.commercial),
    fitness: wordsOf(sign.fitness),
    carries: wordsOf(sign.carries),
    isItself: wordsOf(sign.isItself),
    offered: wordsOf(sign.offered),
    medicalGoods: wordsOf(sign.medicalGoods),
    reporting: wordsOf(sign.reporting),
    approval: wordsOf(sign.approvalClaims),
    organicCodes: wordsOf(sign.organicCodes),
    masks: wordsOf(ppe.masks),
    earLoop: wordsOf(ppe.earLoop),
    children: wordsOf(ppe.children),
  };
}

export interface Surroundings {
  readonly listing: Listing;
  readonly fields: readonly Field[];
  readonly title: Field | undefined;
  readonly words: SurroundingWords;
  /** Whether a word of the list stands in any field. */
  anywhere(words: Vocabulary<unknown>): boolean;
  inTitle(words: Vocabulary<unknown>): boolean;
  /** Whether a word of the list stands within so many units of a stretch, in the same clause or beside it. */
  near(
    words: Vocabulary<unknown>,
    at: { readonly field: Field; readonly start: number; readonly end: number },
    before: number,
    after: number,
  ): boolean;
}

export function surroundings(listing: Listing, fields: readonly Field[], words: SurroundingWords): Surroundings {
  const title = fields[0];
  const found = new Map<Vocabulary<unknown>, Map<Field, readonly { start: number; end: number }[]>>();
  const hitsOf = (list: Vocabulary<unknown>, field: Field) => {
    let byField = found.get(list);
    if (byField === undefined) found.set(list, (byField = new Map()));
    let hits = byField.get(field);
    if (hits === undefined) byField.set(field, (hits = list.find(field)));
    return hits;
  };
  return {
    listing,
    fields,
    title,
    words,
    anywhere: (list) => fields.some((field) => hitsOf(list, field).length > 0),
    inTitle: (list) => title !== undefined && hitsOf(list, title).length > 0,
    near: (list, at, before, after) =>
      hitsOf(list, at.field).some(
        (hit) =>
          (hit.end <= at.start && at.start - hit.end <= before) ||
          (hit.start >= at.end && hit.start - at.end <= after) ||
          (hit.start < at.end && at.start < hit.end && !(at.start <= hit.start && hit.end <= at.end)),
      ),
  };
}
