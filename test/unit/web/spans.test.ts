import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSpans } from "../../../dashboard/web/src/text/spans.ts";

const joined = (text: string, spans: Parameters<typeof splitSpans>[1]) =>
  splitSpans(text, spans)
    .map((segment) => segment.text)
    .join("");

test("marks exactly the text between the offsets", () => {
  const marked = splitSpans("正品耐*克运动鞋", [{ tag: "A", start: 2, end: 5 }]).find((segment) => segment.tags.includes("A"));
  expect(marked?.text).toBe("耐*克");
});

test("cuts overlapping spans where either begins or ends", () => {
  const segments = splitSpans("abcdef", [
    { tag: "A", start: 1, end: 4 },
    { tag: "B", start: 3, end: 5 },
  ]);
  expect(segments.map((segment) => [segment.text, segment.tags.join("")])).toEqual([
    ["a", ""],
    ["bc", "A"],
    ["d", "AB"],
    ["e", "B"],
    ["f", ""],
  ]);
});

test("prints each letter once, where its span begins", () => {
  const segments = splitSpans("abcdef", [
    { tag: "A", start: 0, end: 6 },
    { tag: "B", start: 2, end: 3 },
  ]);
  expect(segments.map((segment) => segment.opens.join(""))).toEqual(["A", "B", ""]);
});

test("never shows half a character when an offset falls inside an emoji", () => {
  const segments = splitSpans("卖😀家", [{ tag: "A", start: 2, end: 4 }]);
  expect(segments.map((segment) => segment.text)).toEqual(["卖", "😀家"]);
});

test("cuts a span that reaches past the end to the text", () => {
  expect(splitSpans("短", [{ tag: "A", start: 0, end: 400 }])).toEqual([{ text: "短", start: 0, tags: ["A"], opens: ["A"] }]);
});

test("marks nothing for an empty or backward span", () => {
  const segments = splitSpans("abc", [
    { tag: "A", start: 1, end: 1 },
    { tag: "B", start: 3, end: 1 },
  ]);
  expect(segments.flatMap((segment) => segment.tags)).toEqual([]);
});

test("gives no segments for an empty text", () => {
  expect(splitSpans("", [{ tag: "A", start: 0, end: 3 }])).toEqual([]);
});

test("the segments joined are always the text, whatever the spans", () => {
  const offset = fc.integer({ min: -5, max: 30 });
  const span = fc.record({ tag: fc.constantFrom("A", "B", "C"), start: offset, end: offset });
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), fc.array(span, { maxLength: 6 }), (text, spans) => {
      expect(joined(text, spans)).toBe(text);
    }),
    { numRuns: 60 },
  );
});
