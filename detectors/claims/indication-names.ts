/** Finds indications in a field: by name, by translation, in parts, with a style word, or in a spelling that only looks or sounds alike. */
import { pinyin } from "pinyin-pro";
import type { ProtectedWords } from "../../domain/lexicon/protected-words.ts";
import { field as makeField, leanToFolded, type Field } from "./fields.ts";
import { buildVocabulary, leanOf, longest, type Hit } from "./vocabulary.ts";
import type { WatchedIndication } from "./watched-indications.ts";
import { buildWords } from "./word-index.ts";

export interface NameHit {
  readonly indication: WatchedIndication;
  readonly field: Field;
  /** In the folded view. */
  readonly start: number;
  readonly end: number;
  readonly kind: "name" | "style" | "look-alike";
  /** 风味, style: the word that evokes. */
  readonly style: string | null;
  /** The name holds its product; otherwise (香槟, Port) the goods must be named beside it. */
  readonly namesProduct: boolean;
}

type Entry =
  | { readonly as: "name"; readonly indication: WatchedIndication }
  | { readonly as: "styled"; readonly indication: WatchedIndication; readonly style: string }
  | { readonly as: "stem"; readonly indication: WatchedIndication }
  | { readonly as: "benign"; readonly indication: WatchedIndication | null };

export interface NameIndex {
  find(field: Field): readonly NameHit[];
}

export function buildNameIndex(indications: readonly WatchedIndication[], words: ProtectedWords): NameIndex {
  const entries: [string, Entry][] = [];
  const hanStyles = words.styleWords.filter((word) => /[\u4e00-\u9fff]/u.test(word));
  const latinStyles = words.styleWords.filter((word) => !/[\u4e00-\u9fff]/u.test(word)).map((word) => word.replace(/^-/u, ""));
  const byProduct = new Map<string, WatchedIndication[]>();
  for (const indication of indications) {
    for (const name of [...indication.names, ...indication.translations]) entries.push([name, { as: "name", indication }]);
    for (const context of indication.benignContexts) if (leanOf(context).length >= 2) entries.push([context, { as: "benign", indication }]);
    for (const stem of latinStems(indication))
      for (const style of latinStyles)
        for (const joint of [" ", "-"]) entries.push([stem + joint + style, { as: "styled", indication, style }]);
    for (const stem of hanStems(indication))
      for (const style of hanStyles) entries.push([stem + style, { as: "styled", indication, style }]);
    const { parts } = indication;
    if (parts === null) continue;
    entries.push([parts.stem, { as: "stem", indication }]);
    if (leanOf(indication.names[0] ?? "").length >= 3) {
      const known = byProduct.get(parts.product);
      if (known === undefined) byProduct.set(parts.product, [indication]);
      else known.push(indication);
    }
  }
  const vocabulary = buildVocabulary(entries);
  const products = buildWords([...byProduct].map(([product, sharing]) => [product, sharing] as const));
  const stems = new Set(indications.flatMap((indication) => (indication.parts === null ? [] : [indication.parts.stem])));
  const productWords = new Map(
    indications.map((indication) => [
      indication.id,
      buildWords(indication.productWords.map((word) => [leanOf(word), word] as const).filter(([word]) => word !== "")),
    ]),
  );
  const after = words.indication.benignAfter;
  const before = words.indication.benignBefore;

  return {
    find(field) {
      const raw = vocabulary.find(field);
      const hits: NameHit[] = [];
      const named = longest(raw.filter((hit) => hit.value.as === "name" || hit.value.as === "styled"));
      const benign = raw.filter((hit) => hit.value.as === "benign");
      const covered = (hit: Hit<Entry>) =>
        benign.some(
          (other) =>
            other.value.indication === hit.value.indication &&
            other.start <= hit.start &&
            hit.end <= other.end &&
            other.end - other.start > hit.end - hit.start,
        );
      for (const hit of named) {
        if (covered(hit) || isOther(field, hit, after, before)) continue;
        const { value } = hit;
        if (value.as === "styled") {
          if (!productFollows(field, hit.end, value.indication, productWords)) continue;
          hits.push({
            indication: value.indication,
            field,
            start: hit.start,
            end: hit.end,
            kind: "style",
            style: value.style,
            namesProduct: true,
          });
        } else if (value.as === "name") {
          const style = styleAfter(field, hit.end, hanStyles, latinStyles);
          hits.push({
            indication: value.indication,
            field,
            start: hit.start,
            end: style === null ? hit.end : style.end,
            kind: style === null ? "name" : "style",
            style: style?.word ?? null,
            namesProduct: holdsProduct(hit.word, value.indication),
          });
        }
      }
      for (const hit of raw) {
        if (hit.value.as !== "stem" || covered(hit) || hits.some((other) => other.start <= hit.start && hit.end <= other.end)) continue;
        const end = partsApart(field, hit, hit.value.indication);
        if (end === null || isOther(field, { ...hit, end }, after, before)) continue;
        if (!hits.some((other) => other.start < end && hit.start < other.end))
          hits.push({ indication: hit.value.indication, field, start: hit.start, end, kind: "name", style: null, namesProduct: true });
      }
      for (const found of products.scan(field.lean))
        for (const indication of found.value) {
          const start = alikeBefore(field.lean, found.start, indication.parts?.stem ?? "", stems);
          if (start === null) continue;
          const [from, to] = leanToFolded(field, start, found.end);
          const inner = hits.findIndex((other) => from <= other.start && other.end <= to && other.indication !== indication);
          if (inner >= 0) hits.splice(inner, 1);
          if (!hits.some((other) => other.start < to && from < other.end))
            hits.push({ indication, field, start: from, end: to, kind: "look-alike", style: null, namesProduct: true });
        }
      return hits;
    },
  };
}

