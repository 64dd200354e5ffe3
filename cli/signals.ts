/** First SIGINT or SIGTERM: end what is in hand and close. Once more, later: end at once. */
import { exitCodes } from "./exit-codes.ts";
import { say } from "./settings.ts";

/** The terminal, npm and `bin/tiequan.js` each pass one Ctrl-C on: what comes within this time is the same wish. */
const sameWishMs = 1000;

const stopping = new AbortController();
let askedAt: number | null = null;

/** Aborted by the first signal. From the first call on a signal no longer ends the process by itself: its caller must. */
export function stopSignal(): AbortSignal {
  if (process.listenerCount("SIGINT", ask) === 0) {
    process.on("SIGINT", ask);
    process.on("SIGTERM", ask);
  }
  return stopping.signal;
}

/** Resolves when the signal is aborted, or was already. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

function ask(): void {
  const now = performance.now();
  if (askedAt === null) {
    askedAt = now;
    say("Closing; once more to stop at once.");
    stopping.abort();
  } else if (now - askedAt > sameWishMs) process.exit(exitCodes["stopped by a signal"]);
}
