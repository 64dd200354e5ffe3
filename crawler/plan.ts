/** From a plan to the first pages to visit, and from what the results pages showed to the sample. Pure: no clock, no chance. */
import { createHash } from "node:crypto";
import type { Category, CategoryName } from "../domain/category.ts";
import type { Platform, PlatformAdapter, SearchTarget } from "../domain/platform.ts";
import type { FrameItem, NewPage } from "../domain/ports.ts";
import type { Plan, Stratum } from "../domain/sample.ts";

/** A platform together with the reader of its pages. */
export interface ReadablePlatform {
  readonly platform: Platform;
  readonly adapter: PlatformAdapter;
}

/**
 * The first results page of each query of each stratum. A query without an address (the platform has no search) gives no
 * page: the caller refuses such a plan beforehand (`faultsOf`).
 */
export function searchPagesOf(plan: Plan, categories: readonly Category[], platforms: ReadonlyMap<string, ReadablePlatform>): NewPage[] {
  return plan.strata.flatMap((stratum, place) => {
    const readable = platforms.get(stratum.platform);
    if (readable === undefined) return [];
    const page = readable.platform.search?.firstPage ?? 1;
    return queriesOf(stratum, categories, readable.platform).flatMap((query): NewPage[] => {
      const url = readable.adapter.searchUrl({ category: stratum.category, query, page });
      return url === null ? [] : [{ platform: stratum.platform, stratum: place, kind: "search", url, query, pageNumber: page }];
    });
  });
}

/** Words of the plan, else of the platform's file for the category, else of the category itself; each once. */
export function queriesOf(stratum: Stratum, categories: readonly Category[], platform: Pick<Platform, "categories">): readonly string[] {
  if (stratum.queries.length > 0) return [...new Set(stratum.queries)];
  const own = platform.categories[stratum.category] ?? [];
  if (own.length > 0) return [...new Set(own)];
  return [...new Set(categories.find(({ name }) => name === stratum.category)?.searchWords ?? [])];
}

/** What makes a plan impossible, in words for the person who wrote it; empty when nothing does. */
export function faultsOf(plan: Plan, categories: readonly Category[], platforms: ReadonlyMap<string, ReadablePlatform>): string[] {
  return plan.strata.flatMap((stratum, place) => {
    const where = `strata[${place}]`;
    const readable = platforms.get(stratum.platform);
    if (readable === undefined)
      return [`${where}: no platform is named "${stratum.platform}"; known are ${[...platforms.keys()].join(", ")}`];
    if (readable.platform.access === "feed")
      return [`${where}: ${stratum.platform} is reached only by data feed; its pages are never fetched`];
    const queries = queriesOf(stratum, categories, readable.platform);
    if (queries.length === 0) return [`${where}: there are no search words for ${stratum.category}`];
    const first = readable.platform.search?.firstPage ?? 1;
    if (queries.every((query) => readable.adapter.searchUrl({ category: stratum.category, query, page: first }) === null))
      return [`${where}: ${stratum.platform} has no search`];
    return [];
  });
}

export interface ReadResultsPage {
  readonly category: CategoryName;
  readonly query: string;
  readonly page: number;
  /** Address of the next page as the page itself names it, if it does. */
  readonly next: string | null;
  readonly items: number;
}

/**
 * The results page after this one, or null when there is none, when this one showed nothing (past the end), or when the
 * platform file's limit is reached.
 */
export function nextSearchPage(
  readable: ReadablePlatform,
  read: ReadResultsPage,
): { readonly url: string; readonly pageNumber: number } | null {
  const search = readable.platform.search;
  const first = search?.firstPage ?? 1;
  if (read.items === 0 || read.page - first + 1 >= (search?.maxPages ?? 20)) return null;
  const pageNumber = read.page + 1;
  if (read.next !== null) return { url: read.next, pageNumber };
  // A page that should carry a "next" link and does not is the last one.
  if (search?.nextLink !== undefined || !(search?.url.includes("{page}") ?? true)) return null;
  const target: SearchTarget = { category: read.category, query: read.query, page: pageNumber };
  const url = readable.adapter.searchUrl(target);
  return url === null ? null : { url, pageNumber };
}

export interface DrawnItem extends FrameItem {
  /** Chance of being drawn, given this frame: take ÷ size, or 1 when all were taken. */
  readonly inclusionProbability: number;
}

/**
 * A simple random sample without replacement: the `take` items whose hash of seed, stratum and item is lowest (bottom-k,
 * "permanent random numbers"). The same frame in any order gives the same sample; a frame that grows keeps most of it.
 */
export function drawSample(frame: readonly FrameItem[], take: number, seed: string, stratum: number): readonly DrawnItem[] {
  const distinct = new Map<string, FrameItem>();
  for (const item of frame) {
    const before = distinct.get(item.itemId);
    if (before === undefined || comesFirst(item, before)) distinct.set(item.itemId, item);
  }
  const inclusionProbability = Math.min(1, take / Math.max(1, distinct.size));
  return [...distinct.values()]
    .map((item) => ({ item, lot: lotOf(seed, stratum, item.itemId) }))
    .toSorted((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : a.item.itemId < b.item.itemId ? -1 : 1))
    .slice(0, Math.max(0, take))
    .map(({ item }) => ({ ...item, inclusionProbability }));
}

/** Which of two sightings of one item is kept must not depend on the order they came in. */
function comesFirst(a: FrameItem, b: FrameItem): boolean {
  return a.rank !== b.rank ? a.rank < b.rank : a.query !== b.query ? a.query < b.query : a.url < b.url;
}

function lotOf(seed: string, stratum: number, itemId: string): string {
  return createHash("sha256")
    .update(JSON.stringify([seed, stratum, itemId]))
    .digest("hex");
}
