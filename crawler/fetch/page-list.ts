/** The list of pages one of Crawlee's crawlers works through: in memory, forgotten as soon as a page is done. */
import { Request, type IRequestManager, type RequestOptions } from "crawlee";

export interface PageList<Data extends Record<string, unknown>> {
  readonly manager: IRequestManager;
  add(page: { readonly key: string; readonly url: string; readonly data: Data }): void;
}

/**
 * Crawlee's own queues keep every handled request for deduplication, so a worker that runs for weeks would grow. Which
 * pages are to be visited is the database's business here; this only hands them over.
 */
export function createPageList<Data extends Record<string, unknown>>(): PageList<Data> {
  const waiting: Request[] = [];
  let open = 0;
  let handled = 0;
  const refuse = () => Promise.reject(new Error("Pages are added to the list by its owner, not by the crawler."));

  const manager: IRequestManager = {
    isFinished: async () => open === 0,
    isEmpty: async () => waiting.length === 0,
    handledCount: async () => handled,
    getTotalCount: () => open + handled,
    getPendingCount: () => open,
    fetchNextRequest: async () => waiting.shift() ?? null,
    async *[Symbol.asyncIterator]() {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next;
    },
    async markRequestHandled() {
      open--;
      handled++;
    },
    async reclaimRequest(request) {
      waiting.push(request);
      return null;
    },
    addRequest: refuse,
    addRequestsBatched: refuse,
  };

  return {
    manager,
    add({ key, url, data }) {
      open++;
      const options: RequestOptions = { url, uniqueKey: key, id: key, userData: data, skipNavigation: true };
      waiting.push(new Request(options));
    },
  };
}
