/**
 * Visits the pages of one batch that are still pending. Every page ends in the table with its outcome the moment it is known, so a
 * batch killed anywhere goes on with the rest. What to do with one page is in `one-page.ts`.
 */
import type { Clock } from "../../domain/clock.ts";
import type { CrawlOutcome, Crawler } from "../../domain/crawl.ts";
import type { Platform, PlatformAdapter } from "../../domain/platform.ts";
import type { RunStore } from "../../domain/ports.ts";
import type { PlannedPage, Run } from "../../domain/sample.ts";
import type { JobRequest } from "../../domain/step.ts";
import { BatchId, RunId } from "../../domain/words.ts";
import type { QueueLog } from "../log.ts";
import { followUp, type Step } from "../jobs.ts";
import { takePage, type OnePageDeps } from "./one-page.ts";
import { batchSize } from "./sampling.ts";

export interface CrawlBatchDeps extends Omit<OnePageDeps, "runs"> {
  readonly runs: Pick<
    RunStore,
    "get" | "pendingPages" | "finishPage" | "countAttempt" | "batchPages" | "openPages" | "openSearchPages" | "addPages" | "addToFrame"
  >;
  readonly crawler: Pick<Crawler, "crawl">;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly adapters: ReadonlyMap<string, PlatformAdapter>;
  readonly clock: Clock;
  readonly log: QueueLog;
  readonly screenshots: boolean;
  /** How long to leave a page alone that failed in a way that may pass. */
  readonly retryAfterMs?: number;
  /** A host that asks us to wait is obeyed for this long after the run's start, then its pages count as blocked. */
  readonly patienceMs?: number;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

/** Tries of one page that fails in a way that may pass (time-out, 5xx). */
const mostAttempts = 3;
const day = 24 * 3_600_000;

export function crawlBatch(deps: CrawlBatchDeps): Step<"crawl-batch"> {
  return {
    name: "crawl-batch",

    async run(data, context) {
      const run = await deps.runs.get(RunId(data.runId));
      if (run === null) return { kind: "hopeless", because: `there is no run ${data.runId}` };
      if (run.state !== "running") return { kind: "skipped", because: `the run is ${run.state}` };
      const pages = await deps.runs.pendingPages(BatchId(data.batchId));
      const first = pages[0];
      const visit = first === undefined ? nothing() : await visitAll(run, first.platform, pages, context.signal, deps);
      if (visit.stopped) return { kind: "skipped", because: "the run was stopped; its pages stay pending" };
      await askForWhatFollows(run, data.batchId, context.jobId, pages, visit, deps);
      if (context.signal.aborted && visit.left > 0) return { kind: "later", because: "the worker is closing", inMs: 1 };
      if (visit.left > 0) return { kind: "later", because: visit.waitBecause, inMs: visit.waitMs };
      return { kind: "done", note: `${pages.length} pages` };
    },

    async giveUp(data, because) {
      for (const page of await deps.runs.pendingPages(BatchId(data.batchId)))
        await deps.runs.finishPage(page.id, { state: "failed", cause: "unexpected", detail: because });
      await deps.enqueue([
        { name: "finish-run", data: { runId: data.runId }, id: followUp("finish-run", data.runId, `gave up ${data.batchId}`) },
      ]);
    },
  };
}

interface Visit {
  /** Pages of the batch still pending. */
  readonly left: number;
  readonly waitMs: number;
  readonly waitBecause: string;
  readonly stopped: boolean;
  /** New or changed observations, to be screened. */
  readonly toScreen: readonly string[];
}

function nothing(): Visit {
  return { left: 0, waitMs: 0, waitBecause: "", stopped: false, toScreen: [] };
}

async function visitAll(
  run: Run,
  platformName: string,
  pages: readonly PlannedPage[],
  signal: AbortSignal,
  deps: CrawlBatchDeps,
): Promise<Visit> {
  const platform = deps.platforms.get(platformName);
  const adapter = deps.adapters.get(platformName);
  if (platform === undefined || adapter === undefined) {
    for (const page of pages)
      await deps.runs.finishPage(page.id, {
        state: "failed",
        cause: "scope",
        detail: `there is no platform ${platformName} in the configuration`,
      });
    return nothing();
  }
  const open = new Map(pages.map((page) => [String(page.id), page]));
  const halt = new AbortController();
  const toScreen: string[] = [];
  let waitMs = 0;
  let waitBecause = "some pages are to be tried again";
  let stopped = false;
  const wait = (inMs: number, because: string): void => {
    if (inMs < waitMs) return;
    waitMs = inMs;
    waitBecause = because;
  };

  await deps.crawler.crawl(
    platform,
    adapter,
    pages.map((page) => ({ key: page.id, url: page.url, kind: page.kind })),
    {
      pictures: true,
      screenshots: deps.screenshots,
      signal: AbortSignal.any([signal, halt.signal]),
      async onOutcome(outcome) {
        const page = open.get(outcome.key);
        if (page === undefined) return;
        const after = await settle(run, platform, page, outcome, deps);
        if (after.kind === "wait") wait(after.inMs, after.because);
        else open.delete(outcome.key);
        if (after.kind === "sampled" && after.change !== "unchanged") toScreen.push(after.observationId);
        if (!stopped && (await deps.runs.get(run.id))?.state !== "running") {
          stopped = true;
          halt.abort(new Error("the run was stopped"));
        }
      },
    },
  );
  return { left: open.size, waitMs: Math.max(1, waitMs), waitBecause, stopped: stopped && open.size > 0, toScreen };
}

type Settled =
  | { readonly kind: "settled" }
  | { readonly kind: "wait"; readonly inMs: number; readonly because: string }
  | { readonly kind: "sampled"; readonly observationId: string; readonly change: "new" | "changed" | "unchanged" };

async function settle(run: Run, platform: Platform, page: PlannedPage, outcome: CrawlOutcome, deps: CrawlBatchDeps): Promise<Settled> {
  switch (outcome.kind) {
    case "later": {
      const since = (run.startedAt ?? run.createdAt).getTime();
      if (deps.clock.now().getTime() + outcome.inMs - since <= (deps.patienceMs ?? day))
        return { kind: "wait", inMs: outcome.inMs, because: outcome.because };
      await deps.runs.finishPage(page.id, {
        state: "failed",
        cause: "blocked",
        detail: `the host kept asking us to wait: ${outcome.because}`,
      });
      return { kind: "settled" };
    }
    case "failed": {
      // Not visited at all, because we stopped: it waits for its turn, and no try is counted.
      if (outcome.cause === "stopped") return { kind: "wait", inMs: 1, because: outcome.detail };
      const attempts = await deps.runs.countAttempt(page.id);
      if (outcome.retryable && attempts < mostAttempts)
        return { kind: "wait", inMs: (deps.retryAfterMs ?? 15_000) * 2 ** (attempts - 1), because: outcome.detail };
      await deps.runs.finishPage(page.id, { state: "failed", cause: outcome.cause, detail: outcome.detail });
      return { kind: "settled" };
    }
    case "page": {
      const taken = await takePage(run, platform, page, outcome, deps);
      await deps.runs.finishPage(page.id, taken.outcome);
      return taken.observed === null ? { kind: "settled" } : { kind: "sampled", ...taken.observed };
    }
  }
}

/** Deterministic ids: a batch that runs again asks for the same jobs. */
async function askForWhatFollows(
  run: Run,
  batchId: string,
  jobId: string,
  pages: readonly PlannedPage[],
  visit: Visit,
  deps: CrawlBatchDeps,
): Promise<void> {
  const searched = new Set(pages.filter((page) => page.kind === "search").map((page) => page.stratum));
  const jobs: JobRequest[] = [];
  if (searched.size > 0) await deps.runs.batchPages(run.id, batchSize, deps.clock.now());
  for (const stratum of searched)
    if ((await deps.runs.openSearchPages(run.id, stratum)) === 0)
      jobs.push({
        name: "draw-stratum",
        data: { runId: run.id, stratum: String(stratum) },
        id: `draw-stratum-${run.id}-${stratum}-${batchId}`,
      });
  if (visit.toScreen.length > 0)
    jobs.push({
      name: "screen-batch",
      data: { runId: run.id, observations: visit.toScreen.join(",") },
      id: `screen-batch-${batchId}-${visit.toScreen[0]}`,
    });
  else if (visit.left === 0) jobs.push({ name: "finish-run", data: { runId: run.id }, id: followUp("finish-run", run.id, jobId) });
  if (jobs.length > 0) await deps.enqueue(jobs);
}
