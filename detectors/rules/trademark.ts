/** Are goods offered under another's mark in a way that honest trade does not need? */
import type { Detector, Example } from "../../domain/detector.ts";
import type { Finding } from "../../domain/finding.ts";
import { registerSchema, type Register } from "../../domain/right.ts";
import { assess, slangSignals, suspicious, type Assessment } from "../trademark/assess.ts";
import { findingOf } from "../trademark/finding.ts";
import { readerOf, type Reading } from "../trademark/reading.ts";
import { contribution, signal } from "../trademark/signal.ts";
import { probabilityFrom } from "../trademark/weights.ts";

const version = 4;

/** Findings that only clear are kept for so many marks of a listing: a list of 80 phone makers needs no 80 answers. */
const mostCleared = 10;

/** Stands for the mark where the page grades its goods as copies without saying of what. */
const unnamed = { rightId: "unnamed-mark", name: "未写明的商标" } as const;

const register = (): Partial<Register> => ({
  trademarks: registerSchema.parse({
    version: "example",
    trademarks: [
      {
        id: "nike",
        name: "耐克",
        aliases: ["Nike"],
        owner: "Nike Innovate C.V.",
        categories: ["apparel-bags"],
        wellKnown: true,
        sellers: { flagship: ["NIKE官方旗舰店"], authorised: ["滔搏运动专营店"] },
        referencePrices: [{ item: "运动鞋", currency: "CNY", min: 399, max: 1899 }],
      },
      {
        id: "dyson",
        name: "戴森",
        aliases: ["Dyson"],
        owner: "Dyson Technology Limited",
        categories: ["appliances"],
        wellKnown: true,
        referencePrices: [{ item: "吸尘器", currency: "CNY", min: 1999, max: 5999 }],
      },
      { id: "apple", name: "苹果", aliases: ["Apple", "iPhone"], owner: "Apple Inc.", categories: ["electronics"], wellKnown: true },
    ],
  }).trademarks,
});

const example = (why: string, listing: Omit<Example["listing"], "id">, expect: Example["expect"]): Example => ({
  why,
  listing: { id: "example:1", ...listing },
  register: register(),
  expect,
});

const examples: readonly Example[] = [
  example(
    "grades its goods as copies of a named brand",
    { title: "耐克AJ1高仿 一比一 莆田纯原运动鞋", category: "apparel-bags" },
    "suspected",
  ),
  example("a star inside the name keeps it from being found", { title: "耐*克运动鞋男透气跑步鞋", category: "apparel-bags" }, "suspected"),
  example(
    "a tenth of the lowest price at which the brand sells",
    { title: "耐克运动鞋男 全新包邮", category: "apparel-bags", price: { amount: "35", currency: "CNY" } },
    "suspected",
  ),
  example(
    "a filter that says which machine it fits",
    {
      title: "适用于戴森V8吸尘器滤网 替换配件",
      category: "appliances",
      attributes: { 品牌: "净尔康" },
      price: { amount: "25", currency: "CNY" },
    },
    "cleared",
  ),
  example("the fruit, not the maker of telephones", { title: "烟台红富士苹果 新鲜水果10斤装", category: "agri" }, "cleared"),
  example(
    "denies what the word says",
    { title: "NIKE官方旗舰店 耐克跑鞋 拒绝高仿", seller: { name: "NIKE官方旗舰店" }, price: { amount: "599", currency: "CNY" } },
    "cleared",
  ),
  example("names no mark", { title: "手工编织竹篮 家用收纳" }, "none"),
];

export const detector: Detector = {
  name: "trademark",
  version,
  question: { zh: "是否以正常经营不需要的方式使用他人商标？", en: "Is another's mark used in a way that honest trade does not need?" },
  examples,
  prepare(rights, lexicon) {
    const read = readerOf(rights, lexicon);
    return {
      inspect(listing, seen) {
        const reading = read(listing, seen);
        const assessments = assess(reading, lexicon);
        const findings = assessments.flatMap((assessment) => answer(assessment));
        const found = findings.filter((finding) => finding.verdict !== "cleared");
        const cleared = findings.filter((finding) => finding.verdict === "cleared").slice(0, mostCleared);
        if (assessments.length === 0) found.push(...withoutName(reading));
        return [...found, ...cleared];

        function answer(assessment: Assessment): Finding[] {
          if (assessment.signals.length === 0) return [];
          const [decisive] = suspicious(assessment).toSorted((a, b) => contribution(b) - contribution(a));
          const { subtype, rules } = subtypeOf(decisive?.code ?? "cleared");
          return [findingOf(assessment, reading, lexicon, { detector: { name: "trademark", version }, subtype, rules })];
        }

        function withoutName(each: Reading): Finding[] {
          const slang = slangSignals(each, false).filter((sign) => !sign.code.endsWith("-hint"));
          const alone = each.slang.some(
            (hit) => hit.slang.strength === "strong" && hit.slang.needs === "none" && hit.field !== "seller.name",
          );
          if (!alone && slang.length < 2) return [];
          const signals = [
            signal("no-name", 1, {
              zh: "页面未写明所仿品牌，须查看图片或询问卖家",
              en: "The page does not say whose goods are copied: look at the pictures or ask",
            }),
            ...slang,
          ];
          const mark = { ...emptyMark, id: unnamed.rightId, name: unnamed.name };
          return [
            findingOf({ mark, signals, probability: probabilityFrom(signals) }, each, lexicon, {
              detector: { name: "trademark", version },
              subtype: "counterfeit-wording",
              rules: ["trademark.selling"],
            }),
          ];
        }
      },
    };
  },
};

const emptyMark = {
  owner: "",
  aliases: [],
  nicknames: [],
  registrations: [],
  classes: [],
  categories: [],
  sellers: { flagship: [], authorised: [] },
  referencePrices: [],
  wellKnown: false,
  images: [],
};

/** The subtype is that of the signal that weighs most; the law is what that subtype would break if it held. */
function subtypeOf(code: string): { subtype: string; rules: readonly string[] } {
  if (code.startsWith("slang-style")) return { subtype: "free-riding", rules: ["unfair-competition.confusion"] };
  if (code.startsWith("slang-")) return { subtype: "counterfeit-wording", rules: ["trademark.identical-mark", "trademark.selling"] };
  if (code.startsWith("name-") || code === "nickname")
    return { subtype: "look-alike-name", rules: ["trademark.similar-mark", "unfair-competition.confusion"] };
  if (code.startsWith("price-")) return { subtype: "implausible-price", rules: ["trademark.identical-mark", "trademark.selling"] };
  if (code === "hidden-brand") return { subtype: "hidden-brand", rules: ["trademark.identical-mark", "trademark.selling"] };
  if (code.startsWith("label-")) return { subtype: "labels-and-packaging", rules: ["trademark.labels"] };
  if (code === "authority-unlisted") return { subtype: "unproven-authority", rules: ["unfair-competition.confusion", "trademark.selling"] };
  if (code.startsWith("brand-") || code === "goods-other-class")
    return { subtype: "brand-on-other-goods", rules: ["trademark.identical-mark", "trademark.similar-mark"] };
  return { subtype: "ordinary-use", rules: [] };
}
