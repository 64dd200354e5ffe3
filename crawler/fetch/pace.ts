/**
 * Pace towards each host inside this process: a floor between two requests, a number at once, and the host's own wishes
 * (Crawl-delay, Retry-After). Over several workers the platform queue's limiter holds the pace; this keeps one batch from
 * knocking faster than a host asked for.
 */

export interface PaceLimits {
  readonly requestsPerMinute: number;
  readonly atOnce: number;
  readonly crawlDelayMs: number;
}

export type Turn = { readonly kind: "go"; readonly leave: () => void } | { readonly kind: "later"; readonly inMs: number };

export interface Pace {
  /** Resolves when it is this request's turn. When the wait would be longer than `patienceMs`, says so instead of holding the worker. */
  enter(host: string, limits: PaceLimits, patienceMs: number, signal: AbortSignal): Promise<Turn>;
  /** The host asked for quiet until `ms` from now. */
  hold(host: string, ms: number): void;
}

interface Lane {
  nextAt: number;
  quietUntil: number;
  inside: number;
  readonly waiting: (() => void)[];
}

export function createPace(
  time: { readonly now: () => number; readonly sleep: (ms: number, signal: AbortSignal) => Promise<void> } = systemTime,
): Pace {
  const lanes = new Map<string, Lane>();
  const laneOf = (host: string): Lane => {
    const known = lanes.get(host);
    if (known !== undefined) return known;
    const lane: Lane = { nextAt: 0, quietUntil: 0, inside: 0, waiting: [] };
    lanes.set(host, lane);
    return lane;
  };

  return {
    async enter(host, limits, patienceMs, signal) {
      const lane = laneOf(host);
      while (lane.inside >= limits.atOnce) await place(lane, signal);
      const gap = Math.max(60_000 / limits.requestsPerMinute, limits.crawlDelayMs);
      const start = Math.max(time.now(), lane.nextAt, lane.quietUntil);
      const wait = start - time.now();
      if (wait > patienceMs) {
        wake(lane);
        return { kind: "later", inMs: wait };
      }
      lane.inside++;
      lane.nextAt = start + gap;
      let left = false;
      const leave = () => {
        if (left) return;
        left = true;
        lane.inside--;
        wake(lane);
      };
      try {
        if (wait > 0) await time.sleep(wait, signal);
      } catch (stopped) {
        leave();
        throw stopped;
      }
      // The host may have asked for quiet while we slept.
      if (lane.quietUntil - time.now() > 0) {
        const inMs = lane.quietUntil - time.now();
        leave();
        return inMs > patienceMs ? { kind: "later", inMs } : this.enter(host, limits, patienceMs, signal);
      }
      return { kind: "go", leave };
    },
    hold(host, ms) {
      const lane = laneOf(host);
      lane.quietUntil = Math.max(lane.quietUntil, time.now() + ms);
    },
  };
}

function wake(lane: Lane): void {
  lane.waiting.shift()?.();
}

async function place(lane: Lane, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => {
    const at = lane.waiting.indexOf(resolve);
    if (at !== -1) lane.waiting.splice(at, 1);
    reject(signal.reason as Error);
  };
  lane.waiting.push(resolve);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await promise;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

const systemTime = {
  now: () => Date.now(),
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { setTimeout: wait } = await import("node:timers/promises");
    await wait(ms, undefined, { signal });
  },
};

/** Milliseconds a Retry-After header asks for: seconds or an HTTP date (RFC 9110, 10.2.3). Null when it says neither. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
