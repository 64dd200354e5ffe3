/** Ordinary English words: a word that everyone writes is not a misspelt name. */
import { readFileSync } from "node:fs";

/** Words by a 32-bit hash: two in a hundred thousand other strings are taken for one, which costs a look at a misspelling. */
let hashes: Int32Array | undefined;

const slot = (hash: number, mask: number) => (hash ^ (hash >>> 15)) & mask;

function read(): Int32Array {
  const words = readFileSync(new URL("tables/english-words.txt", import.meta.url), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#")); // prettier-ignore
  const table = new Int32Array(1 << Math.ceil(Math.log2(words.length * 2)));
  const mask = table.length - 1;
  for (const word of words) {
    const hash = hashOf(
      Array.from(word, (letter) => letter.charCodeAt(0)),
      0,
      word.length,
    );
    let at = slot(hash, mask);
    while ((table[at] as number) !== 0) at = (at + 1) & mask;
    table[at] = hash;
  }
  return table;
}

function hashOf(units: ArrayLike<number>, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (units[at] as number), 0x01000193);
  return hash === 0 ? 1 : hash;
}

/** Whether the folded units `[from, to)` stand in a dictionary: an ordinary word, its plural, or the name of a person or place. */
export function isEnglishWord(units: ArrayLike<number>, from: number, to: number): boolean {
  hashes ??= read();
  const hash = hashOf(units, from, to);
  const mask = hashes.length - 1;
  for (let at = slot(hash, mask); (hashes[at] as number) !== 0; at = (at + 1) & mask) if ((hashes[at] as number) === hash) return true;
  return false;
}
