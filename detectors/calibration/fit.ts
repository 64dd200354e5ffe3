/** Fits the weights of signals to labelled or decided listings. Pure: numbers in, numbers out. */

export interface Weighted {
  readonly base: number;
  readonly signals: Readonly<Record<string, number>>;
}

export interface Evidence {
  /** Signals found, each 0 to 1. */
  readonly signals: readonly { readonly code: string; readonly value: number }[];
  readonly holds: boolean;
}

export interface FitOptions {
  /** How many listings a prior weight is worth: a signal seen less often keeps about what experience says. */
  readonly trust: number;
  readonly rounds?: number;
}

/**
 * Logistic regression drawn towards prior weights (maximum a posteriori with a Gaussian prior). Weights of signals that
 * the examples do not hold stay as they were: 700 examples cannot speak of everything. A clearing never becomes a
 * suspicion nor the reverse: the sign of a prior is a rule of law, not a matter of frequency.
 */
export function fitWeights(examples: readonly Evidence[], prior: Weighted, { trust, rounds = 400 }: FitOptions): Weighted {
  const codes = Object.keys(prior.signals);
  const at = new Map(codes.map((code, index) => [code, index]));
  const start = [prior.base, ...codes.map((code) => prior.signals[code] ?? 0)];
  const weights = [...start];
  const squares = weights.map(() => 1e-8);
  const rows = examples.map(({ signals, holds }) => ({
    holds,
    parts: signals.flatMap(({ code, value }) => {
      const index = at.get(code);
      return index === undefined ? [] : [{ index: index + 1, value }];
    }),
  }));
  for (let round = 0; round < rounds; round++) {
    const slope = weights.map((weight, index) => (trust * (weight - (start[index] ?? 0))) / 10);
    for (const { holds, parts } of rows) {
      const raw = parts.reduce((sum, { index, value }) => sum + (weights[index] ?? 0) * value, weights[0] ?? 0);
      const error = 1 / (1 + Math.exp(-raw)) - (holds ? 1 : 0);
      slope[0] = (slope[0] ?? 0) + error;
      for (const { index, value } of parts) slope[index] = (slope[index] ?? 0) + error * value;
    }
    // AdaGrad (Duchi, Hazan, Singer 2011): no step size to tune for signals that are seen once or a thousand times.
    for (const [index, gradient] of slope.entries()) {
      // The base stays: how many listings of a file infringe was chosen by whoever wrote the file.
      if (index === 0) continue;
      squares[index] = (squares[index] ?? 0) + gradient * gradient;
      const next = (weights[index] ?? 0) - (0.1 * gradient) / Math.sqrt(squares[index] ?? 1);
      const sign = Math.sign(start[index] ?? 0);
      weights[index] = Math.sign(next) === sign ? next : 0;
    }
  }
  return {
    base: round(weights[0] ?? prior.base),
    signals: Object.fromEntries(codes.map((code, index) => [code, round(weights[index + 1] ?? 0)])),
  };
}

/** Platt scaling (J. Platt, 1999) with his target smoothing, by Newton's method; never a slope that turns the order round. */
export function fitPlatt(scores: readonly { readonly raw: number; readonly holds: boolean }[]): { slope: number; shift: number } {
  const positives = scores.filter(({ holds }) => holds).length;
  const negatives = scores.length - positives;
  if (positives < 10 || negatives < 10) return { slope: 1, shift: 0 };
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  let slope = 1;
  let shift = 0;
  for (let step = 0; step < 100; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
    for (const { raw, holds } of scores) {
      const p = 1 / (1 + Math.exp(-(slope * raw + shift)));
      const error = p - (holds ? high : low);
      const spread = Math.max(1e-9, p * (1 - p));
      g0 += error * raw;
      g1 += error;
      h00 += spread * raw * raw;
      h01 += spread * raw;
      h11 += spread;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (Math.abs(determinant) < 1e-12) break;
    const dSlope = (h11 * g0 - h01 * g1) / determinant;
    const dShift = (h00 * g1 - h01 * g0) / determinant;
    slope = Math.min(3, Math.max(0.2, slope - dSlope));
    shift = Math.min(3, Math.max(-3, shift - dShift));
    if (Math.abs(dSlope) + Math.abs(dShift) < 1e-8) break;
  }
  return { slope: round(slope), shift: round(shift) };
}

/** Mean squared error of probabilities (G. W. Brier, 1950): 0 is perfect, 0.25 is a coin. */
export const brier = (scores: readonly { readonly probability: number; readonly holds: boolean }[]): number =>
  scores.reduce((sum, { probability, holds }) => sum + (probability - (holds ? 1 : 0)) ** 2, 0) / Math.max(1, scores.length);

const round = (number: number) => Math.round(number * 1000) / 1000;
