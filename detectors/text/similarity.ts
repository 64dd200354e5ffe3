/** How alike two names are, for the score and for the sentence that explains it. The one module that imports `natural`. */
// By sub-path: the main entry of natural reads `.env` into the process, prints to stdout and loads three database drivers.
import { DiceCoefficient, JaroWinklerDistance } from "natural/lib/natural/distance/index.js";
import { DoubleMetaphone } from "natural/lib/natural/phonetics/index.js";

export interface Similarity {
  /** 0 to 1. */
  readonly jaroWinkler: number;
  /** Share of letter pairs in common, 0 to 1. */
  readonly dice: number;
  /** The two sound the same in English (Double Metaphone); false for names that are not Latin. */
  readonly soundsAlike: boolean;
}

/** Compares two names as they stand; fold them first. Meant for a handful of candidates, not for a scan. */
export function compareNames(one: string, other: string): Similarity {
  const latin = /^[a-z]+$/u;
  return {
    jaroWinkler: JaroWinklerDistance(one, other, {}),
    dice: DiceCoefficient(one, other),
    soundsAlike: latin.test(one) && latin.test(other) && soundsAlike(one, other),
  };
}

const metaphone = new DoubleMetaphone();

function soundsAlike(one: string, other: string): boolean {
  const [first, second] = metaphone.process(one);
  const [third, fourth] = metaphone.process(other);
  return first === third || first === fourth || second === third;
}
