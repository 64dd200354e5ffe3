/** From structured data to candidates: which of the described things is the listing, and what it says of itself. */
import type { ReadingSource } from "../../domain/listing.ts";
import type { CandidateField, Collect } from "./candidates.ts";
import { fromOpenGraph } from "./from-open-graph.ts";
import { localName, shortType, textOfValue, valuesOf } from "./item-values.ts";
import { isItem } from "./items.ts";
import { likeness } from "./likeness.ts";
import type { Item, StructuredData } from "./structured-data.ts";

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
  for (const item of data.openGraph) fromOpenGraph(item, collect);
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
