/** What a page may mean: every value that some part of it offers for a field, with where it was found. */
import type { ReadingSource } from "../../domain/listing.ts";

export type CandidateField =
  | "title"
  | "description"
  | "price"
  | "currency"
  | "availability"
  | "brand"
  | "sku"
  | "gtin"
  | "mpn"
  | "category"
  | "image"
  | "seller"
  | "sellerId"
  | "sellerLicence"
  | "sellerLocation"
  | "sellerType"
  | "origin"
  | "salesCount"
  | "foodLicence"
  | "patent";

export interface Candidate {
  readonly field: CandidateField;
  readonly source: ReadingSource;
  /** What a person needs to find it again: property path, selector, variable. */
  readonly path: string;
  /** As found. */
  readonly raw: string;
  /** 0 to 1: how surely this part of the page speaks of this field of this listing. */
  readonly weight: number;
  /** The currency said beside a price. */
  readonly currency?: string | undefined;
  /** True when the value is by definition a plain decimal number, as schema.org prices are. */
  readonly machine?: boolean | undefined;
}

export type Collect = (candidate: Candidate) => void;
