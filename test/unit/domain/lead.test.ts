import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leadStates, next, reasonCodeNames, reasonCodes, type LeadAction, type LeadState } from "../../../domain/lead.ts";

const note = "seen again";
const actions: readonly LeadAction[] = [
  { act: "start-review" },
  { act: "confirm", code: "C1", note: null, needsSecond: false },
  { act: "confirm", code: "C2", note: null, needsSecond: true },
  { act: "reject", code: "R1", note: null },
  { act: "mark-insufficient", code: "I1", note: null },
  { act: "escalate", note: null },
  { act: "snooze", until: new Date(0), note },
  { act: "second-opinion", agrees: true, note: null },
  { act: "second-opinion", agrees: false, note: null },
  { act: "reopen", note },
  { act: "undo", to: "reviewing" },
  { act: "put-in-notice" },
  { act: "take-out-of-notice" },
  { act: "close", note },
];

function reachableFrom(start: LeadState, allowed: readonly LeadAction[] = actions): Set<LeadState> {
  const seen = new Set<LeadState>([start]);
  for (const state of seen)
    for (const action of allowed) {
      const led = next(state, action);
      if (led.ok) seen.add(led.value);
    }
  return seen;
}

test("every state can be reached from a new lead", () => {
  expect([...reachableFrom("new")].toSorted()).toEqual([...leadStates].toSorted());
});

test("no path leads into a notice without a confirmation", () => {
  const without = actions.filter((action) => action.act !== "confirm" && action.act !== "second-opinion");
  expect(reachableFrom("new", without)).not.toContain("in-notice");
});

test("no state is a dead end", () => {
  for (const state of leadStates) expect([...reachableFrom(state)].length, state).toBeGreaterThan(1);
});

test("a disagreeing second opinion goes back to review, an agreeing one confirms", () => {
  expect(next("second-review", { act: "second-opinion", agrees: false, note: null })).toEqual({ ok: true, value: "reviewing" });
  expect(next("second-review", { act: "second-opinion", agrees: true, note: null })).toEqual({ ok: true, value: "confirmed" });
});

test("what stands in a notice cannot be decided anew", () => {
  const open = actions.filter((action) => next("in-notice", action).ok).map((action) => action.act);
  expect(open).toEqual(["take-out-of-notice", "close"]);
});

describe("reason codes", () => {
  test("belong to their decision", () => {
    fc.assert(
      fc.property(fc.constantFrom(...reasonCodeNames), (code) => {
        expect(next("new", { act: "confirm", code, note: null, needsSecond: false }).ok).toBe(code.startsWith("C"));
        expect(next("new", { act: "reject", code, note: null }).ok).toBe(code.startsWith("R"));
        expect(next("new", { act: "mark-insufficient", code, note: null }).ok).toBe(code.startsWith("I"));
      }),
    );
  });

  test("are defined in both languages", () => {
    for (const code of reasonCodeNames)
      expect(
        [reasonCodes[code].zh, reasonCodes[code].en].every((text) => text.length > 2),
        code,
      ).toBe(true);
  });
});
