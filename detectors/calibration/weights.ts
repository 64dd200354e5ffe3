/** The fitted weights. `weights.json` is written by `bench/calibrate.ts`; nobody edits it by hand. */
import { z } from "zod";
import fitted from "./weights.json" with { type: "json" };

const weightsSchema = z.strictObject({
  /** When and from what it was fitted, for the record of a finding. */
  fittedFrom: z.string(),
  /** Log-odds of an infringement given only that a name was read, and what each signal adds to it. */
  trademark: z.strictObject({ base: z.number(), signals: z.record(z.string(), z.number()) }),
  /** Platt's two parameters (J. Platt, 1999): calibrated log-odds = slope × raw + shift. */
  platt: z.strictObject({ slope: z.number().positive(), shift: z.number() }),
  /** Share of a further finding's log-odds that is new evidence on the same right, 0 to 1. */
  furtherFinding: z.number().min(0).max(1),
});
export type Weights = Readonly<z.infer<typeof weightsSchema>>;

export const weights: Weights = weightsSchema.parse(fitted);

/** Beyond this no finding of words alone may claim certainty: 1 in 200. */
const limit = Math.log(0.995 / 0.005);

export const logOdds = (probability: number): number => {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(inside / (1 - inside));
};

export const probabilityOf = (odds: number): number => 1 / (1 + Math.exp(-Math.min(limit, Math.max(-limit, odds))));
