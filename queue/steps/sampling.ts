/** What the steps of a run need to know about sampling; `crawler/plan.ts` knows how. */
import type { CategoryName } from "../../domain/category.ts";
import type { FrameItem, NewPage } from "../../domain/ports.ts";
import type { Plan, Stratum } from "../../domain/sample.ts";

export interface ResultsPageRead {
  readonly category: CategoryName;
  readonly query: string;
  readonly page: number;
  /** Address of the next page as the page itself names it, if it does. */
  readonly next: string | null;
  readonly items: number;
}

export interface Sampling {
  /** What makes a plan impossible, in words; empty when nothing does. */
  faults(plan: Plan): readonly string[];
  /** The first results page of every query of every stratum. */
  searchPages(plan: Plan): readonly NewPage[];
  /** How many queries share the take of a stratum. */
  queriesIn(stratum: Stratum): number;
  /** The results page after one that was read; null past the end or at the platform's limit. */
  nextPage(platform: string, read: ResultsPageRead): { readonly url: string; readonly pageNumber: number } | null;
  /** The same frame, take and seed draw the same items, whatever order the frame comes in. */
  draw(
    frame: readonly FrameItem[],
    take: number,
    seed: string,
    stratum: number,
  ): readonly (FrameItem & { readonly inclusionProbability: number })[];
}

/** Pages in one `crawl-batch`: at 30 requests a minute some forty seconds, short enough to stop a run soon. */
export const batchSize = 20;
