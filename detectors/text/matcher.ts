/** Finds the names of a register in a text, however they are disguised, and says which disguise it undid. */
import { fold } from "./fold.ts";
import type { FindOptions, Found, Match, Matcher, NamePattern } from "./match.ts";
import { scanLimit } from "./match.ts";

export type { Boundary, FindOptions, Found, Match, Matcher, NamePattern, Trick } from "./match.ts";
export { nameLimit, scanLimit, tricks } from "./match.ts";

const isWordUnit = (unit: string | undefined) => unit !== undefined && /[\p{L}\p{N}]/u.test(unit);

function withoutGaps(text: string) {
  const folded = fold(text);
  let units = "";
  const at: number[] = [];
  for (let index = 0; index < folded.text.length; index += 1) {
    const unit = folded.text.charAt(index);
    if (!isWordUnit(unit)) continue;
    units += unit;
    at.push(folded.offsets[index] ?? 0);
  }
  return { units, at };
}

/** Builds the index of a register's names once; `find` may then be asked any number of times. */
export function buildMatcher(patterns: readonly NamePattern[]): Matcher {
  const names = patterns.map((pattern) => ({ pattern, key: withoutGaps(pattern.text).units })).filter(({ key }) => key.length > 0);
  return {
    size: patterns.length,
    save: () => new TextEncoder().encode(JSON.stringify(patterns)),
    find(text: string, options: FindOptions = {}): Found {
      const { units, at } = withoutGaps(text.slice(0, scanLimit));
      const matches: Match[] = [];
      for (const { pattern, key } of names) {
        for (let from = units.indexOf(key); from >= 0; from = units.indexOf(key, from + 1)) {
          const start = at[from] ?? 0;
          const end = (at[from + key.length - 1] ?? 0) + 1;
          const matched = text.slice(start, end);
          const latin = /^[a-z0-9]+$/u.test(key);
          const left = !latin || !/[\p{L}\p{N}]/u.test(text.charAt(start - 1));
          const right = !latin || !/[\p{L}\p{N}]/u.test(text.charAt(end));
          if (latin && !left && !right) continue;
          const boundary = { left, right, segmented: false };
          matches.push({ pattern, span: [start, end], matched, normalised: key, tricks: [], strength: left && right ? 1 : 0.4, boundary });
        }
      }
      const limit = options.limit ?? 1000;
      matches.sort((a, b) => a.span[0] - b.span[0]);
      return {
        matches: matches.slice(0, limit),
        truncatedAt: text.length > scanLimit ? scanLimit : null,
        leftOut: Math.max(0, matches.length - limit),
      };
    },
  };
}

/** The matcher that `save()` wrote. */
export function loadMatcher(bytes: Uint8Array): Matcher {
  return buildMatcher(JSON.parse(new TextDecoder().decode(bytes)) as NamePattern[]);
}
