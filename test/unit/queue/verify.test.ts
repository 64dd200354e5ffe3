import { describe, expect, it } from "vitest";
import type { Weighed } from "../../../domain/finding.ts";
import type { PageReading } from "../../../domain/platform.ts";
import { judgeItem, verificationTimes, type Look } from "../../../queue/notices/verify.ts";

const listing: PageReading = { kind: "listing", listing: { id: "shop:1", title: "鞋" }, provenance: [] };
const weighed = (verdict: Weighed["verdict"], probability = 0.9, rightId = "nike"): Weighed => ({
  kind: "trademark",
  rightId,
  rightName: rightId,
  probability,
  priority: "high",
  verdict,
  sentences: [],
  findings: [],
});
const look = (change: Partial<Look>): string =>
  judgeItem({
    reading: listing,
    itemAsked: "1",
    itemReached: "1",
    weighed: [],
    target: { kind: "trademark", rightId: "nike" },
    line: 0.5,
    before: "pending",
    ...change,
  }).state;

describe("an item of a notice", () => {
  it("is removed only when the platform's own page says so", () => {
    expect(look({ reading: { kind: "gone", because: "404" }, weighed: null })).toBe("removed");
  });
  it.each<PageReading>([
    { kind: "blocked", because: "captcha" },
    { kind: "unreadable", because: "empty" },
    { kind: "results", items: [], total: 0, next: null },
  ])("is unknown behind a page that is $kind", (reading) => {
    expect(look({ reading, weighed: null })).toBe("unknown");
  });
  it("is unknown where its address leads to another item", () => {
    expect(look({ itemReached: "2" })).toBe("unknown");
  });
  it("is unknown where the page could not be screened", () => {
    expect(look({ weighed: null })).toBe("unknown");
  });
  it("is still up while its own right is suspected", () => {
    expect(look({ weighed: [weighed("suspected")] })).toBe("still-up");
  });
  it("is edited when only another right is suspected", () => {
    expect(look({ weighed: [weighed("suspected", 0.9, "adidas")] })).toBe("edited");
  });
  it("is unknown, not edited, while some suspicion is left below the line", () => {
    expect(look({ weighed: [weighed("suspected", 0.4)] })).toBe("unknown");
  });
  it("is unknown where the detectors cannot tell", () => {
    expect(look({ weighed: [weighed("undetermined")] })).toBe("unknown");
  });
  it("that was gone and is suspected again is relisted", () => {
    expect(look({ weighed: [weighed("suspected")], before: "removed" })).toBe("relisted");
  });
});

it("is looked at after a day, three days, a week and a month", () => {
  const sent = new Date("2026-11-01T00:00:00Z");
  expect(verificationTimes(sent).map((at) => (at.getTime() - sent.getTime()) / 3_600_000)).toEqual([24, 72, 168, 720]);
});
