/** Everything that works without being asked by a person: workers of all queues, the relay, and the leader's rounds. */
import type { Clock } from "../domain/clock.ts";
import type { Platform } from "../domain/platform.ts";
import type { Storage } from "../domain/ports.ts";
import type { JobName } from "../domain/step.ts";
import type { JobBackend, WorkerHandle, WorkOptions } from "./backend.ts";
import { platformQueue, stepsQueue, type AnyStep } from "./jobs.ts";
import type { QueueLog } from "./log.ts";
import { loop, type Loop } from "./pause.ts";
import { startRelay } from "./relay.ts";
import { wakeSnoozed } from "./review/wake.ts";
import { runStep, type JobInHand, type RunStepDeps } from "./run-step.ts";
import { fireDueSchedules } from "./schedule.ts";
import { noticeRound, reviveRuns } from "./watchdog.ts";

export interface WorkersDeps {
  readonly storage: Pick<Storage, "runs" | "leads" | "notices" | "schedules" | "leadership" | "outbox" | "audit">;
  readonly backend: JobBackend;
  readonly steps: ReadonlyMap<JobName, AnyStep>;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly clock: Clock;
  readonly log: QueueLog;
  /** Jobs of the common queue at once in this process: screening is the work, so about one for each core. */
  readonly concurrency?: number;
  /** How often the leader looks for due schedules and re-crawls. */
  readonly roundMs?: number;
  readonly relayMs?: number;
  readonly outageMs?: number;
  readonly patienceMs?: number;
}

export interface Workers {
  /** Makes the loops look now instead of at their next turn. */
  wake(): void;
  /** Takes no more work, waits for what is in hand, then ends; the rest is done by whoever works next. */
  close(withinMs?: number): Promise<void>;
}

/** Long enough for a page and its pictures; what takes longer is stopped at the next page and goes on elsewhere. */
const closingMs = 20_000;

export async function startWorkers(deps: WorkersDeps): Promise<Workers> {
  const doing: RunStepDeps = {
    steps: deps.steps,
    log: deps.log,
    outageMs: deps.outageMs ?? 3000,
    countFailure: (job, because) => countFailure(job, because, deps),
  };
  const handle = (job: JobInHand, signal: AbortSignal) => runStep(job, signal, doing);
  const handles: WorkerHandle[] = [await deps.backend.work(stepsQueue, { concurrency: deps.concurrency ?? 2 }, handle)];
  for (const platform of deps.platforms.values())
    if (platform.access === "crawl") handles.push(await deps.backend.work(platformQueue(platform.name), paceOf(platform), handle));
  const loops = startLoops(deps);
  return {
    wake: () => loops.forEach((one) => one.wake()),
    async close(withinMs = closingMs) {
      await Promise.all(loops.map((one) => one.close()));
      await Promise.all(handles.map((one) => one.close(withinMs)));
    },
  };
}

/**
 * One job of a platform at a time over all workers; inside it the crawler keeps the platform's own pace. The limit on jobs holds the
 * pace for jobs of a single page, when they change hands between processes that do not know of each other's last request.
 */
function paceOf(platform: Platform): WorkOptions {
  return {
    concurrency: 1,
    atOnceEverywhere: 1,
    limiter: { max: Math.max(1, Math.ceil(platform.pace.requestsPerMinute)), durationMs: 60_000 },
  };
}

/** How many workers `startWorkers` will start, for the size of the job store's pool. */
export function workersNeeded(platforms: ReadonlyMap<string, Platform>): number {
  return 1 + [...platforms.values()].filter((platform) => platform.access === "crawl").length;
}

function startLoops(deps: WorkersDeps): readonly Loop[] {
  const { storage, backend, log, clock } = deps;
  const enqueue = backend.enqueue;
  const round = deps.roundMs ?? 5000;
  const watching = {
    runs: storage.runs,
    notices: storage.notices,
    platforms: deps.platforms,
    leadership: storage.leadership,
    clock,
    log,
    enqueue,
    ...(deps.patienceMs === undefined ? {} : { patienceMs: deps.patienceMs }),
  };
  const failedRound = (name: string) => (cause: unknown) =>
    log.warn(
      { event: "round-failed", round: name, because: cause instanceof Error ? cause.message : String(cause) },
      "a round is tried again",
    );
  const relay = startRelay({ outbox: storage.outbox, backend, log, ...(deps.relayMs === undefined ? {} : { everyMs: deps.relayMs }) });
  const notices = noticeRound(watching);
  return [
    relay,
    loop(
      round,
      async () => {
        if (((await fireDueSchedules({ schedules: storage.schedules, leadership: storage.leadership, clock, log })) ?? 0) > 0) relay.wake();
        return false;
      },
      failedRound("schedules"),
    ),
    loop(round, async () => (await notices(), false), failedRound("notices")),
    loop(
      Math.max(round, 10_000),
      async () => (await wakeSnoozed({ leads: storage.leads, leadership: storage.leadership, clock }), false),
      failedRound("snoozed"),
    ),
    loop(Math.max(round, 30_000), async () => (await reviveRuns(watching), false), failedRound("runs")),
  ];
}

/** A job that will not be tried again is counted where nothing forgets it, beside what its step writes about the work itself. */
async function countFailure(job: JobInHand, because: string, deps: WorkersDeps): Promise<void> {
  await deps.storage.audit.append({
    at: deps.clock.now(),
    actor: "queue",
    action: "job-failed",
    objectType: "job",
    objectId: job.id,
    from: null,
    to: "failed",
    body: { name: job.name, because: because.slice(0, 2000) },
  });
}
