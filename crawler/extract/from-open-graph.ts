/** From OpenGraph and Twitter properties to candidates. */
import type { Candidate, CandidateField, Collect } from "./candidates.ts";
import { textOfValue } from "./item-values.ts";
import type { Item } from "./structured-data.ts";

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

export function fromOpenGraph(item: Item, collect: Collect): void {
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
