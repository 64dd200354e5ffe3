/**
 * Finds what should be going on and is not. The tables are the truth and jobs only carry it, so a queue that lost its jobs (a
 * Redis without its disk, a row removed by hand) costs time and nothing else.
 */
import type { Clock } from "../domain/clock.ts";
import type { Platform } from "../domain/platform.ts";
import type { Leadership, NoticeStore, RunStore } from "../domain/ports.ts";
import type { Run } from "../domain/sample.ts";
import type { JobRequest } from "../domain/step.ts";
import { followUp } from "./jobs.ts";
import type { QueueLog } from "./log.ts";
import { deliveryJob, sendingSince } from "./notices/delivery-key.ts";
import { batchSize } from "./steps/sampling.ts";

export interface WatchdogDeps {
  readonly runs: Pick<RunStore, "stalled" | "unbatch" | "batchPages">;
  readonly notices: Pick<NoticeStore, "list" | "get" | "dueVerifications" | "getVerification">;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly log: QueueLog;
  /** A run without a sign of life for this long is taken for lost. */
  readonly patienceMs?: number;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

/** Long beside the slowest page (a minute) and the longest back-off of a job (some thirty seconds). */
const patience = 10 * 60_000;
/** Re-crawls looked at in one round; the rest come with the next, oldest first. */
const mostVerifications = 2000;

/** One look at the runs; the leader only. Answers how many were set going again. */
export async function reviveRuns(deps: WatchdogDeps): Promise<number | null> {
  return deps.leadership.tryLead("watchdog", async () => {
    const now = deps.clock.now();
    const stalled = await deps.runs.stalled(new Date(now.getTime() - (deps.patienceMs ?? patience)));
    for (const run of stalled) await revive(run, now, deps);
    return stalled.length;
  });
}

async function revive(run: Run, now: Date, deps: WatchdogDeps): Promise<void> {
  deps.log.warn({ event: "run-revived", run: run.id, state: run.state }, "a run gave no sign of life; its work is asked for again");
  // A batch whose old job turns up after all finds no pending pages of its own, and ends.
  if (run.state === "running") {
    await deps.runs.unbatch(run.id);
    await deps.runs.batchPages(run.id, batchSize, now);
  }
  const name = run.state === "queued" ? "plan-run" : "finish-run";
  await deps.enqueue([{ name, data: { runId: run.id }, id: followUp(name, run.id, `watchdog at ${now.toISOString()}`) }]);
}

/**
 * One look at the notices at each call: re-crawls that are due, and sendings whose job was lost. Asking twice is one job; what was
 * asked for is not looked up again until the hour turns, so that many waiting checks cost nothing and hide none behind them.
 */
export function noticeRound(deps: WatchdogDeps): () => Promise<number | null> {
  const asked = new Set<string>();
  return () =>
    deps.leadership.tryLead("notice-work", async () => {
      const now = deps.clock.now();
      const jobs: JobRequest[] = [];
      if (asked.size > 10 * mostVerifications) asked.clear();
      for (const verification of await deps.notices.dueVerifications(now, mostVerifications)) {
        const id = `verify-item-${verification.id}-${hoursSince(verification.dueAt, now)}`;
        if (asked.has(id)) continue;
        const owed = await deps.notices.getVerification(verification.id);
        if (owed === null || owed.doneAt !== null) continue;
        // A platform that is not crawled has no queue of its own, and nobody who would take the job from it.
        const crawled = deps.platforms.get(owed.notice.platform)?.access === "crawl";
        jobs.push({
          name: "verify-item",
          data: { verificationId: verification.id },
          id,
          ...(crawled ? { platform: owed.notice.platform } : {}),
        });
      }
      for (const { id } of (await deps.notices.list({ states: ["sending"], limit: 100 })).rows) {
        const notice = await deps.notices.get(id);
        if (notice?.state === "sending") jobs.push(deliveryJob(notice, hoursSince(sendingSince(notice), now)));
      }
      if (jobs.length > 0) await deps.enqueue(jobs);
      for (const job of jobs) asked.add(job.id);
      return jobs.length;
    });
}

/** Part of a job's id: a job that the queue keeps as failed is asked for again an hour later, under another id. */
function hoursSince(then: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - then.getTime()) / 3_600_000));
}
