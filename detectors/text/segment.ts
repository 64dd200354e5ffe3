/** Where Chinese words begin and end. */

import { readFileSync } from "node:fs";

type Cut = (text: string) => Iterable<string>;

const readWords = () => readFileSync(new URL("tables/chinese-words.txt", import.meta.url));

let cutter: Cut | undefined;

/** jieba from its prebuilt binary; where that will not load (node-rs #886), the segmenter inside Node, which knows fewer words. */
const jieba = await import("@node-rs/jieba").then(
  ({ Jieba }) => {
    return (): Cut => {
      const instance = Jieba.withDict(readWords());
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

/** Words of two characters, as pairs of units. */
let pairs: ReadonlySet<number> | undefined;

/**
 * Whether two characters are a word of the segmenter's dictionary: a quick answer where a whole cut would cost a hundred times
 * as much. The segmenter may still cut between them.
 */
export function isWordOfTwo(first: number, second: number): boolean {
  pairs ??= new Set(
    readWords()
      .toString("utf8")
      .split("\n")
      .filter((line) => line.charAt(2) === " ")
      .map((line) => (line.charCodeAt(0) << 16) | line.charCodeAt(1)),
  );
  return pairs.has((first << 16) | second);
}
