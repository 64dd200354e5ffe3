import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { adapterFor, loadCodeAdapters } from "../../../crawler/platforms.ts";
import { aPlatform } from "./platform-file.ts";

const adapter = adapterFor(aPlatform());
const read = (text: string, urlReached = "https://shop.example/search?q=a", file = adapter) => file.read({ status: 200, text, urlReached });

describe("a platform file's reader", () => {
  it("fills a search address with the words, percent-encoded", () => {
    expect(adapter.searchUrl({ category: "food", query: "五常 & 大米/新米", page: 3 })).toBe(
      "https://shop.example/search?q=%E4%BA%94%E5%B8%B8%20%26%20%E5%A4%A7%E7%B1%B3%2F%E6%96%B0%E7%B1%B3&page=3",
    );
  });
  it("has no search address when the file has none", () => {
    expect(adapterFor(aPlatform({ search: undefined })).searchUrl({ category: "food", query: "a", page: 1 })).toBeNull();
  });
  it("finds the id in a listing's address and nowhere else", () => {
    expect([
      adapter.itemId("https://shop.example/item/a-1?x=2"),
      adapter.itemId("https://shop.example/items"),
      adapter.itemId(`https://shop.example/item/${"1".repeat(5000)}`),
    ]).toEqual(["a-1", null, null]);
  });
  it("keeps an id of two parts in one piece, fit for an address of ours", () => {
    expect(adapterFor(aPlatform({ listing: { url: "/(?<id>\\d+/\\d+)\\.html" } })).itemId("https://shop.example/007/113.html")).toBe(
      "007-113",
    );
  });
  it("says that results links no longer fit instead of an empty shelf", () => {
    expect(read('<a class="item" href="/goods/1">a</a>')).toMatchObject({
      kind: "unreadable",
      because: expect.stringContaining("none is a listing address") as string,
    });
  });
  it("takes an empty shelf for what it is", () => {
    expect(read("<p>没有找到相关商品</p>")).toEqual({ kind: "results", items: [], total: null, next: null });
  });
  it("follows the next link and the base address", () => {
    const file = adapterFor(aPlatform({ search: { url: "https://shop.example/s?q={query}", itemLink: "a.item", nextLink: "a.next" } }));
    expect(
      read(
        '<base href="https://shop.example/deep/"><a class="item" href="../item/1">1</a><a class="next" href="?page=2">next</a>',
        undefined,
        file,
      ),
    ).toMatchObject({ items: [{ url: "https://shop.example/item/1" }], next: "https://shop.example/deep/?page=2" });
  });
  it("takes no script for a listing", () => {
    expect(read('<a class="item" href="javascript:buy(1)">1</a><a class="item" href="/item/2">2</a>')).toMatchObject({
      items: [{ itemId: "2" }],
    });
  });
  it("takes a bounded number from a page that is a dump", () => {
    const reading = read(Array.from({ length: 2000 }, (_, i) => `<a class="item" href="/item/${i}">x</a>`).join(""));
    expect(reading.kind === "results" ? reading.items.length : reading).toBe(500);
  });
  it("names the listing by platform and item, whatever the page says", () => {
    const reading = read(
      '<script type="application/ld+json">{"@type":"Product","name":"茶","sku":"other","offers":{"price":"1","priceCurrency":"CNY"}}</script>',
      "https://shop.example/item/9",
    );
    expect(reading).toMatchObject({
      kind: "listing",
      listing: { id: "shop:9", platform: "shop", title: "茶", url: "https://shop.example/item/9" },
    });
  });
});

describe("a platform file is refused", () => {
  it.each([
    ["without a group for the id", "^https://shop/item", "no group named id"],
    ["with a pattern that does not compile", "(?<id>[", "cannot be used"],
    ["with a pattern that can run for ever", "^/(?<id>(a+)+)$", "run for ever"],
  ])("%s", (_what, url, words) => {
    expect(() => adapterFor(aPlatform({ listing: { url } }))).toThrow(words);
  });
});

describe("code adapters", () => {
  it("that are named otherwise than their file are refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tiequan-adapters-"));
    await writeFile(join(folder, "one.ts"), 'export const adapter = { name: "two", build: (_p, a) => a };');
    await expect(loadCodeAdapters(folder)).rejects.toThrow('crawler/platforms/one.ts exports an adapter named "two"');
    await rm(folder, { recursive: true });
  });
});
