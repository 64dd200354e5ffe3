/** From structured data to candidates: which of the described things is the listing, and what it says of itself. */
import type { ReadingSource } from "../../domain/listing.ts";
import type { Candidate, CandidateField, Collect } from "./candidates.ts";
import { isItem } from "./items.ts";
import type { Item, StructuredData, Value } from "./structured-data.ts";

/** The last part of a type's address: `http://schema.org/Product` is a Product. */
export const shortType = (type: string): string =>
  type.slice(Math.max(type.lastIndexOf("/"), type.lastIndexOf("#"), type.lastIndexOf(":")) + 1);

const productTypes: ReadonlySet<string> = new Set([
  "Product",
  "ProductGroup",
  "ProductModel",
  "IndividualProduct",
  "SomeProducts",
  "Vehicle",
  "Car",
  "Motorcycle",
  "Book",
  "product",
  "og:product",
]);
const offerTypes: ReadonlySet<string> = new Set(["Offer", "AggregateOffer", "OfferForPurchase", "OfferForLease", "Demand"]);

/** Properties that lead away from the listing: to other products, to reviews, to the shop. */
const elsewhere: ReadonlySet<string> = new Set([
  "isRelatedTo",
  "isSimilarTo",
  "isAccessoryOrSparePartFor",
  "isConsumableFor",
  "review",
  "reviews",
  "itemListElement",
  "mentions",
  "relatedLink",
  "seller",
  "brand",
  "manufacturer",
  "hasOfferCatalog",
  "breadcrumb",
  "subjectOf",
  "isVariantOf",
]);

interface Found {
  readonly item: Item;
  readonly source: ReadingSource;
  readonly path: string;
  /** 0 at the top; inside other things it is less likely the listing. */
  readonly depth: number;
}

const mostSteps = 20_000;

/** Every item of the wanted types, with the way to it. */
function find(items: readonly Item[], source: ReadingSource, wanted: ReadonlySet<string>): Found[] {
  const found: Found[] = [];
  const queue: Found[] = items.map((item, index) => ({
    item,
    source,
    path: `${shortType(item.type[0] ?? "item")}${items.length > 1 ? `[${index}]` : ""}`,
    depth: 0,
  }));
  for (let at = 0; at < queue.length && at < mostSteps; at++) {
    const here = queue[at];
    if (here === undefined) break;
    if (here.item.type.some((type) => wanted.has(shortType(type)))) found.push(here);
    for (const [name, values] of Object.entries(here.item.properties)) {
      if (elsewhere.has(localName(name))) continue;
      for (const value of values)
        if (isItem(value)) queue.push({ item: value, source, path: `${here.path}.${localName(name)}`, depth: here.depth + 1 });
    }
  }
  return found;
}

/** Values of a property under any vocabulary's address. */
export function valuesOf(item: Item, ...names: readonly string[]): readonly Value[] {
  for (const name of names) {
    const values =
      item.properties[name] ??
      item.properties[`http://schema.org/${name}`] ??
      item.properties[`https://schema.org/${name}`] ??
      item.properties[`http://purl.org/goodrelations/v1#${name}`] ??
      item.properties[`schema:${name}`];
    if (values !== undefined && values.length > 0) return values;
  }
  return [];
}

const localName = (name: string): string => (name.includes("/") || name.includes("#") ? shortType(name) : name);

/** The text of a value: its own, or the name of the thing it is. */
export function textOfValue(value: Value | undefined): string {
  if (value === undefined) return "";
  if (!isItem(value)) return String(value).trim();
  return textOfValue(valuesOf(value, "name", "title", "legalName")[0]) || (value.id ?? "");
}

export function fromStructuredData(data: StructuredData, heading: string, collect: Collect): void {
  const sources: readonly (readonly [readonly Item[], ReadingSource])[] = [
    [data.jsonLd, "json-ld"],
    [data.microdata, "microdata"],
    [data.rdfa, "rdfa"],
  ];
  for (const [items, source] of sources) {
    const products = find(items, source, productTypes);
    const main = mainProduct(products, heading);
    if (main !== null) {
      productCandidates(main, collect);
      for (const twin of twinsOf(main, products))
        for (const offer of valuesOf(twin.item, "offers").filter(isItem))
          offerCandidates({ ...twin, item: offer, path: `${twin.path}.offers` }, 0.7, collect);
    }
    const offers = main === null ? find(items, source, offerTypes) : [];
    if (main === null && offers.length === 1 && offers[0] !== undefined) offerCandidates(offers[0], 0.6, collect);
    breadcrumbCandidates(items, source, collect);
  }
  for (const item of data.openGraph) openGraphCandidates(item, collect);
}

