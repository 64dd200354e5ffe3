/** How far two names speak of the same thing. */

/** Share of the shorter text's words, or of its pairs of characters where it has no spaces, that the other holds. */
export function likeness(one: string, other: string): number {
  const a = pieces(one);
  const b = pieces(other);
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const piece of small) if (large.has(piece)) shared++;
  return shared / small.size;
}

function pieces(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of text
    .slice(0, 600)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)) {
    if (word === "") continue;
    if (/[\u3040-\u9fff\uac00-\ud7af]/u.test(word) && word.length > 2)
      for (let at = 0; at + 1 < word.length; at++) found.add(word.slice(at, at + 2));
    else found.add(word);
  }
  return found;
}
