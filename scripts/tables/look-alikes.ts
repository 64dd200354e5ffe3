/**
 * Which Chinese characters are taken for which: shape (rendered pictures), structure (Unihan four-corner and Cangjie codes,
 * strokes, radical) and how common the other character is (jieba's dictionary), weighed by a logistic regression that is
 * fitted on the hand-written pairs.
 */
import type { Unicode } from "./unicode.ts";
import { dot, inkShare, renderGlyphs, vectorOf } from "./glyphs.ts";

export interface LookAlikes {
  /** Character → its look-alikes, most alike first, each followed by a digit: tenths of the likeness. */
  readonly table: Readonly<Record<string, string>>;
  /** Share of the hand pairs whose other character is within the first 5, 10, 20 of the ranking (each pair, better direction). */
  readonly within: Readonly<Record<number, number>>;
}

const candidates = 160;
const kept = 20;

export async function buildLookAlikes(
  unicode: Unicode,
  common: readonly string[],
  frequency: ReadonlyMap<string, number>,
  pairs: readonly string[],
): Promise<LookAlikes> {
  const sans = await renderGlyphs(common, "Noto Sans CJK SC");
  const serif = await renderGlyphs(common, "Noto Serif CJK SC");
  const fine = [sans, serif].map((pictures) => pictures.map((picture) => vectorOf(picture, 1.4)));
  const coarse = sans.map((picture) => vectorOf(picture, 3));
  const halves = (["left", "right", "top", "bottom"] as const).map((region) => sans.map((picture) => vectorOf(picture, 1.4, region)));
  const nearest = nearestOf(fine[0] ?? [], coarse);
  const field = (name: string) => {
    const map = unicode.unihan(name);
    return common.map((character) => (map.get(character) ?? "").split(" ")[0] ?? "");
  };
  const corner = field("kFourCornerCode");
  const cangjie = field("kCangjie");
  const radical = field("kRSUnicode").map((value) => value.split(".")[0]);
  const strokes = field("kTotalStrokes").map(Number);
  const rarity = common.map((character) => Math.log10(1 + (frequency.get(character) ?? 0)));

  const features = (a: number, b: number): number[] => {
    const half = halves.map((vectors) => dot(at(vectors, a), at(vectors, b)));
    const share = [inkShare(at(sans, a), at(sans, b)), inkShare(at(sans, b), at(sans, a))];
    return [
      1, dot(at(fine[0] ?? [], a), at(fine[0] ?? [], b)), dot(at(fine[1] ?? [], a), at(fine[1] ?? [], b)), dot(at(coarse, a), at(coarse, b)),
      Math.min(...share), Math.max(...share), Math.min(...half), Math.max(...half), Math.abs(at(strokes, a) - at(strokes, b)) / 5,
      sameDigits(at(corner, a), at(corner, b)) / 5, editShare(at(cangjie, a), at(cangjie, b)), at(radical, a) === at(radical, b) ? 1 : 0, at(rarity, b) / 5,
    ]; // prettier-ignore
  };

  const place = new Map(common.map((character, index) => [character, index]));
  const wanted = new Set<string>();
  for (const pair of pairs) {
    const [a, b] = [...pair].map((character) => place.get(character));
    if (a !== undefined && b !== undefined) wanted.add(`${a},${b}`).add(`${b},${a}`);
  }
  const rows = common.map((_, a) => [...(nearest[a] ?? [])].map((b) => ({ b, values: features(a, b) })));
  const weights = fit(rows, wanted);
  const table: Record<string, string> = {};
  const ranks = new Map<string, number>();
  rows.forEach((row, a) => {
    const scored = row.map(({ b, values }) => ({ b, likeness: sigmoid(product(weights, values)) })).sort((x, y) => y.likeness - x.likeness);
    scored.forEach(({ b }, rank) => {
      const key = [Math.min(a, b), Math.max(a, b)].join(",");
      if (wanted.has(`${a},${b}`)) ranks.set(key, Math.min(rank + 1, ranks.get(key) ?? Number.POSITIVE_INFINITY));
    });
    const line = scored.slice(0, kept).filter(({ likeness }) => likeness >= 0.05);
    if (line.length > 0)
      table[at(common, a)] = line.map(({ b, likeness }) => at(common, b) + String(Math.min(9, Math.floor(likeness * 10)))).join("");
  });
  const total = wanted.size / 2;
  const within = Object.fromEntries(
    [5, 10, 20].map((limit) => [limit, [...ranks.values()].filter((rank) => rank <= limit).length / total]),
  );
  return { table, within };
}

function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new Error(`No entry ${index} in a table of ${list.length}.`);
  return value;
}

function nearestOf(fine: readonly Float32Array[], coarse: readonly Float32Array[]): Int32Array[] {
  const count = fine.length;
  const scores = new Float32Array(count);
  return fine.map((vector, a) => {
    for (let b = 0; b < count; b += 1) scores[b] = b === a ? -1 : dot(vector, at(fine, b)) + 0.5 * dot(at(coarse, a), at(coarse, b));
    return Int32Array.from([...scores.keys()].sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0)).slice(0, candidates));
  });
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
const product = (weights: readonly number[], values: readonly number[]) =>
  values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);

function fit(rows: readonly (readonly { b: number; values: readonly number[] }[])[], wanted: ReadonlySet<string>): number[] {
  const positive: (readonly number[])[] = [];
  const negative: (readonly number[])[] = [];
  rows.forEach((row, a) => row.forEach(({ b, values }, rank) => {
    if (wanted.has(`${a},${b}`)) positive.push(values);
    else if ((a * 31 + rank * 17) % 97 === 0) negative.push(values);
  })); // prettier-ignore
  const weights = Array.from({ length: 13 }, () => 0);
  const sums = Array.from({ length: 13 }, () => 1e-6);
  const step = (values: readonly number[], truth: number, importance: number) => {
    const error = (truth - sigmoid(product(weights, values))) * importance;
    values.forEach((value, index) => {
      const gradient = error * value - 1e-5 * (weights[index] ?? 0);
      sums[index] = (sums[index] ?? 0) + gradient * gradient;
      weights[index] = (weights[index] ?? 0) + (0.5 * gradient) / Math.sqrt(sums[index] ?? 1);
    });
  };
  const balance = negative.length / Math.max(1, positive.length) / 6;
  for (let round = 0; round < 60; round += 1) {
    let p = 0;
    negative.forEach((values, index) => {
      step(values, 0, 1);
      if (index % Math.max(1, Math.round(negative.length / positive.length)) === 0) step(at(positive, p++ % positive.length), 1, balance);
    });
  }
  return weights;
}

function sameDigits(one: string, other: string): number {
  let same = 0;
  for (let index = 0; index < 5; index += 1)
    if (one !== "" && one.replace(".", "").charAt(index) === other.replace(".", "").charAt(index)) same += 1;
  return same;
}

function editShare(one: string, other: string): number {
  if (one === "" || other === "") return 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next.push(Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (one.charAt(i - 1) === other.charAt(j - 1) ? 0 : 1)));
    }
    row = next;
  }
  return at(row, other.length) / Math.max(one.length, other.length);
}
