/** From data objects in scripts to candidates: the object that is named like the listing, and what it says of itself. */
import type { CandidateField, Collect } from "./candidates.ts";
import { labelField } from "./label-words.ts";
import { isObject, type Json, type JsonObject } from "./lenient-json.ts";
import { likeness } from "./likeness.ts";
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
  ["availability", keys("availability stockstatus instock isinstock isavailable available")],
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

/** Keys that name one thing wherever they hang, for pages that spread a listing over modules. */
const loose: readonly (readonly [CandidateField, readonly string[]])[] = [
  [
    "price",
    keys("formatedactivityprice formattedactivityprice formatedprice formattedprice promotionprice currentprice saleprice pricetext"),
  ],
  ["title", keys("subject itemtitle producttitle goodsname skuname")],
  ["seller", keys("storename shopname sellernick sellername mallname shoptitle")],
  ["sellerId", keys("storenum shopid sellerid mallid storeid")],
  ["brand", keys("brandname")],
  ["salesCount", keys("sellcount tradecount formattradecount soldquantity")],
];
const looseWeight = 0.6;

interface Visit {
  readonly value: Json;
  readonly path: string;
  readonly depth: number;
}

export function fromState(states: readonly ScriptState[], heading: string, collect: Collect): void {
  const found = new Map<CandidateField, { path: string; raw: string }[]>();
  let taken = 0;
  visit(states, (object, path) => {
    const match = taken < mostObjects ? matchOf(object, heading) : 0;
    if (match > 0) {
      objectCandidates(object, path, match, collect);
      taken++;
    }
    pairCandidate(object, path, collect);
    for (const [field, wanted] of loose) {
      const value = firstOf(object, wanted);
      if ((typeof value !== "string" && typeof value !== "number") || String(value).trim() === "") continue;
      const list = found.get(field) ?? [];
      if (list.length < 20) list.push({ path: `${path}.${field}`, raw: String(value) });
      found.set(field, list);
    }
  });
  // Said in several ways it speaks of several things: a list, recommendations.
  for (const [field, values] of found) {
    const first = values[0];
    if (first === undefined || new Set(values.map(({ raw }) => raw)).size > 2) continue;
    if (field === "title" && heading !== "" && likeness(first.raw, heading) < 0.5) continue;
    collect({ field, source: "state", path: first.path, raw: first.raw, weight: looseWeight });
  }
}

const pairNames = keys("attrname attributename propname specname propertyname paramname label name key");
const pairValues = keys("attrvalue attributevalue propvalue specvalue propertyvalue paramvalue value");

/** `{ attrName: "Brand Name", attrValue: "…" }`: a row of the attributes table before a script has drawn it. */
function pairCandidate(object: JsonObject, path: string, collect: Collect): void {
  const name = firstOf(object, pairNames);
  const value = firstOf(object, pairValues);
  if (typeof name !== "string" || typeof value !== "string" || value.length > 100) return;
  const field = labelField(name);
  if (field !== null && field !== "availability")
    collect({ field, source: "state", path: `${path} "${name}"`, raw: value, weight: looseWeight + 0.05 });
}

/** Every object of every state, breadth first, within bounds; what is named as other products is passed over. */
function visit(states: readonly ScriptState[], see: (object: JsonObject, path: string) => void): void {
  let steps = 0;
  for (const state of states) {
    const queue: Visit[] = [{ value: state.value, path: state.name, depth: 0 }];
    for (let at = 0; at < queue.length && steps < mostSteps; at++, steps++) {
      const here = queue[at];
      if (here === undefined) return;
      if (isObject(here.value)) see(here.value, here.path);
      if (here.depth < mostDepth) queue.push(...inside(here));
    }
  }
}

function inside({ value, path, depth }: Visit): Visit[] {
  const entries = Array.isArray(value)
    ? [...value.slice(0, 500).entries()].map(([index, inner]) => [`[${index}]`, inner] as const)
    : isObject(value)
      ? Object.entries(value)
          .slice(0, 2000)
          .map(([key, inner]) => [`.${key}`, inner] as const)
      : [];
  return entries.flatMap(([key, inner]) =>
    typeof inner !== "object" || inner === null || /recommend|related|similar|upsell|cross|history|footer|header|menu/iu.test(key)
      ? []
      : [{ value: inner, path: `${path}${key}`.slice(0, 300), depth: depth + 1 }],
  );
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
  if (firstOf(object, keys("soldout issoldout outofstock isoutofstock")) === true)
    collect({ field: "availability", source: "state", path: `${path}.soldOut`, raw: "OutOfStock", weight });
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
