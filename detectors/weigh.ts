/** What the findings on one listing add up to: one `Weighed` for each right and kind, and the lead of the listing. */
import { defaultFlaggingLine, type Finding, type Priority, type Weighed } from "../domain/finding.ts";
import type { Bilingual } from "../domain/words.ts";
import { logOdds, probabilityOf, weights } from "./calibration/weights.ts";

export interface Weighing {
  readonly weighed: readonly Weighed[];
  readonly lead: { readonly probability: number; readonly priority: Priority };
}

/** Findings in, leads out; strongest first. `line` is the probability below which nothing is worth a look. */
export function weigh(findings: readonly Finding[], line: number = defaultFlaggingLine): Weighing {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.kind}\u0000${finding.target.rightId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const weighed = [...groups.values()].map((group) => weighGroup(group, line)).sort(strongestFirst);
  const strongest = weighed.find((each) => each.verdict === "suspected");
  return {
    weighed,
    lead:
      strongest === undefined ? { probability: 0, priority: "none" } : { probability: strongest.probability, priority: strongest.priority },
  };
}

/** Bands of the review queue: an analyst opens `high` first. Calibrated, so `high` means at least 17 in 20 should hold. */
export function priorityOf(probability: number, line: number = defaultFlaggingLine): Priority {
  if (probability < line) return "none";
  if (probability >= 0.85) return "high";
  return probability >= 0.65 ? "medium" : "low";
}

function weighGroup(findings: readonly Finding[], line: number): Weighed {
  const suspected = findings.filter((finding) => finding.verdict === "suspected").sort((a, b) => b.probability - a.probability);
  const [first] = findings;
  if (first === undefined) throw new Error("A group of findings cannot be empty.");
  const verdict =
    suspected.length > 0 ? "suspected" : findings.some((finding) => finding.verdict === "undetermined") ? "undetermined" : "cleared";
  const probability = suspected.length > 0 ? combined(suspected) : Math.max(...findings.map((finding) => finding.probability));
  return {
    kind: first.kind,
    rightId: first.target.rightId,
    rightName: first.target.name,
    probability,
    priority: verdict === "suspected" ? priorityOf(probability, line) : "none",
    verdict,
    sentences: sentencesOf(suspected.length > 0 ? suspected : findings),
    findings,
  };
}

/**
 * The strongest answer, raised by what other answers say beyond it. Two detectors reading one sentence are not two
 * witnesses, so a further finding counts only for the share that the calibration found independent, and only where
 * it names a reason that the stronger ones have not named.
 */
function combined(suspected: readonly Finding[]): number {
  const named = new Set<string>();
  let total = 0;
  for (const [rank, finding] of suspected.entries()) {
    const fresh = finding.reasons.filter((reason) => !named.has(reason.code));
    for (const reason of finding.reasons) named.add(reason.code);
    if (rank === 0) total = logOdds(finding.probability);
    else if (fresh.length > 0) total += weights.furtherFinding * Math.max(0, logOdds(finding.probability));
  }
  return round(probabilityOf(total));
}

function sentencesOf(findings: readonly Finding[]): Bilingual[] {
  const seen = new Set<string>();
  return findings.flatMap((finding) =>
    finding.reasons.flatMap((reason) => {
      if (seen.has(reason.sentence.zh)) return [];
      seen.add(reason.sentence.zh);
      return [reason.sentence];
    }),
  );
}

const rank = { suspected: 0, undetermined: 1, cleared: 2 } as const;
const strongestFirst = (a: Weighed, b: Weighed) =>
  rank[a.verdict] - rank[b.verdict] || b.probability - a.probability || (a.rightId < b.rightId ? -1 : 1);

/** Three digits: more would claim a precision that the calibration set cannot give. */
const round = (probability: number) => Math.round(probability * 1000) / 1000;
