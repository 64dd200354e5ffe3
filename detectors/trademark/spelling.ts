/** How a name was written: plainly, in another script, disguised on purpose, or one step beside the name. */
import type { Trick } from "../text/matcher.ts";
import { isWordOfTwo } from "../text/segment.ts";
import { compareNames } from "../text/similarity.ts";
import type { Mention } from "./marks.ts";

export type Spelling =
  /** The letters of the name inside another word (雪碧蓝, guccio): not this name. */
  | { readonly kind: "inside" }
  | { readonly kind: "plain" }
  /** Traditional characters or full-width letters: a habit of writing as often as a disguise. */
  | { readonly kind: "script"; readonly tricks: readonly Trick[] }
  /** Nobody writes 耐*克 or N1KE by accident. */
  | { readonly kind: "disguised"; readonly tricks: readonly Trick[]; readonly weight: number }
  | { readonly kind: "look-alike" | "sound" | "misspelt"; readonly tricks: readonly Trick[]; readonly weight: number };

const onPurpose: readonly Trick[] = [
  "confusable",
  "diacritic",
  "styled",
  "zero-width",
  "separator",
  "emoji",
  "leet",
  "split-character",
  "mask",
];
const byLook: readonly Trick[] = ["look-alike"];
const bySound: readonly Trick[] = ["homophone", "near-sound", "mixed-pinyin", "initials"];
const byHand: readonly Trick[] = ["typo", "swap", "extra-character", "dropped-character"];
const byScript: readonly Trick[] = ["full-width", "compatibility", "traditional"];

/** The text around a name: what it may be part of. */
export interface Around {
  readonly text: string;
  /** Characters that may follow a name in one word and leave it the name. */
  readonly endings: readonly string[];
}

export function spellingOf(mention: Mention, around: Around): Spelling {
  const names = [mention.mark.name, ...mention.mark.aliases, ...mention.mark.nicknames, mention.name];
  const { tricks, strength } = mention.match;
  if (isPlain(mention.match.matched, names)) return standsAlone(mention, around) ? { kind: "plain" } : insideOf(mention, around);
  const used = (list: readonly Trick[]) => tricks.filter((trick) => list.includes(trick));
  const look = used(byLook);
  if (look.length > 0) return { kind: "look-alike", tricks: look, weight: certaintyAt(strength) };
  const sound = used(bySound);
  if (sound.length > 0) return { kind: "sound", tricks: sound, weight: certaintyAt(strength) };
  const hand = used(byHand);
  if (hand.length > 0) return { kind: "misspelt", tricks: hand, weight: heard(certaintyAt(strength), mention.match.matched, mention.name) };
  const purpose = used(onPurpose);
  if (purpose.length > 0)
    return { kind: "disguised", tricks: purpose, weight: Math.min(1, strength / 0.82) * certaintyOf(purpose, mention.match.matched) };
  const script = used(byScript);
  return script.length > 0 ? { kind: "script", tricks: script } : { kind: "plain" };
}

/** The engine's strength, 0.05 to 0.6, as a share of full evidence: borders and length of the name are in it. */
const certaintyAt = (strength: number) => Math.max(0, Math.min(1, (strength - 0.05) / 0.55));

/** A slip that sounds like the name (Phillips, Addidas) is read as the name: half of what is missing for certainty is there. */
function heard(weight: number, matched: string, name: string): number {
  return compareNames(matched.toLowerCase(), name.toLowerCase()).soundsAlike ? weight + (1 - weight) / 2 : weight;
}

/** Below this the engine found the letters but no border of a word on one side. */
const bordered = 0.5;

function standsAlone(mention: Mention, { text, endings }: Around): boolean {
  const { strength, boundary, span, matched } = mention.match;
  // 126610LV is a number of its maker's: two letters glued to figures before them name nobody.
  if (/^[a-z]{1,3}$/iu.test(matched) && /\p{N}/u.test(text.charAt(span[0] - 1))) return false;
  if (strength >= bordered && boundary.left && boundary.right) return true;
  if (!/\p{Script=Han}/u.test(mention.match.matched)) return boundary.left && boundary.right;
  // 加拿大鹅绒被: the last character belongs to the next word.
  if (!boundary.right && isWordOfTwo(text.charCodeAt(span[1] - 1), text.charCodeAt(span[1])) && !endings.includes(text.charAt(span[1])))
    return false;
  if (strength >= bordered) return true;
  return boundary.left && endings.includes(text.charAt(span[1]));
}

/** A coined word that holds a long name and little else (Micheline) resembles it; a short name in a word is chance. */
function insideOf(mention: Mention, { text }: Around): Spelling {
  const [start, end] = mention.match.span;
  const before = /[\p{L}\p{N}]*$/u.exec(text.slice(Math.max(0, start - 20), start))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}]*/u.exec(text.slice(end, end + 20))?.[0].length ?? 0;
  if (/^[a-z]{6,}$/iu.test(mention.match.matched) && before + after <= 2)
    return { kind: "misspelt", tricks: ["extra-character"], weight: 0.85 };
  return { kind: "inside" };
}

/** One blank between two characters may be a slip of the layout; a star may not. */
function certaintyOf(tricks: readonly Trick[], matched: string): number {
  if (tricks.length > 1) return 1;
  if (tricks[0] === "separator" && /^[^\s]+ [^\s]+$/u.test(matched) && !/[^\p{L}\p{N} ]/u.test(matched)) return 0.75;
  return tricks[0] === "diacritic" ? 0.85 : 1;
}

/**
 * The owner's own ways of writing: any case, separators left out, and separators only where a name of the mark has one
 * or changes from small to capital letters (New-Balance, i Phone), so that N.I.K.E and Ni-ke are not among them.
 */
function isPlain(matched: string, names: readonly string[]): boolean {
  const seen = letters(matched);
  if (seen.exotic) return false;
  const same = names.map(letters).filter((name) => name.text === seen.text);
  if (same.length === 0) return false;
  return [...seen.breaks].every((at) => same.some((name) => name.breaks.has(at)));
}

function letters(text: string): { text: string; breaks: ReadonlySet<number>; exotic: boolean } {
  let out = "";
  const breaks = new Set<number>();
  let exotic = false;
  let smallBefore = false;
  for (const character of text) {
    if (/[\p{L}\p{N}\p{M}]/u.test(character)) {
      const capital = character !== character.toLowerCase();
      if (capital && smallBefore) breaks.add(out.length);
      smallBefore = !capital && character !== character.toUpperCase();
      out += character.toLowerCase();
    } else {
      if (out !== "") breaks.add(out.length);
      smallBefore = false;
      if (!/[ \-'’.&·/+°]/u.test(character)) exotic = true;
    }
  }
  breaks.delete(out.length);
  return { text: out, breaks, exotic };
}
