/** From a job to what the queue must do with it. The queue's own machinery is in `backend.ts`; the work is in `steps/`. */
import type { JobName, StepResult } from "../domain/step.ts";
import { jobSchemas, type AnyStep, type DataOf, type Step } from "./jobs.ts";
import { outageOf } from "./outage.ts";
import type { QueueLog } from "./log.ts";

export interface JobInHand {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** True on the last try a throw is allowed. */
  readonly lastTry: boolean;
}

export interface RunStepDeps {
  readonly steps: ReadonlyMap<JobName, AnyStep>;
  readonly log: QueueLog;
  /** Writes a job that is kept as failed into our tables, beside what the step's `giveUp` writes. */
  countFailure(job: JobInHand, because: string): Promise<void>;
  /** How long to wait for a database that went away; ten times as long for a full disk. */
  readonly outageMs: number;
}

/**
 * Runs one job. Answers what the queue must do, or throws to be tried again. A payload of the wrong shape, or a name nobody
 * answers to, is `hopeless` with its reason; a database that went away or a full disk is `later`, because no try can be blamed for it.
 */
export async function runStep(job: JobInHand, signal: AbortSignal, deps: RunStepDeps): Promise<StepResult> {
  const step = deps.steps.get(job.name as JobName);
  if (step === undefined) return keep(job, `no step answers to the job name ${JSON.stringify(job.name)}`, deps);
  const parsed = jobSchemas[step.name].safeParse(job.data);
  if (!parsed.success)
    return keep(
      job,
      `its data does not fit ${step.name}: ${parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")}`,
      deps,
    );
  // A step is looked up by the same name its schema is, so the data is the step's own.
  const own = step as Step;
  const data = parsed.data as DataOf<JobName>;
  try {
    const result = await own.run(data, { signal, jobId: job.id });
    tell(job, result, deps.log);
    if (result.kind === "hopeless") await giveUp(own, data, job, result.because, deps);
    return result;
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    // What was cut off because the worker closes or lost its lock is nobody's fault: whoever works next does it.
    if (signal.aborted) {
      deps.log.info({ event: "step-later", job: job.id, step: job.name, because }, "cut off");
      return { kind: "later", because: `cut off: ${because}`, inMs: 1 };
    }
    const outage = outageOf(cause);
    if (outage !== null) {
      deps.log.warn({ event: "step-waits", job: job.id, step: job.name, outage, because }, "a job waits for the machine");
      return { kind: "later", because, inMs: outage === "full" ? 10 * deps.outageMs : deps.outageMs };
    }
    deps.log.error({ event: "step-threw", job: job.id, step: job.name, because, lastTry: job.lastTry }, "a step threw");
    if (job.lastTry) await giveUp(own, data, job, because, deps);
    throw cause;
  }
}

async function giveUp(step: Step, data: DataOf<JobName>, job: JobInHand, because: string, deps: RunStepDeps): Promise<void> {
  await step.giveUp?.(data, because);
  await deps.countFailure(job, because);
}

async function keep(job: JobInHand, because: string, deps: RunStepDeps): Promise<StepResult> {
  deps.log.error({ event: "step-hopeless", job: job.id, step: job.name, because }, "a job cannot be done");
  await deps.countFailure(job, because);
  return { kind: "hopeless", because };
}

function tell(job: JobInHand, result: StepResult, log: QueueLog): void {
  const fields = { job: job.id, step: job.name };
  switch (result.kind) {
    case "done":
      return log.info({ event: "step-done", ...fields, note: result.note ?? null }, "done");
    case "skipped":
      return log.info({ event: "step-skipped", ...fields, because: result.because }, "skipped");
    case "later":
      return log.info({ event: "step-later", ...fields, because: result.because, inMs: result.inMs }, "later");
    case "hopeless":
      return log.error({ event: "step-hopeless", ...fields, because: result.because }, "a job cannot be done");
  }
}
