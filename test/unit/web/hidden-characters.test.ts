import fc from "fast-check";
import { expect, test } from "vitest";
import { plainly, revealHidden } from "../../../dashboard/web/src/text/hidden-characters.ts";

const marks = (text: string) => revealHidden(text).flatMap((piece) => (piece.kind === "hidden" ? [piece.code] : []));
const visible = (text: string) =>
  revealHidden(text)
    .flatMap((piece) => (piece.kind === "text" ? [piece.text] : []))
    .join("");

test("shows a right-to-left override as a mark and keeps it out of the text", () => {
  expect(revealHidden("a\u202Eb")).toEqual([
    { kind: "text", text: "a" },
    { kind: "hidden", code: "U+202E", sort: "direction" },
    { kind: "text", text: "b" },
  ]);
});

test("shows zero-width characters that split a name", () => {
  expect(marks("耐\u200B克\u2060鞋")).toEqual(["U+200B", "U+2060"]);
});

test("shows invisible tag characters above the basic plane", () => {
  expect(marks("a\u{E0041}")).toEqual(["U+E0041"]);
});

test("shows a lone surrogate as broken", () => {
  expect(revealHidden("a\uD83D")[1]).toEqual({ kind: "hidden", code: "U+D83D", sort: "broken" });
});

test("leaves the joiners inside an emoji alone", () => {
  expect(marks("👨‍👩‍👧 ❤️")).toEqual([]);
});

test("marks a joiner that joins no emoji", () => {
  expect(marks("耐\u200D克")).toEqual(["U+200D"]);
});

test("leaves Chinese, Arabic, line breaks and full-width spaces as they are", () => {
  expect(marks("五常大米\u3000سوق\n\t5kg")).toEqual([]);
});

test("writes hidden characters as codes where only a plain string fits", () => {
  expect(plainly("a\u202Eb")).toBe("a[U+202E]b");
});

test("no control of direction ever reaches the visible text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), fc.constantFrom("\u202E", "\u2066", "\u200F", "\u061C"), (text, control) => {
      expect(visible(`${text}${control}${text}`)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u);
    }),
    { numRuns: 60 },
  );
});

test("no script in a title changes: it is text like any other", () => {
  expect(visible("<script>alert(1)</script>")).toBe("<script>alert(1)</script>");
});
