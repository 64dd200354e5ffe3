/** Asks the detectors about observations and files what they say under leads. An observation that breaks them is noted, never lost. */
import type { Clock } from "../../domain/clock.ts";
import type { Evidence } from "../../domain/detector.ts";
import type { Screening, Weighed } from "../../domain/finding.ts";
import type { Listing } from "../../domain/listing.ts";
import type { ListingStore, RegisterStore } from "../../domain/ports.ts";
import type { Register } from "../../domain/right.ts";
import type { JobRequest } from "../../domain/step.ts";
import { ObservationId, RunId } from "../../domain/words.ts";
import type { QueueLog } from "../log.ts";
import { followUp, type Step } from "../jobs.ts";

/** `detectors/screen.ts`'s desk: every detector prepared for one register. */
export interface ScreeningDesk {
  screen(listing: Listing, seen: Evidence): Promise<Screening & { readonly weighed: readonly Weighed[] }>;
}

export interface ScreenDeps {
  readonly listings: Pick<ListingStore, "getObservation" | "recordScreening">;
  readonly register: Pick<RegisterStore, "current">;
  /** The desk for a register version; the caller keeps it while the version stays. */
  desk(register: Register): Promise<ScreeningDesk>;
  /** Probability at which a lead opens. */
  readonly line: number;
  readonly clock: Clock;
  readonly log: QueueLog;
}

export interface ScreenBatchDeps extends ScreenDeps {
  readonly listings: Pick<ListingStore, "getObservation" | "recordScreening" | "unscreened">;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

/** Observations fetched at a time when the run's remainder is swept. */
const sweep = 20;

export function screenBatch(deps: ScreenBatchDeps): Step<"screen-batch"> {
  return {
    name: "screen-batch",
    async run(data, { signal, jobId }) {
      const runId = RunId(data.runId);
      const current = await deps.register.current();
      if (current === null) return { kind: "later", because: "no register of rights has been imported", inMs: 30_000 };
      const desk = await deps.desk(current.register);
      let screened = 0;
      const screenAll = async (ids: readonly ObservationId[]): Promise<boolean> => {
        for (const id of ids) {
          if (signal.aborted) return false;
          if ((await screenOne(id, runId, current.version, desk, deps)) !== null) screened++;
        }
        return true;
      };
      if (data.observations !== undefined) {
        if (!(await screenAll(data.observations.split(",").filter(Boolean).map(ObservationId))))
          return { kind: "later", because: "the worker is closing", inMs: 1 };
      } else {
        const seen = new Set<string>();
        for (;;) {
          const left = await deps.listings.unscreened(runId, current.version, sweep);
          const fresh = left.filter((id) => !seen.has(id));
          // Screened, yet still called unscreened: the store and this step disagree, and going on would never end.
          if (fresh.length === 0 && left.length > 0)
            throw new Error(`${left.length} observations of run ${runId} stay unscreened after screening, the first is ${left[0]}`);
          if (left.length === 0) break;
          for (const id of fresh) seen.add(id);
          if (!(await screenAll(fresh))) return { kind: "later", because: "the worker is closing", inMs: 1 };
        }
      }
      await deps.enqueue([{ name: "finish-run", data: { runId }, id: followUp("finish-run", runId, jobId) }]);
      return { kind: "done", note: `${screened} observations` };
    },
  };
}

/**
 * Screens one stored observation with one register version; twice gives the same rows. Answers null when there is no such
 * observation. The law and the rights that apply are those of the moment of capture, not of now.
 */
export async function screenOne(
  id: ObservationId,
  runId: RunId | null,
  registerVersion: string,
  desk: ScreeningDesk,
  deps: ScreenDeps,
): Promise<(Screening & { readonly weighed: readonly Weighed[] }) | null> {
  const observation = await deps.listings.getObservation(id);
  if (observation === null) {
    deps.log.warn({ event: "observation-missing", observation: id }, "an observation to be screened does not exist");
    return null;
  }
  const screening = await asked(observation.listing, observation.at, desk, deps.log);
  await deps.listings.recordScreening(
    {
      observationId: id,
      runId,
      registerVersion,
      findings: screening.findings,
      weighed: screening.weighed,
      line: deps.line,
      notes: screening.notes ?? [],
    },
    {
      actor: "step:screen-batch",
      at: deps.clock.now(),
      jobs: isFlagged(screening, deps.line) ? pictureOf(id, observation.listing.platform) : [],
    },
  );
  return screening;
}

function isFlagged(screening: { readonly weighed: readonly Weighed[] }, line: number): boolean {
  return screening.weighed.some((weighed) => weighed.verdict === "suspected" && weighed.probability >= line);
}

/** A flagged page is shown as it looked: asked for in the transaction that opens the lead, done in the platform's own queue. */
function pictureOf(observationId: ObservationId, platform: string | undefined): JobRequest[] {
  if (platform === undefined) return [];
  return [{ name: "capture-flagged", data: { observationId }, id: `capture-flagged-${observationId}`, platform }];
}

async function asked(
  listing: Listing,
  capturedAt: Date,
  desk: ScreeningDesk,
  log: QueueLog,
): Promise<Screening & { readonly weighed: readonly Weighed[] }> {
  try {
    return await desk.screen(listing, { capturedAt });
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    log.error({ event: "screening-broke", listing: listing.id, because }, "the detectors broke on a listing");
    return {
      id: listing.id,
      findings: [],
      weighed: [],
      lead: { probability: 0, priority: "none" },
      notes: [`筛查出错，此条未能判断 / screening broke, so nothing was judged: ${because}`],
    };
  }
}
