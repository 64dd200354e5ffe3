/** From data objects in scripts to candidates: the object that is named like the listing, and what it says of itself. */
import type { CandidateField, Collect } from "./candidates.ts";
import { isObject, type Json, type JsonObject } from "./lenient-json.ts";
import { likeness } from "./product-items.ts";
import type { ScriptState } from "./script-state.ts";

/** Values looked at on one page. */
const mostSteps = 60_000;
const mostDepth = 30;
const mostObjects = 5;

const keys = (list: string): readonly string[] => list.split(" ");
const names = keys(
  "title name productname itemtitle goodsname subject skuname producttitle displayname itemname productdisplayname fulltitle wname",
);

/** Keys are compared in lower case without signs. Order is precedence. */
const fieldKeys: readonly (readonly [CandidateField, readonly string[]])[] = [
  ["title", names],
  ["brand", keys("brandname brand brandtitle manufacturer")],
  ["sku", keys("sku productsku skucode productcode itemcode articlenumber itemnumber goodssn partnumber skuid code")],
  ["gtin", keys("gtin gtin13 ean ean13 upc barcode isbn")],
  ["mpn", keys("mpn manufacturerpartnumber modelnumber model")],
  ["availability", keys("availability stockstatus instock isinstock isavailable available soldout issoldout outofstock isoutofstock")],
  ["seller", keys("shopname storename sellername sellernick mallname merchantname vendorname companyname seller shop store vendor")],
  ["sellerId", keys("shopid sellerid storeid mallid merchantid venderid userid")],
  ["sellerLocation", keys("sendcity location shippingfrom sellerlocation deliveryfrom")],
  ["image", keys("images pics picsurls pictures gallery image imageurl mainimage picurl pic thumbgallery")],
  ["salesCount", keys("salescount sellcount soldcount totalsold sold sales monthsales tradecount salesnum salestip vagueseles")],
  ["origin", keys("origin placeoforigin countryoforigin producingarea")],
  ["category", keys("categoryname category catname cname")],
  ["description", keys("description shortdescription desc")],
];
const priceKeys = keys(
  "promotionprice specialprice saleprice activityprice dealprice currentprice finalprice discountprice price priceamount skuprice unitprice minprice lowprice minonsaleprice mingroupprice pricetext pricemoney formattedprice jdprice p",
);
/** Inside a price that is an object. */
const innerPrice = keys(
  "special sale current now final promotion discounted value amount price min lowprice text formatted pricetext regular",
);

export function fromState(states: readonly ScriptState[], heading: string, urlCode: string | null, collect: Collect): void {
  if (heading === "" && urlCode === null) return;
  let steps = 0;
  let taken = 0;
  for (const state of states) {
    const queue: { value: Json; path: string; depth: number }[] = [{ value: state.value, path: state.name, depth: 0 }];
    for (let at = 0; at < queue.length && steps < mostSteps && taken < mostObjects; at++, steps++) {
      const here = queue[at];
      if (here === undefined) break;
      const { value, path, depth } = here;
      if (isObject(value)) {
        const match = matchOf(value, heading);
        if (match > 0) {
          objectCandidates(value, path, match, collect);
          taken++;
        }
        if (depth < mostDepth)
          for (const [key, inner] of Object.entries(value))
            if (typeof inner === "object" && inner !== null && !/recommend|related|similar|upsell|cross/iu.test(key))
              queue.push({ value: inner, path: `${path}.${key}`, depth: depth + 1 });
      } else if (Array.isArray(value) && depth < mostDepth)
        for (const [index, inner] of value.slice(0, 500).entries())
          if (typeof inner === "object" && inner !== null) queue.push({ value: inner, path: `${path}[${index}]`, depth: depth + 1 });
    }
  }
}

/** How surely an object is the listing: its name reads like the heading and it says something a product would. */
function matchOf(object: JsonObject, heading: string): number {
  const name = firstOf(object, names);
  if (typeof name !== "string" || name.length < 2 || name.length > 500) return 0;
  const like = likeness(name, heading);
  if (like < 0.75) return 0;
  const telling =
    firstOf(object, priceKeys) !== undefined ||
    firstOf(object, keys("sku brand brandname shopname sellernick productcode skuid images picsurls")) !== undefined;
  return telling ? 0.7 + 0.15 * like : 0;
}

const folded = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/gu, "");

function firstOf(object: JsonObject, wanted: readonly string[]): Json | undefined {
  const own = new Map(Object.entries(object).map(([key, value]) => [folded(key), value]));
  for (const key of wanted) {
    const value = own.get(key);
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return undefined;
}

function objectCandidates(object: JsonObject, path: string, weight: number, collect: Collect): void {
  for (const [field, wanted] of fieldKeys) {
    const value = firstOf(object, wanted);
    if (value === undefined) continue;
    for (const raw of textsOf(field, value))
      collect({ field, source: "state", path: `${path}.${field}`, raw, weight: field === "sku" && !/\d/u.test(raw) ? weight / 2 : weight });
  }
  const price = firstOf(object, priceKeys);
  const raw = price === undefined ? null : priceOf(price, 0);
  const currency = firstOf(object, keys("currency currencycode pricecurrency currencyid"));
  if (raw !== null)
    collect({
      field: "price",
      source: "state",
      path: `${path}.price`,
      raw,
      weight,
      currency: typeof currency === "string" ? currency : currencyIn(price),
      machine: /^\d+(?:\.\d+)?$/u.test(raw),
    });
}

function currencyIn(price: Json | undefined): string | undefined {
  if (!isObject(price)) return undefined;
  const currency = firstOf(price, keys("currency currencycode"));
  return typeof currency === "string" ? currency : undefined;
}

function priceOf(value: Json, depth: number): string | null {
  if (typeof value === "number") return value > 0 ? String(value) : null;
  if (typeof value === "string") return /\d/u.test(value) && value.length < 60 ? value : null;
  if (!isObject(value) || depth > 3) return null;
  const inner = firstOf(value, innerPrice);
  return inner === undefined ? null : priceOf(inner, depth + 1);
}

/** The texts a value stands for: itself, the name of the object it is, the entries of a list of pictures. */
function textsOf(field: CandidateField, value: Json): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  if (typeof value === "number") return [String(value)];
  if (typeof value === "boolean") return field === "availability" ? [String(value)] : [];
  if (Array.isArray(value)) return field === "image" ? value.slice(0, 60).flatMap((entry) => textsOf(field, entry).slice(0, 1)) : [];
  if (!isObject(value)) return [];
  const inner = firstOf(
    value,
    field === "image" ? keys("large full original zoom src url imageurl path") : keys("name title label value text"),
  );
  return inner === undefined || typeof inner === "object" ? [] : textsOf(field, inner);
}
