/** All steps over one process's parts: the one place that knows every step's name. */
import type { Channel } from "../domain/channel.ts";
import type { Clock } from "../domain/clock.ts";
import type { Crawler } from "../domain/crawl.ts";
import type { Platform, PlatformAdapter } from "../domain/platform.ts";
import type { Storage } from "../domain/ports.ts";
import type { Register } from "../domain/right.ts";
import type { JobName, JobRequest } from "../domain/step.ts";
import type { WorkCalendar } from "../domain/working-days.ts";
import { stepsByName, type AnyStep } from "./jobs.ts";
import type { QueueLog } from "./log.ts";
import { checkPublication } from "./steps/check-publication.ts";
import { captureFlagged } from "./steps/capture-flagged.ts";
import { crawlBatch } from "./steps/crawl-batch.ts";
import { deliverNotice } from "./steps/deliver-notice.ts";
import { drawStratum } from "./steps/draw-stratum.ts";
import { finishRun } from "./steps/finish-run.ts";
import { planRun } from "./steps/plan-run.ts";
import type { Sampling } from "./steps/sampling.ts";
import { screenBatch, type ScreeningDesk } from "./steps/screen-batch.ts";
import { verifyItem } from "./steps/verify-item.ts";

export interface StepDeps {
  readonly storage: Pick<Storage, "runs" | "listings" | "evidence" | "register" | "notices" | "leadership">;
  readonly crawler: Pick<Crawler, "crawl">;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly adapters: ReadonlyMap<string, PlatformAdapter>;
  readonly sampling: Sampling;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly calendar: WorkCalendar;
  /** `prepareScreening` over this process's lexicon and detectors; called once a register version. */
  prepare(register: Register): ScreeningDesk | Promise<ScreeningDesk>;
  readonly line: number;
  /** Screenshots of every sampled listing page, not only of flagged ones and of re-crawls; needs a browser. */
  readonly screenshots: boolean;
  readonly clock: Clock;
  readonly log: QueueLog;
  readonly retryAfterMs?: number;
  readonly patienceMs?: number;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

export function createSteps(deps: StepDeps): ReadonlyMap<JobName, AnyStep> {
  const { runs, listings, evidence, register, notices, leadership } = deps.storage;
  const shared = { ...deps, runs, listings, evidence, register, notices, leadership, desk: oneDesk(deps.prepare) };
  // What proves something is shown as it looked; for the bulk of a sample the bytes are enough.
  const proving = { ...shared, screenshots: true };
  return stepsByName([
    planRun(shared),
    crawlBatch(shared),
    drawStratum(shared),
    screenBatch(shared),
    finishRun(shared),
    deliverNotice(shared),
    verifyItem(proving),
    checkPublication(proving),
    captureFlagged(proving),
  ]);
}

/** Prepares once for each register version, also when several jobs ask at the same moment; keeps the newest only. */
function oneDesk(prepare: StepDeps["prepare"]): (register: Register) => Promise<ScreeningDesk> {
  let kept: { readonly version: string; readonly desk: Promise<ScreeningDesk> } | null = null;
  return (register) => {
    if (kept?.version === register.version) return kept.desk;
    const made = { version: register.version, desk: Promise.resolve().then(() => prepare(register)) };
    kept = made;
    made.desk.catch(() => {
      if (kept === made) kept = null;
    });
    return made.desk;
  };
}
