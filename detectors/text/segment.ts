/** Where Chinese words begin and end. */

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** `borders[i]` is 1 where a word begins or ends at UTF-16 offset `i` of the text (both ends of the text included). */
export function wordBorders(text: string): Uint8Array {
  const borders = new Uint8Array(text.length + 1);
  for (const piece of segmenter.segment(text)) borders[piece.index] = 1;
  borders[text.length] = 1;
  return borders;
}
