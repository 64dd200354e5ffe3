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
  for (const character of common) {
    const [letters, radical] = [code(character), (unicode.unihan("kRSUnicode").get(character) ?? "").split(/[ .]/u)[0] ?? ""];
    const form = forms[radical];
    if (form === undefined || letters === "") continue;
    const found = new Set<string>();
    for (let cut = 1; cut <= 2; cut += 1) {
      // What is right of (or below) the radical ends the code; 刂 and the right 阝 stand behind instead.
      const rest = form.behind ? (byLeft.get(letters.slice(0, -cut)) ?? []) : (byRight.get(letters.slice(cut)) ?? []);
      for (const other of rest)
        if (count(other) + form.strokes === count(character)) found.add(form.behind ? other + form.shape : form.shape + other);
    }
    if (found.size > 0 && found.size <= 2) result[character] = [...new Set([...(result[character] ?? []), ...found])];
  }
  return result;
}

const form = (shape: string, strokes: number, behind = false) => ({ shape, strokes, behind });

/** Radicals (Kangxi number, ' for the simplified form) in the shape they have as part of a character. */
const forms: Readonly<Record<string, { shape: string; strokes: number; behind: boolean }>> = {
  "9": form("亻", 2), "15": form("冫", 2), "61": form("忄", 3), "64": form("扌", 3), "85": form("氵", 3), "94": form("犭", 3), "113": form("礻", 4), "145": form("衤", 5), "120'": form("纟", 3), "149'": form("讠", 2), "167'": form("钅", 5), "184'": form("饣", 3), "140": form("艹", 3), "18": form("刂", 2, true), "163": form("阝", 2, true), "66": form("攵", 4, true), "86": form("火", 4), "104": form("疒", 5), "118": form("⺮", 6),
}; // prettier-ignore
