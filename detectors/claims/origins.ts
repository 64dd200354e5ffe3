/** What a listing says of where its goods come from: stated, in prose, by licence, by credit code, by where the parcel leaves. */
import { creditCodeRegion } from "../../domain/identifiers/credit-code.ts";
import { parseFoodLicence } from "../../domain/identifiers/food-licence.ts";
import type { ProtectedWords } from "../../domain/lexicon/protected-words.ts";
import type { Listing } from "../../domain/listing.ts";
import type { PlaceIndex } from "../regions/places.ts";
import { field as makeField, type Field } from "./fields.ts";
import { buildVocabulary, leanOf, wordsOf } from "./vocabulary.ts";

/** From the strongest to the weakest. `real`: prose that says the true origin aloud. */
export type OriginKind = "stated" | "real" | "prose" | "licence" | "maker" | "beside" | "credit" | "ship";

export interface Origin {
  readonly kind: OriginKind;
  readonly codes: readonly string[];
  /** The place or number as read. */
  readonly name: string;
  /** In the folded view; null where the listing keeps it outside its texts. */
  readonly at: { readonly field: Field; readonly start: number; readonly end: number } | null;
}

export interface OriginReader {
  /** Everything said in the listing; run only when an indication is named. */
  read(listing: Listing, fields: readonly Field[]): readonly Origin[];
  /** A place right before a name: 四川龙井, 国产香槟. */
  beside(field: Field, nameStart: number): Origin | null;
}

export function buildOriginReader(words: ProtectedWords["origin"], places: PlaceIndex): OriginReader {
  const originLabels = words.labels.map(leanOf);
  const shipLabels = words.shipLabels.map(leanOf);
  const makerLabels = words.makerAddressLabels.map(leanOf);
  const triggers = buildVocabulary([
    ...words.before.map((word) => [word, "before"] as const),
    ...words.notOrigin.map((word) => [word, "not"] as const),
  ]);
  const shipWords = wordsOf(words.shipLabels);
  const after = words.after.map(leanOf).toSorted((a, b) => b.length - a.length);
  const placesOf = (field: Field) => places.find(field);

  function attribute(field: Field): Origin[] {
    const kind = labelKind(field.label);
    if (kind === null) return [];
    return placesOf(field).map((place) => ({
      kind,
      codes: place.codes,
      name: field.text.trim().slice(0, 40),
      at: { field, start: place.start, end: place.end },
    }));
  }

  function labelKind(label: string): OriginKind | null {
    if (label === "") return null;
    if (shipLabels.some((word) => label === word || (word.length >= 3 && label.includes(word)))) return "ship";
    if (makerLabels.some((word) => label.includes(word))) return "maker";
    return originLabels.some(
      (word) =>
        label === word ||
        (word.length >= 2 && /[\u4e00-\u9fff]/u.test(word) && label.includes(word)) ||
        (word.length >= 6 && label.includes(word)),
    )
      ? "stated"
      : null;
  }

  function prose(field: Field): Origin[] {
    const spoken = triggers.find(field);
    const shipping = shipWords.find(field);
    return placesOf(field).flatMap((place): Origin[] => {
      const before = spoken
        .filter(
          (hit) =>
            hit.end <= place.start &&
            place.start - hit.end <= 5 &&
            /^[\s::是为于在自的了“"'(（the]*$/u.test(field.folded.slice(hit.end, place.start)),
        )
        .at(-1);
      const ships = shipping.some(
        (hit) => (hit.end <= place.start && place.start - hit.end <= 4) || (hit.start >= place.end && hit.start - place.end <= 1),
      );
      if (
        before?.value === "not" ||
        ships ||
        /^\s?(?:仓|直发|发货|包邮|现货发|同城|直达)/u.test(field.folded.slice(place.end, place.end + 4))
      )
        return [];
      const at = { field, start: before?.start ?? place.start, end: place.end };
      if (before !== undefined)
        return [
          {
            kind: /实际|真实|actual|true|real/u.test(before.word + field.folded.slice(Math.max(0, before.start - 8), before.start))
              ? "real"
              : "prose",
            codes: place.codes,
            name: place.name,
            at,
          },
        ];
      const next = makeField("", "", field.folded.slice(place.end, place.end + 8)).lean;
      const word = after.find(
        (each) =>
          next.startsWith(each) ||
          (each.length >= 2 && next.slice(0, each.length + 4).includes(each) && !/[,，。;；!！]/u.test(next.slice(0, next.indexOf(each)))),
      );
      if (word === undefined || (word === "产" && /^产(?:品|量|业|值|后|地直|权|销)/u.test(next))) return [];
      return [{ kind: "prose", codes: place.codes, name: place.name, at: { field, start: place.start, end: place.end } }];
    });
  }

  return {
    read(listing, fields) {
      const origins: Origin[] = [];
      for (const field of fields) {
        if (field.label !== "") origins.push(...attribute(field));
        if (field.label === "" || labelKind(field.label) === null) origins.push(...prose(field));
        origins.push(...licences(field));
      }
      const licence = listing.identifiers?.["foodLicence"];
      if (licence !== undefined)
        origins.push(
          ...licences(makeField("identifiers.foodLicence", "", /sc/iu.test(licence) ? licence : `SC${licence}`)).map((origin) => ({
            ...origin,
            at: null,
          })),
        );
      const credit = listing.seller?.licence === undefined ? null : creditCodeRegion(listing.seller.licence);
      if (credit !== null) origins.push({ kind: "credit", codes: [credit], name: credit, at: null });
      const location = listing.seller?.location;
      if (location !== undefined && location !== "")
        for (const place of places.find(makeField("", "", location)))
          origins.push({ kind: "ship", codes: place.codes, name: location, at: null });
      return origins;
    },
    beside(field, nameStart) {
      const place = placesOf(field).find(
        (each) => each.end <= nameStart && nameStart - each.end <= 1 && /^\s?$/u.test(field.folded.slice(each.end, nameStart)),
      );
      if (place === undefined) return null;
      const prior = field.folded.slice(Math.max(0, place.start - 6), place.start);
      if (/(?:发往|送|至|到|寄|非|不是|同城|ship\w* to)\s?$/u.test(prior)) return null;
      return { kind: "beside", codes: place.codes, name: place.name, at: { field, start: place.start, end: place.end } };
    },
  };
}

const licenceShape = /(?<![a-z0-9])sc[\s::.-]{0,2}(\d{14})(?!\d)/gu;

function licences(field: Field): Origin[] {
  if (!field.folded.includes("sc")) return [];
  return [...field.folded.matchAll(licenceShape)].flatMap((match): Origin[] => {
    const parsed = parseFoodLicence(`SC${match[1] ?? ""}`);
    return parsed.ok
      ? [
          {
            kind: "licence",
            codes: [parsed.region],
            name: parsed.code,
            at: { field, start: match.index, end: match.index + match[0].length },
          },
        ]
      : [];
  });
}
