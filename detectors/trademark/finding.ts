/** From an assessment to the finding of one detector. */
import type { Finding, Verdict } from "../../domain/finding.ts";
import { cite } from "../../domain/law.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Assessment } from "./assess.ts";
import type { Reading } from "./reading.ts";
import { clears, contribution, type Signal } from "./signal.ts";

/** Below this the signals name a question rather than a suspicion. */
const suspectedFrom = 0.3;
/** A changed spelling is reported as a suspicion from here on, below the flagging line: see domain/finding.ts. */
const spellingFrom = 0.08;
const undeterminedFrom = 0.12;

export interface FindingParts {
  readonly detector: { readonly name: string; readonly version: number };
  readonly subtype: string;
  readonly rules: readonly string[];
}

export function findingOf(assessment: Assessment, reading: Reading, lexicon: Lexicon, parts: FindingParts): Finding {
  const { probability, mark } = assessment;
  const verdict = verdictOf(assessment);
  return {
    kind: "trademark",
    subtype: parts.subtype,
    target: { rightId: mark.id, name: mark.name },
    verdict,
    probability,
    reasons: reasonsOf(assessment.signals, verdict),
    law: cite(lexicon.laws, verdict === "cleared" ? ["trademark.fair-use"] : parts.rules, reading.seen.capturedAt),
    detector: { name: parts.detector.name, version: parts.detector.version },
  };
}

function verdictOf({ probability, signals }: Assessment): Verdict {
  if (!signals.some((each) => !clears(each.code))) return "cleared";
  if (probability >= suspectedFrom) return "suspected";
  if (probability >= spellingFrom && signals.some((each) => each.code.startsWith("name-"))) return "suspected";
  return probability >= undeterminedFrom ? "undetermined" : "cleared";
}

/** What decided comes first: for a suspicion its signals, for a clearing its circumstances. */
function reasonsOf(signals: readonly Signal[], verdict: Verdict): Finding["reasons"] {
  const sign = verdict === "cleared" ? -1 : 1;
  return signals.toSorted((a, b) => sign * (contribution(b) - contribution(a))).map((each) => each.reason);
}
