import { describe, expect, test } from "vitest";
import { buildCatalogue } from "../../demo/catalogue/catalogue.ts";
import { categoryNames } from "../../domain/category.ts";
import { infringementKinds } from "../../domain/finding.ts";

describe("the sample catalogue", () => {
  const offers = buildCatalogue();

  test("holds over three hundred offers in every category, mostly clean", () => {
    expect(offers.length).toBeGreaterThan(300);
    for (const category of categoryNames)
      expect(offers.filter((offer) => offer.category === category).length, category).toBeGreaterThan(30);
    expect(offers.filter((offer) => offer.truth.say === "clean").length / offers.length).toBeGreaterThan(0.6);
  });

  test("has suspicious offers of every kind and as many innocent look-alikes", () => {
    for (const kind of infringementKinds)
      expect(offers.filter((offer) => offer.truth.say === "suspected" && offer.truth.kind === kind).length, kind).toBeGreaterThan(4);
    expect(offers.filter((offer) => offer.truth.say === "look-alike").length).toBeGreaterThan(40);
  });

  test("is the same on every machine, with each id once", () => {
    expect(buildCatalogue()).toEqual(offers);
    expect(new Set(offers.map((offer) => offer.id)).size).toBe(offers.length);
  });

  test("misbehaves once in each way real pages do", () => {
    const quirks = offers.flatMap((offer) => (offer.quirk === undefined ? [] : [offer.quirk]));
    expect(quirks.toSorted()).toEqual([
      "broken-picture",
      "disallowed",
      "malformed",
      "no-title",
      "relists",
      "slow",
      "stubborn",
      "throttled",
    ]);
  });
});
