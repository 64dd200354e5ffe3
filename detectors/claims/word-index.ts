/** Finds many words at once in a view of a text. Built once per register; a scan costs one table look-up a character. */

export interface WordHit<T> {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly value: T;
}

export interface WordIndex<T> {
  /** Every hit, overlapping ones too, by place, the longest first. Latin words are found whole. */
  scan(view: string): readonly WordHit<T>[];
  /** Whether any word stands in the view. */
  any(view: string): boolean;
}

/** Stands for the second letter of a word that has only one; no text holds this unit. */
const single = 0xffff;

interface Entry<T> {
  readonly word: string;
  readonly value: T;
  readonly latinStart: boolean;
  readonly latinEnd: boolean;
}

/** Words are compared as they are given: fold them (and drop their separators, for the lean view) first. */
export function buildWords<T>(words: Iterable<readonly [string, T]>): WordIndex<T> {
  const starts = new Uint8Array(65_536);
  const byPair = new Map<number, Entry<T>[]>();
  for (const [word, value] of words) {
    if (word === "") throw new RangeError("An empty word would be found everywhere.");
    const pair = word.charCodeAt(0) * 65_536 + (word.length === 1 ? single : word.charCodeAt(1));
    starts[word.charCodeAt(0)] = 1;
    const entry = { word, value, latinStart: isLatin(word.charCodeAt(0)), latinEnd: isLatin(word.charCodeAt(word.length - 1)) };
    const bucket = byPair.get(pair);
    if (bucket === undefined) byPair.set(pair, [entry]);
    else bucket.push(entry);
  }
  for (const bucket of byPair.values()) bucket.sort((a, b) => b.word.length - a.word.length);

  function visit(view: string, take: (hit: WordHit<T>) => boolean): void {
    for (let at = 0; at < view.length; at += 1) {
      const code = view.charCodeAt(at);
      if (starts[code] === 0) continue;
      const pairs = at + 1 < view.length ? byPair.get(code * 65_536 + view.charCodeAt(at + 1)) : undefined;
      if (pairs !== undefined && !offer(pairs, view, at, take)) return;
      const ones = byPair.get(code * 65_536 + single);
      if (ones !== undefined && !offer(ones, view, at, take)) return;
    }
  }

  /** False when the taker has had enough. */
  function offer(entries: readonly Entry<T>[], view: string, at: number, take: (hit: WordHit<T>) => boolean): boolean {
    for (const entry of entries) {
      if (!view.startsWith(entry.word, at)) continue;
      const end = at + entry.word.length;
      if (entry.latinStart && isLatin(view.charCodeAt(at - 1))) continue;
      if (entry.latinEnd && isLatin(view.charCodeAt(end))) continue;
      if (!take({ start: at, end, word: entry.word, value: entry.value })) return false;
    }
    return true;
  }

  return {
    scan(view) {
      const hits: WordHit<T>[] = [];
      visit(view, (hit) => {
        hits.push(hit);
        return true;
      });
      return hits;
    },
    any(view) {
      let found = false;
      visit(view, () => {
        found = true;
        return false;
      });
      return found;
    },
  };
}

const isLatin = (code: number) => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
