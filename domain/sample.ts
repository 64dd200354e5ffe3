/** What to look at: a plan of strata, and the run that carries it out. */
import { z } from "zod";
import { categoryNameSchema } from "./category.ts";
import type { BatchId, ListingId, ObservationId, PageId, RunId, ScheduleId } from "./words.ts";

export const stratumSchema = z.strictObject({
  platform: z.string().min(1),
  category: categoryNameSchema,
  /** How many listings to draw. */
  take: z.number().int().positive().max(100_000),
  /** Words to search by; the category's own when empty. */
  queries: z.array(z.string().min(1)).default([]),
});
export type Stratum = Readonly<z.infer<typeof stratumSchema>>;

export const planSchema = z.strictObject({
  strata: z.array(stratumSchema).min(1).max(1000),
  /** The same plan and seed on the same pages draw the same sample. */
  seed: z.string().min(1).max(100),
});
/** Strata (platform × category), how many from each, and the seed. */
export type Plan = Readonly<z.infer<typeof planSchema>>;

export const runStates = ["queued", "running", "stopping", "stopped", "finished", "failed"] as const;
export type RunState = (typeof runStates)[number];

export interface Run {
  readonly id: RunId;
  readonly scheduleId: ScheduleId | null;
  readonly plan: Plan;
  readonly state: RunState;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Why it stopped or failed, in words for the operator. */
  readonly because: string | null;
}

/** A page waits, is done, was passed over for a stated reason, or failed for a stated cause. */
export const pageStates = ["pending", "done", "skipped", "failed"] as const;
export type PageState = (typeof pageStates)[number];

/** Closed list: reports count by it. */
export const pageCauses = [
  "robots",
  "scope",
  "private-address",
  "dead-host",
  "timeout",
  "http-error",
  "blocked",
  "gone",
  "unreadable",
  "too-large",
  "not-sampled",
  "stopped",
  "browser-missing",
  "storage",
  "unexpected",
] as const;
export type PageCause = (typeof pageCauses)[number];

/** One address to visit in one run. The table of pages is the frontier; jobs only carry batch ids. */
export interface PlannedPage {
  readonly id: PageId;
  readonly runId: RunId;
  readonly batchId: BatchId | null;
  readonly platform: string;
  readonly stratum: number;
  readonly kind: "search" | "listing";
  readonly url: string;
  readonly query: string | null;
  readonly pageNumber: number | null;
  readonly state: PageState;
  readonly cause: PageCause | null;
  readonly detail: string | null;
  readonly attempts: number;
  /** Chance that this listing was drawn, given the pages seen; null for search pages. */
  readonly inclusionProbability: number | null;
}

export interface RunProgress {
  readonly pages: Readonly<Record<PageState, number>>;
  readonly listingPages: Readonly<Record<PageState, number>>;
  readonly failuresByCause: Readonly<Partial<Record<PageCause, number>>>;
  readonly sampled: number;
  readonly newListings: number;
  readonly changedListings: number;
  readonly unchangedListings: number;
  readonly screened: number;
  readonly flagged: number;
  readonly leadsOpened: number;
  readonly byStratum: readonly {
    readonly platform: string;
    readonly category: string;
    readonly take: number;
    readonly sampled: number;
    readonly flagged: number;
  }[];
  readonly flaggedByKind: Readonly<Record<string, number>>;
}

/** How one listing entered one run. */
export interface SampledListing {
  readonly runId: RunId;
  readonly listingId: ListingId;
  readonly observationId: ObservationId;
  readonly stratum: number;
  readonly inclusionProbability: number;
  readonly change: "new" | "changed" | "unchanged";
}
