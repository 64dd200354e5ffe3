/**
 * Text matching, side by side, in one run on the same texts: this engine at 1k, 10k, 100k and 1M marks, ripgrep, RapidFuzz and a
 * plain loop over `natural`. `npm run bench:text -- [--sizes 1000,100000] [--titles 20000] [--rounds 3]`
 *
 * Time is processor time of one core, the best of several interleaved rounds: on a shared machine the ratios hold, the absolute
 * figures do not. Texts are strings in memory; ripgrep reads the same titles from a file and its start-up is taken off.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { JaroWinklerDistance } from "natural/lib/natural/distance/index.js";
import { unpackSections } from "../detectors/text/arena.ts";
import { buildMatcher, loadMatcher } from "../detectors/text/matcher.ts";
import type { Matcher, NamePattern } from "../detectors/text/matcher.ts";
import { rawTableOf, scanRaw } from "../detectors/text/raw-scan.ts";
import { scanTrie, trieFrom } from "../detectors/text/trie.ts";
import { viewOf } from "../detectors/text/view.ts";
import { makeCorpus } from "./text-corpus.ts";
import { chineseMarks, disguises, latinMarks, nearMisses } from "./text-tricks.ts";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    titles: { type: "string", default: "20000" },
    rounds: { type: "string", default: "3" },
  },
});
const sizes = values.sizes.split(",").map(Number);
const rounds = Number(values.rounds);
/** Beyond this many marks the rest of the register is searched by exact spelling only, as the tiers have it. */
const watchedMost = 100_000;
const watchedOfMillion = 10_000;
const repeats = 10;

const folder = mkdtempSync(join(tmpdir(), "tiequan-bench-"));
const seconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1e6;
};
const best = new Map<string, number>();
const note = (name: string, spent: number) => best.set(name, Math.min(spent, best.get(name) ?? Number.POSITIVE_INFINITY));
const spent = (name: string) => best.get(name) ?? Number.NaN;
const round = (value: number, digits = 0) => (Number.isNaN(value) ? "–" : value.toLocaleString("en", { maximumFractionDigits: digits }));

const rows: string[][] = [
  [
    "marks",
    "build s",
    "index MB",
    "load ms",
    "trie MB/s",
    "exact titles/s",
    "exact MB/s",
    "ripgrep MB/s",
    "trie ÷ rg",
    "exact ÷ rg",
    "all titles/s",
    "5,000 characters ms",
  ],
];
const allRate = new Map<number, number>();
for (const size of sizes) measure(size);
printTable(rows);
peers();
quality();
rmSync(folder, { recursive: true, force: true });

function measure(size: number): void {
  const corpus = makeCorpus(size, Number(values.titles), 8);
  const bytes = Buffer.byteLength(corpus.titles.join("\n"));
  const patterns = corpus.marks.map((text, id): NamePattern => ({
    id,
    text,
    owner: `o${id % 500}`,
    tier: size <= watchedMost || id < watchedOfMillion ? "watched" : "register",
    ordinary: false,
  }));
  if (size > watchedMost)
    console.log(`${round(size)} marks: ${round(watchedOfMillion)} watched by every layer, the rest by exact spelling.`);
  let matcher: Matcher = buildMatcher(patterns.slice(0, 1000));
  for (let at = 0; at < (size >= 1_000_000 ? 1 : rounds); at += 1) note(`build ${size}`, seconds(() => (matcher = buildMatcher(patterns)))); // prettier-ignore
  const file = join(folder, "index");
  writeFileSync(file, matcher.save());
  let load = Number.POSITIVE_INFINITY;
  for (let at = 0; at < rounds; at += 1) {
    const from = performance.now();
    loadMatcher(readFileSync(file));
    load = Math.min(load, performance.now() - from);
  }
  const trie = trieFrom(unpackSections(matcher.save()), "exact");
  const raw = rawTableOf(trie);
  writeFileSync(join(folder, "marks"), corpus.marks.join("\n"));
  const description = corpus.descriptions.join("").slice(0, 5000);
  // Scanning is so quick that the titles are read ten times, by both.
  writeFileSync(join(folder, "titles"), `${corpus.titles.join("\n")}\n`.repeat(repeats));
  for (let at = 0; at < rounds; at += 1) {
    let hits = 0;
    note(`trie ${size}`, seconds(() => {
      for (let again = 0; again < repeats; again += 1) for (const title of corpus.titles) {
        const done = scanRaw(trie, raw, title, title.length, () => { hits += 1; return false; });
        if (!done) {
          const view = viewOf(title, title.length);
          scanTrie(trie, view.unit, view.length, () => void (hits += 1));
        }
      }
    }) / repeats); // prettier-ignore
    note(`exact ${size}`, seconds(() => corpus.titles.forEach((title) => matcher.find(title, { layers: "exact" })))); // prettier-ignore
    note(`rg ${size}`, ripgrep() / repeats);
    note(`all ${size}`, seconds(() => corpus.titles.forEach((title) => matcher.find(title)))); // prettier-ignore
    note(`description ${size}`, seconds(() => { for (let again = 0; again < 20; again += 1) matcher.find(description); }) / 20); // prettier-ignore
  }
  const rate = (name: string) => bytes / 1e6 / spent(`${name} ${size}`);
  const titles = corpus.titles.length;
  allRate.set(size, titles / spent(`all ${size}`));
  rows.push([
    round(size), round(spent(`build ${size}`), 2), round(matcher.save().length / 1e6, 1), round(load, 1), round(rate("trie")), round(titles / spent(`exact ${size}`)), round(rate("exact")), round(rate("rg")),
    round(rate("trie") / rate("rg"), 2), round(rate("exact") / rate("rg"), 2), round(allRate.get(size) ?? Number.NaN), round(spent(`description ${size}`) * 1000, 2),
  ]); // prettier-ignore
  if (size === Math.min(...sizes)) fuzzyPeers(corpus.marks, corpus.titles.slice(0, 200), allRate.get(size) ?? Number.NaN);
}

