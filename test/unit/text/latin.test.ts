import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedEdits, buildTypos, editDistance, findTypos } from "../../../detectors/text/latin.ts";
import { keysOf } from "../../../detectors/text/trie-build.ts";

const unitsOf = (text: string) => Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

function found(names: readonly string[], word: string): string[] {
  const keys = keysOf(names);
  const index = buildTypos(keys, [...names.keys()]);
  const hits: string[] = [];
  findTypos(index, keys, unitsOf(word), 0, word.length, (key, edits) => hits.push(`${names[key]}:${edits}`));
  return [...new Set(hits)].sort();
}

/** Optimal string alignment, written out. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const cell = (i: number, j: number) => table[i]?.[j] ?? 99;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      let least = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, cell(i - 2, j - 2) + 1);
      (table[i] ?? [])[j] = least;
    }
  }
  return cell(a.length, b.length);
}

const name = (least: number, most: number) =>
  fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: least, maxLength: most }).map((parts) => parts.join(""));

describe("deletion index", () => {
  it("finds every name within its allowed distance and no other", () => {
    fc.assert(
      fc.property(fc.uniqueArray(name(4, 12), { minLength: 1, maxLength: 20 }), name(4, 13), (names, word) => {
        const expected = names.map((each) => [each, distance(each, word)] as const).filter(([each, edits]) => edits > 0 && edits <= allowedEdits(each.length)).map(([each, edits]) => `${each}:${edits}`).sort(); // prettier-ignore
        expect(found(names, word)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("counts a swap of neighbours as one edit", () => {
    expect(found(["adidas"], "adiads")).toEqual(["adidas:1"]);
  });

  it("allows two edits from eight letters on", () => {
    expect([found(["starbucks"], "starbuxs"), found(["samsung"], "zamsumg")]).toEqual([["starbucks:2"], []]);
  });

  it("stops counting past the limit", () => {
    expect(editDistance(unitsOf("abcdef"), 0, 6, unitsOf("uvwxyz"), 0, 6, 2)).toBe(3);
  });
});
