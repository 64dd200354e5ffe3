/** What excuses a suspicious spelling or wording, and what only seems to. */
import { beforeAll, expect, test } from "vitest";
import { loadLexicon } from "../../../config/load.ts";
import { loadDetectors } from "../../../detectors/rules.ts";
import { prepareScreening, type ScreeningDesk } from "../../../detectors/screen.ts";
import type { Listing } from "../../../domain/listing.ts";
import { registerSchema } from "../../../domain/right.ts";

const register = registerSchema.parse({
  version: "test",
  trademarks: [
    {
      id: "rolex",
      name: "劳力士",
      aliases: ["ROLEX", "Submariner"],
      nicknames: ["绿水鬼", "皇冠"],
      categories: ["apparel-bags"],
      wellKnown: true,
    },
    {
      id: "philips",
      name: "飞利浦",
      aliases: ["PHILIPS"],
      categories: ["appliances"],
      classes: [9, 11],
      referencePrices: [{ item: "剃须刀", currency: "CNY", min: 199, max: 3299 }],
      wellKnown: true,
    },
    {
      id: "apple",
      name: "苹果",
      aliases: ["iPhone"],
      categories: ["electronics"],
      wellKnown: true,
      referencePrices: [{ item: "iPhone", currency: "CNY", min: 4499, max: 12999 }],
    },
    {
      id: "ray-ban",
      name: "雷朋",
      aliases: ["Ray-Ban", "RB"],
      categories: ["apparel-bags"],
      wellKnown: true,
    },
  ],
});

let desk: ScreeningDesk;
beforeAll(async () => {
  desk = prepareScreening(register, await loadLexicon(), await loadDetectors());
}, 60_000);

/** Marks with a trademark finding at or above the flagging line, each once. */
async function flagged(listing: Omit<Listing, "id">): Promise<string[]> {
  const { findings } = await desk.screen({ id: "t:1", ...listing }, { capturedAt: new Date("2026-06-30T02:00:00Z") });
  const over = findings.filter((finding) => finding.kind === "trademark" && finding.verdict === "suspected" && finding.probability >= 0.5);
  return [...new Set(over.map((finding) => finding.target.rightId))];
}

test("the name of a product line does not excuse a misspelt house name", async () => {
  expect(await flagged({ title: "RLOEX submariner automatic watch men", category: "apparel-bags" })).toEqual(["rolex"]);
});

test("the main name beside it makes a misspelling a slip of the pen", async () => {
  expect(await flagged({ title: "劳力士 RLOEX 自动机械表 男", category: "apparel-bags" })).toEqual([]);
});

test("universal goods sold under a name of the same sound are not referred to but named", async () => {
  expect(await flagged({ title: "飞力浦 空气炸锅 煎烤盘 通用", category: "appliances" })).toEqual(["philips"]);
});

test("a part that says which maker's machines it suits refers to them", async () => {
  expect(await flagged({ title: "飞利浦 剃须刀刀头 通用 替换", category: "appliances", attributes: { 品牌: "锋侠" } })).toEqual([]);
});

test("an invitation to compare denies no copy", async () => {
  expect(await flagged({ title: "雷朋飞行员太阳镜 高仿 支持对比", category: "apparel-bags" })).toEqual(["ray-ban"]);
});

test("a receipt that comes with the goods is no label sold apart from them", async () => {
  expect(await flagged({ title: "Ray-Ban Aviator sunglasses, authentic, receipt included", category: "apparel-bags" })).toEqual([]);
});

test("a leaflet among empty boxes makes no book of them", async () => {
  expect(await flagged({ title: "雷朋 包装盒 说明书 全套", category: "apparel-bags" })).toEqual(["ray-ban"]);
});

test("a nickname that is no word of the language stands for the mark on the mark's goods", async () => {
  expect(await flagged({ title: "绿水鬼 机械手表 陶瓷圈", category: "apparel-bags" })).toEqual(["rolex"]);
});

test("a nickname that is a word too asks the analyst and flags nothing by itself", async () => {
  expect(await flagged({ title: "皇冠 机械手表 陶瓷圈", category: "apparel-bags" })).toEqual([]);
});

test("a nickname inside another word is not the nickname", async () => {
  expect(await flagged({ title: "绿水鬼斧神工 手表 摆件", category: "apparel-bags" })).toEqual([]);
});

test("a shop that claims the mark's factory sells the mark without writing it", async () => {
  const shop = { category: "apparel-bags", title: "偏光太阳镜 男 开车专用" } as const;
  expect(await flagged({ ...shop, seller: { name: "雷朋工厂尾货店" } })).toEqual(["ray-ban"]);
  expect(await flagged({ ...shop, seller: { name: "雷朋老王眼镜" } })).toEqual([]);
  expect(await flagged({ ...shop, attributes: { 品牌: "暴龙" }, seller: { name: "雷朋工厂尾货店" } })).toEqual([]);
});

test("a nickname on other goods, or a word of a nickname beside another brand, names no mark", async () => {
  const price = { amount: "49", currency: "CNY" };
  expect(await flagged({ title: "皇冠 曲奇饼干 礼盒", category: "food", price })).toEqual([]);
  expect(await flagged({ title: "皇冠 项链 925银", category: "apparel-bags", attributes: { 品牌: "周六福" }, price })).toEqual([]);
});

test("letters at the end of a model number name nobody", async () => {
  expect(await flagged({ title: "ROLEX 126610RB 自动机械表", category: "apparel-bags", attributes: { 品牌: "ROLEX" } })).toEqual([]);
});

test("the machine's name after the part does not make the part a machine", async () => {
  const price = { amount: "19", currency: "CNY" };
  expect(await flagged({ title: "透明 手机壳 iPhone 13", category: "electronics", price })).toEqual([]);
  expect(await flagged({ title: "全新 iPhone 13 256G 未拆封", category: "electronics", price })).toEqual(["apple"]);
});

test("the price of goods of no stated sort is no price of the mark's goods", async () => {
  expect(await flagged({ title: "飞利浦 纪念册 上海", price: { amount: "20", currency: "CNY" } })).toEqual([]);
});

test("goods of a class that the mark is registered for are not another's goods", async () => {
  expect(await flagged({ title: "飞利浦 插座 五孔", category: "electronics", price: { amount: "19", currency: "CNY" } })).toEqual([]);
});

test("a strap under its own brand is a part of the watch it is named after", async () => {
  const listing = { title: "Apple Watch 表带 硅胶 运动", category: "electronics", attributes: { 品牌: "卡扣王" } } as const;
  expect(await flagged(listing)).toEqual([]);
});
