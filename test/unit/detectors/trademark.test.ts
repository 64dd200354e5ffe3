import { beforeAll, describe, expect, test } from "vitest";
import { loadLexicon } from "../../../config/load.ts";
import { loadDetectors } from "../../../detectors/rules.ts";
import { prepareScreening, type ScreeningDesk } from "../../../detectors/screen.ts";
import type { Finding, Verdict } from "../../../domain/finding.ts";
import type { Lexicon } from "../../../domain/lexicon.ts";
import type { Listing } from "../../../domain/listing.ts";
import { emptyRegister, registerSchema } from "../../../domain/right.ts";

const register = registerSchema.parse({
  version: "test",
  trademarks: [
    {
      id: "nike",
      name: "耐克",
      aliases: ["Nike"],
      owner: "Nike Innovate C.V.",
      categories: ["apparel-bags"],
      wellKnown: true,
      sellers: { flagship: ["NIKE官方旗舰店"], authorised: ["滔搏运动专营店"] },
      referencePrices: [{ item: "运动鞋", min: 399, max: 1899 }],
    },
    {
      id: "lv",
      name: "路易威登",
      aliases: ["Louis Vuitton", "LV"],
      categories: ["apparel-bags"],
      wellKnown: true,
      referencePrices: [{ item: "handbag", currency: "USD", min: 1300, max: 9000 }],
    },
    {
      id: "dyson",
      name: "戴森",
      aliases: ["Dyson"],
      categories: ["appliances"],
      wellKnown: true,
      referencePrices: [{ item: "吹风机", min: 2299, max: 3690 }],
    },
    { id: "apple", name: "苹果", aliases: ["Apple", "iPhone"], categories: ["electronics"], wellKnown: true },
    { id: "moutai", name: "茅台", aliases: ["飞天茅台"], categories: ["food"], wellKnown: true },
    { id: "gap", name: "Gap", categories: ["apparel-bags"], wellKnown: true },
  ],
});

let lexicon: Lexicon;
let desk: ScreeningDesk;
beforeAll(async () => {
  lexicon = await loadLexicon();
  desk = prepareScreening(register, lexicon, await loadDetectors());
  await screen({ title: "" });
}, 60_000);

const screen = async (listing: Omit<Listing, "id">) => {
  const { findings, lead, notes } = await desk.screen({ id: "t:1", ...listing }, { capturedAt: new Date("2026-06-30T02:00:00Z") });
  return { findings: findings.filter((finding) => finding.kind === "trademark"), lead, notes };
};
const on = async (rightId: string, listing: Omit<Listing, "id">): Promise<Finding | undefined> =>
  (await screen(listing)).findings.find((finding) => finding.target.rightId === rightId);
const codes = (finding: Finding | undefined) => finding?.reasons.map((reason) => reason.code) ?? [];

interface Claim {
  readonly why: string;
  readonly listing: Omit<Listing, "id">;
  readonly right: string;
  readonly verdict: Verdict;
  readonly flagged: boolean;
  readonly subtype?: string;
}