/** Of several products the one named like the page's heading, else the outermost and first. */
function mainProduct(found: readonly Found[], heading: string): Found | null {
  let best: Found | null = null;
  let bestScore = -Infinity;
  for (const candidate of found) {
    const name = textOfValue(valuesOf(candidate.item, "name")[0]);
    const offered = valuesOf(candidate.item, "offers", "hasVariant").length > 0 ? 0.5 : 0;
    const score = 2 * likeness(name, heading) + offered - 0.3 * candidate.depth;
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** The same product once more, for another size or colour: its offers count too. */
function twinsOf(main: Found, found: readonly Found[]): Found[] {
  const name = textOfValue(valuesOf(main.item, "name")[0]);
  return name === "" ? [] : found.filter((one) => one !== main && textOfValue(valuesOf(one.item, "name")[0]) === name).slice(0, 100);
}

/** Share of the shorter text's words, or of its pairs of characters where it has no spaces, that the other holds. */
export function likeness(one: string, other: string): number {
  const a = pieces(one);
  const b = pieces(other);
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const piece of small) if (large.has(piece)) shared++;
  return shared / small.size;
}

function pieces(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of text
    .slice(0, 600)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)) {
    if (word === "") continue;
    if (/[\u3040-\u9fff\uac00-\ud7af]/u.test(word) && word.length > 2)
      for (let at = 0; at + 1 < word.length; at++) found.add(word.slice(at, at + 2));
    else found.add(word);
  }
  return found;
}

function productCandidates(found: Found, collect: Collect): void {
  const { item, source, path } = found;
  const give = (field: CandidateField, names: readonly string[], weight = 0.9): void => {
    for (const value of valuesOf(item, ...names)) {
      const raw = textOfValue(value);
      if (raw !== "") collect({ field, source, path: `${path}.${names[0] ?? field}`, raw, weight });
    }
  };
  give("title", ["name", "title"]);
  give("description", ["description"]);
  give("brand", ["brand", "manufacturer"]);
  give("sku", ["sku"]);
  give("sku", ["productID", "identifier"], 0.6);
  for (const name of ["gtin13", "gtin", "gtin14", "gtin12", "gtin8", "isbn", "ean"]) give("gtin", [name]);
  give("mpn", ["mpn", "model"], 0.8);
  give("category", ["category"], 0.6);
  give("origin", ["countryOfOrigin"], 0.9);
  imageCandidates(item, source, path, collect);
  const offers = valuesOf(item, "offers", "offer").filter(isItem);
  for (const offer of offers) offerCandidates({ item: offer, source, path: `${path}.offers`, depth: found.depth + 1 }, 0.9, collect);
  if (valuesOf(item, "price", "lowPrice").length > 0) offerCandidates(found, 0.8, collect);
  const variants = valuesOf(item, "hasVariant").filter(isItem).slice(0, 200);
  for (const variant of variants)
    for (const offer of valuesOf(variant, "offers").filter(isItem))
      offerCandidates({ item: offer, source, path: `${path}.hasVariant.offers`, depth: found.depth + 2 }, 0.7, collect);
}

function offerCandidates(found: Found, weight: number, collect: Collect): void {
  const { item, source, path } = found;
  const specifications = valuesOf(item, "priceSpecification").filter(isItem);
  const nested = valuesOf(item, "offers").filter(isItem);
  const said = valuesOf(item, "price", "lowPrice");
  const currency = textOfValue(valuesOf(item, "priceCurrency")[0]);
  const prices = said.length > 0 ? said : [];
  for (const value of prices) priceCandidate(textOfValue(value), currency, path, source, weight, collect);
  for (const specification of specifications.slice(0, 20)) {
    const kind = shortType(textOfValue(valuesOf(specification, "priceType")[0]));
    const lessSure = prices.length > 0 || /list|strike|srp|msrp|regular/iu.test(kind) ? 0.3 : 0;
    const own = textOfValue(valuesOf(specification, "priceCurrency")[0]) || currency;
    for (const value of valuesOf(specification, "price", "minPrice"))
      priceCandidate(textOfValue(value), own, `${path}.priceSpecification`, source, weight - lessSure, collect);
  }
  for (const value of valuesOf(item, "availability"))
    collect({ field: "availability", source, path: `${path}.availability`, raw: shortType(textOfValue(value)), weight });
  for (const value of valuesOf(item, "seller", "offeredBy")) {
    collect({ field: "seller", source, path: `${path}.seller`, raw: textOfValue(value), weight });
    if (isItem(value)) sellerCandidates(value, source, `${path}.seller`, weight, collect);
  }
  for (const value of valuesOf(item, "sku"))
    collect({ field: "sku", source, path: `${path}.sku`, raw: textOfValue(value), weight: weight - 0.1 });
  for (const name of ["gtin13", "gtin", "gtin14", "gtin12", "gtin8"])
    for (const value of valuesOf(item, name))
      collect({ field: "gtin", source, path: `${path}.${name}`, raw: textOfValue(value), weight: weight - 0.1 });
  if (prices.length === 0)
    for (const offer of nested.slice(0, 200)) offerCandidates({ ...found, item: offer, path: `${path}.offers` }, weight - 0.1, collect);
}

