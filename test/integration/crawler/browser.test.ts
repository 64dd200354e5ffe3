import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Platform } from "../../../domain/platform.ts";
import { aPlatform } from "../../unit/crawler/platform-file.ts";
import { aCrawler, type TestCrawler } from "./crawling.ts";
import { openHostileSite, type HostileSite } from "./hostile-site.ts";

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
    needsBrowser: true,
    listing: { url: "^http://shop\\.example:\\d+/item/(?<id>[\\w-]+)" },
  });
});
afterAll(async () => {
  await test.close();
  await site.close();
});
const visit = (path: string, options = {}) => test.one(platform, `${site.origin}${path}`, options);

describe("a page that only a browser can show", () => {
  it("is read as its scripts left it", async () => {
    const outcome = await visit("/item/scripted");
    expect(
      outcome.kind === "page" && outcome.reading.kind === "listing"
        ? [outcome.reading.listing.title, outcome.reading.listing.price?.amount]
        : outcome,
    ).toEqual(["脚本渲染的茶杯", "12.50"]);
  });
  it("cannot make the browser ask another host, a bare address, or a socket", () => {
    const strangers = site.asked.filter(({ path, host }) => host !== `shop.example:${site.port}` || /tracker|inside|worker/u.test(path));
    expect(strangers).toEqual([]);
  });
  it("cannot run away to cloud metadata", async () => {
    expect(await visit("/item/runaway")).toMatchObject({ kind: "failed", cause: "scope" });
  });
  it("cannot hold the browser with alerts and pop-ups", async () => {
    expect(await visit("/item/alerts")).toMatchObject({ kind: "page", reading: { kind: "listing" } });
  });
  it("that redirects to cloud metadata is refused", async () => {
    expect(await visit("/item/to-metadata")).toMatchObject({ kind: "failed", cause: "scope" });
  });
  it("that robots.txt forbids is not opened", async () => {
    expect(await visit("/item/forbidden")).toMatchObject({ kind: "failed", cause: "robots" });
  });
  it("that asks for time is left alone", async () => {
    const other = await aCrawler();
    try {
      expect(await other.one(platform, `${site.origin}/item/busy`)).toMatchObject({ kind: "later", inMs: 7000 });
    } finally {
      await other.close();
    }
  });
  it("is stopped when the run is", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1000);
    expect(await visit("/item/slow", { signal: stop.signal })).toMatchObject({ kind: "failed", cause: "stopped" });
  });
});

describe("a screenshot", () => {
  it("comes with a listing read over plain HTTP", async () => {
    const outcome = await test.one(aPlatform({ ...platform, needsBrowser: false }), `${site.origin}/item/plain`, { screenshots: true });
    const png = outcome.kind === "page" ? outcome.page.screenshotPng : null;
    expect(png === null ? null : Buffer.from(png.subarray(1, 4)).toString("latin1")).toBe("PNG");
  });
  it("can be had of an address by itself", async () => {
    const png = await test.crawler.screenshot(platform, `${site.origin}/item/plain`, new AbortController().signal);
    expect(png?.byteLength ?? 0).toBeGreaterThan(2000);
  });
});

describe("without a browser", () => {
  it("the page fails with what to do, and nothing else does", async () => {
    const without = await aCrawler({ chromiumPath: "/nowhere/chromium" });
    try {
      const outcomes = [
        await without.one(platform, `${site.origin}/item/plain`),
        await without.one(aPlatform({ ...platform, needsBrowser: false }), `${site.origin}/item/plain`),
      ];
      expect(outcomes).toMatchObject([
        { kind: "failed", cause: "browser-missing", detail: expect.stringContaining("CHROMIUM_PATH") as string },
        { kind: "page" },
      ]);
    } finally {
      await without.close();
    }
  });
});
