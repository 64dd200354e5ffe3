import { describe, expect, it } from "vitest";
import { createResolver } from "../../../crawler/fetch/addresses.ts";
import { createPermits, inScope, type Purpose } from "../../../crawler/fetch/allowed.ts";
import { createRobotsCache, type RobotsDownload } from "../../../crawler/fetch/robots-cache.ts";
import { aPlatform } from "./platform-file.ts";

const platform = aPlatform({ hosts: ["shop.example", "*.shop.example"], imageHosts: ["cdn.example"] });
const scope = (url: string, purpose: Purpose = "page", file = platform) => inScope(file, url, purpose).ok;

describe("scope", () => {
  it.each(["https://shop.example/item/1", "https://m.shop.example/item/1", "https://SHOP.example/"])("holds %s", (url) => {
    expect(scope(url)).toBe(true);
  });
  it.each([
    ["another host", "https://other.example/"],
    ["a host that only ends alike", "https://evilshop.example/"],
    ["a host that only begins alike", "https://shop.example.evil.example/"],
    ["plain http where the file says https", "http://shop.example/"],
    ["another port", "https://shop.example:8443/"],
    ["a user name that looks like the host", "https://shop.example@evil.example/"],
    ["a user name", "https://me:secret@shop.example/"],
    ["a file", "file:///etc/passwd"],
    ["a script", "javascript:alert(1)"],
    ["nothing", ""],
    ["an endless address", `https://shop.example/${"a".repeat(5000)}`],
    ["an image host asked for a page", "https://cdn.example/a.html"],
  ])("does not hold %s", (_what, url) => {
    expect(scope(url)).toBe(false);
  });
  it("holds an image host for pictures", () => {
    expect(scope("https://cdn.example/a.jpg", "picture")).toBe(true);
  });
  it.each(["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/"])(
    "holds no bare network address, however written: %s",
    (url) => {
      const host = new URL(url).host;
      expect(scope(url, "page", aPlatform({ scheme: "http", hosts: [host] }))).toBe(false);
    },
  );
  it("holds a bare loopback address for a test site that says so", () => {
    expect(scope("http://127.0.0.1:8080/", "page", aPlatform({ scheme: "http", hosts: ["127.0.0.1:8080"], privateAddresses: true }))).toBe(
      true,
    );
  });
});

const signal = new AbortController().signal;
const withRobots = (answer: RobotsDownload) => {
  let asked = 0;
  let now = 0;
  const robots = createRobotsCache({
    download: async () => {
      asked++;
      return answer;
    },
    now: () => now,
  });
  const permits = createPermits({ agent: "TiequanMonitor", resolver: createResolver({ lookup: async () => ["1.1.1.1"] }), robots });
  return {
    allow: (url: string, purpose: Purpose = "page") => permits.allow(platform, url, purpose, signal),
    asked: () => asked,
    wait: (ms: number) => (now += ms),
  };
};
const file = (text: string, status = 200): RobotsDownload => ({ ok: true, value: { status, body: new TextEncoder().encode(text) } });

describe("permission", () => {
  it("is refused by robots.txt with the rule's host and our name", async () => {
    expect(await withRobots(file("User-agent: *\nDisallow: /item")).allow("https://shop.example/item/1")).toMatchObject({
      ok: false,
      fault: { cause: "robots", retryable: false, detail: expect.stringContaining("TiequanMonitor") as string },
    });
  });
  it("hands on the delay that robots.txt asks for", async () => {
    expect(await withRobots(file("User-agent: *\nCrawl-delay: 2")).allow("https://shop.example/")).toMatchObject({
      ok: true,
      value: { crawlDelayMs: 2000 },
    });
  });
  it.each([400, 401, 403, 404, 410])("is given when robots.txt answers %i: there are no rules", async (status) => {
    expect((await withRobots(file("User-agent: *\nDisallow: /", status)).allow("https://shop.example/")).ok).toBe(true);
  });
  it.each([500, 502, 503, 429])("waits when robots.txt answers %i: nothing is allowed until it can be read", async (status) => {
    expect(await withRobots(file("", status)).allow("https://shop.example/")).toMatchObject({ ok: false, fault: { kind: "later" } });
  });
  it("waits when robots.txt breaks off", async () => {
    expect(await withRobots({ ok: false, fault: { dead: false, because: "ECONNRESET" } }).allow("https://shop.example/")).toMatchObject({
      ok: false,
      fault: { kind: "later", inMs: 300_000 },
    });
  });
  it("gives up on a run's page when robots.txt has been missing for an hour", async () => {
    const site = withRobots(file("", 500));
    for (let minutes = 0; minutes < 65; minutes += 5) {
      await site.allow("https://shop.example/");
      site.wait(5 * 60_000);
    }
    site.wait(3600_000);
    expect(await site.allow("https://shop.example/")).toMatchObject({
      ok: false,
      fault: { kind: "refused", cause: "robots", retryable: true },
    });
  });
  it("is a dead host when nobody answers for robots.txt", async () => {
    expect(await withRobots({ ok: false, fault: { dead: true, because: "ECONNREFUSED" } }).allow("https://shop.example/")).toMatchObject({
      ok: false,
      fault: { cause: "dead-host", retryable: true },
    });
  });
  it("asks for robots.txt once for many pages at once", async () => {
    const site = withRobots(file(""));
    await Promise.all(Array.from({ length: 20 }, (_, i) => site.allow(`https://shop.example/item/${i}`)));
    expect(site.asked()).toBe(1);
  });
  it("asks for robots.txt again after a day", async () => {
    const site = withRobots(file(""));
    await site.allow("https://shop.example/a");
    site.wait(24 * 3600_000 + 1);
    await site.allow("https://shop.example/b");
    expect(site.asked()).toBe(2);
  });
  it("reads no more than 500 kibibytes of robots.txt", async () => {
    const padding = `#${"x".repeat(999)}\n`.repeat(520);
    expect((await withRobots(file(`${padding}User-agent: *\nDisallow: /`)).allow("https://shop.example/")).ok).toBe(true);
  });
  it("for a picture asks no robots.txt", async () => {
    const site = withRobots(file("User-agent: *\nDisallow: /"));
    expect([(await site.allow("https://cdn.example/a.jpg", "picture")).ok, site.asked()]).toEqual([true, 0]);
  });
});
