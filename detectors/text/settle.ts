/** From everything the layers proposed to what is told: one hit for a name at a place, and no guess where a name stands spelt out. */
import type { Hit } from "./hit.ts";
import type { Names } from "./names.ts";

/** From this strength an exact find speaks for its place: a fuzzy find of another name inside it is not told. */
const certain = 0.6;

export function settle(names: Names, hits: readonly Hit[], limit: number): { kept: Hit[]; leftOut: number } {
  if (hits.length === 0) return { kept: [], leftOut: 0 };
  const sorted = hits.toSorted((a, b) => a.from - b.from || b.strength - a.strength || b.to - a.to || a.name - b.name);
  const exact = sorted.filter((hit) => hit.exact && hit.strength >= certain);
  const last = new Map<number, Hit>();
  const kept: Hit[] = [];
  for (const hit of sorted) {
    if (!hit.exact && coveredBy(exact, hit)) continue;
    const rival = last.get(hit.name);
    if (rival !== undefined && hit.from < rival.to) {
      if (!better(hit, rival)) continue;
      kept[kept.lastIndexOf(rival)] = hit;
      last.set(hit.name, hit);
      continue;
    }
    last.set(hit.name, hit);
    kept.push(hit);
  }
  if (kept.length <= limit) return { kept: kept.sort(byPlace), leftOut: 0 };
  const strongest = kept.toSorted((a, b) => b.strength - a.strength).slice(0, Math.max(0, limit));
  return { kept: strongest.sort(byPlace), leftOut: kept.length - strongest.length };

  function coveredBy(list: readonly Hit[], hit: Hit): boolean {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.from ?? 0) <= hit.from) low = middle + 1;
      else high = middle;
    }
    // Names are short: what could cover this place begins shortly before it.
    for (let at = low - 1; at >= 0 && at >= low - 40; at -= 1) {
      const other = list[at];
      if (other !== undefined && other.to >= hit.to && other.name !== hit.name && names.key[other.name] !== names.key[hit.name])
        return true;
    }
    return false;
  }
}

/** A spelt-out name is better than a guess, unless it only stands inside another word (nike in nikee). */
const better = (one: Hit, two: Hit) =>
  one.exact !== two.exact && Math.max(one.exact ? one.strength : 0, two.exact ? two.strength : 0) >= certain
    ? one.exact
    : one.strength > two.strength;
const byPlace = (a: Hit, b: Hit) => a.from - b.from || b.strength - a.strength || a.name - b.name;
