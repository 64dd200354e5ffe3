/** From signals to a probability that means what it says. */
import { probabilityOf, weights } from "../calibration/weights.ts";

export const signals: Readonly<Record<string, number>> = weights.trademark.signals;

/** Log-odds add up, then Platt's two parameters make them a frequency. */
export function probabilityFrom(found: readonly { readonly code: string; readonly value: number }[]): number {
  const raw = found.reduce((sum, { code, value }) => sum + (signals[code] ?? 0) * value, weights.trademark.base);
  return Math.round(probabilityOf(weights.platt.slope * raw + weights.platt.shift) * 1000) / 1000;
}
