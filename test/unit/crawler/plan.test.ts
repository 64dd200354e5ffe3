import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawSample, faultsOf, nextSearchPage, searchPagesOf } from "../../../crawler/plan.ts";
import { adapterFor } from "../../../crawler/platforms.ts";
import type { Category } from "../../../domain/category.ts";
import type { FrameItem } from "../../../domain/ports.ts";
import { aPlatform } from "./platform-file.ts";

const readable = (said: Record<string, unknown> = {}) => {
  const platform = aPlatform(said);
  return { platform, adapter: adapterFor(platform) };
};
const food: Category = {
  name: "food",
  title: { zh: "食品", en: "Food" },
  searchWords: ["白酒", "牛奶"],
  niceClasses: [29],
  priceBands: [0],
  signalWords: [],
  identifiers: [],
};
const stratum = { platform: "shop", category: "food" as const, take: 5, queries: [] };
const plan = { seed: "s", strata: [stratum] };

describe("the first pages of a plan", () => {
  it("are one results page for each word of the category", () => {
    expect(searchPagesOf(plan, [food], new Map([["shop", readable()]]))).toEqual([
      {
        platform: "shop",
        stratum: 0,
        kind: "search",
        url: "https://shop.example/search?q=%E7%99%BD%E9%85%92&page=1",
        query: "白酒",
        pageNumber: 1,
      },
      {
        platform: "shop",
        stratum: 0,
        kind: "search",
        url: "https://shop.example/search?q=%E7%89%9B%E5%A5%B6&page=1",
        query: "牛奶",
        pageNumber: 1,
      },
    ]);
  });
  it("use the platform's own words for the category when its file has some", () => {
    const own = searchPagesOf(plan, [food], new Map([["shop", readable({ categories: { food: ["spirits"] } })]]));
    expect(own.map(({ query }) => query)).toEqual(["spirits"]);
  });
  it("use the plan's words before all others", () => {
    const asked = searchPagesOf({ ...plan, strata: [{ ...stratum, queries: ["茅台", "茅台"] }] }, [food], new Map([["shop", readable()]]));
    expect(asked.map(({ query }) => query)).toEqual(["茅台"]);
  });
});

describe("a plan is refused with its reason", () => {
  const platforms = new Map([
    ["shop", readable()],
    ["fed", readable({ name: "fed", access: "feed" })],
    ["bare", readable({ name: "bare", search: undefined })],
  ]);
  it.each([
    ["nowhere", 'strata[0]: no platform is named "nowhere"; known are shop, fed, bare'],
    ["fed", "strata[0]: fed is reached only by data feed; its pages are never fetched"],
    ["bare", "strata[0]: bare has no search"],
  ])("%s", (platform, sentence) => {
    expect(faultsOf({ ...plan, strata: [{ ...stratum, platform }] }, [food], platforms)).toEqual([sentence]);
  });
  it("and not when nothing is wrong", () => {
    expect(faultsOf(plan, [food], platforms)).toEqual([]);
  });
});

describe("the page after a results page", () => {
  const read = { category: "food" as const, query: "酒", page: 1, next: null, items: 20 };
  it("is the next number", () => {
    expect(nextSearchPage(readable(), read)).toEqual({ url: "https://shop.example/search?q=%E9%85%92&page=2", pageNumber: 2 });
  });
  it("is what the page itself names", () => {
    expect(nextSearchPage(readable(), { ...read, next: "https://shop.example/p2" })?.url).toBe("https://shop.example/p2");
  });
  it("does not exist after an empty page", () => {
    expect(nextSearchPage(readable(), { ...read, items: 0 })).toBeNull();
  });
  it("does not exist when the page should name it and does not", () => {
    expect(
      nextSearchPage(
        readable({ search: { url: "https://shop.example/s?q={query}&page={page}", itemLink: "a", nextLink: "a.next" } }),
        read,
      ),
    ).toBeNull();
  });
  it("does not exist beyond the file's limit", () => {
    expect(
      nextSearchPage(readable({ search: { url: "https://shop.example/s?q={query}&page={page}", itemLink: "a", maxPages: 1 } }), read),
    ).toBeNull();
  });
});

describe("the sample", () => {
  const items = fc
    .uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 60 })
    .map((ids): FrameItem[] => ids.map((itemId, rank) => ({ itemId, url: `https://shop.example/item/${rank}`, query: "q", rank })));
  const idsOf = (drawn: readonly FrameItem[]) => drawn.map(({ itemId }) => itemId);

  it("is the same in whatever order the frame was found", () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 30 }), fc.string(), (frame, take, seed) => {
        expect(drawSample(frame.toReversed(), take, seed, 0)).toEqual(drawSample(frame, take, seed, 0));
      }),
    );
  });
  it("takes as many as asked, or all there are, each once", () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 80 }), (frame, take) => {
        const ids = idsOf(drawSample(frame, take, "seed", 0));
        expect([ids.length, new Set(ids).size]).toEqual([Math.min(take, frame.length), Math.min(take, frame.length)]);
      }),
    );
  });
  it("grows without losing anyone when more are taken", () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 30 }), (frame, take) => {
        expect(idsOf(drawSample(frame, take + 1, "seed", 0)).slice(0, take)).toEqual(idsOf(drawSample(frame, take, "seed", 0)));
      }),
    );
  });
  it("keeps one of two sightings of an item, whichever came first", () => {
    const seen = (rank: number, query: string): FrameItem => ({ itemId: "1", url: `https://shop.example/item/1?r=${rank}`, query, rank });
    const both = [drawSample([seen(3, "a"), seen(1, "b")], 5, "s", 0), drawSample([seen(1, "b"), seen(3, "a")], 5, "s", 0)];
    expect(both).toEqual([[{ ...seen(1, "b"), inclusionProbability: 1 }], [{ ...seen(1, "b"), inclusionProbability: 1 }]]);
  });
  it("tells each item's chance: taken of found", () => {
    const frame = Array.from({ length: 40 }, (_, rank): FrameItem => ({ itemId: `${rank}`, url: "u", query: "q", rank }));
    expect(drawSample(frame, 10, "s", 0).map(({ inclusionProbability }) => inclusionProbability)).toEqual(
      Array.from({ length: 10 }, () => 0.25),
    );
  });
  it("draws every item about equally often over many seeds", () => {
    const frame = Array.from({ length: 20 }, (_, rank): FrameItem => ({ itemId: `${rank}`, url: "u", query: "q", rank }));
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed++)
      for (const id of idsOf(drawSample(frame, 5, `${seed}`, 0))) drawn.set(id, (drawn.get(id) ?? 0) + 1);
    // Expected 500 each; five standard deviations of a binomial(2000, 0.25) are 97.
    expect([...drawn.values()].every((times) => Math.abs(times - 500) < 97)).toBe(true);
  });
  it("draws differently in another stratum", () => {
    const frame = Array.from({ length: 50 }, (_, rank): FrameItem => ({ itemId: `${rank}`, url: "u", query: "q", rank }));
    expect(idsOf(drawSample(frame, 10, "s", 0))).not.toEqual(idsOf(drawSample(frame, 10, "s", 1)));
  });
});
