import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CrawlOutcome } from "../../../domain/crawl.ts";
import type { Platform } from "../../../domain/platform.ts";
import { aPlatform } from "../../unit/crawler/platform-file.ts";
import { aCrawler, type TestCrawler } from "./crawling.ts";
import { openBrokenTls, openHostileSite, type HostileSite } from "./hostile-site.ts";

let site: HostileSite;
let test: TestCrawler;
let platform: Platform;

beforeAll(async () => {
  site = await openHostileSite("shop.example");
  test = await aCrawler();
  platform = aPlatform({
    scheme: "http",
    hosts: [`shop.example:${site.port}`],
    privateAddresses: true,
    search: { url: `${site.origin}/search?q={query}&page={page}`, itemLink: "a.item" },
    listing: { url: "^http://shop\\.example:\\d+/item/(?<id>[\\w-]+)" },
  });
});
afterAll(async () => {
  await test.close();
  await site.close();
});

const visit = (path: string) => test.one(platform, `${site.origin}${path}`);
const gist = (outcome: CrawlOutcome) =>
  outcome.kind === "failed" ? `failed: ${outcome.cause}` : outcome.kind === "later" ? `later: ${outcome.inMs}` : outcome.reading.kind;

describe("a page comes to one clear outcome", () => {
  it.each([
    ["a plain listing", "/item/plain", "listing"],
    ["a results page", "/search?q=a", "results"],
    ["a redirect to another listing", "/item/to-plain", "listing"],
    ["a redirect to loopback", "/item/to-loopback", "failed: scope"],
    ["a redirect to cloud metadata", "/item/to-metadata", "failed: scope"],
    ["a redirect to a host that is not the platform's", "/item/to-inside", "failed: scope"],
    ["a redirect to a sign-in page", "/item/to-login", "failed: blocked"],
    ["a redirect to what robots.txt forbids", "/item/to-forbidden", "failed: robots"],
    ["what robots.txt forbids", "/item/forbidden", "failed: robots"],
    ["a redirect loop", "/item/loop", "failed: http-error"],
    ["redirects without end", "/item/ever-on", "failed: http-error"],
    ["a page without end", "/item/endless", "failed: too-large"],
    ["a page that announces too much", "/item/announced", "failed: too-large"],
    ["a gzip bomb", "/item/bomb", "failed: too-large"],
    ["compression four times over", "/item/double-bomb", "failed: http-error"],
    ["gzip that is none", "/item/not-gzip", "failed: http-error"],
    ["a page of nearly ten megabytes", "/item/ten-megabytes", "listing"],
    ["a check for robots with status 200", "/item/challenge", "blocked"],
    ["a page that says the goods are gone", "/item/taken-down", "gone"],
    ["a page that is not there", "/item/missing", "gone"],
    ["a page that is closed to us", "/item/closed", "blocked"],
    ["a server that has broken down", "/item/broken", "failed: http-error"],
    ["a listing without a title", "/item/empty-title", "unreadable"],
    ["an answer cut off in the middle", "/item/cut-off", "failed: http-error"],
    ["an address outside the scope", "/../../etc/passwd", "gone"],
  ])("%s", async (_what, path, expected) => {
    expect(gist(await visit(path))).toBe(expected);
  });
});

describe("a page's text", () => {
  it.each(["/item/gbk-as-utf8", "/item/utf8-as-gbk"])("is read in the charset of its bytes, whatever is claimed: %s", async (path) => {
    const outcome = await visit(path);
    expect(outcome.kind === "page" && outcome.reading.kind === "listing" ? outcome.reading.listing.title : gist(outcome)).toBe(
      "正宗五常大米 东北特产 五公斤装 当季新米",
    );
  });
  it("stays beside the bytes exactly as they came", async () => {
    const outcome = await visit("/item/gbk-as-utf8");
    expect(outcome.kind === "page" && Buffer.from(outcome.page.body).includes(Buffer.from([0xd5, 0xfd, 0xd7, 0xda]))).toBe(true);
  });
});

