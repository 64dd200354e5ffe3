/** One page over plain HTTP, from permission to text. */
import type { FetchedPage } from "../../domain/capture.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Platform } from "../../domain/platform.ts";
import type { Permits, Purpose, Refusal } from "./allowed.ts";
import { decodePage } from "../extract/charset.ts";
import type { DownloadFault, Downloaded, Downloader } from "./download.ts";
import type { Pace } from "./pace.ts";

/** Largest page that is read. Beyond it the page fails as `too-large`: half a page proves nothing. */
export const pageByteLimit = 10 * 1024 * 1024;
const pictureByteLimit = 8 * 1024 * 1024;
const pageMs = 60_000;
const pictureMs = 30_000;
/** Longest a worker is held for one host's pace; a longer wait goes back to the queue. */
export const patienceMs = 30_000;
const maxRedirects = 8;

export type Fetched = { readonly kind: "page"; readonly page: FetchedPage } | DownloadFault;

export interface Visitor {
  page(platform: Platform, url: string, signal: AbortSignal): Promise<Fetched>;
  picture(platform: Platform, url: string, signal: AbortSignal): Promise<Downloaded | DownloadFault>;
}

export interface VisitorParts {
  readonly permits: Permits;
  readonly downloader: Downloader;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly program: string;
  readonly userAgent: string;
}

export function createVisitor(parts: VisitorParts): Visitor {
  const get = async (
    platform: Platform,
    address: string,
    purpose: Purpose,
    limits: { maxBytes: number; totalMs: number; accept: string },
    signal: AbortSignal,
  ): Promise<Downloaded | DownloadFault> => {
    const permit = await parts.permits.allow(platform, address, purpose, signal);
    if (!permit.ok) return asFault(permit.fault);
    const host = new URL(permit.value.url).host;
    const turn = await parts.pace.enter(host, { ...platform.pace, crawlDelayMs: permit.value.crawlDelayMs }, patienceMs, signal);
    if (turn.kind === "later") return { kind: "later", inMs: turn.inMs, because: `${host} asked for a slower pace` };
    try {
      const answer = await parts.downloader.get(platform, permit.value, {
        ...limits,
        maxRedirects,
        signal,
        permit: (next) => parts.permits.allow(platform, next, purpose, signal),
      });
      if (answer.kind === "later") parts.pace.hold(host, answer.inMs);
      return answer;
    } finally {
      turn.leave();
    }
  };

  return {
    async page(platform, url, signal) {
      const started = parts.clock.now();
      const answer = await get(
        platform,
        url,
        "page",
        { maxBytes: pageByteLimit, totalMs: pageMs, accept: "text/html,application/xhtml+xml;q=0.9,application/xml;q=0.8,*/*;q=0.5" },
        signal,
      );
      if (answer.kind !== "response") return answer;
      const refused = refusedByStatus(answer.status);
      if (refused !== null) return refused;
      const { text, charset } = decodePage(answer.body, answer.headers["content-type"]);
      const now = parts.clock.now();
      return {
        kind: "page",
        page: {
          urlAsked: url,
          urlReached: answer.urlReached,
          redirects: answer.redirects,
          status: answer.status,
          headers: answer.headers,
          body: answer.body,
          text,
          charset,
          cut: false,
          fetchedAt: now,
          screenshotPng: null,
          environment: {
            program: parts.program,
            agent: parts.userAgent,
            engine: "http",
            browserVersion: null,
            viewport: null,
            address: answer.address,
            robots: answer.robots,
            elapsedMs: now.getTime() - started.getTime(),
          },
        },
      };
    },
    picture: (platform, url, signal) =>
      get(
        platform,
        url,
        "picture",
        { maxBytes: pictureByteLimit, totalMs: pictureMs, accept: "image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8" },
        signal,
      ),
  };
}

/** 401, 403, 404, 410 and 451 say something about the page and are read; the rest says something about the server. */
export function refusedByStatus(status: number): DownloadFault | null {
  if ((status >= 200 && status < 300) || [401, 403, 404, 410, 451].includes(status)) return null;
  return { kind: "failed", cause: "http-error", detail: `HTTP ${status}`, retryable: status >= 500 || status === 408 || status === 425 };
}

export function asFault(refusal: Refusal): DownloadFault {
  return refusal.kind === "later"
    ? { kind: "later", inMs: refusal.inMs, because: refusal.detail }
    : { kind: "failed", cause: refusal.cause, detail: refusal.detail, retryable: refusal.retryable };
}
