/** How far down the results of one query to read. Pure. */

/**
 * Items read for each listing that will be drawn. A marketplace ranks its results, so a frame no larger than the sample would be
 * its favourites and nothing else; three times as many is a compromise with the pages that must be fetched for it.
 */
export const framePerTake = 3;

export interface ResultsRead {
  readonly pageNumber: number;
  readonly firstPage: number;
  readonly itemsOnPage: number;
  readonly next: string | null;
  readonly maxPages: number;
  readonly take: number;
  /** Queries that share the stratum's take. */
  readonly queries: number;
}

/**
 * Looks at this query's own pages only, never at what other queries brought meanwhile: so the same plan on the same pages
 * reads the same pages, in whatever order workers reach them.
 */
export function followsNext(read: ResultsRead): boolean {
  if (read.next === null || read.itemsOnPage === 0) return false;
  const pagesRead = read.pageNumber - read.firstPage + 1;
  if (pagesRead >= read.maxPages) return false;
  const wanted = Math.ceil((framePerTake * read.take) / Math.max(1, read.queries));
  return pagesRead * read.itemsOnPage < wanted;
}
