/** The decision while it is being made: pure, so that four keystrokes are a test and not a hope. */
import { decisionShape, type DecisionView, type LeadDetailView, type LeadView } from "../../../../shapes.ts";

export const verdicts = ["confirm", "reject", "insufficient", "escalate", "snooze"] as const;
export type Verdict = (typeof verdicts)[number];

const codes = decisionShape.options[0].shape.code.options;
const letters: Readonly<Partial<Record<Verdict, string>>> = { confirm: "C", reject: "R", insufficient: "I" };

/** The reasons that fit a verdict, in the order of the number keys. */
export function codesFor(verdict: Verdict | null): readonly string[] {
  const letter = verdict === null ? undefined : letters[verdict];
  return letter === undefined ? [] : codes.filter((code) => code.startsWith(letter));
}

export interface Making {
  readonly verdict: Verdict | null;
  readonly code: string | null;
  readonly note: string;
  readonly until: Date | null;
}

export const nothingYet: Making = { verdict: null, code: null, note: "", until: null };

export type Step =
  | { readonly do: "verdict"; readonly verdict: Verdict }
  | { readonly do: "code"; readonly index: number }
  | { readonly do: "note"; readonly note: string }
  | { readonly do: "until"; readonly until: Date | null }
  | { readonly do: "restart" };

/** Another verdict drops the reason of the first; the note stays, it was typed by hand. */
export function make(making: Making, step: Step): Making {
  switch (step.do) {
    case "verdict":
      return step.verdict === making.verdict ? making : { ...making, verdict: step.verdict, code: null };
    case "code": {
      const code = codesFor(making.verdict)[step.index];
      return code === undefined ? making : { ...making, code };
    }
    case "note":
      return { ...making, note: step.note };
    case "until":
      return { ...making, until: step.until };
    case "restart":
      return nothingYet;
  }
}

export type Unready = "verdictMissing" | "reasonMissing" | "noteNeeded";

const noteOf = (making: Making) => (making.note.trim() === "" ? null : making.note.trim());

/**
 * What goes to the server, or what is still missing. A second opinion agrees by confirming; its reason stands at the head of
 * the note, since the wire of a second opinion carries no code.
 */
export function decisionOf(
  making: Making,
  blind: boolean,
  snooze: { readonly until: Date; readonly note: string },
): { readonly ok: true; readonly decision: DecisionView } | { readonly ok: false; readonly because: Unready } {
  const { verdict, code } = making;
  if (verdict === null) return { ok: false, because: "verdictMissing" };
  const note = noteOf(making);
  if (verdict === "escalate") return { ok: true, decision: { decide: "escalate", note } };
  if (verdict === "snooze")
    return { ok: true, decision: { decide: "snooze", until: (making.until ?? snooze.until).toISOString(), note: note ?? snooze.note } };
  if (code === null) return { ok: false, because: "reasonMissing" };
  if (blind)
    return {
      ok: true,
      decision: { decide: "second-opinion", agrees: verdict === "confirm", note: [code, note].filter((part) => part !== null).join(" ") },
    };
  return { ok: true, decision: { decide: verdict, code, note } };
}

/** Nine in the morning, `days` from now, in the reader's zone. */
export function morningIn(days: number, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9, 0, 0);
}

const decidable: readonly LeadView["state"][] = ["new", "reviewing", "snoozed", "insufficient"];

/** What can be done with a lead in its state by somebody with these permissions. */
export function deskOf(
  state: LeadView["state"],
  may: { readonly decide: boolean; readonly second: boolean },
): "decide" | "second" | "no-second" | "decided" | "read-only" {
  if (state === "second-review") return may.second ? "second" : may.decide ? "no-second" : "read-only";
  if (!may.decide) return "read-only";
  return decidable.includes(state) ? "decide" : "decided";
}

export type Difference =
  | {
      readonly of: "state" | "reasonCode" | "probability" | "assignee" | "observationId" | "priority";
      readonly from: string;
      readonly to: string;
    }
  | { readonly of: "event"; readonly name: string; readonly action: string; readonly objectType: string };

/** What happened to a lead between the version on the screen and the one in the house. */
export function whatChanged(before: LeadDetailView, after: LeadDetailView): Difference[] {
  const fields = ["state", "reasonCode", "probability", "assignee", "observationId", "priority"] as const;
  const values = fields.flatMap((of): Difference[] =>
    before[of] === after[of] ? [] : [{ of, from: String(before[of] ?? "–"), to: String(after[of] ?? "–") }],
  );
  const known = new Set(before.history.map((event) => event.seq));
  const events = after.history
    .filter((event) => !known.has(event.seq))
    .map((event): Difference => ({ of: "event", name: event.actorName, action: event.action, objectType: event.objectType }));
  return [...values, ...events];
}
