/** Expands `bench/data/trademark-phenomena.txt` into labelled listings, the same ones every time. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../config/files.ts";
import type { LabelledListing } from "./labelled.ts";

const folder = join(projectRoot, "bench", "data");

const lists: Readonly<Record<string, readonly string[]>> = {
  shoe: ["耐克", "阿迪达斯", "彪马", "Nike", "adidas", "PUMA", "李宁"],
  shoeF: ["耐克", "NIKE"],
  shoeEn: ["Nike", "adidas", "Puma"],
  bag: ["LV", "路易威登", "古驰", "Gucci", "香奈儿", "爱马仕"],
  bagEn: ["Louis Vuitton", "Gucci", "Chanel", "Hermes"],
  watch: ["劳力士", "Rolex", "rolex劳力士"],
  watchEn: ["Rolex", "ROLEX"],
  wear: ["北面", "The North Face", "lululemon", "加拿大鹅"],
  wearEn: ["The North Face", "lululemon", "Canada Goose"],
  phone: ["苹果", "华为", "三星", "小米", "iPhone"],
  phoneEn: ["iPhone", "Samsung Galaxy"],
  ear: ["AirPods", "索尼", "华为"],
  home: ["戴森", "美的", "九阳", "飞利浦", "苏泊尔"],
  vac: ["戴森", "小米", "美的"],
  hp: ["惠普", "HP"],
  wine: ["茅台", "五粮液"],
  car: ["美孚", "嘉实多"],
  dettol: ["滴露"],
  c: ["黑色", "白色", "米白", "军绿", "藏青", "红色"],
  n: ["2", "3", "4", "5", "8", "90"],
};

const cyrillic: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  i: "і",
  o: "о",
  p: "р",
  s: "ѕ",
  x: "х",
  y: "у",
  N: "Ν",
  A: "А",
  S: "Ѕ",
  k: "κ",
};
const leet: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5" };

const between = (name: string, inner: string) =>
  [...name].map((letter, at) => (at === Math.floor(name.length / 2) ? `${inner}${letter}` : letter)).join("");
const replaced = (name: string, table: Readonly<Record<string, string>>) => {
  let done = false;
  return [...name].map((letter) => (done || table[letter] === undefined ? letter : ((done = true), table[letter]))).join("");
};
const offset = (name: string, upper: number, lower: number) =>
  [...name]
    .map((letter) =>
      /[A-Z]/u.test(letter)
        ? String.fromCodePoint(upper + letter.charCodeAt(0) - 65)
        : /[a-z]/u.test(letter)
          ? String.fromCodePoint(lower + letter.charCodeAt(0) - 97)
          : letter,
    )
    .join("");

const tricks: Readonly<Record<string, (name: string) => string>> = {
  star: (name) => between(name, "*"),
  bar: (name) => between(name, "丨"),
  middot: (name) => between(name, "·"),
  diacritic: (name) => replaced(name, { a: "à", e: "é", i: "ì", o: "ö", u: "ü", y: "ÿ" }),
  bidi: (name) => between(name, "\u200f"),
  dash: (name) => between(name, "-"),
  under: (name) => [...name].join("_"),
  dot: (name) => [...name].join("."),
  space: (name) => [...name].join(" "),
  zw: (name) => between(name, "\u200b"),
  emoji: (name) => between(name, "🔥"),
  mask: (name) => [...name].map((letter, at) => (at === 1 ? "○" : letter)).join(""),
  leet: (name) => replaced(name, leet),
  cyr: (name) => replaced(name, cyrillic),
  full: (name) => offset(name, 0xff21, 0xff41),
  styled: (name) => offset(name, 0x1d400, 0x1d41a),
};

/** mulberry32: a small generator whose whole state is one number, so that the data never change by themselves. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Phrasings are said again with other names and an ending that means nothing, as shops do. */
const endings = ["", "", "", " 包邮", " 现货", " 2026新款", " 顺丰", " 限时"];

type Head = Pick<LabelledListing, "label" | "phenomenon" | "split" | "hard" | "subtype">;

