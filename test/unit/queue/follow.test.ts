import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameIsLargeEnough, framePerTake } from "../../../queue/steps/follow.ts";

describe("reading the results of a query", () => {
  it("goes on until its share of the frame is three times its share of the take", () => {
    const read = { itemsOnPage: 20, take: 40, queries: 2 };
    expect([1, 2, 3, 4].map((pages) => frameIsLargeEnough({ ...read, pages }))).toEqual([false, false, true, true]);
  });
  it("never needs fewer pages for a larger sample", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 20 }),
        (pages, itemsOnPage, take, queries) => {
          const enoughForMore = frameIsLargeEnough({ pages, itemsOnPage, take: take + 1, queries });
          expect(!enoughForMore || frameIsLargeEnough({ pages, itemsOnPage, take, queries })).toBe(true);
        },
      ),
    );
  });
  it("keeps a factor above one, or the marketplace's ranking would be the sample", () => {
    expect(framePerTake).toBeGreaterThan(1);
  });
});
