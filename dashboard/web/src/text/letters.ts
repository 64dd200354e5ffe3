/** Each reason gets a letter, so that the sentence, the mark in the text and the box on the picture can name each other. */
import type { LeadDetailView } from "../../../shapes.ts";
import type { Span } from "./spans.ts";

type FindingView = LeadDetailView["findings"][number];
type ReasonView = FindingView["reasons"][number];

export interface LetteredReason {
  readonly letter: string;
  /** Place in the row of colours and patterns. */
  readonly look: number;
  readonly reason: ReasonView;
  readonly finding: FindingView;
}

/** How many colours and patterns there are; the letters go on after that. */
const looksOfMarks = 6;

/** A, B … Z, AA, AB … */
export function letterAt(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letterAt(Math.floor(index / 26) - 1)}${last}`;
}

/** The reasons of all findings in order of likelihood, without those that say the same of the same place. */
export function letterReasons(findings: readonly FindingView[]): LetteredReason[] {
  const seen = new Set<string>();
  const ordered = [...findings].sort((a, b) => b.probability - a.probability);
  const reasons = ordered.flatMap((finding) => finding.reasons.map((reason) => ({ finding, reason })));
  return reasons
    .filter(({ reason }) => {
      const place = JSON.stringify([reason.code, reason.field, reason.span, reason.image, reason.box, reason.sentence.zh]);
      return seen.has(place) ? false : seen.add(place) !== undefined;
    })
    .map(({ finding, reason }, index) => ({ letter: letterAt(index), look: index % looksOfMarks, reason, finding }));
}

/** The marks that fall in one field, as in `title` or `attributes.品牌`. */
export function spansIn(field: string, reasons: readonly LetteredReason[]): Span[] {
  return reasons.flatMap(({ letter, reason }) =>
    reason.field === field && reason.span !== undefined ? [{ tag: letter, start: reason.span[0], end: reason.span[1] }] : [],
  );
}

/** Boxes on one picture. */
export function boxesOn(
  image: number,
  reasons: readonly LetteredReason[],
): { readonly letter: string; readonly look: number; readonly box: readonly [number, number, number, number] }[] {
  return reasons.flatMap(({ letter, look, reason }) =>
    reason.image === image && reason.box !== undefined ? [{ letter, look, box: reason.box }] : [],
  );
}
