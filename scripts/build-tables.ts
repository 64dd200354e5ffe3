/**
 * Builds the tables of `detectors/text/tables/` from public data. Run it by hand when a source changes; the results are committed.
 *
 *   node scripts/build-tables.ts --confusables confusables.txt [--ucd /usr/share/unicode] [--words /usr/share/dict/american-english]
 *
 * Needs Debian's `unicode-data` and `wamerican`, fonts `Noto Sans CJK SC` and `Noto Serif CJK SC`, and UTS #39's confusables.txt
 * (or the `data.json` that the npm package `unhomoglyph` makes of it).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildFoldTable } from "./tables/fold-table.ts";
import { buildLookAlikes } from "./tables/look-alikes.ts";
import { buildReadings } from "./tables/readings.ts";
import { buildSplits } from "./tables/splits.ts";
import { readUnicode } from "./tables/unicode.ts";

const { values } = parseArgs({
  options: {
    ucd: { type: "string", default: "/usr/share/unicode" },
    confusables: { type: "string" },
    words: { type: "string", default: "/usr/share/dict/american-english" },
    only: { type: "string" },
  },
});
const folder = join(import.meta.dirname, "../detectors/text/tables");
const unicode = readUnicode(values.ucd);
const wanted = (name: string) => values.only === undefined || values.only === name;

if (wanted("fold")) {
  if (values.confusables === undefined) throw new Error("Say where UTS #39's confusables are: --confusables confusables.txt");
  const table = buildFoldTable(unicode, readConfusables(values.confusables));
  write("fold.json", "Unicode Character Database 15 and UTS #39 confusables (Unicode-3.0); opencc-js 1.4 (MIT, Apache-2.0)", table);
}
if (wanted("readings")) write("readings.json", "Unihan 15: kMandarin, kHanyuPinlu, kTGHZ2013 (Unicode-3.0)", buildReadings(unicode));

const common = [...new Set([...unicode.unihan("kTGH").keys(), ...unicode.unihan("kGB0").keys()])]
  .filter((character) => character.length === 1)
  .sort();
if (wanted("splits")) write("splits.json", "Unihan 15: kCangjie, kTotalStrokes (Unicode-3.0)", { splits: buildSplits(unicode, common) });
if (wanted("words")) writeFileSync(join(folder, "english-words.txt"), englishWords(readFileSync(values.words, "utf8")));
if (wanted("segmenter")) writeFileSync(join(folder, "chinese-words.txt"), chineseWords());
if (wanted("look-alikes")) {
  const hand = JSON.parse(readFileSync(join(folder, "hand-pairs.json"), "utf8")) as { pairs: string[] };
  const result = await buildLookAlikes(unicode, common, frequencies(), hand.pairs);
  console.log("hand pairs within the first 5, 10, 20:", result.within);
  write(
    "look-alikes.json",
    "Unihan 15: kFourCornerCode, kCangjie, kRSUnicode, kTotalStrokes (Unicode-3.0); shapes measured in Noto Sans and Serif CJK SC (OFL-1.1); character frequency from the dictionary of jieba (MIT)",
    { lookAlikes: result.table },
  );
}

function write(name: string, source: string, content: object): void {
  const body = JSON.stringify({ source, madeBy: "scripts/build-tables.ts", ...content }, null, 1);
  writeFileSync(join(folder, name), `${body}\n`);
  console.log(name, body.length);
}

function readConfusables(path: string): Map<string, string> {
  const text = readFileSync(path, "utf8");
  if (path.endsWith(".json")) return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
  const decode = (hexes: string) =>
    String.fromCodePoint(
      ...hexes
        .trim()
        .split(" ")
        .map((hex) => Number.parseInt(hex, 16)),
    );
  return new Map(
    text.replace("\ufeff", "").split("\n").flatMap((line): [string, string][] => {
      const [source, target] = (line.split("#")[0] ?? "").split(";");
      return source === undefined || target === undefined ? [] : [[decode(source), decode(target)]];
    }),
  ); // prettier-ignore
}

/**
 * The dictionary of jieba without its rare words: most are names, and a rare word read across the edge of a brand name hides it
 * (正/品特/步 for 正品特步). No header: the segmenter reads every line.
 */
function chineseWords(): string {
  const path = createRequire(import.meta.url).resolve("@node-rs/jieba/dict.txt");
  const lines = readFileSync(path, "utf8").split("\n").filter((line) => {
    const [word = "", count = "0"] = line.split(" ");
    return word !== "" && ([...word].length === 1 || Number(count) >= 10);
  }); // prettier-ignore
  return `${lines.join("\n")}\n`;
}

function frequencies(): Map<string, number> {
  const path = createRequire(import.meta.url).resolve("@node-rs/jieba/dict.txt");
  const counts = new Map<string, number>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const [word = "", count = "0"] = line.split(" ");
    for (const character of word) counts.set(character, (counts.get(character) ?? 0) + Number(count));
  }
  return counts;
}

/** Common words, and names of people and places from four letters on (phillips): neither is a misspelling of what it resembles. */
function englishWords(text: string): string {
  const words = text.split("\n").filter((word) => /^[a-z]{2,}$|^[A-Z][a-z]{3,}$/u.test(word)).map((word) => word.toLowerCase()); // prettier-ignore
  return [
    "# Ordinary English words, so that a word is not read as a misspelt name.",
    "# Source: SCOWL by Kevin Atkinson (Debian package wamerican), permissive licence: Copyright 2000-2018 by Kevin Atkinson.",
    "# Permission to use, copy, modify, distribute and sell this database is granted without fee, provided that the above",
    "# copyright notice appears in all copies. No warranty.",
    ...new Set(words),
    "",
  ].join("\n");
}
