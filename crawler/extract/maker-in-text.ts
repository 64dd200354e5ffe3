/** Brand and seller where the page says them in a phrase or in an element named for them. */
import type { Collect } from "./candidates.ts";
import type { Flow, Place, Run } from "./flow.ts";
import { pathOf } from "./price-in-text.ts";

/** "Visit the X Store", the link beside a title. */
const brandPhrases: readonly RegExp[] = [
  /^visit the (.{1,60}) store$/iu,
  /^besuche(?:n sie)? den (.{1,60})-store$/iu,
  /^visiter la boutique (.{1,60})$/iu,
  /^visita lo store di (.{1,60})$/iu,
  /^visita la tienda de (.{1,60})$/iu,
  /^visite a loja (.{1,60})$/iu,
  /^bezoek de (.{1,60})-store$/iu,
  /^(.{1,60})のストアを表示$/u,
  /^访问(.{1,60})(?:品牌)?(?:旗舰)?店$/u,
];
const sellerPhrases: readonly RegExp[] = [
  /^(?:sold by|shipped and sold by|ships from and sold by|dispatched from and sold by|verkauf durch|vendu par|expédié et vendu par|venduto da|vendido por|販売元|由)\s*[:：]?\s*(.{2,60}?)(?:\.| and | und | et | e |销售|发货|$)/iu,
  /^(.{2,40}(?:旗舰店|专卖店|专营店|自营|企业店|工厂店|直营店|有限公司))$/u,
];
const namedSeller =
  /(?:shop|store|seller|mall|merchant|vendor|company)[-_]?(?:name|nick|title)|(?:^|\s)(?:seller|shopname|storename|mbg)(?:$|\s)/iu;
const namedBrand = /(?:^|[\s_-])(?:brand|brand-?name|product-?brand|manufacturer|byline(?:info)?|marke|marca|pinpai)(?:$|[\s_-])/iu;

const brandReach = 1500;
const sellerReach = 15_000;
const mostEach = 6;

export function fromMakerText(flow: Flow, collect: Collect): void {
  const given = { brand: 0, seller: 0 };
  for (const run of flow.runs) {
    if (run.text.length < 2 || run.text.length > 100) continue;
    const distance = flow.titleEnd < 0 ? 0 : Math.min(Math.abs(run.start - flow.titleEnd), Math.abs(run.start - flow.titleStart));
    const makers = [distance < brandReach ? brandIn(run) : null, distance < sellerReach ? sellerIn(run, distance < brandReach) : null];
    for (const maker of makers)
      if (maker !== null && given[maker.field]++ < mostEach) collect({ ...maker, source: "text", path: pathOf(run.place) });
  }
}

interface Maker {
  readonly field: "brand" | "seller";
  readonly raw: string;
  readonly weight: number;
}

function brandIn({ text, place }: Run): Maker | null {
  const phrase = matched(brandPhrases, text);
  if (phrase !== null) return { field: "brand", raw: phrase, weight: 0.8 };
  const named = !place.aside && text.length <= 50 && !/[.!?。]$|^\d+$/u.test(text) && nameIs(place, namedBrand);
  return named ? { field: "brand", raw: text, weight: 0.7 } : null;
}

function sellerIn({ text, place }: Run, near: boolean): Maker | null {
  if (place.aside) return null;
  const phrase = matched(sellerPhrases, text);
  if (phrase !== null) return { field: "seller", raw: phrase, weight: 0.75 };
  if (text.length > 60 || !/\p{L}/u.test(text)) return null;
  if (nameIs(place, namedSeller)) return { field: "seller", raw: text, weight: 0.7 };
  return near && leadsToShop(place) ? { field: "seller", raw: text, weight: 0.5 } : null;
}

/** A link whose address is a shop's own page: `/shop/name`, `//name.tmall.com`. */
function leadsToShop(place: Place): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 3; at = at.parent, steps++) {
    const href = at.element.attribs["href"];
    if (at.element.name === "a" && href !== undefined)
      return /\/(?:shop|shops|store|stores|seller|sellers|usr|str|mall|merchant)\/[^/?#]{2,}|^(?:https?:)?\/\/(?:shop|mall|store)[\w-]{0,30}\./iu.test(
        href.slice(0, 300),
      );
  }
  return false;
}

function matched(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1]?.trim();
    if (found !== undefined && found !== "") return found;
  }
  return null;
}

function nameIs(place: Place, pattern: RegExp): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 3; at = at.parent, steps++) {
    const { attribs } = at.element;
    if (pattern.test(`${attribs["class"] ?? ""} ${attribs["id"] ?? ""} ${attribs["data-testid"] ?? ""}`)) return true;
  }
  return false;
}
