/** What the detector of indications promises, one listing a promise. */
import type { Example } from "../../domain/detector.ts";
import type { GeographicalIndication } from "../../domain/right.ts";

const at = "2026-06-30T02:00:00Z";
const indication = (given: Partial<GeographicalIndication> & Pick<GeographicalIndication, "id" | "name">): GeographicalIndication => ({
  aliases: [],
  translations: [],
  product: "",
  country: "CN",
  region: "",
  regionCodes: [],
  regionKeywords: [],
  authorisedUsers: [],
  benignContexts: [],
  ...given,
});
const wuchang = indication({
  id: "wuchang",
  name: "五常大米",
  translations: ["Wuchang rice"],
  product: "大米",
  region: "黑龙江省哈尔滨市五常市",
  regionCodes: ["230184"],
});
const champagne = indication({
  id: "champagne",
  name: "香槟",
  translations: ["Champagne"],
  product: "葡萄酒",
  country: "FR",
  region: "Champagne",
});
const crab = indication({
  id: "crab",
  name: "阳澄湖大闸蟹",
  product: "大闸蟹",
  region: "江苏省苏州市",
  regionCodes: ["320507", "320581", "320583", "320571"],
});

export const indicationExamples: readonly Example[] = [
  {
    why: "the stated origin lies in another province",
    listing: { id: "g:1", capturedAt: at, title: "正宗五常大米 10斤", attributes: { 产地: "吉林省松原市" } },
    register: { geographicalIndications: [wuchang] },
    expect: "suspected",
  },
  {
    why: "a style word evokes the name",
    listing: { id: "g:2", capturedAt: at, title: "香槟风味起泡汽酒 750ml", attributes: { 产地: "山东烟台" } },
    register: { geographicalIndications: [champagne] },
    expect: "suspected",
  },
  {
    why: "one letter that sounds alike",
    listing: { id: "g:3", capturedAt: at, title: "洋澄湖大闸蟹 鲜活 4.0两" },
    register: { geographicalIndications: [crab] },
    expect: "suspected",
  },
  {
    why: "a seller inside the area but on no list is no violation",
    listing: {
      id: "g:4",
      capturedAt: at,
      title: "五常大米 稻花香2号",
      attributes: { 产地: "黑龙江省五常市" },
      seller: { name: "老王家粮铺" },
    },
    register: { geographicalIndications: [wuchang] },
    expect: "cleared",
  },
  {
    why: "champagne is a colour here",
    listing: { id: "g:5", capturedAt: at, title: "香槟色缎面连衣裙 champagne gold dress" },
    register: { geographicalIndications: [champagne] },
    expect: "none",
  },
  {
    why: "where the parcel leaves from says little",
    listing: { id: "g:6", capturedAt: at, title: "阳澄湖大闸蟹 礼券", seller: { location: "上海" } },
    register: { geographicalIndications: [crab] },
    expect: "suspected",
  },
];
