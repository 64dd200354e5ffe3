/**
 * Characters that cannot be seen but change what a reader or a machine makes of a text: zero-width ones, bidirectional
 * controls (Unicode UAX #9), fillers, tag characters, control codes. The pages show a small mark in their place, and the
 * character itself never reaches the document, so that a right-to-left override in a title cannot turn the page around.
 */

export type TextPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "hidden"; readonly code: string; readonly sort: HiddenSort };
export type HiddenSort = "zero-width" | "direction" | "filler" | "tag" | "control" | "odd-space" | "broken";

const ranges: readonly (readonly [from: number, to: number, sort: HiddenSort])[] = [
  [0x00, 0x08, "control"],
  [0x0b, 0x0c, "control"],
  [0x0e, 0x1f, "control"],
  [0x7f, 0x9f, "control"],
  [0xad, 0xad, "zero-width"],
  [0x34f, 0x34f, "zero-width"],
  [0x61c, 0x61c, "direction"],
  [0x115f, 0x1160, "filler"],
  [0x17b4, 0x17b5, "filler"],
  [0x180b, 0x180f, "zero-width"],
  [0x2000, 0x200a, "odd-space"],
  [0x200b, 0x200d, "zero-width"],
  [0x200e, 0x200f, "direction"],
  [0x2028, 0x2029, "odd-space"],
  [0x202a, 0x202e, "direction"],
  [0x202f, 0x202f, "odd-space"],
  [0x205f, 0x205f, "odd-space"],
  [0x2060, 0x2064, "zero-width"],
  [0x2066, 0x2069, "direction"],
  [0x206a, 0x206f, "direction"],
  [0x2800, 0x2800, "filler"],
  [0x3164, 0x3164, "filler"],
  [0xfe00, 0xfe0e, "zero-width"],
  [0xfe0f, 0xfe0f, "zero-width"],
  [0xfeff, 0xfeff, "zero-width"],
  [0xffa0, 0xffa0, "filler"],
  [0xfff9, 0xfffb, "control"],
  [0xd800, 0xdfff, "broken"],
  [0xe0000, 0xe007f, "tag"],
  [0xe0100, 0xe01ef, "zero-width"],
];

function hiddenSort(point: number): HiddenSort | null {
  return ranges.find(([from, to]) => from <= point && point <= to)?.[2] ?? null;
}

const pictograph = /^\p{Extended_Pictographic}$/u;

/** Emoji are put together with a joiner and a variation selector: there these two say nothing suspicious. */
function belongsToEmoji(point: number, before: string | undefined): boolean {
  return (point === 0x200d || point === 0xfe0f) && before !== undefined && (pictograph.test(before) || before === "\u{fe0f}");
}

/** The text as runs that can be shown and marks for what cannot. */
export function revealHidden(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let run = "";
  let before: string | undefined;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const sort = hiddenSort(point);
    if (sort === null || belongsToEmoji(point, before)) run += character;
    else {
      if (run !== "") pieces.push({ kind: "text", text: run });
      run = "";
      pieces.push({ kind: "hidden", code: `U+${point.toString(16).toUpperCase().padStart(4, "0")}`, sort });
    }
    before = character;
  }
  if (run !== "") pieces.push({ kind: "text", text: run });
  return pieces;
}

/** For places that take only a plain string (a tooltip, a window title): hidden characters become `[U+202E]`. */
export function plainly(text: string): string {
  return revealHidden(text)
    .map((piece) => (piece.kind === "text" ? piece.text : `[${piece.code}]`))
    .join("");
}
