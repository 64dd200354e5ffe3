/** Finds the words of a lexicon (slang, negations, benign contexts) in a text, all at once, over the same folding and trie as names. */
import { scanTrie } from "./trie.ts";
import { buildTrie, keysOf } from "./trie-build.ts";
import { scanLimit } from "./match.ts";
import type { View } from "./view.ts";
import { gapEmoji, gapPunctuation, gapSeen, gapSpace, han, isBorder, keptText, viewOf } from "./view.ts";

export interface PhraseHit {
  /** Place of the phrase in the list that was given. */
  readonly index: number;
  readonly phrase: string;
  /** UTF-16 offsets in the text as it was given. */
  readonly span: readonly [number, number];
  readonly matched: string;
  /** Signs, spaces or invisible characters were put inside the phrase (高*仿). */
  readonly disguised: boolean;
}

export interface PhraseScanner {
  /** All hits, overlapping ones too, by place in the text. Latin ends of a phrase must be word ends. Looks at the first `scanLimit` units. */
  scan(text: string): readonly PhraseHit[];
}

interface Phrase {
  readonly index: number;
  readonly phrase: string;
  /** Folded, without white space; compared where the phrase has signs of its own (1:1, a+). */
  readonly bare: string;
  readonly signs: boolean;
  /** Signs before its first letter, and after its last. */
  readonly before: number;
  readonly after: number;
  /** Units before which the phrase itself has a gap. */
  readonly gaps: ReadonlySet<number>;
}

/** A phrase without a letter or digit is never found. */
export function buildPhrases(phrases: readonly string[]): PhraseScanner {
  const byKey = new Map<string, Phrase[]>();
  phrases.forEach((phrase, index) => {
    const view = viewOf(phrase, phrase.length);
    if (view.length === 0) return;
    const key = String.fromCharCode(...view.unit.subarray(0, view.length));
    const bare = withoutSpace(keptText(view.kept, 0, view.kept.length));
    const gaps = new Set<number>();
    for (let at = 1; at < view.length; at += 1) if (((view.gap[at] as number) & gapSeen) !== 0) gaps.add(at);
    const first = view.at[0] as number;
    const last = view.at[view.length - 1] as number;
    const before = withoutSpace(keptText(view.kept, 0, first)).length;
    const after = withoutSpace(keptText(view.kept, last + 1, view.kept.length)).length;
    const entry = { index, phrase, bare, signs: bare.length > view.length, before, after, gaps };
    byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  });
  const lists = [...byKey.values()];
  const trie = buildTrie(keysOf([...byKey.keys()]));
  return {
    scan(text: string): readonly PhraseHit[] {
      const view = viewOf(text, Math.min(text.length, scanLimit));
      const hits: PhraseHit[] = [];
      scanTrie(trie, view.unit, view.length, (key, from, to) => {
        for (const phrase of lists[key] ?? []) {
          const hit = read(view, text, phrase, from, to);
          if (hit !== null) hits.push(hit);
        }
      });
      return hits.sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1] || a.index - b.index);
    },
  };
}

const withoutSpace = (text: string) => text.replace(/\s/gu, "");

function read(view: View, text: string, phrase: Phrase, from: number, to: number): PhraseHit | null {
  const { kept } = view;
  let first = view.at[from] as number;
  let last = view.at[to - 1] as number;
  let disguised = false;
  if (phrase.signs) {
    first -= phrase.before;
    last += phrase.after;
    if (first < 0 || last >= kept.length || withoutSpace(keptText(kept, first, last + 1)) !== phrase.bare) return null;
    if ((phrase.before === 0 && !wordEnd(view, from, from)) || (phrase.after === 0 && !wordEnd(view, to - 1, to))) return null;
  } else {
    const shape = gapsOf(view, phrase, from, to);
    if (shape === "broken" || !wordEnd(view, from, from) || !wordEnd(view, to - 1, to)) return null;
    disguised = shape === "disguised";
    // Two words side by side make a phrase by chance (最高 仿佛): inside a disguise both ends are ends of words.
    if (disguised && !(isBorder(view, from) && isBorder(view, to))) return null;
  }
  const span: [number, number] = [kept.start[first] as number, kept.end[last] as number];
  return { index: phrase.index, phrase: phrase.phrase, span, matched: text.slice(...span), disguised };
}

/** Chinese runs on; Latin letters and digits must end where a word does. */
const wordEnd = (view: View, unit: number, border: number) => (view.sort[unit] as number) === han || isBorder(view, border);

function gapsOf(view: View, phrase: Phrase, from: number, to: number): "plain" | "disguised" | "broken" {
  let disguised = false;
  for (let at = from + 1; at < to; at += 1) {
    const gap = view.gap[at] as number;
    const own = phrase.gaps.has(at - from);
    if (own) {
      // What is two words in Latin must be two words: "super fake", not "superfake"; in Chinese a space says nothing.
      if ((gap & gapSeen) === 0 && (view.sort[at] as number) !== han) return "broken";
      continue;
    }
    if (gap === 0) continue;
    if ((gap & gapSeen) !== 0) {
      if ((view.sort[at] as number) !== han || (view.gapSize[at] as number) > 3) return "broken";
      if ((gap & gapSpace) !== 0 && (gap & (gapPunctuation | gapEmoji)) === 0 && (view.gapSize[at] as number) > 1) return "broken";
    }
    disguised = true;
  }
  return disguised ? "disguised" : "plain";
}
