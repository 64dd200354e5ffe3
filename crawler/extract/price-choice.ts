/** Which of the prices a page offers is the one asked for. */
import type { Candidate } from "./candidates.ts";
import { choose, type Choice } from "./choose.ts";
import { readPrice } from "./field-readers.ts";
import type { Price } from "./price.ts";

export function choosePrice(candidates: readonly Candidate[], locale: string | undefined): Choice<Price> | null {
  const hint =
    candidates.find((one) => one.field === "currency" && one.weight > 0)?.raw ??
    candidates.find((one) => one.field === "price" && one.currency !== undefined && one.source !== "text")?.currency ??
    null;
  const prices = candidates.flatMap((candidate) => {
    if (candidate.field !== "price") return [];
    const price = readPrice(candidate, hint, locale);
    return price === null ? [] : [{ candidate, price, amount: Number(price.amount) }];
  });
  const shown = new Set(prices.filter((one) => one.candidate.source === "text" && one.candidate.weight > 0.3).map((one) => one.amount));
  const kept = new Map(prices.filter((one) => !misplaced(one.candidate, one.amount, shown)).map((one) => [one.candidate, one.price]));
  return choose(
    [...kept.keys()],
    (candidate) => kept.get(candidate) ?? null,
    (price) => String(Number(price.amount)),
  );
}

/** Data that counts in cents, or writes 1.299 for 1299, beside a page that shows the amount itself. */
function misplaced(candidate: Candidate, amount: number, shown: ReadonlySet<number>): boolean {
  if (candidate.source === "text" || shown.has(amount)) return false;
  const cents = Number.isInteger(amount) && amount >= 100 && shown.has(amount / 100);
  return cents || (/\.\d{3}$/u.test(candidate.raw) && shown.has(Math.round(amount * 1000)));
}
