/** Carries jobs from our outbox to the queue: a job exists if and only if the change that asked for it does. */
import type { Outbox } from "../domain/ports.ts";
import type { JobBackend } from "./backend.ts";
import type { QueueLog } from "./log.ts";
import { loop, type Loop } from "./pause.ts";

export interface RelayDeps {
  readonly outbox: Outbox;
  readonly backend: Pick<JobBackend, "enqueue">;
  readonly log: QueueLog;
  /** How often to look when nobody wakes it. */
  readonly everyMs?: number;
}

/** Rows handed over at a time. */
const most = 200;

export function startRelay(deps: RelayDeps): Loop {
  return loop(
    deps.everyMs ?? 500,
    async () => (await deps.outbox.relay((jobs) => deps.backend.enqueue(jobs), most)) >= most,
    (cause) =>
      deps.log.warn({ event: "relay-waits", because: cause instanceof Error ? cause.message : String(cause) }, "jobs wait in the outbox"),
  );
}
