/**
 * Learning from decided leads: new weights, and what they would have changed, before anyone puts them to use.
 * Pure: `tiequan learn` brings the decisions and writes the file.
 */
import { fitPlatt, fitWeights, type Evidence } from "./fit.ts";
import { logOdds, probabilityOf, type Weights } from "./weights.ts";

/** A lead that an analyst confirmed or rejected, with the signals that its listing shows today. */
export interface DecidedLead extends Evidence {
  readonly leadId: string;
  readonly phenomenon?: string;
}

/** A lead of the past, decided or not. */
export interface PastLead {
  readonly leadId: string;
  readonly signals: Evidence["signals"];
}

export interface LeadChange {
  readonly leadId: string;
  readonly before: number;
  readonly after: number;
  readonly change: "appears" | "vanishes" | "rises" | "falls";
}

export interface Refit {
  readonly weights: Weights;
  /** Past leads that would cross the line or move by at least a tenth, the largest move first. */
  readonly changes: readonly LeadChange[];
  readonly learnedFrom: { readonly confirmed: number; readonly rejected: number };
}

export interface RefitOptions {
  /** The flagging line. */
  readonly line: number;
  /** How many decisions a present weight is worth. A hundred analysts' clicks should move it, ten should not. */
  readonly trust?: number;
  readonly fittedFrom: string;
}

/** A move smaller than this is not worth an operator's reading. */
const worthTelling = 0.1;

export function refit(
  decided: readonly DecidedLead[],
  past: readonly PastLead[],
  present: Weights,
  { line, trust = 100, fittedFrom }: RefitOptions,
): Refit {
  const trademark = fitWeights(decided, present.trademark, { trust });
  const raw = (signals: Evidence["signals"], weights: Weights["trademark"]) =>
    signals.reduce((sum, { code, value }) => sum + (weights.signals[code] ?? 0) * value, weights.base);
  // What reaches an analyst was flagged already: decided leads say how often a flag holds, so they may set the scale.
  const scale = fitPlatt(decided.map(({ signals, holds }) => ({ raw: raw(signals, trademark), holds })));
  const enough = decided.length >= 50;
  const weights: Weights = { ...present, fittedFrom, trademark, platt: enough ? scale : present.platt };
  const probability = (signals: Evidence["signals"], by: Weights) =>
    probabilityOf(by.platt.slope * raw(signals, by.trademark) + by.platt.shift);
  const changes = past
    .map(({ leadId, signals }) => changeOf(leadId, probability(signals, present), probability(signals, weights), line))
    .filter((change) => change !== null)
    .toSorted((a, b) => Math.abs(logOdds(b.after) - logOdds(b.before)) - Math.abs(logOdds(a.after) - logOdds(a.before)));
  const confirmed = decided.filter(({ holds }) => holds).length;
  return { weights, changes, learnedFrom: { confirmed, rejected: decided.length - confirmed } };
}

function changeOf(leadId: string, before: number, after: number, line: number): LeadChange | null {
  const moved = { leadId, before: round(before), after: round(after) };
  if (before < line && after >= line) return { ...moved, change: "appears" };
  if (before >= line && after < line) return { ...moved, change: "vanishes" };
  if (Math.abs(after - before) < worthTelling) return null;
  return { ...moved, change: after > before ? "rises" : "falls" };
}

const round = (probability: number) => Math.round(probability * 1000) / 1000;
