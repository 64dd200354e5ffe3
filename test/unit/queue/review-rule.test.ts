import { describe, expect, it } from "vitest";
import { drawnAtRandom, secondReviewReasons, type ReviewFacts } from "../../../domain/review-rule.ts";

const undrawn = Array.from({ length: 100 }, (_, index) => `lead-${index}`).find((id) => !drawnAtRandom(id)) ?? "";
const why = (facts: Partial<ReviewFacts>) =>
  secondReviewReasons({ leadId: undrawn, probability: 0.9, priceYuan: 99, salesCount: 10, ...facts }).map((reason) => reason.en);

describe("a second look", () => {
  it("is not asked for by an ordinary confirmation", () => {
    expect(why({})).toEqual([]);
  });
  it("is asked for when a person confirms what the detectors doubted", () => {
    expect(why({ probability: 0.55 })).toHaveLength(1);
  });
  it("is asked for by price times sales", () => {
    expect(why({ priceYuan: 100, salesCount: 2500 })).toHaveLength(1);
    expect(why({ priceYuan: 100, salesCount: 2499 })).toEqual([]);
  });
  it("counts one sale where the page shows none", () => {
    expect(why({ priceYuan: 250_000, salesCount: null })).toHaveLength(1);
  });
  it("is drawn for one in twenty, whatever the ids look like", () => {
    for (const id of [(n: number) => `lead-${n}`, (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, "0")}`]) {
      const drawn = Array.from({ length: 20_000 }, (_, index) => id(index)).filter(drawnAtRandom).length;
      // Binomial(20000, 0.05): six standard deviations are 185.
      expect(Math.abs(drawn - 1000)).toBeLessThan(185);
    }
  });
});
