import { beforeAll, describe, expect, it } from "vitest";
import { loadLexicon } from "../../../config/load.ts";
import { cite, ruleInForce, type LawBook } from "../../../domain/law.ts";

let book: LawBook;
beforeAll(async () => {
  book = (await loadLexicon()).laws;
});

const noonInChina = (day: string) => new Date(`${day}T04:00:00Z`);

describe("law by date", () => {
  it.each([
    ["trademark.identical-mark", "2026-12-31", "57(1)", "2019"],
    ["trademark.identical-mark", "2027-01-01", "（条号待核）", "2026"],
    ["trademark.similar-mark", "2020-06-30", "57(2)", "2019"],
    ["trademark.fair-use", "2026-06-30", "59", "2019"],
    ["patent.counterfeit", "2024-01-19", "84", "2010"],
    ["patent.counterfeit", "2024-01-20", "101", "2023"],
    ["patent.counterfeit-penalty", "2021-05-31", "63", "2008"],
    ["patent.counterfeit-penalty", "2021-06-01", "68", "2020"],
    ["unfair-competition.confusion", "2025-10-14", "6", "2019"],
    ["unfair-competition.confusion", "2025-10-15", "7", "2025"],
    ["gi.misuse", "2024-01-31", "21", "2005"],
    ["flag.commercial", "2020-12-31", "18", "2009"],
    ["flag.commercial", "2021-01-01", "20", "2020"],
    ["ecommerce.notice", "2020-06-30", "42", "2018"],
  ])("cites %s on %s as article %s of %s", (id, day, article, version) => {
    expect(ruleInForce(book, id, noonInChina(day))).toMatchObject({ article, version });
  });

  it("turns at midnight in China, not in London", () => {
    expect(ruleInForce(book, "trademark.identical-mark", new Date("2026-12-31T15:59:59Z"))?.version).toBe("2019");
    expect(ruleInForce(book, "trademark.identical-mark", new Date("2026-12-31T16:00:00Z"))?.version).toBe("2026");
  });

  it("cites nothing where the book has no version of that day", () =>
    expect(cite(book, ["ecommerce.notice"], noonInChina("2018-12-31"))).toEqual([]));

  it("has no day on which two versions of one rule are in force", () => {
    const overlap = book.rules.flatMap((rule) =>
      book.rules
        .filter(
          (other) =>
            rule !== other &&
            rule.id === other.id &&
            rule.validFrom <= (other.validTo ?? "9999") &&
            other.validFrom <= (rule.validTo ?? "9999"),
        )
        .map((other) => `${rule.id}: ${rule.version} and ${other.version}`),
    );
    expect(overlap).toEqual([]);
  });

  it("leaves no gap between a version that ends and the next", () => {
    const gaps = book.rules.filter(
      (rule) =>
        rule.validTo !== undefined && ruleInForce(book, rule.id, new Date(Date.parse(`${rule.validTo}T04:00:00Z`) + 86_400_000)) === null,
    );
    expect(gaps.map((rule) => `${rule.id} after ${rule.validTo ?? ""}`)).toEqual([]);
  });

  it("marks every article number that nobody has confirmed", () => {
    expect(book.rules.filter((rule) => rule.article.includes("待核") && rule.verified).map((rule) => rule.id)).toEqual([]);
  });
});
