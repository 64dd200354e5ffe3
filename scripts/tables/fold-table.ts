/**
 * The folding table: for each character that is not its own fold, what it folds to and which trick that undoes.
 * Sources: Unicode Character Database and UTS #39 confusables (Unicode licence v3), opencc-js (MIT, Apache-2.0).
 */
import { Converter } from "opencc-js";
import type { Unicode } from "./unicode.ts";

export interface FoldTable {
  /** Trick → target → all characters that fold to it. */
  readonly folds: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Class of separator or dropped character → inclusive code point ranges in hexadecimal. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
}

/** Letters turned upside down, small capitals and white-on-black letters: no decomposition in Unicode. */
const turned: readonly [string, string][] = [
  ["ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ", "acefghijkmrtvwy"],
  ["ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz"],
];

const ascii = /^[a-z0-9]+$/u;
const noMarks = (text: string) => text.normalize("NFD").replace(/\p{Mn}/gu, "");

/** `confusables`: UTS #39 prototype of each character. */
export function buildFoldTable(unicode: Unicode, confusables: ReadonlyMap<string, string>): FoldTable {
  const folds = new Map<string, Map<string, string>>();
  const classes = new Map<string, number[]>();
  const han = hanFolds(unicode);
  const add = (trick: string, target: string, source: string) => {
    const group = folds.get(trick) ?? new Map<string, string>();
    folds.set(trick, group.set(target, (group.get(target) ?? "") + source));
  };
  const classify = (name: string, cp: number) => classes.set(name, [...(classes.get(name) ?? []), cp]);

  for (const { cp, name, category } of unicode.codePoints) {
    const character = String.fromCodePoint(cp);
    const kind = dropOrGap(cp, category, unicode.emoji);
    const fold = foldOf(character, cp, name, category, confusables);
    if (kind === "zero-width" || kind === "diacritic") classify(kind, cp);
    else if (fold !== null) add(fold.trick, fold.target, character);
    else if (kind !== null) classify(kind, cp);
  }
  for (const [source, target] of han) add(target.trick, target.to, source);
  return {
    folds: Object.fromEntries([...folds].map(([trick, group]) => [trick, Object.fromEntries([...group].sort(byKey))])),
    classes: Object.fromEntries([...classes].map(([name, cps]) => [name, asRanges(cps)])),
  };
}

const invisible = new Set([0x115f, 0x1160, 0x3164, 0xffa0, 0x34f, 0x2065, 0x180e]);

function dropOrGap(cp: number, category: string, emoji: ReadonlySet<number>): string | null {
  if (category === "Cf" || invisible.has(cp)) return "zero-width";
  // Variation selectors say how an emoji is drawn; joined to a name they are as invisible as a zero-width space.
  if ((cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0xe0100 && cp <= 0xe01ef)) return "zero-width";
  if (category === "Mn" || category === "Me") return "diacritic";
  if (category.startsWith("Z") || cp === 0x2800) return "space";
  if (category === "Cc") return "space";
  if (/^[PS]/u.test(category)) return emoji.has(cp) && cp > 0xff ? "emoji" : "punctuation";
  return null;
}

const styled = (cp: number) =>
  (cp >= 0x1d400 && cp <= 0x1d7ff) || (cp >= 0x2100 && cp <= 0x214f) || (cp >= 0x2460 && cp <= 0x24ff) ||
  (cp >= 0x1f100 && cp <= 0x1f1ff) || (cp >= 0x1d00 && cp <= 0x1dbf) || (cp >= 0x2070 && cp <= 0x209f) ||
  (cp >= 0x2b0 && cp <= 0x2ff) || (cp >= 0x1cc00 && cp <= 0x1ccff); // prettier-ignore

