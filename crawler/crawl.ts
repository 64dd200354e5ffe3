/** The crawler: a batch of addresses in, one outcome for each out. Fetching is in `fetch/`, reading in the platform's adapter. */
import type { FetchedPage } from "../domain/capture.ts";
import { systemClock, type Clock } from "../domain/clock.ts";
import type { CrawlOptions, CrawlOutcome, CrawlRequest, Crawler } from "../domain/crawl.ts";
import type { PageReading, Platform, PlatformAdapter } from "../domain/platform.ts";
import { TiequanError } from "../domain/words.ts";
import { createResolver, type Lookup } from "./fetch/addresses.ts";
import { createPermits } from "./fetch/allowed.ts";
import { createBrowserVisitor } from "./fetch/browser.ts";
import { createDownloader } from "./fetch/download.ts";
import { createVisitor, type Fetched } from "./fetch/fetch-page.ts";
import { visitEach } from "./fetch/http.ts";
import { createPace } from "./fetch/pace.ts";
import { createRobotsCache, robotsByteLimit } from "./fetch/robots-cache.ts";
import { fetchPictures } from "./pictures.ts";

export interface CrawlLog {
  debug(fields: object, event: string): void;
  warn(fields: object, event: string): void;
}

export interface CrawlerOptions {
  /** Our product token in robots.txt, and the beginning of the User-Agent header. */
  readonly agent: string;
  /** Where a site owner can reach us; shown in the User-Agent header. */
  readonly contact: string | null;
  readonly chromiumPath: string | null;
  readonly dataFolder: string;
  /** Name and version of the program, for the record of each capture. */
  readonly program: string;
  readonly log: CrawlLog;
  readonly clock?: Clock;
  /** Another way from names to addresses than the system's; the answers are checked all the same. */
  readonly lookup?: Lookup;
}

export function createCrawler(options: CrawlerOptions): Crawler {
  const clock = options.clock ?? systemClock;
  const userAgent = userAgentOf(options);
  const resolver = createResolver(options.lookup === undefined ? {} : { lookup: options.lookup });
  const downloader = createDownloader({ resolver, userAgent, now: () => clock.now() });
  const robots = createRobotsCache({
    async download(platform, url, signal) {
      const permit = await permits.allow(platform, url, "robots", signal);
      if (!permit.ok) return { ok: false, fault: { dead: false, because: permit.fault.detail } };
      const answer = await downloader.get(platform, permit.value, {
        accept: "text/plain,*/*;q=0.5",
        maxBytes: robotsByteLimit,
        atLimit: "cut",
        totalMs: 25_000,
        maxRedirects: 5,
        signal,
        permit: (next) => permits.allow(platform, next, "robots", signal),
      });
      if (answer.kind === "response") return { ok: true, value: { status: answer.status, body: answer.body } };
      return {
        ok: false,
        fault:
          answer.kind === "later"
            ? { dead: false, because: answer.because }
            : { dead: answer.cause === "dead-host", because: answer.detail },
      };
    },
  });
  const permits = createPermits({ agent: options.agent, resolver, robots });
  const pace = createPace();
  const visitor = createVisitor({ permits, downloader, pace, clock, program: options.program, userAgent });
  const browser = createBrowserVisitor({
    chromiumPath: options.chromiumPath,
    dataFolder: options.dataFolder,
    userAgent,
    program: options.program,
    resolver,
    permits,
    pace,
    clock,
  });

  const fetchPage = async (platform: Platform, request: CrawlRequest, wanted: CrawlOptions): Promise<Fetched> => {
    const screenshot = wanted.screenshots && request.kind === "listing";
    if (platform.needsBrowser) return browser.page(platform, request.url, { screenshot, signal: wanted.signal });
    const fetched = await visitor.page(platform, request.url, wanted.signal);
    if (fetched.kind !== "page" || !screenshot || fetched.page.status !== 200) return fetched;
    const shown = await browser.page(platform, fetched.page.urlReached, { screenshot: true, signal: wanted.signal });
    if (shown.kind === "page")
      return {
        kind: "page",
        page: {
          ...fetched.page,
          screenshotPng: shown.page.screenshotPng,
          environment: {
            ...fetched.page.environment,
            browserVersion: shown.page.environment.browserVersion,
            viewport: shown.page.environment.viewport,
          },
        },
      };
    // The page itself is there; a picture of it that cannot be had does not undo that.
    options.log.warn(
      { platform: platform.name, url: request.url, because: shown.kind === "later" ? shown.because : shown.detail },
      "screenshot-missing",
    );
    return fetched;
  };

  const visitOne = async (
    platform: Platform,
    adapter: PlatformAdapter,
    request: CrawlRequest,
    wanted: CrawlOptions,
  ): Promise<CrawlOutcome> => {
    const fetched = await neverThrowing(() => fetchPage(platform, request, wanted), wanted.signal);
    if (fetched.kind === "later") return { ...fetched, key: request.key };
    if (fetched.kind === "failed") return { ...fetched, key: request.key };
    const { page } = fetched;
    const reading = read(adapter, page, request.kind);
    const pictures =
      wanted.pictures && reading.kind === "listing"
        ? await fetchPictures(platform, visitor, reading.listing.images ?? [], page.urlReached, wanted.signal)
        : [];
    return { kind: "page", key: request.key, page, reading, pictures };
  };

  return {
    async crawl(platform, adapter, requests, wanted) {
      if (platform.access === "feed")
        throw new TiequanError(
          "feed-only",
          `${platform.name} is reached only by data feed.`,
          "Its pages are never fetched: load its feed instead.",
        );
      const answered = new Set<string>();
      const deliver = async (outcome: CrawlOutcome) => {
        answered.add(outcome.key);
        await wanted.onOutcome(outcome);
      };
      await visitEach(requests, { atOnce: platform.pace.atOnce, signal: wanted.signal }, async (request) => {
        options.log.debug({ platform: platform.name, url: request.url }, "page-asked");
        await deliver(await visitOne(platform, adapter, request, wanted));
      });
      for (const { key } of requests)
        if (!answered.has(key))
          await deliver({ kind: "failed", key, cause: "stopped", detail: "stopped before its turn", retryable: true });
    },
    async screenshot(platform, url, signal) {
      const shown = await browser.page(platform, url, { screenshot: true, signal });
      if (shown.kind === "page") return shown.page.screenshotPng;
      options.log.warn(
        { platform: platform.name, url, because: shown.kind === "later" ? shown.because : shown.detail },
        "screenshot-missing",
      );
      return null;
    },
    async close() {
      await browser.close();
      await downloader.close();
    },
  };
}

