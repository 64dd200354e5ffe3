/** Ordinary English words: a word that everyone writes is not a misspelt name. */
import { readFileSync } from "node:fs";

let words: ReadonlySet<string> | undefined;

const read = (): ReadonlySet<string> => {
  const text = readFileSync(new URL("tables/english-words.txt", import.meta.url), "utf8");
  return new Set(text.split("\n").filter((line) => line !== "" && !line.startsWith("#")));
};

/** Whether the folded word stands in a dictionary in small letters (the plural too); names such as nike do not. */
export function isEnglishWord(word: string): boolean {
  words ??= read();
  return words.has(word);
}
