/** Whether a listing speaks for the holder of a patent: by seller, brand, maker or plain mention. */
import type { Patent } from "../../domain/right.ts";

export interface Claimant {
  /** Folded text of the whole listing, seller's name included. */
  readonly speech: string;
  readonly sellerName: string | null;
  /** Value of an attribute that names the maker. */
  readonly maker: string | null;
  /** Says 国家专利 or 中国专利. */
  readonly saysDomestic: boolean;
  readonly namesCountry: boolean;
  readonly chinese: boolean;
}

export type Ownership =
  | { readonly kind: "holder" | "unknown" }
  | { readonly kind: "another-maker" | "another-seller" | "unrelated-goods"; readonly saysZh: string; readonly saysEn: string };

export function ownershipOf(patent: Patent, claimant: Claimant): Ownership {
  if (patent.holder === "") return { kind: "unknown" };
  const cores = [patent.holder, ...patent.licensees].flatMap(coresOf);
  if (cores.some((core) => claimant.speech.includes(core))) return { kind: "holder" };
  if (claimant.maker !== null)
    return { kind: "another-maker", saysZh: `标明生产者为“${claimant.maker}”`, saysEn: `names "${claimant.maker}" as maker` };
  if (claimant.sellerName !== null)
    return {
      kind: "another-seller",
      saysZh: `未见权利人，卖家为“${claimant.sellerName}”`,
      saysEn: `does not mention the holder; the seller is "${claimant.sellerName}"`,
    };
  return { kind: "unknown" };
}

const companyWords =
  /(?:股份)?有限责任公司|(?:股份)?有限公司|集团公司|股份公司|总公司|分公司|集团|公司|工厂|厂$|研究院|研究所|旗舰店|专卖店|专营店|企业店|官方|店$/gu;
const trades =
  /(?:科技|技术|实业|电子|电器|电气|贸易|商贸|工贸|食品|日用品|日用|家居|家具|用品|制品|五金|塑料|塑胶|塑业|机械|设备|医疗|器械|服饰|服装|鞋业|箱包|汽车|配件|汽配|智能|新能源|能源|生物|网络|信息|进出口|国际|发展|投资|控股|文化|创意|设计|工艺|户外|运动|体育|玩具|母婴|农业|环保|材料|化工|光电|照明|通信|通讯|数码|制造|工业|美容|化妆品|饮料|纺织|包装|宠物|厨具|餐具|杯业|洁具|卫浴|家电|产品)+$/u;
const places =
  /^(?:中国|北京|上海|天津|重庆|广东|浙江|江苏|福建|山东|河北|河南|湖南|湖北|四川|安徽|江西|辽宁|吉林|黑龙江|山西|陕西|云南|贵州|广西|海南|甘肃|新疆|宁夏|深圳|广州|东莞|佛山|中山|珠海|惠州|宁波|杭州|温州|台州|义乌|金华|永康|慈溪|余姚|绍兴|嘉兴|湖州|苏州|南京|无锡|常州|厦门|泉州|福州|晋江|青岛|济南|烟台|潍坊|郑州|武汉|长沙|成都|合肥|南昌|大连|沈阳|西安|揭阳|汕头|潮州|扬州|南通)(?:省|市)?(?:[\u4e00-\u9fff]{1,3}(?:市|区|县))?/u;
const latinNoise = new Set([
  "co",
  "ltd",
  "inc",
  "llc",
  "corp",
  "corporation",
  "company",
  "limited",
  "gmbh",
  "technology",
  "technologies",
  "tech",
  "electronics",
  "industrial",
  "industry",
  "industries",
  "trading",
  "the",
  "and",
  "of",
  "group",
  "international",
  "products",
  "shenzhen",
  "guangzhou",
  "ningbo",
  "dongguan",
  "hangzhou",
  "shanghai",
  "beijing",
  "china",
  "yiwu",
  "home",
  "health",
  "global",
  "design",
  "innovations",
  "labs",
]);

/** The part of a name that tells one firm from another: 宁波优格保温杯科技有限公司 → 优格保温杯, 优格保温. */
function coresOf(name: string): string[] {
  const folded = name.normalize("NFKC").toLowerCase().trim();
  if (folded === "") return [];
  if (/[\u4e00-\u9fff]/u.test(folded)) {
    let core = folded.replaceAll(/[()（）\s]/gu, "").replaceAll(companyWords, "");
    core = core.replace(places, "");
    const bare = core.replace(trades, "");
    const kept = bare.length >= 2 ? bare : core;
    return kept.length >= 2 ? [kept] : [folded];
  }
  const words = folded.split(/[^a-z0-9]+/u).filter((word) => word.length >= 3 && !latinNoise.has(word));
  return words.length > 0 ? [words[0] ?? folded] : [folded];
}
