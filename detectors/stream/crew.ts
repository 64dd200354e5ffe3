/** Who screens the batches: this thread alone, or several worker threads. */
import { Worker } from "node:worker_threads";
import { TiequanError } from "../../domain/words.ts";
import { loadDetectors } from "../rules.ts";
import { prepareScreening } from "../screen.ts";
import { screenBatch, type Batch, type BatchAnswer } from "./batch.ts";
import type { WorkerAnswer, WorkerOrder } from "./main.ts";

export interface Crew {
  readonly size: number;
  screen(batch: Batch): Promise<readonly BatchAnswer[]>;
  close(): Promise<void>;
}

export async function hireCrew(jobs: number, order: WorkerOrder): Promise<Crew> {
  if (jobs > 1) return workers(jobs, order);
  const desk = prepareScreening(order.register, order.lexicon, await loadDetectors(), { line: order.line });
  return { size: 1, screen: (batch) => screenBatch(desk, batch), close: async () => {} };
}

interface Waiting {
  resolve(answers: readonly BatchAnswer[]): void;
  reject(cause: Error): void;
}

function workers(jobs: number, order: WorkerOrder): Crew {
  const hands = Array.from({ length: jobs }, () => {
    const worker = new Worker(new URL("main.ts", import.meta.url), { workerData: order });
    const waiting = new Map<number, Waiting>();
    let dead: Error | null = null;
    const die = (cause: Error) => {
      dead ??= cause;
      for (const each of waiting.values()) each.reject(cause);
      waiting.clear();
    };
    worker.on("message", (answer: WorkerAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ("answers" in answer) asked?.resolve(answer.answers);
      else
        asked?.reject(
          new TiequanError(
            "screening-failed",
            `A batch could not be screened: ${answer.failure}.`,
            "Run it again with --jobs 1 to see where.",
          ),
        );
    });
    worker.on("error", (cause) =>
      die(
        new TiequanError(
          "worker-died",
          `A screening thread died: ${cause instanceof Error ? cause.message : String(cause)}.`,
          "Run it again with fewer --jobs.",
          { cause },
        ),
      ),
    );
    worker.on("exit", (code) =>
      die(new TiequanError("worker-died", `A screening thread ended with code ${code}.`, "Run it again with fewer --jobs.")),
    );
    return {
      load: () => waiting.size,
      ask(id: number, batch: Batch): Promise<readonly BatchAnswer[]> {
        return new Promise((resolve, reject) => {
          if (dead !== null) reject(dead);
          else {
            waiting.set(id, { resolve, reject });
            // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
            worker.postMessage({ id, batch });
          }
        });
      },
      close: () => worker.terminate(),
    };
  });
  let next = 0;
  return {
    size: jobs,
    screen(batch) {
      const idlest = hands.reduce((a, b) => (b.load() < a.load() ? b : a));
      return idlest.ask(next++, batch);
    },
    async close() {
      await Promise.all(hands.map((hand) => hand.close()));
    },
  };
}
