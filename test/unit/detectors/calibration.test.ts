import { describe, expect, test } from "vitest";
import { brier, fitPlatt, fitWeights, type Evidence } from "../../../detectors/calibration/fit.ts";
import { refit, type DecidedLead } from "../../../detectors/calibration/refit.ts";
import { weights as shipped, type Weights } from "../../../detectors/calibration/weights.ts";

const prior = { base: -3, signals: { strong: 3, weak: 1, "clear-thing": -2 } };
const evidence = (codes: readonly string[], holds: boolean): Evidence => ({ signals: codes.map((code) => ({ code, value: 1 })), holds });
const many = <T>(times: number, made: T): T[] => Array.from({ length: times }, () => made);

describe("fitting weights", () => {
  test("without examples the priors stay", () => {
    expect(fitWeights([], prior, { trust: 40 })).toEqual(prior);
  });

  test("a signal that always holds gains weight, one that never holds loses it", () => {
    const fitted = fitWeights([...many(200, evidence(["strong"], true)), ...many(200, evidence(["weak"], false))], prior, { trust: 40 });
    expect(fitted.signals["strong"]).toBeGreaterThan(3);
    expect(fitted.signals["weak"]).toBeLessThan(1);
  });

  test("what was not seen keeps its prior", () => {
    expect(fitWeights(many(100, evidence(["strong"], true)), prior, { trust: 40 }).signals["clear-thing"]).toBe(-2);
  });

  test("a clearing never becomes a suspicion", () => {
    expect(fitWeights(many(1000, evidence(["clear-thing"], true)), prior, { trust: 1 }).signals["clear-thing"]).toBeLessThanOrEqual(0);
  });

  test("ten decisions move a weight less than a thousand", () => {
    const few = fitWeights(many(10, evidence(["weak"], true)), prior, { trust: 100 }).signals["weak"] ?? 0;
    const lots = fitWeights(many(1000, evidence(["weak"], true)), prior, { trust: 100 }).signals["weak"] ?? 0;
    expect(few).toBeLessThan(1.9);
    expect(lots).toBeGreaterThan(3);
  });

  test("the share of infringing listings in a file does not become the market's", () => {
    expect(fitWeights(many(500, evidence([], true)), prior, { trust: 40 }).base).toBe(-3);
  });
});

describe("calibration", () => {
  test("turns scores that claim too much into frequencies", () => {
    // Of those scored 3 (95 %) seven in ten hold, of those scored -3 three in ten.
    const scores = [
      ...many(70, { raw: 3, holds: true }),
      ...many(30, { raw: 3, holds: false }),
      ...many(30, { raw: -3, holds: true }),
      ...many(70, { raw: -3, holds: false }),
    ];
    const { slope, shift } = fitPlatt(scores);
    expect(1 / (1 + Math.exp(-(slope * 3 + shift)))).toBeCloseTo(0.7, 1);
    expect(1 / (1 + Math.exp(-(slope * -3 + shift)))).toBeCloseTo(0.3, 1);
  });

  test("too few of one kind leave the scale alone", () => {
    expect(fitPlatt(many(100, { raw: 1, holds: true }))).toEqual({ slope: 1, shift: 0 });
  });

  test("a coin scores a quarter", () => {
    expect(
      brier([
        { probability: 0.5, holds: true },
        { probability: 0.5, holds: false },
      ]),
    ).toBe(0.25);
  });

  test("the shipped weights suspect with signals and clear with clearings", () => {
    const wrong = Object.entries(shipped.trademark.signals).filter(
      ([code, weight]) => code !== "no-name" && Math.sign(weight) !== (code.startsWith("clear-") ? -1 : 1),
    );
    expect(wrong).toEqual([]);
  });
});

describe("learning from decisions", () => {
  const present: Weights = { fittedFrom: "test", trademark: prior, platt: { slope: 1, shift: 0 }, furtherFinding: 0.3 };
  const lead = (leadId: string, codes: readonly string[], holds: boolean): DecidedLead => ({ leadId, ...evidence(codes, holds) });
  const options = { line: 0.5, fittedFrom: "learnt" };

  test("no decisions change nothing", () => {
    const learnt = refit([], [{ leadId: "a", signals: evidence(["strong"], true).signals }], present, options);
    expect(learnt.changes).toEqual([]);
    expect(learnt.weights.trademark).toEqual(prior);
  });

  test("a lead whose signal was rejected again and again would vanish, and is said to", () => {
    const decided = many(300, lead("r", ["strong", "weak"], false));
    const learnt = refit(decided, [{ leadId: "old", signals: evidence(["strong", "weak"], true).signals }], present, options);
    expect(learnt.changes).toMatchObject([{ leadId: "old", change: "vanishes" }]);
    expect(learnt.learnedFrom).toEqual({ confirmed: 0, rejected: 300 });
  });

  test("a lead just below the line appears when its signal was confirmed", () => {
    const decided = many(300, lead("c", ["weak"], true));
    const learnt = refit(
      decided,
      [
        {
          leadId: "old",
          signals: [
            { code: "weak", value: 1 },
            { code: "strong", value: 0.5 },
          ],
        },
      ],
      present,
      options,
    );
    expect(learnt.changes).toMatchObject([{ leadId: "old", change: "appears" }]);
  });
});
