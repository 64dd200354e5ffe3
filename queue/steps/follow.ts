/** How far down the results of one query to read. Pure. */

/**
 * Items read for each listing that will be drawn. A marketplace ranks its results, so a frame no larger than the sample would be
 * its favourites and nothing else; three times as many is a compromise with the pages that must be fetched for it.
 */
export const framePerTake = 3;

export interface QueryRead {
  /** Results pages of this query read so far, this one included. */
  readonly pages: number;
  readonly itemsOnPage: number;
  readonly take: number;
  /** Queries that share the stratum's take. */
  readonly queries: number;
}

/**
 * Whether this query's own pages make a frame large enough. It never looks at what other queries brought meanwhile: so the same
 * plan on the same pages reads the same pages, in whatever order workers reach them.
 */
export function frameIsLargeEnough(read: QueryRead): boolean {
  return read.pages * read.itemsOnPage >= Math.ceil((framePerTake * read.take) / Math.max(1, read.queries));
}
