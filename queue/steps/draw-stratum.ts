/** Draws the sample of one stratum from the frame its results pages gave, once all of them are read. */
import type { Clock } from "../../domain/clock.ts";
import type { RunStore } from "../../domain/ports.ts";
import type { Run } from "../../domain/sample.ts";
import type { JobRequest } from "../../domain/step.ts";
import { RunId } from "../../domain/words.ts";
import { followUp, type Step } from "../jobs.ts";
import { batchSize, type Sampling } from "./sampling.ts";

export interface DrawStratumDeps {
  readonly runs: Pick<RunStore, "get" | "setState" | "addPages" | "batchPages" | "frame" | "openSearchPages">;
  readonly sampling: Pick<Sampling, "draw">;
  readonly clock: Clock;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

export function drawStratum(deps: DrawStratumDeps): Step<"draw-stratum"> {
  return {
    name: "draw-stratum",

    async run(data, { jobId }) {
      const id = RunId(data.runId);
      const stratum = Number(data.stratum);
      const run = await deps.runs.get(id);
      if (run === null) return { kind: "hopeless", because: `there is no run ${id}` };
      if (run.state !== "running") return { kind: "skipped", because: `the run is ${run.state}` };
      if ((await deps.runs.openSearchPages(id, stratum)) > 0)
        return { kind: "skipped", because: "results pages of this stratum are still open; the last of them draws" };
      const drawn = await draw(run, stratum, deps);
      if (drawn === null) return { kind: "hopeless", because: `the plan of run ${id} has no stratum ${stratum}` };
      await deps.runs.batchPages(id, batchSize, deps.clock.now());
      await deps.enqueue([{ name: "finish-run", data: { runId: id }, id: followUp("finish-run", id, jobId) }]);
      return { kind: "done", note: `${drawn.taken} of a frame of ${drawn.frame}, ${drawn.added} new pages` };
    },

    async giveUp(data, because) {
      await deps.runs.setState(RunId(data.runId), ["running"], "failed", `stratum ${data.stratum} could not be drawn: ${because}`, {
        actor: "step:draw-stratum",
        at: deps.clock.now(),
      });
    },
  };
}

/**
 * Seeded by plan and stratum, so drawing again adds nothing. Every item of a frame has the same chance, take ÷ frame, because
 * the draw is without replacement and without weights; it is conditional on the pages seen.
 */
export async function draw(
  run: Run,
  stratum: number,
  deps: Pick<DrawStratumDeps, "sampling"> & { readonly runs: Pick<RunStore, "frame" | "addPages"> },
): Promise<{ taken: number; frame: number; added: number } | null> {
  const planned = run.plan.strata[stratum];
  if (planned === undefined) return null;
  const frame = await deps.runs.frame(run.id, stratum);
  if (frame.length === 0) return { taken: 0, frame: 0, added: 0 };
  const drawn = deps.sampling.draw(frame, planned.take, run.plan.seed, stratum);
  const added = await deps.runs.addPages(
    run.id,
    drawn.map((item) => ({
      platform: planned.platform,
      stratum,
      kind: "listing" as const,
      url: item.url,
      inclusionProbability: item.inclusionProbability,
    })),
  );
  return { taken: drawn.length, frame: frame.length, added };
}
