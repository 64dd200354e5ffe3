/** Whether the listing as a whole can be had, from all that is said of its stock. */
import type { Candidate } from "./candidates.ts";
import { choose, type Choice } from "./choose.ts";
import { stockOf } from "./stock-in-text.ts";

type Stock = "InStock" | "OutOfStock";

export function chooseStock(candidates: readonly Candidate[]): Choice<Stock> | null {
  const own = candidates.filter((one) => one.field === "availability");
  const offered = new Set(own.filter((one) => one.source !== "text" && verdictOf(one) === "InStock").map((one) => one.source));
  return choose(
    own,
    // One size that is gone does not end a listing whose other sizes can be had.
    (candidate) => (verdictOf(candidate) === "OutOfStock" && offered.has(candidate.source) ? null : verdictOf(candidate)),
    String,
  );
}

/** Data says it by a flag whose name may be the negative: `soldOut: true`. */
function verdictOf(candidate: Candidate): Stock | null {
  if (candidate.source === "state" && /^\d+$/u.test(candidate.raw)) return Number(candidate.raw) > 0 ? "InStock" : "OutOfStock";
  return stockOf(candidate.raw);
}
