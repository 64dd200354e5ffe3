/** Synthetic marks and listing titles for timing: the same seed gives the same texts. Words from the dictionary of jieba (MIT) and an English word list. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export interface Corpus {
  readonly marks: readonly string[];
  readonly titles: readonly string[];
  readonly descriptions: readonly string[];
}

/** A small generator with a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const chinese = () => {
  const path = createRequire(import.meta.url).resolve("@node-rs/jieba/dict.txt");
  const words = readFileSync(path, "utf8").split("\n").map((line) => line.split(" ")).filter(([word = "", count = "0"]) => /^\p{Script=Han}{1,4}$/u.test(word) && Number(count) > 20); // prettier-ignore
  const counts = new Map<string, number>();
  for (const [word = "", count = "0"] of words)
    for (const character of word) counts.set(character, (counts.get(character) ?? 0) + Number(count));
  const characters = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3000).map(([character]) => character); // prettier-ignore
  return { words: words.map(([word = ""]) => word), characters };
};

const english = () =>
  readFileSync(new URL("../detectors/text/tables/english-words.txt", import.meta.url), "utf8").split("\n").filter((line) => /^[a-z]{3,12}$/u.test(line)); // prettier-ignore

export function makeCorpus(marks: number, titles: number, descriptions: number, seed = 7): Corpus {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const zh = chinese();
  const en = english();
  const names = new Set<string>();
  const consonants = [..."bcdfghklmnprstvz", "st", "tr", "ch", "sh"];
  const vowels = [..."aeiou", "ea", "io", "ou"];
  while (names.size < marks) {
    const draw = random();
    if (draw < 0.62) {
      const size = random();
      names.add(Array.from({ length: size < 0.12 ? 2 : size < 0.6 ? 3 : size < 0.9 ? 4 : 5 }, () => pick(zh.characters)).join(""));
    } else if (draw < 0.92) {
      names.add(
        Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(consonants) + pick(vowels)).join("") +
          (random() < 0.5 ? pick(consonants) : ""),
      );
    } else names.add(pick(zh.characters) + pick(consonants).toUpperCase() + pick(vowels) + String(Math.floor(random() * 100)));
  }
  const list = [...names];
  // Common words come often: the square of a uniform draw.
  const common = <T>(words: readonly T[]) => words[Math.floor(random() ** 2 * words.length)] as T;
  const text = (length: number, withMark: boolean) => {
    const parts: string[] = [];
    let size = 0;
    const place = withMark ? random() * length : Number.POSITIVE_INFINITY;
    let marked = false;
    while (size < length) {
      const part =
        size >= place && !marked
          ? pick(list)
          : random() < 0.12
            ? ` ${pick(en)} `
            : random() < 0.06
              ? ` ${Math.floor(random() * 1000)}`
              : common(zh.words);
      if (size >= place) marked = true;
      parts.push(part);
      size += part.length;
    }
    return parts.join("");
  };
  return {
    marks: list,
    titles: Array.from({ length: titles }, () => text(50 + Math.floor(random() * 20), random() < 0.2)),
    descriptions: Array.from({ length: descriptions }, () => text(2700, random() < 0.5)),
  };
}