const claims: readonly Claim[] = [
  {
    why: "a grade of copy beside a name",
    listing: { title: "LV老花手袋 顶级复刻 原版皮" },
    right: "lv",
    verdict: "suspected",
    flagged: true,
    subtype: "counterfeit-wording",
  },
  {
    why: "a disclaimer does not cure the use of the mark",
    listing: { title: "耐克跑鞋 介意真假勿拍" },
    right: "nike",
    verdict: "suspected",
    flagged: true,
    subtype: "counterfeit-wording",
  },
  {
    why: "a star inside the name",
    listing: { title: "耐*克运动鞋" },
    right: "nike",
    verdict: "suspected",
    flagged: true,
    subtype: "look-alike-name",
  },
  {
    why: "Cyrillic letters inside the name",
    listing: { title: "Nikе shoes" },
    right: "nike",
    verdict: "suspected",
    flagged: true,
    subtype: "look-alike-name",
  },
  {
    why: "a tenth of the lowest reference price, in another currency",
    listing: { title: "Louis Vuitton handbag", price: { amount: "99", currency: "USD" } },
    right: "lv",
    verdict: "suspected",
    flagged: true,
    subtype: "implausible-price",
  },
  {
    why: "the brand attribute says there is none",
    listing: { title: "耐克运动鞋 男", attributes: { 品牌: "无品牌" } },
    right: "nike",
    verdict: "suspected",
    flagged: true,
    subtype: "brand-on-other-goods",
  },
  {
    why: "the name stands in the attribute only",
    listing: { title: "潮流运动鞋 男", attributes: { brand: "Nike" }, category: "apparel-bags" },
    right: "nike",
    verdict: "suspected",
    flagged: true,
    subtype: "hidden-brand",
  },
  {
    why: "empty bottles to refill",
    listing: { title: "飞天茅台空瓶 全套" },
    right: "moutai",
    verdict: "suspected",
    flagged: true,
    subtype: "labels-and-packaging",
  },
  {
    why: "an own shop that the register does not know",
    listing: { title: "耐克运动鞋", seller: { name: "耐克官方旗舰店(特卖)" } },
    right: "nike",
    verdict: "suspected",
    flagged: true,
    subtype: "unproven-authority",
  },
  { why: "full-width letters alone", listing: { title: "ＮＩＫＥ 运动鞋" }, right: "nike", verdict: "suspected", flagged: false },
  {
    why: "the listed flagship shop, however cheap",
    listing: { title: "耐克运动鞋", price: { amount: "59" }, seller: { name: "NIKE官方旗舰店" } },
    right: "nike",
    verdict: "cleared",
    flagged: false,
  },
  {
    why: "a filter for the machine, under its own brand",
    listing: { title: "适用于戴森吸尘器滤网", price: { amount: "19" }, attributes: { 品牌: "净尔康" } },
    right: "dyson",
    verdict: "cleared",
    flagged: false,
  },
  { why: "the fruit", listing: { title: "洛川苹果 10斤" }, right: "apple", verdict: "cleared", flagged: false },
  { why: "an opening in a stove", listing: { title: "silicone stove gap cover" }, right: "gap", verdict: "cleared", flagged: false },
  {
    why: "second-hand at a second-hand price",
    listing: { title: "二手 耐克运动鞋 9成新", price: { amount: "110" } },
    right: "nike",
    verdict: "cleared",
    flagged: false,
  },
  {
    why: "a book about the maker",
    listing: { title: "鞋狗 耐克创始人自传 图书", price: { amount: "39" } },
    right: "nike",
    verdict: "cleared",
    flagged: false,
  },
  {
    why: "resale at the usual price",
    listing: { title: "耐克运动鞋 男", price: { amount: "599" } },
    right: "nike",
    verdict: "cleared",
    flagged: false,
  },
  {
    why: "copies denied",
    listing: { title: "耐克运动鞋 拒绝高仿、A货、莆田货", price: { amount: "599" } },
    right: "nike",
    verdict: "cleared",
    flagged: false,
  },
];

describe("one answer a circumstance", () => {
  test.each(claims.map((claim) => [claim.why, claim] as const))("%s", async (_, { listing, right, verdict, flagged, subtype }) => {
    const { findings, lead } = await screen(listing);
    const finding = findings.find((each) => each.target.rightId === right);
    expect(finding?.verdict, JSON.stringify(finding?.reasons)).toBe(verdict);
    expect(lead.probability >= 0.5).toBe(flagged);
    expect(findings.map((each) => each.subtype)).toContain(subtype ?? finding?.subtype);
  });
});

describe("what the same words mean elsewhere", () => {
  test.each([
    "天然A货翡翠手镯 冰种",
    "AAA电池 7号 20节",
    "AAA batteries for Apple remote",
    "浓缩洗衣液 1:1 稀释",
    "高仿真花 仿真绿植",
    "福建莆田桂圆干",
    "museum replica Greek helmet",
    "disk clone dock",
  ])("%s is innocent", async (title) => {
    expect((await screen({ title })).lead.probability).toBeLessThan(0.5);
  });

  test("what buyers say in a description is not the seller's word", async () => {
    const said = "透气舒适。买家评价：有人说像高仿莆田货，其实是专柜的";
    expect((await screen({ title: "耐克运动鞋", description: said, price: { amount: "599" } })).lead.probability).toBeLessThan(0.5);
  });

  test("compatibility is no excuse for what fits no machine", async () => {
    const { lead } = await screen({ title: "适用于耐克爱好者的运动鞋 高仿", price: { amount: "59" } });
    expect(lead.probability).toBeGreaterThanOrEqual(0.5);
  });

  test("calling copies second-hand does not make them honest", async () => {
    expect((await screen({ title: "闲置 LV 手袋 高仿 9成新" })).lead.probability).toBeGreaterThanOrEqual(0.5);
  });

  test("a part at the price of a part is not a cheap machine", async () => {
    expect((await screen({ title: "戴森吹风机收纳支架", price: { amount: "45" } })).lead.probability).toBeLessThan(0.5);
  });
});

