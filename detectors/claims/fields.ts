/** The texts of a listing, each folded once and shared by every detector that asks about the same listing. */
import type { Evidence } from "../../domain/detector.ts";
import type { Reason } from "../../domain/finding.ts";
import type { Listing } from "../../domain/listing.ts";
import type { Bilingual } from "../../domain/words.ts";
import { fold } from "../text/fold.ts";

/** One text in three views: as written, folded, and lean (folded, with the marks dropped that sellers slip into words). */
export interface Field {
  /** `title`, `description`, `attributes.<name>`, `seller.name` or `ocr.<index>`, as a reason names it. */
  readonly name: string;
  /** Folded attribute name without separators, empty for other fields. */
  readonly label: string;
  readonly text: string;
  readonly folded: string;
  readonly lean: string;
  /** For each unit of `lean`, its place in `folded`. */
  readonly leanOffsets: readonly number[];
  readonly foldedOffsets: readonly number[];
  readonly picture: { readonly image: number; readonly box: readonly [number, number, number, number] } | null;
}

const known = new WeakMap<Listing, { seen: Evidence; fields: readonly Field[] }>();

/** Title, attributes, description and text in pictures, in that order; a seller's name is apart, as another kind of speech. */
export function fieldsOf(listing: Listing, seen: Evidence): readonly Field[] {
  const before = known.get(listing);
  if (before !== undefined && before.seen === seen) return before.fields;
  const fields: Field[] = [field("title", "", listing.title)];
  for (const [name, value] of Object.entries(listing.attributes ?? {})) fields.push(field(`attributes.${name}`, lean(fold(name).text).lean, value));
  if (listing.description !== undefined) fields.push(field("description", "", listing.description));
  for (const picture of seen.pictureTexts ?? []) fields.push(field(`ocr.${picture.image}`, "", picture.text, { image: picture.image, box: picture.box }));
  known.set(listing, { seen, fields });
  return fields;
}

export function field(name: string, label: string, text: string, picture: Field["picture"] = null): Field {
  const folded = fold(text);
  const { lean: leanText, offsets } = lean(folded.text);
  return { name, label, text, folded: folded.text, lean: leanText, leanOffsets: offsets, foldedOffsets: folded.offsets, picture };
}

/** Marks that break a word without ending a sentence: 特·供, 阳 澄 湖, 奥★运. Commas, stops and brackets stay: what they part is apart. */
const slipped = /[\s·•・.*★☆✦✧♥❤◆◇■□●○▲△※_~\-‐-―|/\\^+=#'"`“”‘’丨]/u;
const pictograph = /\p{Extended_Pictographic}/u;

function lean(folded: string): { lean: string; offsets: number[] } {
  let out = "";
  const offsets: number[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    const plainLetter = (code >= 0x4e00 && code <= 0x9fff && code !== 0x4e28) || (code >= 0x61 && code <= 0x7a);
    if (!plainLetter && isSlipped(folded, at, code)) continue;
    out += folded[at];
    offsets.push(at);
  }
  return { lean: out, offsets };
}

function isSlipped(folded: string, at: number, code: number): boolean {
  // A dot between digits is a decimal point or the dot of a patent number.
  if (code === 0x2e && isDigit(folded.charCodeAt(at - 1)) && isDigit(folded.charCodeAt(at + 1))) return false;
  if (code >= 0xd800 && code <= 0xdfff) return pictograph.test(String.fromCodePoint(folded.codePointAt(code >= 0xdc00 ? at - 1 : at) ?? 0));
  return slipped.test(folded[at] ?? "") || (code > 0x2000 && pictograph.test(folded[at] ?? ""));
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** Where a stretch of the folded view stands in the text as written. */
export function spanOf(field: Field, start: number, end: number): [number, number] {
  const from = field.foldedOffsets[start] ?? field.text.length;
  let to = field.foldedOffsets[end] ?? field.text.length;
  // Several folded units of one character share its offset: the character belongs to the stretch as a whole.
  if (to === from && end > start) to = from + (field.text.codePointAt(from) ?? 0 > 0xffff ? 2 : 1);
  return [from, to];
}

/** Where a stretch of the lean view stands in the folded one. */
export function leanToFolded(field: Field, start: number, end: number): [number, number] {
  const from = field.leanOffsets[start] ?? field.folded.length;
  const last = field.leanOffsets[end - 1] ?? from;
  return [from, last + 1];
}

/** A reason that points at a stretch of the folded view. */
export function reasonAt(code: string, sentence: Bilingual, field: Field, start: number, end: number, normalised?: string): Reason {
  const span = spanOf(field, start, end);
  return {
    code,
    sentence,
    field: field.name,
    span,
    matched: field.text.slice(...span),
    ...(normalised === undefined ? {} : { normalised }),
    ...(field.picture === null ? {} : { image: field.picture.image, box: [...field.picture.box] as [number, number, number, number] }),
  };
}
