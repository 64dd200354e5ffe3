/**
 * Every job by name: what its data must hold, how often it is tried, in which queue it runs. Data is ids and nothing else:
 * the tables hold the truth, so a job that waited a week cannot act on something stale.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { JobName, JobRequest, StepResult } from "../domain/step.ts";
import { jobNames } from "../domain/step.ts";
import { TiequanError } from "../domain/words.ts";

const id = z.string().min(1).max(300);

/** Comma-separated observation ids; at most one batch of pages, so it stays short. */
const observations = z.string().max(20_000).optional();

export const jobSchemas = {
  "plan-run": z.object({ runId: id }),
  "crawl-batch": z.object({ runId: id, batchId: id }),
  "draw-stratum": z.object({ runId: id, stratum: z.string().regex(/^\d{1,6}$/u, "a stratum's place in its plan") }),
  "screen-batch": z.object({ runId: id, observations }),
  "finish-run": z.object({ runId: id }),
  "deliver-notice": z.object({ noticeId: id }),
  "verify-item": z.object({ verificationId: id }),
  "check-publication": z.object({ noticeId: id }),
  "capture-flagged": z.object({ observationId: id }),
} as const satisfies Record<JobName, z.ZodType>;

export type DataOf<Name extends JobName> = z.infer<(typeof jobSchemas)[Name]>;

export interface StepContext {
  /** Aborted when the worker closes; a step then stops at the next safe place and asks to come back. */
  readonly signal: AbortSignal;
  readonly jobId: string;
}

/** One kind of work. It can be run twice, or killed anywhere and run again, with the same rows in the end. */
export interface Step<Name extends JobName = JobName> {
  readonly name: Name;
  run(data: DataOf<Name>, context: StepContext): Promise<StepResult>;
  /** Every try failed: writes the cause into our tables, so that what waited for this job can go on. */
  giveUp?(data: DataOf<Name>, because: string): Promise<void>;
}

type StepOf = { readonly [Name in JobName]: Step<Name> };
export type AnyStep = StepOf[JobName];

/** One handler for each job name, checked before anything starts: none missing, none twice. */
export function stepsByName(steps: readonly AnyStep[]): ReadonlyMap<JobName, AnyStep> {
  const found = new Map<JobName, AnyStep>();
  for (const step of steps) {
    if (found.has(step.name))
      throw new TiequanError("two-handlers", `Two steps answer to the job ${step.name}.`, "Leave one of them out of the list of steps.");
    found.set(step.name, step);
  }
  const missing = jobNames.filter((name) => !found.has(name));
  if (missing.length > 0)
    throw new TiequanError(
      "no-handler",
      `No step answers to ${missing.join(", ")}.`,
      "Add it to the list of steps; a job without a handler would wait for ever.",
    );
  return found;
}

/**
 * A job that another job asks for: the same asker asks for the same job, two askers for two. Needed because a finished job's id stays
 * taken for a while, and "look whether you were the last" must be asked again by everyone who might have been.
 */
export function followUp(name: JobName, subject: string, askedBy: string): string {
  return `${name}-${subject}-${createHash("sha256").update(askedBy).digest("hex").slice(0, 16)}`;
}

/** How often a job is tried when it throws. Waiting on request (`later`) costs no try. */
export const triesOf: Readonly<Record<JobName, number>> = {
  "plan-run": 5,
  "crawl-batch": 5,
  "draw-stratum": 5,
  "screen-batch": 5,
  "finish-run": 5,
  "deliver-notice": 8,
  "verify-item": 5,
  "check-publication": 4,
  "capture-flagged": 4,
};

/** First wait between tries; each following wait is twice as long. What talks to the outside gives it minutes. */
export const backoffMsOf: Readonly<Record<JobName, number>> = {
  "plan-run": 1000,
  "crawl-batch": 2000,
  "draw-stratum": 1000,
  "screen-batch": 1000,
  "finish-run": 1000,
  "deliver-notice": 30_000,
  "verify-item": 60_000,
  "check-publication": 60_000,
  "capture-flagged": 5000,
};

export const stepsQueue = "steps";

/** Whatever fetches from a platform runs in that platform's own queue, which holds the pace over all workers. */
export function queueOf(job: Pick<JobRequest, "platform">): string {
  return job.platform === undefined ? stepsQueue : platformQueue(job.platform);
}

export function platformQueue(platform: string): string {
  return `crawl-${platform}`;
}
