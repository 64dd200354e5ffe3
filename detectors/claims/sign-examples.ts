/** What the detector of signs promises, one listing a promise. */
import type { Example } from "../../domain/detector.ts";
import type { SpecialSign } from "../../domain/right.ts";

const at = "2026-06-30T02:00:00Z";
const sign = (given: Partial<SpecialSign> & Pick<SpecialSign, "id" | "name" | "terms" | "regime">): SpecialSign => ({
  holder: "",
  licensees: [],
  benignContexts: [],
  images: [],
  ...given,
});
const games = sign({
  id: "olympic",
  name: "奥林匹克",
  terms: ["奥林匹克", "奥运", "Olympic"],
  regime: "olympic",
  licensees: ["示例特许商品有限公司"],
});
const supply = sign({ id: "supply", name: "特供", terms: ["特供", "专供"], regime: "official" });

export const signExamples: readonly Example[] = [
  {
    why: "souvenirs that trade on the Games",
    listing: { id: "s:1", capturedAt: at, title: "奥运同款纪念T恤 五环图案 男女款" },
    register: { specialSigns: [games] },
    expect: "suspected",
  },
  {
    why: "state supply with marks slipped in",
    listing: { id: "s:2", capturedAt: at, title: "人民大会堂 特★供 酱香型白酒 53度 整箱" },
    register: { specialSigns: [supply] },
    expect: "suspected",
  },
  {
    why: "a school contest is not the Games",
    listing: { id: "s:3", capturedAt: at, title: "奥林匹克数学竞赛教程 小学五年级" },
    register: { specialSigns: [games] },
    expect: "none",
  },
  {
    why: "an Olympic barbell is a size",
    listing: { id: "s:4", capturedAt: at, title: "7ft Olympic barbell, 45 lb, 2 inch sleeves" },
    register: { specialSigns: [games] },
    expect: "none",
  },
  {
    why: "a published licensee may",
    listing: { id: "s:5", capturedAt: at, title: "奥运会特许商品 徽章", seller: { name: "示例特许商品有限公司" } },
    register: { specialSigns: [games] },
    expect: "cleared",
  },
  {
    why: "supply to a sales channel is trade language",
    listing: { id: "s:6", capturedAt: at, title: "电商专供 洗衣液 2kg" },
    register: { specialSigns: [supply] },
    expect: "none",
  },
];
