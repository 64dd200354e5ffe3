/** Finds the words of a lexicon (slang, negations, benign contexts) in a text, all at once, over folded characters. */
import { fold } from "./fold.ts";

export interface PhraseHit {
  /** Place of the phrase in the list that was given. */
  readonly index: number;
  readonly phrase: string;
  /** UTF-16 offsets in the text as it was given. */
  readonly span: readonly [number, number];
  readonly matched: string;
}

export interface PhraseScanner {
  /** All hits, overlapping ones too, by place in the text. Latin phrases are found as whole words only. */
  scan(text: string): readonly PhraseHit[];
}

export function buildPhrases(phrases: readonly string[]): PhraseScanner {
  const keys = phrases.map((phrase) => fold(phrase).text.trim());
  return {
    scan(text: string): readonly PhraseHit[] {
      const folded = fold(text);
      const hits: PhraseHit[] = [];
      keys.forEach((key, index) => {
        if (key === "") return;
        for (let from = folded.text.indexOf(key); from >= 0; from = folded.text.indexOf(key, from + 1)) {
          const before = folded.text.charAt(from - 1);
          const after = folded.text.charAt(from + key.length);
          if (/^[a-z0-9]/u.test(key) && /[a-z0-9]/u.test(before)) continue;
          if (/[a-z0-9]$/u.test(key) && /[a-z0-9]/u.test(after)) continue;
          const start = folded.offsets[from] ?? 0;
          const end = folded.offsets[from + key.length] ?? text.length;
          hits.push({ index, phrase: phrases[index] ?? "", span: [start, end], matched: text.slice(start, end) });
        }
      });
      return hits.sort((a, b) => a.span[0] - b.span[0] || a.index - b.index);
    },
  };
}