/** `TiequanMonitor/0.1 (+contact)`: who we are, so that a site can speak to us or about us in its robots.txt. */
function userAgentOf({ agent, contact, program }: Pick<CrawlerOptions, "agent" | "contact" | "program">): string {
  const version = /\d+(?:\.\d+){0,2}/u.exec(program)?.[0] ?? "0";
  // Header values are visible ASCII: anything else in the contact would make every request fail.
  const shown = contact?.replace(/[^\u0020-\u007E]/gu, "").trim() ?? "";
  return `${agent}/${version}${shown === "" ? "" : ` (+${shown})`}`;
}

async function neverThrowing(work: () => Promise<Fetched>, signal: AbortSignal): Promise<Fetched> {
  try {
    return await work();
  } catch (cause) {
    if (signal.aborted) return { kind: "failed", cause: "stopped", detail: "stopped before the page had come", retryable: true };
    return {
      kind: "failed",
      cause: "unexpected",
      detail: cause instanceof Error ? cause.message.slice(0, 300) : String(cause),
      retryable: true,
    };
  }
}

/** A reader that stumbles over a page says something about the page, not about the batch. */
function read(adapter: PlatformAdapter, page: FetchedPage, kind: CrawlRequest["kind"]): PageReading {
  let reading: PageReading;
  try {
    reading = adapter.read(page);
  } catch (cause) {
    return { kind: "unreadable", because: `the reader failed: ${cause instanceof Error ? cause.message.slice(0, 300) : String(cause)}` };
  }
  if (kind === "listing" && reading.kind === "results")
    return { kind: "unreadable", because: `the listing's address led to ${page.urlReached}, which is no listing` };
  if (kind === "search" && reading.kind === "listing")
    return { kind: "unreadable", because: `the search led straight to a listing, ${page.urlReached}` };
  return reading;
}
