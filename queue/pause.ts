/** Waiting that can be cut short, by a reason to wake or by the end. */

interface Waker {
  wake(): void;
  /** Ends after `ms`, on `wake`, or when the signal aborts; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

function waker(): Waker {
  let ring: (() => void) | null = null;
  let rung = false;
  return {
    wake() {
      rung = true;
      ring?.();
    },
    wait(ms, signal) {
      if (signal.aborted) return Promise.resolve();
      if (rung) {
        rung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", end);
          ring = null;
          rung = false;
          resolve();
        };
        const timer = setTimeout(end, ms);
        signal.addEventListener("abort", end, { once: true });
        ring = end;
      });
    },
  };
}

export interface Loop {
  wake(): void;
  close(): Promise<void>;
}

/**
 * Runs `turn` again and again: at once while it answers true, else after `everyMs` or when woken. A turn that throws is
 * logged by `onError` and tried again after the pause, so that a database away for a while ends no loop.
 */
export function loop(everyMs: number, turn: (signal: AbortSignal) => Promise<boolean>, onError: (cause: unknown) => void): Loop {
  const end = new AbortController();
  const bell = waker();
  const running = (async () => {
    while (!end.signal.aborted) {
      let more = false;
      try {
        more = await turn(end.signal);
      } catch (cause) {
        onError(cause);
      }
      if (!more) await bell.wait(everyMs, end.signal);
    }
  })();
  return {
    wake: bell.wake,
    async close() {
      end.abort();
      await running;
    },
  };
}
