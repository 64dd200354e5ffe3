/**
 * Live progress of runs as server-sent events. Read from our own tables once a second while somebody looks, never from
 * queue events, which can be lost; what did not change is not sent again.
 */
import type { ServerResponse } from "node:http";
import type { AccountStore, RunStore } from "../../domain/ports.ts";
import { namesOf } from "./views/people.ts";
import { runDetailView } from "./views/runs.ts";

const everyMs = 1000;
const heartbeatMs = 15_000;
const mostListeners = 200;

export interface LiveRuns {
  /** False when too many listen already; the page then polls. */
  listen(response: ServerResponse): boolean;
  close(): void;
}

export function liveRuns(runs: RunStore, accounts: AccountStore, log: (line: string) => void): LiveRuns {
  const listeners = new Map<ServerResponse, Map<string, string>>();
  let timer: NodeJS.Timeout | null = null;
  let beatAt = 0;

  async function tell(): Promise<void> {
    const [{ rows }, names] = await Promise.all([runs.list({ limit: 5 }), namesOf(accounts)]);
    const events = await Promise.all(
      rows.map(async (run) => [run.id, JSON.stringify(runDetailView(run, await runs.progress(run.id), names))] as const),
    );
    const beat = Date.now() - beatAt >= heartbeatMs;
    if (beat) beatAt = Date.now();
    for (const [response, told] of listeners) {
      for (const [id, event] of events)
        if (told.get(id) !== event) {
          told.set(id, event);
          response.write(`event: run\nid: ${id}\ndata: ${event}\n\n`);
        }
      if (beat) response.write(": still here\n\n");
    }
  }

  function next(): void {
    timer = setTimeout(() => {
      tell()
        .catch((error: unknown) => log(`live progress could not be read: ${error instanceof Error ? error.message : String(error)}`))
        .finally(() => {
          if (listeners.size > 0) next();
          else timer = null;
        });
    }, everyMs);
  }

  return {
    listen(response) {
      if (listeners.size >= mostListeners) return false;
      listeners.set(response, new Map());
      response.on("close", () => listeners.delete(response));
      if (timer === null) next();
      return true;
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      for (const response of listeners.keys()) response.end();
      listeners.clear();
    },
  };
}