function expand(text: string): LabelledListing[] {
  const roll = dice(20260630);
  const pick = (list: readonly string[]) => list[Math.floor(roll() * list.length)] ?? "";
  const listings: LabelledListing[] = [];
  let head: Head | null = null;
  for (const [number, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("== ")) {
      const [phenomenon = "", split, label, hard, subtype] = line
        .slice(3)
        .split("|")
        .map((part) => part.trim());
      if ((split !== "train" && split !== "test") || (label !== "infringing" && label !== "clean"))
        throw new Error(`Line ${number + 1}: a phenomenon needs a split and a label.`);
      head = { phenomenon, split, label, hard: hard === "hard", ...(subtype === undefined ? {} : { subtype }) };
      continue;
    }
    if (head === null) throw new Error(`Line ${number + 1}: a phrasing before any phenomenon.`);
    const [, times = "1", phrasing = ""] = /^(?:x(\d+) )?(.*)$/u.exec(line) ?? [];
    // Test phrasings with a list to draw from are said three times: the figures rest on more than one name each.
    const drawn = phrasing.includes("{") && !phrasing.includes("{every:");
    const said = head.split === "test" && drawn ? 3 : Number(times) + (head.split === "train" && drawn ? 1 : 0);
    // {every:name} stands for one listing a disguise; one that leaves the name as it is (small letters of Chinese) is
    // none, and full-width letters alone are reported below the line on purpose.
    const [, disguised = ""] = /\{every:([^}]+)\}/u.exec(phrasing) ?? [];
    const written =
      disguised === ""
        ? Array.from({ length: said }, () => phrasing)
        : Object.entries(tricks)
            .filter(([trick, hide]) => trick !== "full" && hide(disguised) !== disguised)
            .map(([trick]) => phrasing.replace("{every:", `{${trick}:`));
    for (const each of written) listings.push(say(each, head, number, listings.length + 1));
  }
  return listings;

  function say(phrasing: string, labels: Head, number: number, serial: number): LabelledListing {
    const bindings = new Map<string, string>();
    let trick: string | undefined;
    const filled = phrasing.replaceAll(/\{(\w+)(?::([^}]+))?\}/gu, (_, word: string, name: string | undefined) => {
      if (name !== undefined) {
        trick = word;
        return (tricks[word] ?? fail(number, word))(name);
      }
      const bound = bindings.get(word) ?? pick(lists[word] ?? fail(number, word));
      bindings.set(word, bound);
      return bound;
    });
    const [title = "", description = "", fields = ""] = filled.split("||").map((part) => part.trim());
    const ending = /\p{Script=Han}/u.test(title) ? pick(endings) : "";
    return {
      listing: {
        id: `bench-tm:${serial}`,
        title: title + ending,
        ...(description === "" ? {} : { description }),
        ...fieldsOf(fields),
      },
      kind: "trademark",
      ...labels,
      ...(trick === undefined ? {} : { trick }),
    };
  }
}

function fail(number: number, word: string): never {
  throw new Error(`Line ${number + 1}: there is no list or trick "${word}".`);
}

function fieldsOf(text: string): Partial<LabelledListing["listing"]> {
  const given = new Map(
    text
      .split(";")
      .flatMap((pair) =>
        pair.includes("=") ? [[pair.slice(0, pair.indexOf("=")).trim(), pair.slice(pair.indexOf("=") + 1).trim()] as const] : [],
      ),
  );
  const amount = given.get("price");
  const seller = given.get("seller");
  const brand = given.get("brand");
  return {
    ...(given.has("cat") ? { category: given.get("cat") } : {}),
    ...(amount === undefined ? {} : { price: { amount, currency: given.get("cur") ?? "CNY" } }),
    ...(seller === undefined ? {} : { seller: { name: seller, ...(given.has("type") ? { type: given.get("type") } : {}) } }),
    ...(brand === undefined ? {} : { attributes: { brand } }),
  } as Partial<LabelledListing["listing"]>;
}

const listings = expand(await readFile(join(folder, "trademark-phenomena.txt"), "utf8"));
for (const split of ["train", "test"] as const) {
  const chosen = listings.filter((each) => each.split === split);
  await writeFile(join(folder, `trademark-${split}.jsonl`), `${chosen.map((each) => JSON.stringify(each)).join("\n")}\n`);
  const clean = chosen.filter((each) => each.label === "clean");
  console.log(
    `${split}: ${chosen.length} listings, ${chosen.length - clean.length} infringing, ${clean.length} clean (${clean.filter((each) => each.hard).length} hard look-alikes), ${new Set(chosen.map((each) => each.phenomenon)).size} phenomena`,
  );
}
