/** First signal: finish what is in hand and close. Second: stop at once. */
import { exitCodes } from "./exit-codes.ts";
import { say } from "./settings.ts";

export function onStopSignal(act: () => void): void {
  let asked = false;
  const stop = () => {
    if (asked) process.exit(exitCodes["stopped by a signal"]);
    asked = true;
    act();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** Resolves after a signal came and `close` has ended. */
export function untilSignal(close: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    onStopSignal(() => {
      say("Closing; once more to stop at once.");
      close().then(resolve, reject);
    });
  });
}
