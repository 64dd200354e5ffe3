/** The list of pages one of Crawlee's crawlers works through: in memory, forgotten as soon as a page is done. */
import { Request, type IRequestList } from "crawlee";

export interface PageList<Data extends Record<string, unknown>> {
  /** For a crawler's `requestList` option. (3.18 declares `requestManager`, too, but its own check of options refuses it.) */
  readonly requests: IRequestList;
  add(page: { readonly key: string; readonly url: string; readonly data: Data }): void;
}

/**
 * Crawlee's own queues keep every handled request for deduplication, so a worker that runs for weeks would grow. Which
 * pages are to be visited is the database's business here; this only hands them over.
 */
export function createPageList<Data extends Record<string, unknown>>(): PageList<Data> {
  const waiting: Request[] = [];
  const inProgress = new Set<string>();
  let handled = 0;

  const fetchNextRequest = async (): Promise<Request | null> => {
    const next = waiting.shift() ?? null;
    if (next !== null) inProgress.add(next.uniqueKey);
    return next;
  };
  const requests: IRequestList = {
    inProgress,
    length: () => waiting.length + inProgress.size + handled,
    isFinished: async () => waiting.length === 0 && inProgress.size === 0,
    isEmpty: async () => waiting.length === 0,
    handledCount: () => handled,
    persistState: async () => undefined,
    fetchNextRequest,
    async *[Symbol.asyncIterator]() {
      for (let next = await fetchNextRequest(); next !== null; next = await fetchNextRequest()) yield next;
    },
    async markRequestHandled(request) {
      inProgress.delete(request.uniqueKey);
      handled++;
    },
    async reclaimRequest(request) {
      inProgress.delete(request.uniqueKey);
      waiting.push(request);
    },
  };

  return {
    requests,
    add({ key, url, data }) {
      // Crawlee takes http and https only, and two pages of one key for one.
      waiting.push(new Request({ url, uniqueKey: key, id: key, userData: data, skipNavigation: true }));
    },
  };
}
