/** A marketplace that exists only in the test: its pages can be made to vanish, block, break or stall at will. */
import type { FetchedPage } from "../../../domain/capture.ts";
import type { CrawlOutcome, CrawlRequest, Crawler } from "../../../domain/crawl.ts";
import { platformSchema, type PageReading, type Platform, type PlatformAdapter } from "../../../domain/platform.ts";
import type { PageCause } from "../../../domain/sample.ts";

export interface ShopItem {
  readonly id: string;
  title: string;
  state: "on-sale" | "gone" | "blocked" | "unreadable" | "down" | "robots" | "asks-to-wait" | "elsewhere";
  readonly price: string;
}

export interface Shop {
  readonly platform: Platform;
  readonly adapter: PlatformAdapter;
  readonly crawler: Crawler;
  readonly items: ReadonlyMap<string, ShopItem>;
  /** Addresses in the order they were asked for by a run; looks with a screenshot (flagged pages, re-crawls) are not among them. */
  readonly asked: string[];
  /** Called before each answer; may throw, wait, or stop the world. */
  beforeAnswer: (url: string) => Promise<void>;
}

const perPage = 10;
const base = "http://shop.test";
/** The first bytes of a PNG; nothing here looks further. */
const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

export function openShop(titles: Readonly<Record<string, string>>, name = "shop"): Shop {
  const items = new Map(
    Object.entries(titles).map(([id, title]): [string, ShopItem] => [id, { id, title, state: "on-sale", price: "99.00" }]),
  );
  const asked: string[] = [];
  const adapter: PlatformAdapter = {
    name,
    hosts: ["shop.test"],
    searchUrl: ({ query, page }) => `${base}/search?q=${encodeURIComponent(query)}&page=${page}`,
    itemId: (url) => /\/item\/(?<id>[\w-]+)$/u.exec(url)?.groups?.["id"] ?? null,
    read: () => ({ kind: "unreadable", because: "the test's crawler reads its own pages" }),
  };
  const shop: Shop = {
    platform: platformOf(name),
    adapter,
    items,
    asked,
    beforeAnswer: async () => undefined,
    crawler: { crawl, screenshot: async () => null, close: async () => undefined },
  };
  return shop;

  async function crawl(
    _platform: Platform,
    _adapter: PlatformAdapter,
    requests: readonly CrawlRequest[],
    options: Parameters<Crawler["crawl"]>[3],
  ): Promise<void> {
    for (const request of requests) {
      if (options.signal.aborted) {
        await options.onOutcome({ kind: "failed", key: request.key, cause: "stopped", detail: "stopped before its turn", retryable: true });
        continue;
      }
      if (!options.screenshots) {
        asked.push(request.url);
        await shop.beforeAnswer(request.url);
      }
      const outcome = answer(request);
      await options.onOutcome(
        outcome.kind === "page" && options.screenshots ? { ...outcome, page: { ...outcome.page, screenshotPng: picture } } : outcome,
      );
    }
  }

  function answer(request: CrawlRequest): CrawlOutcome {
    const url = new URL(request.url);
    if (url.pathname === "/search") return page(request, results(url));
    if (url.pathname === "/published") return page(request, { kind: "unreadable", because: "neither a listing nor results" });
    const item = items.get(url.pathname.split("/").at(-1) ?? "");
    if (item === undefined) return page(request, { kind: "gone", because: "404" }, 404);
    const failed = (cause: PageCause, retryable: boolean): CrawlOutcome => ({
      kind: "failed",
      key: request.key,
      cause,
      detail: `${item.id}: ${cause}`,
      retryable,
    });
    switch (item.state) {
      case "on-sale":
        return page(request, listing(item));
      case "elsewhere":
        return page(request, listing(item), 200, `${base}/item/another`);
      case "gone":
        return page(request, { kind: "gone", because: "该商品已下架" }, 404);
      case "blocked":
        return page(request, { kind: "blocked", because: "请完成验证" });
      case "unreadable":
        return page(request, { kind: "unreadable", because: "no title" });
      case "down":
        return failed("timeout", true);
      case "robots":
        return failed("robots", false);
      case "asks-to-wait":
        return { kind: "later", key: request.key, inMs: 50, because: "429" };
    }
  }

  function results(url: URL): PageReading {
    const number = Number(url.searchParams.get("page") ?? "1");
    const ids = [...items.keys()].slice((number - 1) * perPage, number * perPage);
    const more = number * perPage < items.size;
    return {
      kind: "results",
      items: ids.map((id, rank) => ({ url: `${base}/item/${id}`, itemId: id, rank })),
      total: items.size,
      next: more ? `${base}/search?q=${encodeURIComponent(url.searchParams.get("q") ?? "")}&page=${number + 1}` : null,
    };
  }

  function listing(item: ShopItem): PageReading {
    return {
      kind: "listing",
      listing: {
        id: `${name}:${item.id}`,
        platform: name,
        url: `${base}/item/${item.id}`,
        title: item.title,
        price: { amount: item.price, currency: "CNY" },
        seller: { name: "某某商行" },
      },
      provenance: [{ field: "title", source: "json-ld", path: "name", raw: item.title, chosen: true }],
    };
  }
}

function page(request: CrawlRequest, reading: PageReading, status = 200, urlReached = request.url): CrawlOutcome {
  const text = JSON.stringify(reading);
  const fetched: FetchedPage = {
    urlAsked: request.url,
    urlReached,
    redirects: [],
    status,
    headers: { "content-type": "text/html" },
    body: new TextEncoder().encode(text),
    text,
    charset: "utf-8",
    cut: false,
    fetchedAt: new Date(),
    screenshotPng: null,
    environment: {
      program: "test",
      agent: "test",
      engine: "http",
      browserVersion: null,
      viewport: null,
      address: null,
      robots: "allowed",
      elapsedMs: 1,
    },
  };
  return { kind: "page", key: request.key, page: fetched, reading, pictures: [] };
}

function platformOf(name: string): Platform {
  return platformSchema.parse({
    name,
    title: { zh: "测试商城", en: "Test Mall" },
    operator: { name: "测试商城有限公司" },
    access: "crawl",
    hosts: ["shop.test"],
    pace: { requestsPerMinute: 6000, atOnce: 1 },
    search: { url: `${base}/search?q={query}&page={page}`, itemLink: "a", nextLink: "a.next" },
    listing: { url: "/item/(?<id>[\\w-]+)$" },
    notices: { channel: "package", language: "zh", portal: "https://portal.test", linkLimit: 50, answerDays: 5 },
  });
}
