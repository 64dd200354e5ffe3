/** How a run is getting on, read from our tables: for the terminal's bars and the page's live view. */
import type { RunStore } from "../domain/ports.ts";
import type { Run, RunProgress, RunState } from "../domain/sample.ts";
import type { RunId } from "../domain/words.ts";

export interface RunNow {
  readonly run: Run;
  readonly progress: RunProgress;
}

const over: readonly RunState[] = ["stopped", "finished", "failed"];

export function isOver(state: RunState): boolean {
  return over.includes(state);
}

/**
 * Yields the state now, then each time it changed, and ends after the state in which the run is over. Ends at once for a run that
 * does not exist, and when the signal aborts. A database that goes away throws; the caller decides whether to watch again.
 */
export async function* watchRun(
  runs: Pick<RunStore, "get" | "progress">,
  id: RunId,
  options: { readonly everyMs: number; readonly signal: AbortSignal },
): AsyncGenerator<RunNow, void, undefined> {
  let last = "";
  while (!options.signal.aborted) {
    const run = await runs.get(id);
    if (run === null) return;
    const progress = await runs.progress(id);
    const now = JSON.stringify([run.state, run.because, progress]);
    if (now !== last) {
      last = now;
      yield { run, progress };
    }
    if (isOver(run.state)) return;
    await pause(options.everyMs, options.signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
