import { expect, test } from "vitest";
import { decisionShape, type LeadDetailView } from "../../../dashboard/shapes.ts";
import {
  codesFor,
  decisionOf,
  deskOf,
  make,
  morningIn,
  nothingYet,
  whatChanged,
  type Making,
  type Step,
} from "../../../dashboard/web/src/pages/review/decision.ts";

const snooze = { until: new Date("2026-11-24T01:00:00Z"), note: "等待更多信息" };
const made = (...steps: Step[]): Making => steps.reduce(make, nothingYet);
const both = { decide: true, second: true };

test("two keys make a decision: a verdict and a reason", () => {
  const making = made({ do: "verdict", verdict: "confirm" }, { do: "code", index: 0 });
  expect(decisionOf(making, false, snooze)).toEqual({ ok: true, decision: { decide: "confirm", code: "C1", note: null } });
});

test("another verdict drops the reason of the first and keeps the note", () => {
  const making = made(
    { do: "verdict", verdict: "confirm" },
    { do: "code", index: 0 },
    { do: "note", note: "看图二" },
    { do: "verdict", verdict: "reject" },
  );
  expect([making.code, making.note]).toEqual([null, "看图二"]);
});

test("the same verdict again keeps the reason", () => {
  expect(made({ do: "verdict", verdict: "reject" }, { do: "code", index: 2 }, { do: "verdict", verdict: "reject" }).code).toBe("R3");
});

test("a number without a verdict chooses nothing", () => {
  expect(made({ do: "code", index: 0 })).toEqual(nothingYet);
});

test("a number past the last reason chooses nothing", () => {
  expect(made({ do: "verdict", verdict: "insufficient" }, { do: "code", index: 8 }).code).toBeNull();
});

test("says what is missing", () => {
  expect([decisionOf(nothingYet, false, snooze), decisionOf(made({ do: "verdict", verdict: "reject" }), false, snooze)]).toEqual([
    { ok: false, because: "verdictMissing" },
    { ok: false, because: "reasonMissing" },
  ]);
});

test("escalating needs no reason", () => {
  expect(decisionOf(made({ do: "verdict", verdict: "escalate" }), false, snooze)).toEqual({
    ok: true,
    decision: { decide: "escalate", note: null },
  });
});

test("snoozing has a day and a reason of its own when none were given", () => {
  expect(decisionOf(made({ do: "verdict", verdict: "snooze" }), false, snooze)).toEqual({
    ok: true,
    decision: { decide: "snooze", until: "2026-11-24T01:00:00.000Z", note: "等待更多信息" },
  });
});

test("in a blind review, confirming agrees and carries its reason in the note", () => {
  const making = made({ do: "verdict", verdict: "confirm" }, { do: "code", index: 1 }, { do: "note", note: "相似" });
  expect(decisionOf(making, true, snooze)).toEqual({ ok: true, decision: { decide: "second-opinion", agrees: true, note: "C2 相似" } });
});

test("in a blind review, rejecting disagrees", () => {
  const decided = decisionOf(made({ do: "verdict", verdict: "reject" }, { do: "code", index: 0 }), true, snooze);
  expect(decided.ok && decided.decision).toMatchObject({ decide: "second-opinion", agrees: false });
});

test("whatever is decided fits the wire", () => {
  const decided = (["confirm", "reject", "insufficient", "escalate", "snooze"] as const).map((verdict) =>
    decisionOf(made({ do: "verdict", verdict }, { do: "code", index: 0 }), false, snooze),
  );
  expect(decided.map((one) => one.ok && decisionShape.safeParse(one.decision).success)).toEqual([true, true, true, true, true]);
});

test("the reasons of a verdict fit the number keys", () => {
  expect((["confirm", "reject", "insufficient"] as const).map((verdict) => codesFor(verdict).length)).toEqual([9, 9, 5]);
});

test("a lead in second review goes only to somebody who may give a second opinion", () => {
  expect([deskOf("second-review", both), deskOf("second-review", { decide: true, second: false })]).toEqual(["second", "no-second"]);
});

test("a decided lead is not decided again", () => {
  expect([deskOf("confirmed", both), deskOf("in-notice", both)]).toEqual(["decided", "decided"]);
});

test("who may only read decides nothing", () => {
  expect([deskOf("new", { decide: false, second: false }), deskOf("second-review", { decide: false, second: false })]).toEqual([
    "read-only",
    "read-only",
  ]);
});

test("a morning is nine o'clock on the reader's clock", () => {
  const at = morningIn(3, new Date(2026, 11, 30, 17, 45));
  expect([at.getFullYear(), at.getMonth(), at.getDate(), at.getHours(), at.getMinutes()]).toEqual([2027, 0, 2, 9, 0]);
});

test("a refused decision shows the new state and who brought it", () => {
  const event = {
    seq: 2,
    at: "2026-11-23T00:00:00Z",
    actor: "u2",
    actorName: "李建国",
    action: "lead.reject",
    objectType: "lead",
    objectId: "l",
    from: "new",
    to: "rejected",
    body: {},
  };
  const before = {
    state: "new",
    reasonCode: null,
    probability: 0.9,
    assignee: null,
    observationId: "o",
    priority: "high",
    history: [{ ...event, seq: 1 }],
  } as unknown as LeadDetailView;
  const after = { ...before, state: "rejected", reasonCode: "R1", history: [...before.history, event] } as unknown as LeadDetailView;
  expect(whatChanged(before, after)).toEqual([
    { of: "state", from: "new", to: "rejected" },
    { of: "reasonCode", from: "–", to: "R1" },
    { of: "event", name: "李建国", action: "lead.reject", objectType: "lead" },
  ]);
});
