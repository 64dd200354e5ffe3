/** A marketplace: who runs it, how it may be read, how it is told. One YAML file each in `config/platforms/`. */
import { z } from "zod";
import type { CategoryName } from "./category.ts";
import type { FetchedPage } from "./capture.ts";
import type { Listing, Provenance } from "./listing.ts";
import { bilingualSchema } from "./words.ts";

const fields = [
  "title",
  "price",
  "currency",
  "seller",
  "sellerId",
  "sellerLicence",
  "sellerLocation",
  "sellerType",
  "description",
  "images",
  "brand",
  "sku",
  "availability",
  "salesCount",
  "origin",
  "attributeRows",
  "attributeName",
  "attributeValue",
] as const;

export const platformSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/u, "lower-case letters, digits and hyphens; it becomes part of every listing id"),
  title: bilingualSchema,
  operator: z.strictObject({
    name: z.string().min(1),
    /** Unified social credit code (GB 32100-2015). */
    creditCode: z.string().optional(),
    /** GB/T 2260 code of the market bureau that is competent for the operator. */
    competentRegion: z
      .string()
      .regex(/^\d{6}$/u)
      .optional(),
  }),
  /** `crawl`: pages may be sampled. `feed`: only by data feed or API, pages are never fetched. */
  access: z.enum(["crawl", "feed"]),
  /** Host names, with a port where it is not the scheme's own. Nothing else is ever fetched. */
  hosts: z.array(z.string().min(1)).min(1),
  imageHosts: z.array(z.string().min(1)).default([]),
  scheme: z.enum(["https", "http"]).default("https"),
  /** Loopback and private ranges are refused unless a platform file says this is a test site. */
  privateAddresses: z.boolean().default(false),
  needsBrowser: z.boolean().default(false),
  pace: z.strictObject({ requestsPerMinute: z.number().positive().max(6000), atOnce: z.number().int().positive().max(64) }),
  categories: z.record(z.string(), z.array(z.string())).default({}),
  search: z
    .strictObject({
      /** `{query}` and `{page}` are filled in, percent-encoded. */
      url: z.string().min(1),
      firstPage: z.number().int().nonnegative().default(1),
      maxPages: z.number().int().positive().max(1000).default(20),
      /** CSS selector of the links to listings. */
      itemLink: z.string().min(1),
      nextLink: z.string().optional(),
    })
    .optional(),
  /** For a shop without search: sitemaps and start pages whose links are followed when they match `listing.url`. */
  sitemaps: z.array(z.string()).default([]),
  listing: z
    .strictObject({
      /** Regular expression with a named group `id`, tried on the absolute URL. */
      url: z.string().min(1),
      /** CSS selectors used after structured data has had its say; the value may end in `@attribute`. */
      selectors: z.partialRecord(z.enum(fields), z.string()).default({}),
      /** Selectors that win over structured data where the shop's markup is known to lie. */
      preferSelectors: z.array(z.enum(fields)).default([]),
      goneTexts: z.array(z.string()).default([]),
      blockedTexts: z.array(z.string()).default([]),
    })
    .optional(),
  notices: z.strictObject({
    channel: z.string().min(1),
    language: z.enum(["zh", "en"]),
    email: z.string().optional(),
    portal: z.string().optional(),
    /** Most links one notice may carry on this channel. */
    linkLimit: z.number().int().positive().max(1000).default(50),
    /** Calendar days we allow for "及时" before we ask again; the law gives no number (E-Commerce Law Art. 42(2)). */
    answerDays: z.number().int().positive().default(5),
  }),
  publication: z.strictObject({ url: z.string() }).optional(),
  facts: z.array(z.strictObject({ fact: z.string(), source: z.string(), verified: z.union([z.literal(false), z.string()]) })).default([]),
});
export type Platform = Readonly<z.infer<typeof platformSchema>>;
export type PlatformField = (typeof fields)[number];

export interface SearchTarget {
  readonly category: CategoryName;
  readonly query: string;
  readonly page: number;
}

/** What a page turned out to be. An adapter answers `unreadable`, never a half-filled listing. */
export type PageReading =
  | { readonly kind: "listing"; readonly listing: Listing; readonly provenance: readonly Provenance[] }
  | { readonly kind: "results"; readonly items: readonly ResultItem[]; readonly total: number | null; readonly next: string | null }
  | { readonly kind: "gone"; readonly because: string }
  | { readonly kind: "blocked"; readonly because: string }
  | { readonly kind: "unreadable"; readonly because: string };

export interface ResultItem {
  readonly url: string;
  readonly itemId: string;
  /** Zero-based place on the results page; sampling stratifies by it when prices are not shown. */
  readonly rank: number;
}

/** Reads pages, never fetches them: so a page reader is tested from a saved page. */
export interface PlatformAdapter {
  readonly name: string;
  readonly hosts: readonly string[];
  searchUrl(target: SearchTarget): string | null;
  /** The item id in a listing address, or null when the address is not a listing of this platform. */
  itemId(url: string): string | null;
  read(page: Pick<FetchedPage, "urlReached" | "status" | "text">): PageReading;
}