describe("names beyond the register", () => {
  test("a step from a well-known mark that the register lacks is found under the starter's id", async () => {
    const finding = await on("master-kong", { title: "康帅傅红烧牛肉面 桶装", category: "food" });
    expect(finding).toMatchObject({ verdict: "suspected", subtype: "look-alike-name" });
    expect(finding?.probability).toBeGreaterThanOrEqual(0.5);
  });

  test("a name that both hold keeps the register's id", async () => {
    const { findings } = await screen({ title: "路易威d登 手袋 LV 高仿" });
    expect(new Set(findings.map((finding) => finding.target.rightId))).toEqual(new Set(["lv"]));
  });

  test("copies of something unsaid are suspected without naming a right", async () => {
    expect(await on("unnamed-mark", { title: "高仿名表 一比一 过验" })).toMatchObject({ verdict: "suspected" });
  });

  test("an empty register is enough", async () => {
    const bare = prepareScreening(emptyRegister("none"), lexicon, await loadDetectors());
    expect((await bare.screen({ id: "x", title: "adidas运动鞋 莆田纯原" })).lead.probability).toBeGreaterThanOrEqual(0.5);
  }, 30_000);

  test("two marks of one name both answer", async () => {
    const twins = registerSchema.parse({
      version: "twins",
      trademarks: [
        { id: "wine", name: "云岭山", categories: ["food"] },
        { id: "shoes", name: "云岭山", categories: ["apparel-bags"] },
        { id: "one", name: "X" },
      ],
    });
    const { findings } = await prepareScreening(twins, lexicon, await loadDetectors()).screen({ id: "x", title: "云岭山 高仿 一比一" });
    expect(findings.map((finding) => finding.target.rightId).toSorted()).toEqual(["shoes", "wine"]);
  }, 30_000);
});

describe("what a finding says", () => {
  test("spans mark the listing's own text", async () => {
    const title = "夏季🔥 耐\u200b克运动鞋 高仿";
    const finding = await on("nike", { title });
    const located = (finding?.reasons ?? []).filter((reason) => reason.span !== undefined);
    expect(located.map((reason) => title.slice(...(reason.span ?? [])))).toEqual(located.map((reason) => reason.matched));
    expect(finding?.reasons.some((reason) => reason.matched === "耐\u200b克")).toBe(true);
  });

  test("more evidence makes it surer", async () => {
    const price = { amount: "59" };
    const alone = await on("nike", { title: "耐克运动鞋", price });
    const both = await on("nike", { title: "耐克运动鞋 莆田", price });
    expect(both?.probability).toBeGreaterThan(alone?.probability ?? 1);
  });

  test("cites the law in force when the page was seen", async () => {
    const finding = await on("nike", { title: "耐克运动鞋 高仿" });
    expect(finding?.law).toContainEqual({ law: "商标法", article: "57(3)", version: "2019" });
    const later = await desk.screen({ id: "x", title: "耐克运动鞋 高仿" }, { capturedAt: new Date("2027-02-01T00:00:00Z") });
    expect(later.findings.find((each) => each.kind === "trademark")?.law.every((each) => each.version === "2026")).toBe(true);
  });

  test("a clearing cites fair use and says why", async () => {
    const finding = await on("dyson", { title: "适用于戴森吸尘器滤网 替换" });
    expect(finding?.law).toEqual([{ law: "商标法", article: "59", version: "2019" }]);
    expect(codes(finding)).toContain("clear-compatible");
  });

  test("picture text that names a mark the title avoids is a reason of its own", async () => {
    const { findings } = await desk.screen(
      { id: "x", title: "潮流运动鞋", category: "apparel-bags" },
      { pictureTexts: [{ image: 0, text: "NIKE", box: [0, 0, 10, 10] }] },
    );
    expect(findings.find((each) => each.target.rightId === "nike")?.reasons.map((reason) => reason.field)).toContain("ocr.0");
  });
});
