/** Finds places in text by GB/T 2260 and by country, and says how a place lies to the area of a right. */
import { liesInside, type RegionTable } from "../../domain/region.ts";
import type { ProtectedWords } from "../../domain/lexicon/protected-words.ts";
import type { Field } from "../claims/fields.ts";
import { buildVocabulary, longest, type Hit } from "../claims/vocabulary.ts";

/** One place as a text names it. Several codes where the name is shared (朝阳区, Yangzhou), narrowed by the places around it. */
export interface Place {
  /** In the folded view. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** GB/T 2260, or ISO 3166-1 for a country (`FR`, `GB-SCT`; China itself is `CN`). */
  readonly codes: readonly string[];
}

export interface PlaceIndex {
  /** By place in the folded view; neighbours such as 浙江省杭州市 are one place, the narrowest. */
  find(field: Field): readonly Place[];
  nameOf(code: string): string;
  isKnown(code: string): boolean;
  /** Whether the word, in the lean view, is the name of a place. */
  isName(word: string): boolean;
  /** Codes of the place of exactly this name. */
  codesOf(word: string): readonly string[];
}

const rank = /(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|新区|省|市|县|区|盟|旗)$/u;
/** Names that are everyday words without their rank: only their full form is a place. */
const everyday = new Set([
  "新城",
  "和平",
  "长安",
  "城关",
  "城区",
  "郊区",
  "矿区",
  "东区",
  "西区",
  "南区",
  "北区",
  "中区",
  "开发",
  "高新",
  "新华",
  "新兴",
  "大同",
  "安定",
  "平安",
  "友好",
  "永定",
  "长寿",
  "城中",
  "城东",
  "城西",
  "城北",
  "河口",
  "南山",
  "东山",
  "西山",
  "青山",
  "花山",
  "金山",
  "向阳",
  "新民",
  "幸福",
  "光明",
  "前进",
  "胜利",
  "红旗",
  "建设",
  "解放",
  "民主",
  "宝山",
  "东风",
  "新荣",
  "双清",
  "清原",
  "尖山",
  "工农",
  "东安",
  "特克",
  "精河",
  "鲜花",
  "礼县",
  "康县",
  "平和",
  "和静",
  "青龙",
  "新宾",
  "大方",
  "金口",
  "南海",
  "东海",
  "西湖",
  "河东",
  "河西",
  "江北",
  "江南",
  "桥西",
  "桥东",
  "路南",
  "路北",
  "中山",
  "文成",
  "太和",
  "明光",
  "龙井",
  "五常",
  "白云",
  "天河",
  "海港",
  "港口",
  "银海",
  "南湖",
  "安康",
  "丰满",
  "万年",
  "双流",
  "高明",
  "金牛",
  "青羊",
  "武侯",
  "黄金",
  "大观",
  "贵池",
  "兴国",
  "上高",
  "全南",
  "鸡东",
  "同心",
  "大通",
  "湖里",
  "昌图",
  "正安",
  "水城",
  "红花",
  "盘山",
  "福山",
  "大关",
  "丰都",
  "全州",
  "彭水",
  "平定",
]);
const allowedAnyway = new Set([
  "五常",
  "龙井",
  "安康",
  "兴国",
  "东海",
  "同心",
  "平和",
  "大通",
  "盘山",
  "中山",
  "南海",
  "万年",
  "丰都",
  "彭水",
  "平定",
  "水城",
  "大方",
  "康县",
  "礼县",
]);