/** 帕玛 of 帕玛火腿: every spelling without its product can take a style word. */
function hanStems(indication: WatchedIndication): string[] {
  const stems = indication.names.flatMap((name) => {
    const lean = leanOf(name);
    return indication.productNouns
      .filter((noun) => lean.endsWith(noun) && lean.length - noun.length >= 2)
      .map((noun) => lean.slice(0, -noun.length));
  });
  return [...new Set([...stems, ...(indication.parts === null ? [] : [indication.parts.stem])])];
}

function latinStems(indication: WatchedIndication): string[] {
  return [
    ...new Set(
      indication.translations.flatMap(
        (name) =>
          /^(.{4,}?)\s(?:ham|cheese|wine|rice|tea|whisky|whiskey|vinegar|crab|coffee|beef|vodka|beer|pear|zhacai|potato|potatoes)$/u.exec(
            name.toLowerCase(),
          )?.[1] ?? [],
      ),
    ),
  ];
}

const holdsProduct = (word: string, indication: WatchedIndication) =>
  // Several words, or one long one, are no everyday word; Champagne alone is a colour too.
  (/^[a-z]/u.test(word) && (/[a-z][\s'-][a-z]/u.test(word) || (word.length >= 9 && word !== "champagne"))) ||
  indication.productWords.some((product) => {
    const key = leanOf(product);
    return key !== "" && leanOf(word).includes(key) && !/^(?:port|scotch)$/u.test(word);
  });

/** 香槟色, 龙井虾仁, champagne flute, USB port: the words, not the goods. */
function isOther(field: Field, hit: Hit<Entry>, after: readonly string[], before: readonly string[]): boolean {
  const next = field.folded.slice(hit.end, hit.end + 24);
  if (/[a-z]$/u.test(hit.word)) {
    const word = /^[\s-]{0,2}([a-z-]+(?:\s[a-z]+)?)/u.exec(next)?.[1] ?? "";
    if (after.some((other) => word === other || word.startsWith(`${other} `))) return true;
    const prior = /([a-z]+)[\s-]{0,2}$/u.exec(field.folded.slice(Math.max(0, hit.start - 14), hit.start))?.[1];
    return prior !== undefined && before.includes(prior);
  }
  const joined = next.replaceAll(/[\s·]/gu, "");
  return after.some((other) => joined.startsWith(other) && /[\u4e00-\u9fff]/u.test(other));
}

const weakHan = new Set(["味", "类", "工艺", "做法", "口味", "仿"]);

function styleAfter(field: Field, end: number, han: readonly string[], latin: readonly string[]): { word: string; end: number } | null {
  const next = field.folded.slice(end, end + 20);
  const gap = /^\s?/u.exec(next)?.[0].length ?? 0;
  const text = next.slice(gap);
  const word = han.filter((style) => text.startsWith(style)).toSorted((a, b) => b.length - a.length)[0];
  if (word !== undefined) {
    const rest = text.slice(word.length);
    // 工艺, 味 and 类 are also plain talk about the goods: they evoke only when glued on and followed by a thing.
    if (
      weakHan.has(word) &&
      (gap > 0 || !/^(?:的)?[\u4e00-\u9fff]/u.test(rest) || /^(?:道|目|精湛|传统|考究|讲究|甘|鲜|浓|醇|好|很|香|纯)/u.test(rest))
    )
      return null;
    if (word === "式" || word === "型" || word === "类") if (/^(?:号|别|目)/u.test(rest)) return null;
    return { word, end: end + gap + word.length };
  }
  const spelt = /^[\s-]{0,2}([a-z]+)/u.exec(next);
  const letters = spelt?.[1];
  return letters !== undefined && latin.includes(letters) && spelt !== null ? { word: letters, end: end + spelt[0].length } : null;
}

function productFollows(
  field: Field,
  end: number,
  indication: WatchedIndication,
  productWords: ReadonlyMap<string, { any(view: string): boolean }>,
): boolean {
  const near = field.folded.slice(end, end + 24).replace(/[,，。;；!！].*$/su, "");
  const next = makeField("", "", near.slice(0, 12)).lean;
  const words = productWords.get(indication.id);
  return (
    (indication.parts !== null && next.includes(indication.parts.product)) || (words !== undefined && (words.any(next) || words.any(near)))
  );
}

/** 五常 … 大米 within eight letters and no stop between: 五常有机大米. */
function partsApart(field: Field, hit: Hit<Entry>, indication: WatchedIndication): number | null {
  const { parts } = indication;
  if (parts === null || parts.product.length < 2) return null;
  const next = field.folded.slice(hit.end, hit.end + parts.product.length + 9);
  const at = next.indexOf(parts.product);
  // 东阿镇 is another place than 东阿; only the town within the area was given as a name of its own.
  if (/^[镇乡村]/u.test(next)) return null;
  return at < 0 || /[,，。;；!！?？、/\n]/u.test(next.slice(0, at)) ? null : hit.end + at + parts.product.length;
}

const syllables = new Map<string, string>();

function syllable(letter: string): string {
  const known = syllables.get(letter);
  if (known !== undefined) return known;
  const spelt = pinyin(letter, { toneType: "none", type: "array" })[0] ?? letter;
  syllables.set(letter, spelt);
  return spelt;
}

/** Pairs that look alike without sounding alike; those that sound alike need no list. */
const looksLike = [
  "湖糊瑚",
  "澄登",
  "阳陌",
  "常赏",
  "五互",
  "井丼并",
  "米来",
  "洱饵",
  "金全",
  "华毕",
  "溪奚",
  "岩炭",
  "勒勤",
  "尔你",
  "烟咽",
  "台合",
  "郫郸",
  "县具",
  "镇慎",
  "东车",
  "阿啊",
  "宁宇",
  "盘盆",
  "锦绵",
  "香杳",
  "安按",
  "吉古",
  "西酉",
  "泽择",
];

/** The stem with exactly one letter changed into one that sounds or looks like it, right before the product. */
function alikeBefore(lean: string, productAt: number, stem: string, stems: ReadonlySet<string>): number | null {
  const start = productAt - stem.length;
  if (start < 0 || stem.length < 2) return null;
  const written = lean.slice(start, productAt);
  if (written === stem || stems.has(written)) return null;
  let changed = -1;
  for (let at = 0; at < stem.length; at += 1)
    if (written[at] !== stem[at]) {
      if (changed >= 0) return null;
      changed = at;
    }
  const [was = "", is = ""] = [stem[changed], written[changed]];
  if (!/[\u4e00-\u9fff]/u.test(is)) return null;
  return looksLike.some((group) => group.includes(was) && group.includes(is)) || syllable(was) === syllable(is) ? start : null;
}
