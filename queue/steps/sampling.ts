/** What the steps of a run need to know about sampling; `crawler/plan.ts` knows how. */
import type { FrameItem, NewPage } from "../../domain/ports.ts";
import type { Plan, Stratum } from "../../domain/sample.ts";

export interface Sampling {
  /** The first results page of every query of every stratum. */
  searchPages(plan: Plan): readonly NewPage[];
  /** How many queries share the take of a stratum: its own, or its category's when it names none. */
  queriesIn(stratum: Stratum): number;
  /** The same frame, take and seed draw the same items, whatever order the frame comes in. */
  draw(frame: readonly FrameItem[], take: number, seed: string): { readonly items: readonly FrameItem[]; readonly inclusionProbability: number };
}

/** Pages in one `crawl-batch`: at 30 requests a minute some forty seconds, short enough to stop a run soon. */
export const batchSize = 20;
