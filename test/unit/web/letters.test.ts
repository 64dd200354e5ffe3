import { expect, test } from "vitest";
import type { LeadDetailView } from "../../../dashboard/shapes.ts";
import { boxesOn, letterAt, letterReasons, spansIn } from "../../../dashboard/web/src/text/letters.ts";

type FindingView = LeadDetailView["findings"][number];

const aReason = (reason: Partial<FindingView["reasons"][number]> = {}): FindingView["reasons"][number] => ({
  code: "c",
  sentence: { zh: "理由", en: "reason" },
  ...reason,
});
const aFinding = (probability: number, reasons: FindingView["reasons"]): FindingView => ({
  kind: "trademark",
  subtype: "s",
  target: { rightId: "r", name: "名" },
  verdict: "suspected",
  probability,
  reasons,
  law: [],
  detector: { name: "d", version: 1 },
});

test("letters go on after Z", () => {
  expect([0, 25, 26, 27, 52].map(letterAt)).toEqual(["A", "Z", "AA", "AB", "BA"]);
});

test("the likeliest finding gets the first letter", () => {
  const weak = aFinding(0.6, [aReason({ sentence: { zh: "弱", en: "weak" } })]);
  const strong = aFinding(0.9, [aReason({ sentence: { zh: "强", en: "strong" } })]);
  expect(letterReasons([weak, strong]).map((one) => [one.letter, one.reason.sentence.en])).toEqual([
    ["A", "strong"],
    ["B", "weak"],
  ]);
});

test("the same sentence about the same place is listed once", () => {
  const reason = aReason({ field: "title", span: [0, 2] });
  expect(letterReasons([aFinding(0.9, [reason]), aFinding(0.8, [reason])])).toHaveLength(1);
});

test("marks a field only with the reasons that speak of it", () => {
  const reasons = letterReasons([
    aFinding(0.9, [aReason({ field: "title", span: [0, 2] }), aReason({ field: "attributes.品牌", span: [1, 3] })]),
  ]);
  expect(spansIn("attributes.品牌", reasons)).toEqual([{ tag: "B", start: 1, end: 3 }]);
});

test("draws a box only on the picture it was found in", () => {
  const reasons = letterReasons([aFinding(0.9, [aReason({ image: 1, box: [1, 2, 3, 4] })])]);
  expect([boxesOn(0, reasons), boxesOn(1, reasons)]).toEqual([[], [{ letter: "A", look: 0, box: [1, 2, 3, 4] }]]);
});
