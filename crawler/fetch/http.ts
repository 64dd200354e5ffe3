/**
 * Crawlee's `BasicCrawler` with our own guarded client under it: it decides how many pages are under way at once by what
 * this machine can bear; the fetching is `download.ts`.
 *
 * Why not `CheerioCrawler`: it hands on a tree and a page serialised anew, and evidence needs the bytes as they came; and
 * its client follows redirects and resolves names by itself, out of reach of the checks in `allowed.ts`.
 */
import { BasicCrawler } from "crawlee";
import { createPageList } from "./page-list.ts";
import { quietConfiguration, quietLog } from "./quiet.ts";

export interface Visit {
  readonly key: string;
  readonly url: string;
}

/** Visits each page once, at most `atOnce` together. What `visit` throws ends the run and is thrown on. */
export async function visitEach<V extends Visit>(
  visits: readonly V[],
  options: { readonly atOnce: number; readonly signal: AbortSignal },
  visit: (one: V) => Promise<void>,
): Promise<void> {
  if (visits.length === 0) return;
  const list = createPageList<{ place: number }>();
  let broken: { readonly thrown: unknown } | null = null;
  const crawler = new BasicCrawler(
    {
      requestList: list.requests,
      maxConcurrency: options.atOnce,
      maxRequestRetries: 0,
      useSessionPool: false,
      // Our own limits are tighter; this one only keeps Crawlee from ending a page that is being stored.
      requestHandlerTimeoutSecs: 24 * 3600,
      statusMessageLoggingInterval: 24 * 3600,
      statisticsOptions: { persistenceOptions: { enable: false } },
      autoscaledPoolOptions: { loggingIntervalSecs: null, desiredConcurrency: options.atOnce, maybeRunIntervalSecs: 0.1 },
      log: quietLog(),
      requestHandler: async ({ request }) => {
        const one = visits[Number(request.userData["place"])];
        if (one === undefined || broken !== null) return;
        try {
          await visit(one);
        } catch (thrown) {
          broken ??= { thrown };
          crawler.stop();
        }
      },
    },
    quietConfiguration(),
  );
  for (const [place, { key, url }] of visits.entries()) list.add({ key, url, data: { place } });
  const stop = () => crawler.stop();
  options.signal.addEventListener("abort", stop, { once: true });
  if (options.signal.aborted) stop();
  try {
    await crawler.run();
  } finally {
    options.signal.removeEventListener("abort", stop);
  }
  if (broken !== null) throw (broken as { thrown: unknown }).thrown;
}
