import { describe, expect, it } from "vitest";
import { strongest, watching } from "./names.ts";

const matcher = watching(
  "耐克", "康师傅", "大白兔", "雪碧", "奥利奥", "雕牌", "娃哈哈", "王老吉", "旺仔", "立白", "营养快线", "七匹狼", "特仑苏", "农夫山泉", "茅台", "阿迪达斯", "天涯明月刀", "刀塔传奇", "酷我音乐", "大天使之剑", "五粮液", "强生", "好丽友", "云南白药", "剑南春",
  "Nike", "Adidas", "New Balance", "Starbucks", "Lululemon", "Louis Vuitton", "Sony", "Samsung", "Chanel", "Casio",
); // prettier-ignore

/** Text, the name that is meant, and the tricks that must be among those reported. */
const disguised: readonly (readonly [string, string, ...string[]])[] = [
  ["正品ＮＩＫＥ鞋", "Nike", "full-width"],
  ["𝐒𝐚𝐦𝐬𝐮𝐧𝐠 手机", "Samsung", "styled"],
  ["🅢🅞🅝🅨 耳机", "Sony", "styled"],
  ["Ѕаmѕung 手机", "Samsung", "confusable"],
  ["ϲhanel 包", "Chanel", "confusable"],
  ["Châñél 包", "Chanel", "diacritic"],
  ["耐\u200b克男鞋", "耐克", "zero-width"],
  ["N\u2060i\u200dk\ufeffe", "Nike", "zero-width"],
  ["雲南白藥牙膏", "云南白药", "traditional"],
  ["⽩酒茅台 七匹狼 康師傅", "康师傅", "traditional"],
  ["耐*克鞋", "耐克", "separator"],
  ["耐丶克鞋", "耐克", "separator"],
  ["N.I.K.E 跑鞋", "Nike", "separator"],
  ["S A M S U N G", "Samsung", "separator"],
  ["耐🔥克", "耐克", "emoji"],
  ["N1KE 跑鞋", "Nike", "leet"],
  ["$ony 耳机", "Sony", "leet"],
  ["5amsun9", "Samsung", "leet"],
  ["Sarnsung", "Samsung", "confusable"],
  ["Iululemon", "Lululemon", "confusable"],
  ["addidas鞋", "Adidas", "typo"],
  ["Starbcuks", "Starbucks", "typo"],
  ["Niike", "Nike", "typo"],
  ["New Blance", "New Balance", "typo"],
  ["Loius Vuitton", "Louis Vuitton", "typo"],
  ["康帅傅方便面", "康师傅", "look-alike"],
  ["大白免奶糖", "大白兔", "look-alike"],
  ["雷碧汽水", "雪碧", "look-alike"],
  ["奥利粤饼干", "奥利奥", "look-alike"],
  ["粤利粤饼干", "奥利奥", "look-alike"],
  ["娃啥哈矿泉水", "娃哈哈", "look-alike"],
  ["王老古凉茶", "王老吉", "look-alike"],
  ["立日洗衣液", "立白", "look-alike"],
  ["营养快钱", "营养快线", "look-alike"],
  ["士匹狼男装", "七匹狼", "look-alike"],
  ["农大山泉", "农夫山泉", "look-alike"],
  ["周住牌洗衣粉", "雕牌", "split-character"],
  ["弓虽生婴儿油", "强生", "split-character"],
  ["女子丽友派", "好丽友", "split-character"],
  ["阿迪达嘶运动鞋", "阿迪达斯", "homophone"],
  ["啊笛答丝运动鞋", "阿迪达斯", "homophone"],
  ["5粮液", "五粮液", "homophone"],
  ["剑兰春", "剑南春", "near-sound"],
  ["正品naike运动鞋", "耐克", "mixed-pinyin"],
  ["mao台酒53度", "茅台", "mixed-pinyin"],
  ["酷wo音乐", "酷我音乐", "mixed-pinyin"],
  ["大T使之剑", "大天使之剑", "initials"],
  ["天涯刀月明", "天涯明月刀", "swap"],
  ["刀塔之传奇", "刀塔传奇", "extra-character"],
  ["天涯月刀", "天涯明月刀", "dropped-character"],
  ["康X傅红烧面", "康师傅", "mask"],
  ["康*傅红烧面", "康师傅", "mask"],
  ["康口傅红烧面", "康师傅", "mask"],
];

/** Titles in which none of the names above is meant. */
const innocent = [
  "耐磨防滑克服困难", "健康师范学校", "雪花啤酒 碧螺春", "大白菜", "好朋友丽江", "强力生发液", "中华为民", "李宁静", "复印机 sonic 洗牙器", "nice mike", "new ballet shoes", "star bucket", "role x badge",
  "son y daughter", "supremely soft", "channel", "aaaa aaaaa", "型号 A1B2-C3", "立体白色", "老师傅手艺",
]; // prettier-ignore

describe("disguises", () => {
  it.each(disguised)("finds, in %s, %s and says %s", (text, name, ...tricks) => {
    const match = strongest(matcher, text, name);
    expect(match?.strength ?? 0).toBeGreaterThanOrEqual(0.5);
    expect(match?.tricks).toEqual(expect.arrayContaining(tricks));
  });

  it.each(disguised)("marks in %s the place where %s stands", (text, name) => {
    const match = strongest(matcher, text, name);
    expect(match && text.slice(...match.span)).toBe(match?.matched);
  });

  it.each(innocent)("says nothing strong about %s", (text) => {
    expect(matcher.find(text).matches.filter(({ strength }) => strength >= 0.5).map(({ pattern, matched }) => `${pattern.text}: ${matched}`)).toEqual([]); // prettier-ignore
  });

  it("reports no trick for a name as it is registered", () => {
    expect(strongest(matcher, "Nike 耐克", "Nike")?.tricks).toEqual([]);
  });
});
