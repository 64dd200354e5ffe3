/** What a step of the queue says when it is done. Every step can be run twice with the same rows in the end. */

/** `later` costs no try; `hopeless` is kept with its reason and never tried again. A throw is tried again. */
export type StepResult =
  | { readonly kind: "done"; readonly note?: string }
  | { readonly kind: "skipped"; readonly because: string }
  | { readonly kind: "later"; readonly because: string; readonly inMs: number }
  | { readonly kind: "hopeless"; readonly because: string };

export const jobNames = [
  "plan-run",
  "crawl-batch",
  "draw-stratum",
  "screen-batch",
  "finish-run",
  "deliver-notice",
  "verify-item",
  "check-publication",
  "capture-flagged",
] as const;
export type JobName = (typeof jobNames)[number];

/** Ids only: no page content, no secrets, nothing that could go stale. */
export type JobData = Readonly<Record<string, string>>;

/** A job asked for in the same transaction as the change that needs it (an outbox row until it is relayed). */
export interface JobRequest {
  readonly name: JobName;
  readonly data: JobData;
  /** Deterministic: the same request twice is one job. No colons (BullMQ refuses them). */
  readonly id: string;
  /** Crawl batches run in their platform's own queue, which holds the pace. */
  readonly platform?: string;
  readonly notBefore?: Date;
}
