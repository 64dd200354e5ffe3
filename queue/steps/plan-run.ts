/** Turns a plan into the first pages to visit. Also how a stopped run goes on: pages still pending get new batches. */
import type { Clock } from "../../domain/clock.ts";
import type { RunStore } from "../../domain/ports.ts";
import type { JobRequest } from "../../domain/step.ts";
import { RunId } from "../../domain/words.ts";
import { followUp, type Step } from "../jobs.ts";
import { batchSize, type Sampling } from "./sampling.ts";

export interface PlanRunDeps {
  readonly runs: Pick<RunStore, "get" | "setState" | "addPages" | "batchPages" | "unbatch">;
  readonly sampling: Pick<Sampling, "searchPages" | "faults">;
  readonly clock: Clock;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

export function planRun(deps: PlanRunDeps): Step<"plan-run"> {
  return {
    name: "plan-run",

    async run(data, { jobId }) {
      const id = RunId(data.runId);
      const run = await deps.runs.get(id);
      if (run === null) return { kind: "hopeless", because: `there is no run ${id}` };
      if (run.state !== "queued" && run.state !== "running") return { kind: "skipped", because: `the run is ${run.state}` };
      const at = deps.clock.now();
      // A schedule outlives the platforms it names: what can still be crawled is, and the rest is said on the run.
      const faults = deps.sampling.faults(run.plan).join("\n");
      const pages = deps.sampling.searchPages(run.plan);
      if (pages.length === 0) {
        await deps.runs.setState(id, ["queued", "running"], "failed", faults === "" ? "the plan gives no page to visit" : faults, {
          actor: "step:plan-run",
          at,
        });
        return { kind: "done", note: "nothing of the plan can be crawled" };
      }
      await deps.runs.setState(id, ["queued"], "running", faults === "" ? null : faults, { actor: "step:plan-run", at });
      await deps.runs.addPages(id, pages);
      await deps.runs.unbatch(id);
      const batches = await deps.runs.batchPages(id, batchSize, at);
      // A run resumed after its last page has nothing to crawl, but may have to draw, screen or finish.
      await deps.enqueue([{ name: "finish-run", data: { runId: id }, id: followUp("finish-run", id, jobId) }]);
      return { kind: "done", note: `${pages.length} results pages planned, ${batches.length} batches` };
    },

    async giveUp(data, because) {
      await deps.runs.setState(RunId(data.runId), ["queued", "running"], "failed", because, {
        actor: "step:plan-run",
        at: deps.clock.now(),
      });
    },
  };
}
