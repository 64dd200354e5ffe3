/** `tiequan crawl`: samples one stratum now and prints the listings as JSONL. Needs no database. */
import { loadCategories, loadPlatforms } from "../config/load.ts";
import { createCrawler } from "../crawler/crawl.ts";
import { drawSample, faultsOf, nextSearchPage, searchPagesOf } from "../crawler/plan.ts";
import { adapterFor } from "../crawler/platforms.ts";
import { categoryNameSchema } from "../domain/category.ts";
import type { CrawlOutcome } from "../domain/crawl.ts";
import type { FrameItem } from "../domain/ports.ts";
import { planSchema, type Plan } from "../domain/sample.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { programName } from "./program.ts";
import { startProgress } from "./progress.ts";
import { wholeNumberOf } from "./screen.ts";
import { say, settings } from "./settings.ts";
import { stopSignal } from "./signals.ts";

/** The frame is read until it holds this many times what is to be drawn, or the results end. */
const frameTimesTake = 5;
/** How often a page that asks us to wait is asked for. */
const mostTurns = 5;
/** A wait worth a line. */
const tellWaitMs = 5000;

export async function crawl(options: {
  readonly platform: string;
  readonly category: string;
  readonly limit: string;
  readonly seed: string;
  readonly query?: string;
}): Promise<number> {
  const environment = settings();
  const take = wholeNumberOf("--limit", options.limit, 1, 100_000);
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
  const checked = planSchema.safeParse({
    seed: options.seed,
    strata: [{ platform: platform.name, category: category.data, take, queries: options.query === undefined ? [] : [options.query] }],
  });
  if (!checked.success)
    throw new TiequanError(
      "bad-usage",
      `${checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")}.`,
      "A seed has 1 to 100 characters; a query is not empty.",
    );
  const plan: Plan = checked.data;
  const faults = faultsOf(plan, categories, new Map([[platform.name, readable]]));
  if (faults.length > 0)
    throw new TiequanError(platform.access === "feed" ? "refused" : "bad-usage", `${faults.join("; ")}.`, "See config/platforms.");

  const stop = stopSignal();
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

  /** Visits addresses until each has an answer; one that asked us to wait is visited again, a few times. */
  async function visit(
    urls: readonly string[],
    kind: "search" | "listing",
    onPage: (outcome: Extract<CrawlOutcome, { kind: "page" }>) => void,
  ): Promise<void> {
    let open = urls;
    for (let turn = 1; open.length > 0 && !stop.aborted; turn++) {
      const again: string[] = [];
      let waitMs = 0;
      await crawler.crawl(
        platform ?? missing(),
        readable.adapter,
        open.map((url) => ({ key: url, url, kind })),
        {
          pictures: false,
          screenshots: false,
          signal: stop,
          onOutcome: async (outcome) => {
            if (outcome.kind === "page") onPage(outcome);
            else if (outcome.kind === "later") {
              if (turn === mostTurns) return count(failures, "blocked", `${outcome.key}: asked to wait ${turn} times: ${outcome.because}`);
              again.push(outcome.key);
              waitMs = Math.max(waitMs, outcome.inMs);
            } else if (outcome.cause !== "stopped") count(failures, outcome.cause, `${outcome.key}: ${outcome.detail}`);
          },
        },
      );
      open = again;
      if (open.length === 0) return;
      if (waitMs >= tellWaitMs) say(`${open.length} page(s) asked us to wait ${Math.ceil(waitMs / 1000)} s.`);
      await pause(waitMs, stop);
    }
  }

  try {
    const frame: FrameItem[] = [];
    for (const first of searchPagesOf(plan, categories, new Map([[platform.name, readable]]))) {
      let next: { url: string; pageNumber: number } | null = { url: first.url, pageNumber: first.pageNumber ?? 1 };
      while (next !== null && frame.length < take * frameTimesTake && !stop.aborted) {
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
    if (stop.aborted) return exitCodes["stopped by a signal"];
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