function foldOf(character: string, cp: number, name: string, category: string, confusables: ReadonlyMap<string, string>) {
  if (cp < 0x80) return category === "Lu" ? { trick: "case", target: character.toLowerCase() } : null;
  const square =
    /^(?:NEGATIVE (?:CIRCLED|SQUARED)|REGIONAL INDICATOR SYMBOL|CROSSED NEGATIVE SQUARED)(?: LATIN CAPITAL)? LETTER ([A-Z])$/u.exec(name);
  if (square?.[1] !== undefined) return { trick: "styled", target: square[1].toLowerCase() };
  for (const [sources, targets] of turned) {
    const place = [...sources].indexOf(character);
    if (place >= 0) return { trick: "styled", target: targets.charAt(place) };
  }
  if (category === "Nd")
    return { trick: styled(cp) ? "styled" : cp >= 0xff00 ? "full-width" : "compatibility", target: decimal(character, cp) };
  const compatible = noMarks(character.normalize("NFKC").toLowerCase());
  // ™ and ℠ stand after a name; as letters they would glue themselves to it.
  if (cp === 0x2122 || cp === 0x2120) return null;
  const letters = /^[LN]/u.test(category);
  if ((letters || category === "So") && ascii.test(compatible) && compatible !== character) {
    const trick =
      cp >= 0xff00 && cp <= 0xffef
        ? "full-width"
        : styled(cp)
          ? "styled"
          : character.normalize("NFKC") === character
            ? "diacritic"
            : "compatibility";
    return { trick, target: compatible };
  }
  if (letters) {
    const look = prototype(character, confusables);
    if (look !== null) return { trick: "confusable", target: look };
    const bare = noMarks(character);
    const twice = bare === character ? null : prototype(bare, confusables);
    if (twice !== null) return { trick: "confusable", target: twice };
    const base = /^LATIN (?:SMALL|CAPITAL) LETTER (?:[A-Z ]+ )?([A-Z]) WITH /u.exec(name)?.[1];
    if (base !== undefined) return { trick: "diacritic", target: base.toLowerCase() };
  }
  if (cp === 0xdf || cp === 0x1e9e) return { trick: "case", target: "ss" };
  const plain = character.normalize("NFKC").toLowerCase();
  if (plain === character || plain === "") return null;
  if (plain.trim() === "" || (/^[PSZ]/u.test(category) && cp < 0x2000)) return null;
  if (cp >= 0xff00 && cp <= 0xffef) return { trick: "full-width", target: plain };
  return { trick: character.toLowerCase() === plain ? "case" : "compatibility", target: plain };
}

function decimal(character: string, cp: number): string {
  const wide = character.normalize("NFKC");
  if (/^[0-9]$/u.test(wide)) return wide;
  // Digits come in runs of ten from a zero.
  let zero = cp;
  while (cp - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((cp - zero) % 10);
}

/** The ASCII word or the single Han character that a foreign letter is taken for. */
function prototype(character: string, confusables: ReadonlyMap<string, string>): string | null {
  const skeleton = confusables.get(character);
  if (skeleton === undefined) return null;
  const bare = noMarks(skeleton);
  if (/^[A-Za-z0-9]{1,4}$/u.test(bare)) {
    if (bare === "rn") return "m";
    if (bare === "vv") return "w";
    if (bare === "l") {
      // UTS #39 draws І and Ι as l; as letters they are i.
      const lower = character.toLowerCase();
      if (lower !== character && noMarks(confusables.get(lower) ?? lower) === "i") return "i";
      return /\p{Lu}/u.test(character) && !/L/u.test(character.normalize("NFKD")) ? "i" : "l";
    }
    return bare.toLowerCase();
  }
  return /^\p{Script=Han}$/u.test(bare) && /[\p{Script=Katakana}\p{Script=Han}\p{Script=Bopomofo}]/u.test(character) && bare !== "一"
    ? bare
    : null;
}

function hanFolds(unicode: Unicode): Map<string, { trick: string; to: string }> {
  const converters = (["t", "tw", "hk", "jp"] as const).map((locale) => Converter({ from: locale, to: "cn" }));
  const simplified = unicode.unihan("kTGH");
  const variants = unicode.unihan("kSimplifiedVariant");
  const result = new Map<string, { trick: string; to: string }>();
  for (let cp = 0x2e80; cp <= 0x2fa1f; cp += 1) {
    if ((cp > 0x2fdf && cp < 0x3400) || (cp > 0x9fff && cp < 0xf900) || (cp > 0xfaff && cp < 0x20000)) continue;
    const character = String.fromCodePoint(cp);
    const radical = unicode.radicals.get(character) ?? character.normalize("NFKC");
    const to = simplify(radical);
    if (to === character) continue;
    result.set(character, { trick: radical === character ? "traditional" : "compatibility", to });
  }
  return result;

  function simplify(character: string): string {
    for (const [index, convert] of converters.entries()) {
      // A Japanese short form may be another word's everyday character in Chinese (芸, 弁): those stay.
      if (index === 3 && simplified.has(character)) continue;
      const to = convert(character);
      if (to !== character && [...to].length === 1) return to;
    }
    const single = variants.get(character)?.split(" ") ?? [];
    if (single.length === 1 && !simplified.has(character)) {
      const to = String.fromCodePoint(Number.parseInt((single[0] ?? "").slice(2), 16));
      if (simplified.has(to)) return to;
    }
    return character;
  }
}

function asRanges(cps: readonly number[]): string[] {
  const sorted = [...cps].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const cp of sorted) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === cp - 1) last[1] = cp;
    else spans.push([cp, cp]);
  }
  return spans.map(([first, last]) => (first === last ? first.toString(16) : `${first.toString(16)}-${last.toString(16)}`));
}

const byKey = ([one]: [string, string], [two]: [string, string]) => (one < two ? -1 : 1);
