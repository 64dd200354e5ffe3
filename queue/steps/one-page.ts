/** What becomes of one page that came back: evidence first, then what was read from it. A page never ends a run. */
import type { CrawlOutcome } from "../../domain/crawl.ts";
import type { Platform } from "../../domain/platform.ts";
import type { ListingStore, PageOutcome, RunStore } from "../../domain/ports.ts";
import type { PlannedPage, Run } from "../../domain/sample.ts";
import type { CaptureId } from "../../domain/words.ts";
import { frameIsLargeEnough } from "./follow.ts";
import { keepPage, keepPictures, type KeepPageDeps } from "./keep-page.ts";
import type { Sampling } from "./sampling.ts";

export interface OnePageDeps extends KeepPageDeps {
  readonly runs: Pick<RunStore, "addPages" | "addToFrame">;
  readonly listings: Pick<ListingStore, "saveCapture" | "observe">;
  readonly sampling: Pick<Sampling, "queriesIn" | "nextPage">;
}

type PageBack = Extract<CrawlOutcome, { kind: "page" }>;

export interface Taken {
  readonly outcome: PageOutcome;
  readonly observed: { readonly observationId: string; readonly change: "new" | "changed" | "unchanged" } | null;
}

export async function takePage(run: Run, platform: Platform, page: PlannedPage, back: PageBack, deps: OnePageDeps): Promise<Taken> {
  const capture = await keepPage(back.page, { runId: run.id, purpose: "sample", platform: platform.name }, deps);
  const { reading } = back;
  switch (reading.kind) {
    case "listing":
      return page.kind === "listing"
        ? takeListing(run, platform, page, back, capture.id, deps)
        : failed("unreadable", "a listing where a results page was expected");
    case "results":
      return page.kind === "search"
        ? takeResults(run, platform, page, back, deps)
        : failed("unreadable", "a results page where a listing was expected");
    case "gone":
      return failed("gone", reading.because);
    case "blocked":
      return failed("blocked", reading.because);
    case "unreadable":
      return failed("unreadable", reading.because);
  }
}

async function takeListing(
  run: Run,
  platform: Platform,
  page: PlannedPage,
  back: PageBack,
  captureId: CaptureId,
  deps: OnePageDeps,
): Promise<Taken> {
  if (back.reading.kind !== "listing") return failed("unexpected", "not a listing");
  const { listing, provenance } = back.reading;
  const category = run.plan.strata[page.stratum]?.category;
  const observed = await deps.listings.observe({
    listing: {
      ...listing,
      platform: platform.name,
      url: listing.url ?? back.page.urlReached,
      // The category that was searched in stands in where the page itself names none.
      ...(listing.category === undefined && category !== undefined ? { category } : {}),
    },
    captureId,
    provenance,
    pictures: await keepPictures(back.pictures, deps),
    at: back.page.fetchedAt,
    sample: { runId: run.id, pageId: page.id, stratum: page.stratum, inclusionProbability: page.inclusionProbability ?? 1 },
  });
  return { outcome: { state: "done" }, observed: { observationId: observed.observationId, change: observed.change } };
}

/** The next page is added before this one counts as finished, so that the stratum never looks complete in between. */
async function takeResults(run: Run, platform: Platform, page: PlannedPage, back: PageBack, deps: OnePageDeps): Promise<Taken> {
  if (back.reading.kind !== "results") return failed("unexpected", "not a results page");
  const { items, next } = back.reading;
  await deps.runs.addToFrame(
    run.id,
    page.stratum,
    items.map((item) => ({ itemId: item.itemId, url: item.url, query: page.query ?? "", rank: item.rank })),
  );
  const stratum = run.plan.strata[page.stratum];
  const firstPage = platform.search?.firstPage ?? 1;
  const pageNumber = page.pageNumber ?? firstPage;
  if (
    stratum !== undefined &&
    !frameIsLargeEnough({
      pages: pageNumber - firstPage + 1,
      itemsOnPage: items.length,
      take: stratum.take,
      queries: deps.sampling.queriesIn(stratum),
    })
  ) {
    const query = page.query ?? "";
    const following = deps.sampling.nextPage(platform.name, {
      category: stratum.category,
      query,
      page: pageNumber,
      next,
      items: items.length,
    });
    if (following !== null)
      await deps.runs.addPages(run.id, [{ platform: platform.name, stratum: page.stratum, kind: "search", query, ...following }]);
  }
  return { outcome: { state: "done" }, observed: null };
}

function failed(cause: NonNullable<PageOutcome["cause"]>, detail: string): Taken {
  return { outcome: { state: "failed", cause, detail }, observed: null };
}
