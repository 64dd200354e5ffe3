/** A worker thread of `tiequan screen --jobs N`: is handed register and lexicon once, then batches. */
import { parentPort, workerData } from "node:worker_threads";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Register } from "../../domain/right.ts";
import { loadDetectors } from "../rules.ts";
import { prepareScreening } from "../screen.ts";
import { screenBatch, type Batch, type BatchAnswer } from "./batch.ts";

export interface WorkerOrder {
  readonly register: Register;
  readonly lexicon: Lexicon;
  readonly line: number;
}

export type WorkerAnswer =
  | { readonly id: number; readonly answers: readonly BatchAnswer[] }
  | { readonly id: number; readonly failure: string };

const port = parentPort;
if (port === null) throw new Error("detectors/stream/main.ts runs as a worker thread only.");
const { register, lexicon, line } = workerData as WorkerOrder;
const desk = prepareScreening(register, lexicon, await loadDetectors(), { line });

port.on("message", ({ id, batch }: { id: number; batch: Batch }) => {
  screenBatch(desk, batch).then(
    (answers) => port.postMessage({ id, answers } satisfies WorkerAnswer),
    (cause: unknown) => port.postMessage({ id, failure: cause instanceof Error ? cause.message : String(cause) } satisfies WorkerAnswer),
  );
});
