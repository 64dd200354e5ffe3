/** The texts of a listing, each folded once and shared by every detector that asks about the same listing. */
import type { Evidence } from "../../domain/detector.ts";
import type { Reason } from "../../domain/finding.ts";
import type { Listing } from "../../domain/listing.ts";
import type { Bilingual } from "../../domain/words.ts";
import { fold, foldUnits, type Folded } from "../text/fold.ts";

/** One text in three views: as written, folded, and lean (folded, with the marks dropped that sellers slip into words). */
export interface Field {
  /** `title`, `description`, `attributes.<name>`, `seller.name` or `ocr.<index>`, as a reason names it. */
  readonly name: string;
  /** Folded attribute name without separators, empty for other fields. */
  readonly label: string;
  readonly text: string;
  readonly folded: string;
  readonly lean: string;
  /** For each unit of `lean`, its place in `folded`; null where the two are the same. */
  readonly leanOffsets: Int32Array | null;
  readonly foldedOffsets: Folded["offsets"];
  readonly picture: { readonly image: number; readonly box: readonly [number, number, number, number] } | null;
}

/** The listing asked about last: detectors are asked in turn about the same one. One place, so that nothing piles up. */
let last: { readonly listing: Listing; readonly seen: Evidence; readonly fields: readonly Field[] } | null = null;

/** Title, attributes, description and text in pictures, in that order; a seller's name is apart, as another kind of speech. */
export function fieldsOf(listing: Listing, seen: Evidence): readonly Field[] {
  if (last !== null && last.listing === listing && last.seen === seen) return last.fields;
  const fields: Field[] = [field("title", "", listing.title)];
  for (const [name, value] of Object.entries(listing.attributes ?? {})) fields.push(field(`attributes.${name}`, labelOf(name), value));
  if (listing.description !== undefined) fields.push(field("description", "", listing.description));
  for (const picture of seen.pictureTexts ?? [])
    fields.push(field(`ocr.${picture.image}`, "", picture.text, { image: picture.image, box: picture.box }));
  last = { listing, seen, fields };
  return fields;
}

const labels = new Map<string, string>();

/** Attribute names repeat from listing to listing; hostile ones do not, so what is remembered is bounded. */
function labelOf(name: string): string {
  const before = labels.get(name);
  if (before !== undefined) return before;
  const label = lean(fold(name).text).lean;
  if (labels.size < 5_000 && name.length <= 40) labels.set(name, label);
  return label;
}

export function field(name: string, label: string, text: string, picture: Field["picture"] = null): Field {
  const folded = foldedText(text);
  const { lean: leanText, offsets } = lean(folded);
  let places: Folded["offsets"] | null = null;
  return {
    name,
    label,
    text,
    folded,
    lean: leanText,
    leanOffsets: offsets,
    // Most fields hold nothing to point at: where each unit came from is worked out when somebody asks.
    get foldedOffsets() {
      return (places ??= fold(text).offsets);
    },
    picture,
  };
}

function foldedText(text: string): string {
  if (text.length > 2_000) return fold(text).text;
  const { unit, length } = foldUnits(text, text.length);
  return length > 8_000 ? fold(text).text : String.fromCharCode(...unit.subarray(0, length));
}

/** Marks that break a word without ending a sentence: 特·供, 阳 澄 湖, 奥★运. Commas, stops and brackets stay: what they part is apart. */
const slipped = /[\s·•・.*★☆✦✧♥❤◆◇■□●○▲△※_~\-‐-―|/\\^+=#'"`“”‘’丨丶]/u;
const pictograph = /\p{Extended_Pictographic}/u;

/** 0: stays. 1: dropped. 2: a dot, which stays between digits. 3: half of a character beyond the first plane. */
const treatment = new Uint8Array(65_536);
for (let code = 0; code < 65_536; code += 1) {
  if (code >= 0xd800 && code <= 0xdfff) treatment[code] = 3;
  else if (code === 0x2e) treatment[code] = 2;
  else if (slipped.test(String.fromCharCode(code)) || (code > 0x2000 && pictograph.test(String.fromCharCode(code)))) treatment[code] = 1;
}

function lean(folded: string): { lean: string; offsets: Int32Array | null } {
  let first = 0;
  while (first < folded.length && stays(folded, first)) first += 1;
  if (first === folded.length) return { lean: folded, offsets: null };
  const offsets = new Int32Array(folded.length);
  for (let at = 0; at < first; at += 1) offsets[at] = at;
  let length = first;
  let out = folded.slice(0, first);
  let run = -1;
  for (let at = first; at < folded.length; at += 1) {
    if (stays(folded, at)) {
      if (run < 0) run = at;
      offsets[length] = at;
      length += 1;
    } else if (run >= 0) {
      out += folded.slice(run, at);
      run = -1;
    }
  }
  if (run >= 0) out += folded.slice(run);
  return { lean: out, offsets: offsets.subarray(0, length) };
}

function stays(folded: string, at: number): boolean {
  const code = folded.charCodeAt(at);
  const treated = treatment[code];
  if (treated === 0) return true;
  if (treated === 2) return isDigit(folded.charCodeAt(at - 1)) && isDigit(folded.charCodeAt(at + 1));
  if (treated !== 3) return false;
  return !pictograph.test(String.fromCodePoint(folded.codePointAt(code >= 0xdc00 ? at - 1 : at) ?? 0));
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** Where a stretch of the folded view stands in the text as written. */
export function spanOf(field: Field, start: number, end: number): [number, number] {
  const from = field.foldedOffsets[start] ?? field.text.length;
  let to = field.foldedOffsets[end] ?? field.text.length;
  // Several folded units of one character share its offset: the character belongs to the stretch as a whole.
  if (to === from && end > start) to = from + ((field.text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1);
  return [from, to];
}

/** Where a stretch of the lean view stands in the folded one. */
export function leanToFolded(field: Field, start: number, end: number): [number, number] {
  if (field.leanOffsets === null) return [start, end];
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
