/** Cuts a text at the borders of possibly overlapping spans, so that it can be shown as plain React text. */

export interface Span {
  /** What the mark stands for: the letter of a reason. */
  readonly tag: string;
  /** UTF-16 offsets into the text, as `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

export interface Segment {
  readonly text: string;
  readonly start: number;
  /** Tags of every span that covers the whole segment, in the order the spans were given. */
  readonly tags: readonly string[];
  /** Tags whose span begins here: where the letter is printed. */
  readonly opens: readonly string[];
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** An offset inside a surrogate pair moves outwards, so that no half of a character is ever shown. */
function snap(text: string, offset: number, towards: "start" | "end"): number {
  const clamped = Math.min(Math.max(Math.trunc(offset), 0), text.length);
  const inside = clamped > 0 && clamped < text.length && isHigh(text.charCodeAt(clamped - 1)) && isLow(text.charCodeAt(clamped));
  if (!inside) return clamped;
  return towards === "start" ? clamped - 1 : clamped + 1;
}

/**
 * The text in order, cut so that each segment has one set of tags. Joined together the segments are the text.
 * Spans outside the text are cut to it; empty and backward ones mark nothing.
 */
export function splitSpans(text: string, spans: readonly Span[]): Segment[] {
  const fitting = spans
    .map((span) => ({ tag: span.tag, start: snap(text, span.start, "start"), end: snap(text, span.end, "end") }))
    .filter((span) => span.start < span.end);
  const borders = [...new Set([0, text.length, ...fitting.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, index) => {
    const end = borders[index + 1] ?? text.length;
    const covering = fitting.filter((span) => span.start <= start && end <= span.end);
    return {
      text: text.slice(start, end),
      start,
      tags: [...new Set(covering.map((span) => span.tag))],
      opens: [...new Set(covering.filter((span) => span.start === start).map((span) => span.tag))],
    };
  });
}
