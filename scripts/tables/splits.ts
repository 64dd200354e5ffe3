/**
 * Characters that can be written as two others side by side (好 as 女子), found in Unihan: the Cangjie code of a compound is
 * the shortened code of its left part followed by that of its right part, and the strokes add up. Unicode licence v3.
 */
import type { Unicode } from "./unicode.ts";

export function buildSplits(unicode: Unicode, common: readonly string[]): Record<string, string[]> {
  const cangjie = unicode.unihan("kCangjie");
  const strokes = unicode.unihan("kTotalStrokes");
  const count = (character: string) => Number((strokes.get(character) ?? "0").split(" ")[0]);
  const code = (character: string) => (cangjie.get(character) ?? "").split(" ")[0] ?? "";
  const byLeft = new Map<string, string[]>();
  const byRight = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, character: string) => map.set(key, [...(map.get(key) ?? []), character]);
  for (const character of common) {
    const letters = code(character);
    if (letters === "") continue;
    put(byLeft, letters.length > 2 ? letters.charAt(0) + letters.charAt(letters.length - 1) : letters, character);
    put(byRight, letters.length > 3 ? letters.slice(0, 2) + letters.charAt(letters.length - 1) : letters, character);
  }
  const result: Record<string, string[]> = {};
  for (const character of common) {
    const letters = code(character);
    const found: string[] = [];
    for (let cut = 1; cut <= 2 && cut < letters.length; cut += 1) {
      for (const left of byLeft.get(letters.slice(0, cut)) ?? []) {
        for (const right of byRight.get(letters.slice(cut)) ?? []) {
          if (left !== character && right !== character && count(left) + count(right) === count(character)) found.push(left + right);
        }
      }
    }
    // More than two readings of one code means that the code is shared by chance.
    if (found.length > 0 && found.length <= 2) result[character] = found;
  }
  return result;
}
