/** The words of the matching engine: what it is given (names), what it answers (matches), and the tricks it can undo. */

/** A name to look for. The caller decides what each is: a mark, an alias, a nickname. */
export interface NamePattern {
  /** The caller's number for this name; comes back with each match. Two names may share a text. */
  readonly id: number;
  readonly text: string;
  /** Whose name it is, and of what sort: free for the caller, kept as it is. */
  readonly owner: string;
  /** `watched` names get every layer; `register` names are found by exact (folded) spelling only. */
  readonly tier: "watched" | "register";
  /** An ordinary word (苹果, gap): fuzzy layers ask for more before they speak. */
  readonly ordinary: boolean;
}

/** What a disguise can be made of. A match lists those that had to be undone; a plain spelling lists none or only `case`. */
export const tricks = [
  "case",
  "full-width",
  "compatibility",
  "confusable",
  "diacritic",
  "styled",
  "traditional",
  "zero-width",
  "separator",
  "emoji",
  "leet",
  "typo",
  "look-alike",
  "split-character",
  "homophone",
  "near-sound",
  "mixed-pinyin",
  "initials",
  "swap",
  "extra-character",
  "dropped-character",
  "mask",
] as const;
export type Trick = (typeof tricks)[number];

export interface Match {
  readonly pattern: NamePattern;
  /** UTF-16 offsets in the text as it was given: `text.slice(...span) === matched`. */
  readonly span: readonly [number, number];
  readonly matched: string;
  /** The name as the engine compares it: folded, without separators. */
  readonly normalised: string;
  /** What had to be undone, in the order of `tricks`. */
  readonly tricks: readonly Trick[];
  /** 0 to 1 by channel, before calibration: how sure the engine is that this name was meant. */
  readonly strength: number;
  readonly boundary: Boundary;
}

/** Whether the match begins and ends where words do. `segmented`: a Chinese word segmenter was asked, not punctuation alone. */
export interface Boundary {
  readonly left: boolean;
  readonly right: boolean;
  readonly segmented: boolean;
}

export interface FindOptions {
  /** `exact`: folding only. `all` (the default): also typing errors, look-alikes, sounds, masks, reordering. */
  readonly layers?: "exact" | "all";
  /** At most so many matches, the strongest first. Default 1,000. */
  readonly limit?: number;
}

export interface Found {
  /** By place in the text, then by strength. */
  readonly matches: readonly Match[];
  /** Where scanning stopped because the text is longer than `scanLimit`, or null. */
  readonly truncatedAt: number | null;
  /** Matches left out because of `limit`. */
  readonly leftOut: number;
}

export interface Matcher {
  find(text: string, options?: FindOptions): Found;
  /** The whole index as bytes. On shared memory: another thread can `loadMatcher` the same bytes without a copy. */
  save(): Uint8Array;
  /** How many names it holds. */
  readonly size: number;
}

/** UTF-16 units of a text that are looked at; a longer text is cut here and `truncatedAt` says so. */
export const scanLimit = 200_000;

/** Folded characters of a name that can be indexed; a longer name is refused by `buildMatcher`. */
export const nameLimit = 64;
