/** `tiequan crawl`: samples one stratum now and prints the listings as JSONL. Needs no database. */
import { loadCategories, loadPlatforms } from "../config/load.ts";
import { createCrawler } from "../crawler/crawl.ts";
import { drawSample, faultsOf, nextSearchPage, searchPagesOf } from "../crawler/plan.ts";
import { adapterFor } from "../crawler/platforms.ts";
import { categoryNameSchema } from "../domain/category.ts";
import type { CrawlOutcome } from "../domain/crawl.ts";
import type { FrameItem } from "../domain/ports.ts";
import type { Plan } from "../domain/sample.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { programName } from "./program.ts";
import { startProgress } from "./progress.ts";
import { numberOf } from "./screen.ts";
import { say, settings } from "./settings.ts";

/** The frame is read until it holds this many times what is to be drawn, or the results end. */
const frameTimesTake = 5;

export async function crawl(options: {
  readonly platform: string;
  readonly category: string;
  readonly limit: string;
  readonly seed: string;
  readonly query?: string;
}): Promise<number> {
  const environment = settings();
  const take = numberOf("--limit", options.limit, 1, 100_000);
  const category = categoryNameSchema.safeParse(options.category);
  if (!category.success)
    throw new TiequanError(
      "bad-usage",
      `There is no category ${options.category}.`,
      `Categories are ${categoryNameSchema.options.join(", ")}.`,
    );
  const [categories, platforms] = await Promise.all([loadCategories(), loadPlatforms(environment.platformFolders)]);
  const platform = platforms.get(options.platform);
  if (platform === undefined)
    throw new TiequanError("bad-usage", `No platform is named ${options.platform}.`, `Known are ${[...platforms.keys()].join(", ")}.`);
  const readable = { platform, adapter: adapterFor(platform) };
  const plan: Plan = {
    seed: options.seed,
    strata: [{ platform: platform.name, category: category.data, take, queries: options.query === undefined ? [] : [options.query] }],
  };
  const faults = faultsOf(plan, categories, new Map([[platform.name, readable]]));
  if (faults.length > 0)
    throw new TiequanError(platform.access === "feed" ? "refused" : "bad-usage", `${faults.join("; ")}.`, "See config/platforms.");

  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const crawler = createCrawler({
    agent: environment.agent,
    contact: environment.contact,
    chromiumPath: environment.chromiumPath,
    dataFolder: environment.dataFolder,
    program: await programName(),
    log: { debug: () => undefined, warn: (fields: object, event: string) => say(`${event}: ${JSON.stringify(fields)}`) },
  });
  const progress = startProgress("sampled");
  const failures = new Map<string, number>();
  let printed = 0;

  /** Visits addresses until each has an answer; one that asked us to wait is visited again. */
  async function visit(
    urls: readonly string[],
    kind: "search" | "listing",
    onPage: (outcome: Extract<CrawlOutcome, { kind: "page" }>) => void,
  ): Promise<void> {
    let open = urls;
    while (open.length > 0 && !stop.signal.aborted) {
      const again: string[] = [];
      let waitMs = 0;
      await crawler.crawl(
        platform ?? missing(),
        readable.adapter,
        open.map((url) => ({ key: url, url, kind })),
        {
          pictures: false,
          screenshots: false,
          signal: stop.signal,
          onOutcome: (outcome) => {
            if (outcome.kind === "page") onPage(outcome);
            else if (outcome.kind === "later") {
              again.push(outcome.key);
              waitMs = Math.max(waitMs, outcome.inMs);
            } else count(failures, outcome.cause, `${outcome.key}: ${outcome.detail}`);
            return Promise.resolve();
          },
        },
      );
      open = again;
      if (open.length > 0) await pause(waitMs, stop.signal);
    }
  }

  try {
    const frame: FrameItem[] = [];
    for (const first of searchPagesOf(plan, categories, new Map([[platform.name, readable]]))) {
      let next: { url: string; pageNumber: number } | null = { url: first.url, pageNumber: first.pageNumber ?? 1 };
      while (next !== null && frame.length < take * frameTimesTake && !stop.signal.aborted) {
        const here: { url: string; pageNumber: number } = next;
        next = null;
        await visit([here.url], "search", ({ reading, page }) => {
          if (reading.kind !== "results")
            return count(
              failures,
              reading.kind,
              `${page.urlReached}: ${reading.kind === "listing" ? "a listing where results were expected" : reading.because}`,
            );
          frame.push(...reading.items.map(({ itemId, url, rank }) => ({ itemId, url, rank, query: first.query ?? "" })));
          next = nextSearchPage(readable, {
            category: category.data ?? "food",
            query: first.query ?? "",
            page: here.pageNumber,
            next: reading.next,
            items: reading.items.length,
          });
        });
      }
    }
    const drawn = drawSample(frame, take, plan.seed, 0);
    await visit(
      drawn.map((item) => item.url),
      "listing",
      ({ reading, page }) => {
        if (reading.kind !== "listing")
          return count(
            failures,
            reading.kind,
            `${page.urlReached}: ${reading.kind === "results" ? "results where a listing was expected" : reading.because}`,
          );
        process.stdout.write(
          `${JSON.stringify({ ...reading.listing, category: reading.listing.category ?? category.data, capturedAt: reading.listing.capturedAt ?? page.fetchedAt.toISOString() })}\n`,
        );
        printed += 1;
        progress.update(printed, drawn.length, "");
      },
    );
    progress.end();
    for (const [cause, number] of failures) say(`${cause}: ${number}`);
    if (stop.signal.aborted) return exitCodes["stopped by a signal"];
    if (printed > 0) return exitCodes.done;
    return failures.has("robots") || failures.has("scope") ? exitCodes["refused by robots or scope"] : exitCodes["nothing reachable"];
  } finally {
    await crawler.close();
  }
}

function count(failures: Map<string, number>, cause: string, told: string): void {
  failures.set(cause, (failures.get(cause) ?? 0) + 1);
  say(told);
}

function missing(): never {
  throw new Error("The platform was checked above.");
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
