/** One saved page read as one listing: every candidate collected, one chosen for each field, the rest kept as provenance. */
import { listingSchema, sellerTypes, type Listing, type Provenance } from "../../domain/listing.ts";
import type { Platform } from "../../domain/platform.ts";
import type { Candidate, CandidateField } from "./candidates.ts";
import { choose, provenanceOf } from "./choose.ts";
import { collectAll } from "./collect.ts";
import { readBrand, readCode, readDescription, readGtin, readLine, readTitle } from "./field-readers.ts";
import { itemIdOf } from "./item-id.ts";
import { parsePage, resolveUrl } from "./page.ts";
import { pictureAddresses } from "./pictures.ts";
import { choosePrice } from "./price-choice.ts";
import { parseCount } from "./sales-count.ts";
import { chooseStock } from "./stock-choice.ts";

export interface ListingInput {
  readonly html: string;
  /** The address the page was reached at; relative links are resolved against it. */
  readonly url: string;
  readonly platform?: Platform | undefined;
  readonly capturedAt?: Date | undefined;
}

export interface ListingReading {
  /** Null when the page is no listing that can be read; never half-filled. */
  readonly listing: Listing | null;
  readonly provenance: Provenance[];
  /** Why there is no listing; null when there is one. */
  readonly because: string | null;
  /** Parts of the page that were too large, too deep or too many to be read, in words. */
  readonly cut: string[];
}

export function readListing(input: ListingInput): ListingReading {
  const page = parsePage(input.html, input.url);
  const { candidates, attributes, locale, cut } = collectAll(page, input.platform);
  const chosen = new Set<Candidate>();
  const pick = <T>(field: CandidateField, read: (candidate: Candidate) => T | null): T | undefined => {
    const choice = choose(
      candidates.filter((one) => one.field === field),
      read,
      String,
    );
    if (choice !== null) chosen.add(choice.candidate);
    return choice?.value;
  };
  const reading = (listing: Listing | null, because: string | null): ListingReading =>
    // A slice of the page's text keeps the whole page in memory; what leaves here is copied.
    structuredClone({
      listing,
      because,
      cut: [...cut],
      provenance: candidates.map((candidate) => provenanceOf(candidate, chosen.has(candidate))),
    });

  const title = pick("title", readTitle);
  if (title === undefined) return reading(null, "the page shows no title of a product");
  const because = whyNoListing(candidates, input);
  if (because !== null) return reading(null, because);

  const price = choosePrice(candidates, locale);
  if (price !== null) chosen.add(price.candidate);
  const stock = chooseStock(candidates);
  if (stock !== null) chosen.add(stock.candidate);
  const pictures = pictureAddresses(candidates, (raw) => resolveUrl(raw, page.base));
  for (const { candidate } of pictures) chosen.add(candidate);
  const sellerName = pick("seller", readLine);
  const itemId = itemIdOf(input.url, input.platform) ?? pick("sku", readCode) ?? "page";
  const draft = {
    id: `${input.platform?.name ?? hostOf(input.url)}:${itemId}`.slice(0, 300),
    platform: input.platform?.name,
    url: input.url,
    capturedAt: input.capturedAt?.toISOString(),
    title,
    description: pick("description", readDescription),
    attributes: present({
      ...attributes,
      brand: pick("brand", (one) => readBrand(one, input.platform)),
      model: pick("mpn", readCode),
      origin: pick("origin", readLine),
      breadcrumb: pick("category", readLine),
    }),
    price: price === null ? undefined : present({ amount: price.value.amount, currency: price.value.currency ?? undefined }),
    seller: present({
      id: pick("sellerId", readCode),
      name: sellerName,
      type: sellerTypeOf(pick("sellerType", readLine) ?? sellerName),
      licence: pick("sellerLicence", readCode),
      location: pick("sellerLocation", readLine),
    }),
    // A price asked and nothing said against it: the goods are offered.
    availability: stock?.value ?? (price === null ? undefined : "InStock"),
    images: pictures.length === 0 ? undefined : pictures.map(({ address }) => address),
    identifiers: present({
      sku: pick("sku", readCode),
      gtin: pick("gtin", readGtin),
      mpn: pick("mpn", readCode),
      foodLicence: pick("foodLicence", readCode),
      patent: pick("patent", readCode),
    }),
    salesCount: pick("salesCount", (one) => parseCount(one.raw)),
  };
  return reading(listingSchema.parse(present(draft)), null);
}

/** A title alone is no listing: articles, lists and challenge pages have one, too. */
function whyNoListing(candidates: readonly Candidate[], input: ListingInput): string | null {
  const telling: ReadonlySet<CandidateField> = new Set(["price", "availability", "sku", "gtin", "mpn", "seller"]);
  const shown = candidates.some(
    (one) =>
      (telling.has(one.field) && one.source !== "url" && one.weight > 0.2) ||
      (one.field === "title" && one.source !== "text" && one.source !== "open-graph"),
  );
  if (shown) return null;
  return input.platform === undefined
    ? "the page has a title but shows no price, code, stock or seller"
    : "the page has a title but nothing else of a listing; the platform file's selectors find nothing on it";
}

/** What the shop's own name says of it, as marketplaces grant such names. */
function sellerTypeOf(text: string | undefined): (typeof sellerTypes)[number] | undefined {
  if (text === undefined) return undefined;
  const given = sellerTypes.find((type) => type === text.toLowerCase());
  if (given !== undefined) return given;
  if (/旗舰店|旗艦店|官方店|官方直营|自营|flagship|official store/iu.test(text)) return "flagship";
  if (/专卖店|專賣店|授权|特许|authori[sz]ed/iu.test(text)) return "authorised";
  return /专营店|企业店|个人|工厂店/u.test(text) ? "ordinary" : undefined;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "unknown");

/** Without the fields that are undefined or empty; undefined itself when none is left. */
function present<T extends object>(fields: T): T | undefined {
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));
  return Object.keys(kept).length === 0 ? undefined : (kept as T);
}