function priceCandidate(raw: string, currency: string, path: string, source: ReadingSource, weight: number, collect: Collect): void {
  if (raw === "") return;
  const machine = /^\d+(?:\.\d+)?$/u.test(raw);
  collect({ field: "price", source, path: `${path}.price`, raw, weight, currency: currency === "" ? undefined : currency, machine });
}

function sellerCandidates(seller: Item, source: ReadingSource, path: string, weight: number, collect: Collect): void {
  const address = valuesOf(seller, "address")[0];
  const place = isItem(address)
    ? ["addressRegion", "addressLocality"]
        .map((name) => textOfValue(valuesOf(address, name)[0]))
        .filter((part) => part !== "")
        .join(" ")
    : textOfValue(address);
  if (place !== "") collect({ field: "sellerLocation", source, path: `${path}.address`, raw: place, weight });
  const id = textOfValue(valuesOf(seller, "identifier", "taxID")[0]);
  if (id !== "") collect({ field: "sellerId", source, path: `${path}.identifier`, raw: id, weight });
}

function imageCandidates(item: Item, source: ReadingSource, path: string, collect: Collect): void {
  for (const value of valuesOf(item, "image", "photo").slice(0, 60)) {
    const raw = isItem(value) ? textOfValue(valuesOf(value, "contentUrl", "url")[0]) || (value.id ?? "") : textOfValue(value);
    if (raw !== "") collect({ field: "image", source, path: `${path}.image`, raw, weight: 0.9 });
  }
}

function breadcrumbCandidates(items: readonly Item[], source: ReadingSource, collect: Collect): void {
  const lists = find(items, source, new Set(["BreadcrumbList", "Breadcrumb", "breadcrumb"]));
  const list = lists[0];
  if (list === undefined) return;
  const names = valuesOf(list.item, "itemListElement").map((entry) => {
    if (!isItem(entry)) return textOfValue(entry);
    const inner = valuesOf(entry, "item")[0];
    return textOfValue(valuesOf(entry, "name")[0]) || (isItem(inner) ? textOfValue(inner) : "");
  });
  const trail = names.filter((name) => name !== "").join(" > ");
  if (trail !== "") collect({ field: "category", source, path: list.path, raw: trail, weight: 0.7 });
}

/** In order of how a shop means them: a sale price is what is paid. */
const openGraphNames: readonly (readonly [field: CandidateField, name: string, weight: number])[] = [
  ["title", "og:title", 0.6],
  ["title", "twitter:title", 0.4],
  ["description", "og:description", 0.5],
  ["description", "twitter:description", 0.3],
  ["image", "og:image", 0.6],
  ["image", "og:image:secure_url", 0.5],
  ["image", "twitter:image", 0.4],
  ["brand", "product:brand", 0.8],
  ["brand", "og:brand", 0.8],
  ["availability", "product:availability", 0.7],
  ["availability", "og:availability", 0.7],
  ["sku", "product:retailer_item_id", 0.6],
  ["sku", "product:sku", 0.8],
  ["gtin", "product:ean", 0.8],
  ["gtin", "product:upc", 0.8],
  ["gtin", "product:gtin", 0.8],
  ["gtin", "product:isbn", 0.8],
  ["mpn", "product:mfr_part_no", 0.8],
  ["category", "product:category", 0.6],
];
const openGraphPrices: readonly (readonly [name: string, currency: string, weight: number])[] = [
  ["product:sale_price:amount", "product:sale_price:currency", 0.85],
  ["product:price:amount", "product:price:currency", 0.7],
  ["og:price:amount", "og:price:currency", 0.7],
  ["product:price", "product:price:currency", 0.6],
  ["og:price", "og:price:currency", 0.6],
  ["product:original_price:amount", "product:original_price:currency", 0.1],
];

function openGraphCandidates(item: Item, collect: Collect): void {
  const first = (name: string): string => textOfValue(item.properties[name]?.[0]);
  const source: Candidate["source"] = "open-graph";
  for (const [field, name, weight] of openGraphNames)
    for (const value of (item.properties[name] ?? []).slice(0, 60)) collect({ field, source, path: name, raw: textOfValue(value), weight });
  for (const [name, currencyName, weight] of openGraphPrices) {
    const raw = first(name);
    if (raw !== "")
      collect({
        field: "price",
        source,
        path: name,
        raw,
        weight,
        currency: first(currencyName) || undefined,
        machine: /^\d+(?:\.\d+)?$/u.test(raw),
      });
  }
  // Twitter cards put price and stock in numbered labels.
  for (const number of ["1", "2", "3"]) {
    const label = first(`twitter:label${number}`);
    const value = first(`twitter:data${number}`);
    if (/price|价格|价/iu.test(label) && value !== "")
      collect({ field: "price", source, path: `twitter:data${number}`, raw: value, weight: 0.5 });
    if (/availab|库存/iu.test(label) && value !== "")
      collect({ field: "availability", source, path: `twitter:data${number}`, raw: value, weight: 0.5 });
  }
}
