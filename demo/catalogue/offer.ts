/** One offer of the sample marketplace, with the truth we wrote it by (never shown to the crawler). */
import type { CategoryName } from "../../domain/category.ts";
import type { InfringementKind } from "../../domain/finding.ts";

export const shopNames = ["sample-mall", "sample-bazaar", "sample-live"] as const;
export type ShopName = (typeof shopNames)[number];

export interface Offer {
  readonly id: string;
  readonly shop: ShopName;
  readonly category: CategoryName;
  readonly title: string;
  readonly description: string;
  /** Yuan, or dollars on English offers. */
  readonly price: string;
  readonly currency: "CNY" | "USD";
  readonly seller: string;
  readonly sellerType: "flagship" | "authorised" | "ordinary";
  readonly licence: string | null;
  readonly location: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sales: number;
  /** What a careful officer would say of it. */
  readonly truth:
    | { readonly say: "clean" }
    | { readonly say: "look-alike"; readonly why: string }
    | { readonly say: "suspected"; readonly kind: InfringementKind; readonly why: string };
  /** How this offer misbehaves as a page; most do not. */
  readonly quirk?: "slow" | "broken-picture" | "no-title" | "malformed" | "throttled" | "disallowed" | "relists" | "stubborn";
}

/** The hand-written part: everything else is filled in by `catalogue.ts`. */
export interface Written {
  readonly category: CategoryName;
  readonly title: string;
  readonly price: number;
  readonly seller: string;
  readonly why: string;
  readonly kind?: InfringementKind;
  readonly description?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly location?: string;
  readonly sellerType?: Offer["sellerType"];
  readonly currency?: "USD";
  readonly shop?: ShopName;
  readonly quirk?: Exclude<Offer["quirk"], undefined>;
  readonly licence?: string;
}
