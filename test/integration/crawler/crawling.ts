/** A crawler for tests: made-up names that all lead to loopback, a log that is kept, one outcome for one path. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCrawler, type CrawlerOptions } from "../../../crawler/crawl.ts";
import { adapterFor } from "../../../crawler/platforms.ts";
import type { CrawlOptions, CrawlOutcome, CrawlRequest, Crawler } from "../../../domain/crawl.ts";
import type { Platform } from "../../../domain/platform.ts";

export interface TestCrawler {
  readonly crawler: Crawler;
  readonly dataFolder: string;
  /** Outcomes in the order they came. */
  visit(platform: Platform, requests: readonly (string | CrawlRequest)[], options?: Partial<CrawlOptions>): Promise<CrawlOutcome[]>;
  one(platform: Platform, url: string, options?: Partial<CrawlOptions>): Promise<CrawlOutcome>;
  close(): Promise<void>;
}

export async function aCrawler(options: Partial<CrawlerOptions> = {}): Promise<TestCrawler> {
  const dataFolder = await mkdtemp(join(tmpdir(), "tiequan-crawl-"));
  const crawler = createCrawler({
    agent: "TiequanMonitor",
    contact: "ops@bureau.example",
    chromiumPath: process.env["CHROMIUM_PATH"] ?? null,
    dataFolder,
    program: "tiequan 0.1.0",
    log: { debug: () => undefined, warn: () => undefined },
    lookup: async () => ["127.0.0.1"],
    ...options,
  });
  const visit: TestCrawler["visit"] = async (platform, requests, wanted = {}) => {
    const outcomes: CrawlOutcome[] = [];
    const asked = requests.map((request): CrawlRequest =>
      typeof request === "string" ? { key: request, url: request, kind: request.includes("/search") ? "search" : "listing" } : request,
    );
    await crawler.crawl(platform, adapterFor(platform), asked, {
      pictures: false,
      screenshots: false,
      signal: new AbortController().signal,
      onOutcome: async (outcome) => void outcomes.push(outcome),
      ...wanted,
    });
    return outcomes;
  };
  return {
    crawler,
    dataFolder,
    visit,
    async one(platform, url, wanted) {
      const [outcome] = await visit(platform, [url], wanted);
      if (outcome === undefined) throw new Error(`no outcome for ${url}`);
      return outcome;
    },
    async close() {
      await crawler.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
