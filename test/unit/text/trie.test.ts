import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanTrie } from "../../../detectors/text/trie.ts";
import { buildTrie, keysOf } from "../../../detectors/text/trie-build.ts";

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

function found(keys: readonly string[], text: string): string[] {
  const hits: string[] = [];
  scanTrie(buildTrie(keysOf(keys)), unitsOf(text), text.length, (key, from, to) => hits.push(`${key}@${from}-${to}`));
  return hits.sort();
}

function bruteForce(keys: readonly string[], text: string): string[] {
  const hits: string[] = [];
  keys.forEach((key, index) => {
    for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) hits.push(`${index}@${at}-${at + key.length}`);
  });
  return hits.sort();
}

const letters = fc.constantFrom("a", "b", "c", "耐", "克");
const word = (least: number, most: number) => fc.array(letters, { minLength: least, maxLength: most }).map((parts) => parts.join(""));

describe("trie", () => {
  it("finds what a plain search finds, overlapping hits and all", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word(1, 6), { maxLength: 40 }), word(0, 60), (keys, text) => {
        expect(found(keys, text)).toEqual(bruteForce(keys, text));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("finds one key inside another", () => {
    expect(found(["耐克", "耐克斯", "克"], "耐克斯")).toEqual(["0@0-2", "1@0-3", "2@1-2"]);
  });

  it("holds no keys without complaint", () => {
    expect(found([], "耐克")).toEqual([]);
  });
});
