/** Where Chinese words begin and end. */

import { readFileSync } from "node:fs";

type Cut = (text: string) => Iterable<string>;

let cutter: Cut | undefined;

/** jieba from its prebuilt binary; where that will not load (node-rs #886), the segmenter inside Node, which knows fewer words. */
const jieba = await import("@node-rs/jieba").then(
  ({ Jieba }) => {
    return (): Cut => {
      const instance = Jieba.withDict(readFileSync(new URL("tables/chinese-words.txt", import.meta.url)));
      // Without its guess at unknown words, which would join the pieces of a disguised name again.
      return (text) => instance.cut(text, false);
    };
  },
  () => null,
);

/** Which segmenter answers on this machine. */
export const segmenterName: "jieba" | "intl" = jieba === null ? "intl" : "jieba";

/** The segmenter that is in every Node: the fallback, open to tests. */
export function cutWithIntl(text: string): string[] {
  return Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(text), (piece) => piece.segment);
}

/** `borders[i]` is 1 where a word begins or ends at UTF-16 offset `i` of the text (both ends of the text included). */
export function wordBorders(text: string): Uint8Array {
  cutter ??= jieba === null ? cutWithIntl : jieba();
  const borders = new Uint8Array(text.length + 1);
  let at = 0;
  for (const piece of cutter(text)) {
    borders[at] = 1;
    at += piece.length;
  }
  borders[0] = 1;
  borders[text.length] = 1;
  return borders;
}
