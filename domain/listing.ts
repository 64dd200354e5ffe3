/** One offer on one platform: the shape that `crawl` and `extract` print and `screen` reads. */
import { z } from "zod";
import { looseText, nullIsAbsent } from "./absent.ts";
import { categoryNameSchema } from "./category.ts";

export const sellerTypes = ["flagship", "authorised", "ordinary", "unknown"] as const;

/** Text from a page is untrusted everywhere; nothing here has been judged, only read. */
export const listingSchema = nullIsAbsent(
  z.object({
    id: z.string().min(1).max(300),
    platform: z.string().max(100).optional(),
    url: z.string().max(4000).optional(),
    /** UTC instant, ISO 8601. The law that a finding cites is the one in force at this moment. */
    capturedAt: z.string().max(40).optional(),
    category: categoryNameSchema.optional(),
    title: z.string(),
    description: z.string().optional(),
    attributes: z.record(z.string(), looseText).optional(),
    price: z
      .object({ amount: z.union([z.string().max(40), z.number()]).transform(String), currency: z.string().max(10).optional() })
      .optional(),
    seller: z
      .object({
        id: looseText.optional(),
        name: z.string().optional(),
        type: z.enum(sellerTypes).optional(),
        /** Unified social credit code, as the shop page shows it. */
        licence: looseText.optional(),
        location: z.string().optional(),
      })
      .optional(),
    availability: z.enum(["InStock", "OutOfStock"]).optional(),
    images: z.array(z.string()).optional(),
    identifiers: z.record(z.string(), looseText).optional(),
    salesCount: z.number().nonnegative().optional(),
  }),
);
export type Listing = Readonly<z.infer<typeof listingSchema>>;

export const readingSources = ["json-ld", "microdata", "rdfa", "open-graph", "state", "selector", "text", "url", "feed"] as const;
export type ReadingSource = (typeof readingSources)[number];

/** Where one value of one field came from. Candidates that lost are kept too: a conflict is evidence. */
export interface Provenance {
  readonly field: string;
  readonly source: ReadingSource;
  /** JSON-LD property path, CSS selector, script variable… what a person needs to find it again. */
  readonly path: string;
  /** The raw text as found, cut at 500 characters. */
  readonly raw: string;
  readonly chosen: boolean;
}
