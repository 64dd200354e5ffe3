/** robots.txt of each origin, fetched once a day and shared by everyone who asks meanwhile. */
import { failed, ok, type Result } from "../../domain/words.ts";
import type { PlatformScope } from "./allowed.ts";
import { parseRobots, type Robots } from "./robots.ts";

export type RobotsAnswer =
  | { readonly kind: "rules"; readonly robots: Robots; readonly words: string }
  /** Disallowed for now: the file could not be had. `lasting` once that has gone on for an hour: a run should not wait for it any longer. */
  | { readonly kind: "unreachable"; readonly because: string; readonly askAgainMs: number; readonly lasting: boolean }
  /** Nobody answers there at all. */
  | { readonly kind: "dead"; readonly because: string };

export interface RobotsCache {
  rulesOf(platform: PlatformScope, origin: string, signal: AbortSignal): Promise<RobotsAnswer>;
}

/** What came of asking for one robots.txt; redirects are already followed (five, RFC 9309, 2.3.1.2). */
export type RobotsDownload = Result<
  { readonly status: number; readonly body: Uint8Array },
  { readonly dead: boolean; readonly because: string }
>;

/** RFC 9309, 2.4: not kept longer than a day. */
const keepMs = 24 * 3600_000;
/** RFC 9309, 2.5: at least 500 kibibytes are parsed. What lies beyond is not read. */
export const robotsByteLimit = 500 * 1024;
/** A host that is down is asked again soon at first, then more rarely. */
const firstAskAgainMs = 5 * 60_000;
const lastAskAgainMs = 3600_000;
const lastingAfterMs = 3600_000;
/** How long a host that nobody answers for is taken at its word: a batch of pages should not knock at every one. */
const deadMs = 60_000;

export function createRobotsCache(options: {
  readonly download: (platform: PlatformScope, url: string, signal: AbortSignal) => Promise<RobotsDownload>;
  readonly now?: () => number;
}): RobotsCache {
  const now = options.now ?? Date.now;
  const kept = new Map<string, { until: number; answer: RobotsAnswer }>();
  const asking = new Map<string, Promise<RobotsAnswer>>();
  const failures = new Map<string, { readonly count: number; readonly since: number }>();

  const ask = async (platform: PlatformScope, origin: string): Promise<RobotsAnswer> => {
    // Not the asker's own signal: others may be waiting for the same file.
    const result = await options.download(platform, `${origin}/robots.txt`, AbortSignal.timeout(30_000));
    const answer = interpret(result);
    if (answer.ok) {
      failures.delete(origin);
      kept.set(origin, { until: now() + keepMs, answer: answer.value });
      return answer.value;
    }
    const { dead, because } = answer.fault;
    if (dead) {
      const refusal: RobotsAnswer = { kind: "dead", because };
      kept.set(origin, { until: now() + deadMs, answer: refusal });
      return refusal;
    }
    const before = failures.get(origin);
    const failing = { count: (before?.count ?? 0) + 1, since: before?.since ?? now() };
    failures.set(origin, failing);
    const askAgainMs = Math.min(lastAskAgainMs, firstAskAgainMs * 2 ** (failing.count - 1));
    const sentence = `robots.txt of ${origin} cannot be had (${because}); nothing may be fetched from there until it can`;
    const refusal: RobotsAnswer = { kind: "unreachable", because: sentence, askAgainMs, lasting: now() - failing.since >= lastingAfterMs };
    kept.set(origin, { until: now() + askAgainMs, answer: refusal });
    return refusal;
  };

  return {
    async rulesOf(platform, origin, signal) {
      const before = kept.get(origin);
      if (before !== undefined && before.until > now())
        return before.answer.kind === "unreachable"
          ? { ...before.answer, askAgainMs: Math.max(1000, before.until - now()) }
          : before.answer;
      let answer = asking.get(origin);
      if (answer === undefined) {
        answer = ask(platform, origin).finally(() => asking.delete(origin));
        asking.set(origin, answer);
      }
      return orAborted(answer, signal);
    },
  };
}

/** 2xx is read, 4xx means there are no rules, 5xx and no answer mean "unreachable" (RFC 9309, 2.3.1). */
function interpret(result: RobotsDownload): Result<RobotsAnswer, { readonly dead: boolean; readonly because: string }> {
  if (!result.ok) return failed(result.fault);
  const { status, body } = result.value;
  if (status >= 200 && status < 300)
    return ok({ kind: "rules", robots: parseRobots(decode(body.subarray(0, robotsByteLimit))), words: "allowed" });
  // 429 is the host saying "not now", which is no permission.
  if (status >= 400 && status < 500 && status !== 429)
    return ok({ kind: "rules", robots: parseRobots(""), words: `no robots.txt (HTTP ${status})` });
  return failed({ dead: false, because: `HTTP ${status}` });
}

/** UTF-8 by the RFC; a byte order mark, whole or broken off, is passed over. */
function decode(bytes: Uint8Array): string {
  const mark = [0xef, 0xbb, 0xbf];
  let skip = 0;
  while (skip < 3 && bytes[skip] === mark[skip]) skip++;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(skip));
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
