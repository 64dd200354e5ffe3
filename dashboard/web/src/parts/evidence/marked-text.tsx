/** A text of a listing with the places marked that a reason speaks of: colour, pattern and letter, never colour alone. */
import type { ReactNode } from "react";
import { useSay } from "../../i18n/say.ts";
import { spansIn, type LetteredReason } from "../../text/letters.ts";
import { splitSpans, type Segment } from "../../text/spans.ts";
import { Unfolding, Untrusted } from "../untrusted.tsx";

interface MarkedTextProps {
  readonly text: string;
  readonly field: string;
  readonly reasons: readonly LetteredReason[];
  readonly shown: boolean;
}

/** The id of the first mark of a reason in a field, so that its sentence can lead there. */
export const markId = (letter: string) => `mark-${letter}`;

/** A long text without marks folds; a marked one is shown whole, since the mark may be at its end. */
export function MarkedText({ text, field, reasons, shown }: MarkedTextProps) {
  const say = useSay();
  const spans = shown ? spansIn(field, reasons) : [];
  if (spans.length === 0) return <Unfolding text={text} upTo={1200} />;
  const byLetter = new Map(reasons.map((reason) => [reason.letter, reason]));
  const marked = (segment: Segment): ReactNode =>
    segment.tags.reduceRight<ReactNode>(
      (inner, letter, depth) => {
        const reason = byLetter.get(letter);
        if (reason === undefined) return inner;
        const opens = segment.opens.includes(letter);
        return (
          <mark
            className={`mark mark-${reason.look} mark-depth-${Math.min(depth, 2)}`}
            title={`${letter} · ${say(reason.reason.sentence)}`}
            {...(opens ? { id: markId(letter), tabIndex: -1 } : {})}
          >
            {opens && (
              <span className="mark-letter" aria-hidden="true">
                {letter}
              </span>
            )}
            {inner}
          </mark>
        );
      },
      <Untrusted text={segment.text} />,
    );
  return (
    <span className="pre-wrap">
      {splitSpans(text, spans).map((segment) => (
        <span key={segment.start}>{marked(segment)}</span>
      ))}
    </span>
  );
}
