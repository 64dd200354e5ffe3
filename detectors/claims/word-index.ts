/** Finds many words at once in a view of a text. Built once per register; a scan costs one table look-up a character. */

export interface WordHit<T> {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly value: T;
}

/**
 * Hits read of one text. What is weighed afterwards compares hits with each other, so their number is bounded; the longest honest
 * description seen has some forty. A page beyond it is padded, and what it says first is judged.
 */
export const mostHits = 1_500;

export interface WordIndex<T> {
  /** Every hit, overlapping ones too, by place, the longest first, `mostHits` at most. Latin words are found whole. */
  scan(view: string): readonly WordHit<T>[];
  /** Whether any word stands in the view. */
  any(view: string): boolean;
}

interface Entry<T> {
  readonly word: string;
  readonly value: T;
  readonly latinStart: boolean;
  readonly latinEnd: boolean;
}

/** Words are compared as they are given: fold them (and drop their separators, for the lean view) first. */
export function buildWords<T>(words: Iterable<readonly [string, T]>): WordIndex<T> {
  const startOf = new Uint16Array(65_536);
  const seconds = new Uint8Array(65_536);
  /** By number of the first letter; 0 stands for no word. */
  const starts: { readonly ones: Entry<T>[]; readonly bySecond: Map<number, Entry<T>[]> }[] = [{ ones: [], bySecond: new Map() }];
  for (const [word, value] of words) {
    if (word === "") throw new RangeError("An empty word would be found everywhere.");
    const first = word.charCodeAt(0);
    if (startOf[first] === 0) {
      startOf[first] = starts.length;
      starts.push({ ones: [], bySecond: new Map() });
    }
    const start = starts[startOf[first] ?? 0];
    const entry = { word, value, latinStart: isLatin(first), latinEnd: isLatin(word.charCodeAt(word.length - 1)) };
    if (word.length === 1) start?.ones.push(entry);
    else {
      const second = word.charCodeAt(1);
      seconds[second] = 1;
      const bucket = start?.bySecond.get(second);
      if (bucket === undefined) start?.bySecond.set(second, [entry]);
      else bucket.push(entry);
    }
  }
  for (const { bySecond } of starts) for (const bucket of bySecond.values()) bucket.sort((a, b) => b.word.length - a.word.length);

  function visit(view: string, take: (hit: WordHit<T>) => boolean): void {
    for (let at = 0; at < view.length; at += 1) {
      const number = startOf[view.charCodeAt(at)];
      if (number === 0 || number === undefined) continue;
      const start = starts[number];
      if (start === undefined) continue;
      const second = at + 1 < view.length ? view.charCodeAt(at + 1) : 0;
      if (seconds[second] === 1) {
        const bucket = start.bySecond.get(second);
        if (bucket !== undefined && !offer(bucket, view, at, take)) return;
      }
      if (start.ones.length > 0 && !offer(start.ones, view, at, take)) return;
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
      visit(view, (hit) => hits.push(hit) < mostHits);
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
