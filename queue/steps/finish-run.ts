/**
 * Ends a run when nothing of it is open any more, and otherwise asks for whatever is missing. Asked for by every job that may
 * have been the last one, and by the watchdog: it reads the tables and trusts no count kept elsewhere.
 */
import type { Clock } from "../../domain/clock.ts";
import type { ListingStore, RegisterStore, RunStore } from "../../domain/ports.ts";
import type { Run } from "../../domain/sample.ts";
import type { JobRequest, StepResult } from "../../domain/step.ts";
import { RunId } from "../../domain/words.ts";
import { followUp, type Step } from "../jobs.ts";
import { draw } from "./draw-stratum.ts";
import { batchSize, type Sampling } from "./sampling.ts";

export interface FinishRunDeps {
  readonly runs: Pick<RunStore, "get" | "setState" | "addPages" | "batchPages" | "frame" | "openPages" | "openSearchPages">;
  readonly listings: Pick<ListingStore, "unscreened">;
  readonly register: Pick<RegisterStore, "current">;
  readonly sampling: Pick<Sampling, "draw">;
  readonly clock: Clock;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

export function finishRun(deps: FinishRunDeps): Step<"finish-run"> {
  return {
    name: "finish-run",
    async run(data, { jobId }) {
      const id = RunId(data.runId);
      const run = await deps.runs.get(id);
      if (run === null) return { kind: "hopeless", because: `there is no run ${id}` };
      if (run.state === "stopping") {
        await deps.runs.setState(id, ["stopping"], "stopped", run.because, { actor: "step:finish-run", at: deps.clock.now() });
        return { kind: "done", note: "stopped" };
      }
      if (run.state !== "running") return { kind: "skipped", because: `the run is ${run.state}` };
      return (await stillToCrawl(run, deps)) ?? (await stillToScreen(run, jobId, deps)) ?? end(run, deps);
    },
  };
}

async function stillToCrawl(run: Run, deps: FinishRunDeps): Promise<StepResult | null> {
  let added = 0;
  for (let stratum = 0; stratum < run.plan.strata.length; stratum++)
    if ((await deps.runs.openSearchPages(run.id, stratum)) === 0) added += (await draw(run, stratum, deps))?.added ?? 0;
  if (added > 0) await deps.runs.batchPages(run.id, batchSize, deps.clock.now());
  const open = await deps.runs.openPages(run.id);
  return open > 0 ? { kind: "skipped", because: `${open} pages are still open` } : null;
}

async function stillToScreen(run: Run, jobId: string, deps: FinishRunDeps): Promise<StepResult | null> {
  const register = await deps.register.current();
  if (register === null) return { kind: "later", because: "no register of rights has been imported", inMs: 30_000 };
  const left = await deps.listings.unscreened(run.id, register.version, 1);
  if (left.length === 0) return null;
  await deps.enqueue([{ name: "screen-batch", data: { runId: run.id }, id: followUp("screen-batch", run.id, jobId) }]);
  return { kind: "skipped", because: "listings of this run are not screened yet" };
}

async function end(run: Run, deps: FinishRunDeps): Promise<StepResult> {
  const ended = await deps.runs.setState(run.id, ["running"], "finished", run.because, { actor: "step:finish-run", at: deps.clock.now() });
  return ended === null ? { kind: "skipped", because: "another worker ended or stopped it" } : { kind: "done", note: "finished" };
}