/** Processor time of `rg -F -f` on the titles, less that on an empty file (reading and compiling the marks). */
function ripgrep(): number {
  writeFileSync(join(folder, "nothing"), "");
  const time = (file: string) => {
    const run = spawnSync("bash", ["-c", `TIMEFORMAT='%U %S'; time rg -j1 -F -o -N -f marks ${file} > /dev/null`], {
      cwd: folder,
      encoding: "utf8",
    });
    const line = run.stderr.trim().split("\n").at(-1) ?? "";
    return /^[\d.]+ [\d.]+$/u.test(line) ? line.split(" ").reduce((sum, part) => sum + Number(part), 0) : Number.NaN;
  };
  return time("titles") - time("nothing");
}

function fuzzyPeers(marks: readonly string[], titles: readonly string[], own: number): void {
  const loop = titles.length / seconds(() => {
    for (const title of titles) for (const word of title.split(/\s+/u)) for (const mark of marks) JaroWinklerDistance(word, mark, {});
  }); // prettier-ignore
  const script =
    "import sys,json,time\nfrom rapidfuzz import process,fuzz\nd=json.load(sys.stdin)\nt=time.process_time()\nfor x in d['titles']: process.extract(x,d['marks'],scorer=fuzz.partial_ratio,score_cutoff=85,limit=None)\nprint(len(d['titles'])/(time.process_time()-t))";
  const run = spawnSync("python3", ["-c", script], { input: JSON.stringify({ titles, marks }), encoding: "utf8" });
  const rapid = Number(run.stdout.trim() || Number.NaN);
  console.log(
    `\nAt ${round(marks.length)} marks, titles/s: all layers ${round(own)} · RapidFuzz partial_ratio ${run.status === 0 ? `${round(rapid)} (${round(own / rapid, 1)} times slower)` : "not installed"} · natural's Jaro-Winkler over the words ${round(loop, 1)} (${round(own / loop)} times slower)\n`,
  );
}

function peers(): void {
  const small = allRate.get(1000);
  const large = allRate.get(100_000);
  if (small !== undefined && large !== undefined)
    console.log(`\nFrom 1,000 to 100,000 marks a title costs ${round(small / large, 2)} times as much.`);
}

/** Recall by kind of disguise and false alarms on near misses, at strength 0.5, without the detector that weighs context. */
function quality(): void {
  const ordinary = new Set([
    "小米",
    "老板",
    "统一",
    "公牛",
    "立白",
    "美的",
    "Puma",
    "Canon",
    "Mobil",
    "Omega",
    "Supreme",
    "Converse",
    "Columbia",
  ]);
  const names = [...chineseMarks, ...latinMarks];
  const matcher = buildMatcher(names.map((text, id) => ({ id, text, owner: text, tier: "watched", ordinary: ordinary.has(text) })));
  const kinds = new Map<string, [number, number]>();
  for (const { kind, mark, title } of disguises(2)) {
    const [found, all] = kinds.get(kind) ?? [0, 0];
    const hit = matcher.find(title).matches.some((match) => match.pattern.text === mark && match.strength >= 0.5);
    kinds.set(kind, [found + (hit ? 1 : 0), all + 1]);
  }
  console.log("\nRecall by kind of disguise (names in titles):");
  printTable([...kinds].map(([kind, [found, all]]) => [kind, `${round((found / all) * 100, 1)} %`, String(all)]));
  const mean = [...kinds.values()].reduce((sum, [found, all]) => sum + found / all, 0) / kinds.size;
  const alarms = nearMisses.filter((title) => matcher.find(title).matches.some(({ strength }) => strength >= 0.5));
  console.log(
    `Mean over ${kinds.size} kinds: ${round(mean * 100, 1)} %. Near misses that alarm: ${alarms.length} of ${nearMisses.length} (${alarms.join("; ")}).`,
  );
}

function printTable(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  for (const row of table)
    console.log(
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "),
    );
}
