/**
 * Writes `detectors/calibration/weights.json` from `priors.json` (what experience says) and the labelled training
 * listings. `npm run calibrate`; `--dry` prints without writing. The test listings only measure.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { projectRoot } from "../config/files.ts";
import { loadLexicon } from "../config/load.ts";
import { brier, fitPlatt, fitWeights, type Evidence, type Weighted } from "../detectors/calibration/fit.ts";
import type { Weights } from "../detectors/calibration/weights.ts";
import { assess } from "../detectors/trademark/assess.ts";
import { readerOf } from "../detectors/trademark/reading.ts";
import { loadBenchRegister, loadLabelled, type LabelledListing } from "./labelled.ts";

const { values } = parseArgs({ options: { dry: { type: "boolean", default: false } } });
const folder = join(projectRoot, "detectors", "calibration");
const prior: Weighted = z
  .object({ base: z.number(), signals: z.record(z.string(), z.number()) })
  .parse(JSON.parse(await readFile(join(folder, "priors.json"), "utf8")));
const register = await loadBenchRegister();
const lexicon = await loadLexicon();
const read = readerOf(register, lexicon);
const all = (await loadLabelled()).filter((each) => each.kind === "trademark");

const rawOf = (weighted: Weighted, signals: Evidence["signals"]) =>
  signals.reduce((sum, { code, value }) => sum + (weighted.signals[code] ?? 0) * value, weighted.base);

/** Of an infringing listing the mark that is most suspected, of a clean one every mark: each must be passed. */
function evidenceOf(each: LabelledListing, weighted: Weighted): (Evidence & { phenomenon: string })[] {
  const reading = read(each.listing, { capturedAt: new Date("2026-06-30T02:00:00Z") });
  const assessments = assess(reading, lexicon).map(({ signals }) => ({
    signals: signals.map(({ code, value }) => ({ code, value })),
    holds: each.label === "infringing",
    phenomenon: each.phenomenon,
  }));
  if (each.label === "clean") return assessments;
  const [strongest] = assessments.toSorted((a, b) => rawOf(weighted, b.signals) - rawOf(weighted, a.signals));
  return strongest === undefined ? [] : [strongest];
}

const gather = (split: "train" | "test", weighted: Weighted) =>
  all.filter((each) => each.split === split).flatMap((each) => evidenceOf(each, weighted));

/** A prior weighs as much as so many listings: the training set is written by the hand that wrote the words. */
const trust = 16;
const examples = gather("train", prior);
const fitted = fitWeights(examples, prior, { trust });

// Platt on what the weights have not seen: each phenomenon judged by weights that were fitted without it.
const held = [...new Set(examples.map((each) => each.phenomenon))].flatMap((phenomenon) => {
  const without = fitWeights(
    examples.filter((each) => each.phenomenon !== phenomenon),
    prior,
    { trust },
  );
  return examples
    .filter((each) => each.phenomenon === phenomenon)
    .map((each) => ({ raw: rawOf(without, each.signals), holds: each.holds }));
});
const wanted = fitPlatt(held);
// The listings written for this repository are cleaner cases than a market's: the fit may not make the program surer
// than the priors were, so the slope stays at or below 1.
const platt = { slope: Math.min(1, wanted.slope), shift: wanted.slope > 1 ? 0 : wanted.shift };

const result: Weights = {
  fittedFrom: `${examples.length} assessments of ${all.filter((each) => each.split === "train").length} training listings in bench/data, priors worth ${trust} listings`,
  trademark: fitted,
  platt,
  furtherFinding: 0.3,
};
const probability = (weighted: Weighted, scale: { slope: number; shift: number }, signals: Evidence["signals"]) =>
  1 / (1 + Math.exp(-(scale.slope * rawOf(weighted, signals) + scale.shift)));
for (const split of ["train", "test"] as const) {
  const evidence = gather(split, fitted);
  const before = brier(
    evidence.map((each) => ({ probability: probability(prior, { slope: 1, shift: 0 }, each.signals), holds: each.holds })),
  );
  const after = brier(evidence.map((each) => ({ probability: probability(fitted, platt, each.signals), holds: each.holds })));
  console.log(`${split}: ${evidence.length} assessments, Brier ${before.toFixed(4)} with the priors, ${after.toFixed(4)} fitted`);
}
console.log(`base ${prior.base} → ${fitted.base}; Platt wanted ${JSON.stringify(wanted)}, kept ${JSON.stringify(platt)}`);
for (const [code, weight] of Object.entries(fitted.signals)) {
  const times = examples.filter((each) => each.signals.some((signal) => signal.code === code)).length;
  console.log(`${code.padEnd(24)} ${String(prior.signals[code]).padStart(6)} → ${weight.toFixed(2).padStart(6)}   seen ${times}`);
}
if (!values.dry) await writeFile(join(folder, "weights.json"), `${JSON.stringify(result, null, 2)}\n`);
