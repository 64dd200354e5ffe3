/** What the crawler answers about each address it was given. The queue's steps use this; `crawler/crawl.ts` implements it. */
import type { FetchedPage } from "./capture.ts";
import type { PageReading, Platform, PlatformAdapter } from "./platform.ts";
import type { PageCause } from "./sample.ts";

export interface CrawlRequest {
  /** The caller's name for this address; comes back with the outcome. */
  readonly key: string;
  readonly url: string;
  readonly kind: "search" | "listing";
}

export interface FetchedPicture {
  readonly index: number;
  readonly url: string;
  readonly bytes: Uint8Array | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly fault: string | null;
}

export type CrawlOutcome =
  | {
      readonly kind: "page";
      readonly key: string;
      readonly page: FetchedPage;
      readonly reading: PageReading;
      /** Only for a listing that was read, and only when asked for. */
      readonly pictures: readonly FetchedPicture[];
    }
  /** Costs no try: the host asked us to wait (429, Retry-After, Crawl-delay, robots.txt unreachable). */
  | { readonly kind: "later"; readonly key: string; readonly inMs: number; readonly because: string }
  | { readonly kind: "failed"; readonly key: string; readonly cause: PageCause; readonly detail: string; readonly retryable: boolean };

export interface CrawlOptions {
  /** Fetch the pictures of listings, too. */
  readonly pictures: boolean;
  /** Take a screenshot of listing pages (needs a browser). */
  readonly screenshots: boolean;
  readonly signal: AbortSignal;
  /** Called once for each request, in the order pages come back; awaited, so that nothing read is held back from the store. */
  onOutcome(outcome: CrawlOutcome): Promise<void>;
}

export interface Crawler {
  crawl(platform: Platform, adapter: PlatformAdapter, requests: readonly CrawlRequest[], options: CrawlOptions): Promise<void>;
  /** A full-page PNG of something already fetched or of a live address; null when no browser can be had. */
  screenshot(platform: Platform, url: string, signal: AbortSignal): Promise<Uint8Array | null>;
  close(): Promise<void>;
}
