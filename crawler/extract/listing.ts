/** One saved page read as one listing: every candidate collected, one chosen for each field, the rest kept as provenance. */
import { listingSchema, type Listing, type Provenance } from "../../domain/listing.ts";
import type { Platform } from "../../domain/platform.ts";
import type { Candidate, CandidateField } from "./candidates.ts";
import { choose, provenanceOf, type Choice } from "./choose.ts";
import { fromSelectors } from "./from-selectors.ts";
import { fromNamedCodes } from "./named-codes.ts";
import { codeInUrl, itemIdOf } from "./item-id.ts";
import { fromState } from "./from-state.ts";
import { scriptStates } from "./script-state.ts";
import { flowOf } from "./flow.ts";
import { headingOf } from "./heading.ts";
import { factsOf, fromFacts } from "./labelled-facts.ts";
import { parsePage, resolveUrl } from "./page.ts";
import { fromPriceText } from "./price-in-text.ts";
import { stockOf, fromStockText } from "./stock-in-text.ts";
import { parsePrice } from "./price.ts";
import { fromStructuredData } from "./product-items.ts";
import { structuredDataOf } from "./structured-data.ts";

export interface ListingInput {
  readonly html: string;
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
}

export function readListing(input: ListingInput): ListingReading {
  const page = parsePage(input.html, input.url);
  const candidates: Candidate[] = [];
  const note = (_what: string): void => undefined;
  const collect = (candidate: Candidate): void => void candidates.push(candidate);
  const flow = flowOf(page, headingOf(page));
  const heading = flow.title;
  fromStructuredData(structuredDataOf(page), heading, collect);
  const attributes = input.platform === undefined ? {} : fromSelectors(page, input.platform, collect);
  const locale = page.named("html")[0]?.attribs["lang"];
  fromPriceText(flow, locale, collect);
  fromStockText(flow, collect);
  const facts = factsOf(flow);
  fromFacts(facts, flow, collect);
  const code = codeInUrl(input.url, input.platform);
  if (code !== null) collect({ field: "sku", source: "url", path: input.url, raw: code, weight: 0.5 });
  fromNamedCodes(flow, collect);
  fromState(scriptStates(page, note), heading, code, collect);
  if (heading !== "") collect({ field: "title", source: "text", path: "h1", raw: heading, weight: 0.9 });
  const chosen = new Set<Candidate>();
  const pick = <T>(field: CandidateField, read: (candidate: Candidate) => T | null, key: (value: T) => string = String): T | undefined => {
    const choice: Choice<T> | null = choose(
      candidates.filter((one) => one.field === field),
      read,
      key,
    );
    if (choice !== null) chosen.add(choice.candidate);
    return choice?.value;
  };
  const text = (candidate: Candidate): string | null => (candidate.raw.trim() === "" ? null : candidate.raw.trim());
  const title = pick("title", text);
  const provenance = (): Provenance[] => candidates.map((candidate) => provenanceOf(candidate, chosen.has(candidate)));
  if (title === undefined) return detached({ listing: null, provenance: provenance(), because: "the page shows no title of a product" });
  const itemId = itemIdOf(input.url, input.platform) ?? "unknown";
  const owner = input.platform?.name ?? new URL(input.url).hostname;
  const price = pick(
    "price",
    (one) =>
      one.machine === true ? { amount: one.raw, currency: one.currency ?? null } : parsePrice(one.raw, { currency: one.currency ?? null }),
    (value) => String(Number(value.amount)),
  );
  const draft = {
    id: `${owner}:${itemId}`,
    ...(input.platform === undefined ? {} : { platform: input.platform.name }),
    url: input.url,
    ...(input.capturedAt === undefined ? {} : { capturedAt: input.capturedAt.toISOString() }),
    title,
    description: pick("description", text),
    price: price === undefined ? undefined : { amount: price.amount, currency: price.currency ?? undefined },
    availability:
      pick("availability", (one) => (stockOf(one.raw) === "OutOfStock" && soldElsewhere(one, candidates) ? null : stockOf(one.raw))) ??
      (price === undefined ? undefined : "InStock"),
    seller: present({
      name: pick("seller", text),
      id: pick("sellerId", text),
      licence: pick("sellerLicence", text),
      location: pick("sellerLocation", text),
    }),
    attributes: present({ ...attributes, brand: pick("brand", text) }),
    identifiers: present({ sku: pick("sku", text), gtin: pick("gtin", text), mpn: pick("mpn", text) }),
    images: candidates.filter((one) => one.field === "image").flatMap((one) => resolveUrl(one.raw, page.base) ?? []),
  };
  const listing = listingSchema.parse(present(draft));
  return detached({ listing, provenance: provenance(), because: null });
}

/** One size that is gone does not end a listing whose other sizes can be had: any offer in stock of the same source decides. */
function soldElsewhere(candidate: Candidate, candidates: readonly Candidate[]): boolean {
  return (
    candidate.source !== "text" &&
    candidates.some((other) => other.field === "availability" && other.source === candidate.source && stockOf(other.raw) === "InStock")
  );
}

/** Without the fields that are undefined; undefined itself when none is left. */
function present<T extends object>(fields: T): T | undefined {
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));
  return Object.keys(kept).length === 0 ? undefined : (kept as T);
}

/** A slice of the page's text keeps the whole page in memory; what leaves here is copied. */
const detached = (reading: ListingReading): ListingReading => structuredClone(reading);