export function buildPlaces(table: RegionTable, countries: ProtectedWords["countries"]): PlaceIndex {
  const names = new Map(table.regions.map((region) => [region.code, region.name]));
  const codesOf = new Map<string, Set<string>>();
  /** Everyday names, too: read only where a right's name begins with them (西湖龙井). */
  const exact = new Map<string, string[]>();
  const add = (name: string, code: string) => {
    const known = codesOf.get(name);
    if (known === undefined) codesOf.set(name, new Set([code]));
    else known.add(code);
  };
  for (const { code, name } of table.regions) {
    add(name, code);
    const bare = name.replace(rank, "");
    exact.set(bare, [...(exact.get(bare) ?? []), code]);
    if (bare !== name && bare.length >= 2 && (!everyday.has(bare) || allowedAnyway.has(bare))) add(bare, code);
    const people =
      /^(.{2,4}?)(?:土家族|苗族|彝族|藏族|傣族|景颇族|布依族|侗族|哈尼族|壮族|白族|傈僳族|回族|蒙古族|哈萨克|柯尔克孜|朝鲜族|羌族|瑶族|黎族|满族|畲族)/u.exec(
        name,
      )?.[1];
    if (people !== undefined && people.length >= 2) add(people, code);
  }
  for (const { name, code } of table.aliases) add(name, code);
  for (const { code, names: all } of countries) for (const name of all) add(name, code);
  const vocabulary = buildVocabulary([...codesOf].map(([name, codes]) => [name, [...codes]] as const));
  return {
    find: (field) => chained(longest(vocabulary.find(field)), field.folded),
    nameOf: (code) => names.get(code) ?? countries.find((country) => country.code === code)?.names[0] ?? code,
    isKnown: (code) => names.has(code),
    isName: (word) => codesOf.has(word) || exact.has(word),
    codesOf: (word) => [...(codesOf.get(word) ?? exact.get(word) ?? [])],
  };
}

/** 浙江 · 杭州市 · 西湖区 name one place: each narrows the one before it, as long as nothing but joints stands between. */
function chained(hits: readonly Hit<readonly string[]>[], text: string): Place[] {
  const places: Place[] = [];
  let reached = 0;
  for (const hit of hits) {
    if (hit.start < reached) continue;
    const before = places.at(-1);
    const joint = before === undefined ? "" : text.slice(before.end, hit.start);
    if (before !== undefined && joint.length <= 3 && /^[\s省市县区/\-—·,，>.]*$/u.test(joint)) {
      const narrowed = hit.value.filter((code) => before.codes.some((outer) => isWithin(code, outer)));
      const widened = before.codes.filter((code) => hit.value.some((outer) => isWithin(code, outer)));
      if (narrowed.length > 0 || widened.length > 0) {
        places[places.length - 1] = {
          start: before.start,
          end: hit.end,
          name: narrowed.length > 0 ? hit.word : before.name,
          codes: narrowed.length > 0 ? narrowed : widened,
        };
        reached = hit.end;
        continue;
      }
    }
    places.push({ start: hit.start, end: hit.end, name: hit.word, codes: hit.value });
    reached = hit.end;
  }
  return places;
}

const isChinese = (code: string) => /^\d/u.test(code);

/** Whether one area lies in another; every Chinese code lies in CN, Scotland in GB. */
export function isWithin(code: string, area: string): boolean {
  if (code === area) return true;
  if (isChinese(area)) return isChinese(code) && liesInside(code, area);
  if (area === "CN") return isChinese(code) && !/^(?:71|81|82)/u.test(code);
  return code.startsWith(`${area}-`);
}

/**
 * How a named place lies to the area of a right. `wider`: the place holds the area (黑龙江 for 五常), so nothing is said against it.
 * `near`: outside, but in the same province; `far`: in another province or country.
 */
export type Lie = "inside" | "wider" | "near" | "far";

export function lieOf(codes: readonly string[], area: readonly string[]): Lie {
  if (area.length === 0) return "wider";
  if (codes.some((code) => area.some((part) => isWithin(code, part)))) return "inside";
  if (codes.some((code) => area.some((part) => isWithin(part, code)))) return "wider";
  return codes.some((code) => isChinese(code) && area.some((part) => part.slice(0, 2) === code.slice(0, 2))) ? "near" : "far";
}