describe("a host", () => {
  it("that answers 429 is left alone for as long as it asks", async () => {
    const other = await aCrawler();
    try {
      expect(await other.one(platform, `${site.origin}/item/busy`)).toMatchObject({
        kind: "later",
        inMs: 7000,
        because: "HTTP 429, Retry-After 7",
      });
    } finally {
      await other.close();
    }
  });
  it("where nothing listens is dead", async () => {
    const dead = aPlatform({ scheme: "http", hosts: ["shop.example:9"], privateAddresses: true });
    expect(await test.one(dead, "http://shop.example:9/item/1")).toMatchObject({
      kind: "failed",
      cause: "dead-host",
      detail: expect.stringContaining("ECONNREFUSED") as string,
      retryable: true,
    });
  });
  it("that has no address is dead", async () => {
    const lost = await aCrawler({ lookup: async () => Promise.reject(new Error("queryA ENOTFOUND shop.example")) });
    try {
      expect(await lost.one(platform, `${site.origin}/item/plain`)).toMatchObject({ kind: "failed", cause: "dead-host", retryable: true });
    } finally {
      await lost.close();
    }
  });
  it("that resolves to a private address is refused when its file does not allow that", async () => {
    const strict = aPlatform({ ...platform, privateAddresses: false });
    expect(await test.one(strict, `${site.origin}/item/plain`)).toMatchObject({ kind: "failed", cause: "private-address" });
  });
  it("re-pointed to loopback between the check and the connection is not connected to", async () => {
    let asked = 0;
    const turning = await aCrawler({ lookup: async () => (++asked === 1 ? ["93.184.215.14"] : ["127.0.0.1"]) });
    const before = site.asked.length;
    try {
      await turning.one(
        aPlatform({ ...platform, privateAddresses: false, hosts: ["127.0.0.1.nip.example"] }),
        "http://127.0.0.1.nip.example/item/plain",
        { signal: AbortSignal.timeout(1500) },
      );
    } finally {
      await turning.close();
    }
    expect(site.asked.length).toBe(before);
  });
  it("with broken TLS is not trusted", async () => {
    const broken = await openBrokenTls();
    try {
      const file = aPlatform({ hosts: [`shop.example:${broken.port}`], privateAddresses: true });
      expect(await test.one(file, `https://shop.example:${broken.port}/item/1`)).toMatchObject({
        kind: "failed",
        cause: "dead-host",
        detail: expect.stringContaining("TLS") as string,
      });
    } finally {
      await broken.close();
    }
  });
});

describe("a batch", () => {
  it("goes on past every bad page", async () => {
    const paths = ["/item/challenge", "/item/bomb", "/item/loop", "/item/plain", "/item/missing", "/item/cut-off"];
    const outcomes = await test.visit(
      platform,
      paths.map((path) => `${site.origin}${path}`),
    );
    expect(outcomes.map(({ key }) => key).toSorted()).toEqual(paths.map((path) => `${site.origin}${path}`).toSorted());
  });
  it("that is stopped answers for every page", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const outcomes = await test.visit(
      platform,
      [`${site.origin}/item/slow`, ...Array.from({ length: 20 }, (_, i) => `${site.origin}/item/slow?${i}`)],
      { signal: stop.signal },
    );
    expect(outcomes.map(gist)).toEqual(Array.from({ length: 21 }, () => "failed: stopped"));
  });
  it("ends with the store's error when an outcome cannot be kept", async () => {
    const full = test.visit(platform, [`${site.origin}/item/plain`, `${site.origin}/search?q=1`], {
      onOutcome: () => Promise.reject(new Error("ENOSPC: no space left on device")),
    });
    await expect(full).rejects.toThrow("ENOSPC");
  });
  it("says in every request who we are and how to reach us", () => {
    expect(new Set(site.asked.map(({ agent }) => agent))).toEqual(new Set(["TiequanMonitor/0.1.0 (+ops@bureau.example)"]));
  });
  it("needs no other program of the host, not even ps", async () => {
    const before = process.env["PATH"];
    process.env["PATH"] = "/nowhere";
    try {
      expect(gist(await visit("/item/plain"))).toBe("listing");
    } finally {
      process.env["PATH"] = before;
    }
  });
  it("leaves nothing on the disk", () => {
    expect(existsSync("storage/request_queues")).toBe(false);
  });
});

describe("results pages", () => {
  it("give each item once, in order, without fragments and other links", async () => {
    const outcome = await visit("/search?q=a");
    expect(outcome.kind === "page" && outcome.reading.kind === "results" ? outcome.reading.items : outcome).toEqual([
      { url: `${site.origin}/item/plain`, itemId: "plain", rank: 0 },
      { url: `${site.origin}/item/gbk-as-utf8`, itemId: "gbk-as-utf8", rank: 1 },
    ]);
  });
});

describe("pictures of a listing", () => {
  it("come with their size, or with the reason why not", async () => {
    const outcome = await test.one(platform, `${site.origin}/item/with-pictures`, { pictures: true });
    const told = outcome.kind === "page" ? outcome.pictures.map(({ width, height, fault }) => fault ?? `${width}x${height}`) : [];
    expect(told).toEqual([
      "1x1",
      "is not a picture (image/png)",
      expect.stringContaining("none of the platform's hosts"),
      "HTTP 404",
      expect.stringContaining("60000 × 60000"),
    ]);
  });
});
