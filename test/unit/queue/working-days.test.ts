import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDeadlineRules, loadWorkCalendar } from "../../../config/calendar.ts";
import { deadline, deadlineRuleInForce } from "../../../domain/deadline.ts";
import { chinaDay } from "../../../domain/law.ts";
import { addCalendarDays, addDays, addWorkingDays, dueAfter, isWorkingDay, workingDaysUntil } from "../../../domain/working-days.ts";

const calendar = await loadWorkCalendar();
const rules = await loadDeadlineRules();

describe("working days in China", () => {
  it.each([
    ["2026-10-10", true, "a Saturday worked for National Day"],
    ["2026-10-07", false, "the last day of National Day"],
    ["2026-10-11", false, "an ordinary Sunday"],
    ["2026-02-23", false, "a Monday of the Spring Festival"],
    ["2026-02-24", true, "the first day after it"],
    ["2020-01-31", false, "the Spring Festival of 2020 as lengthened"],
  ])("%s is %s: %s", (day, works) => {
    expect(isWorkingDay(day, calendar)).toBe(works);
  });

  it("counts from the day after, over the Spring Festival and its make-up days", () => {
    // 2026-02-13 is a Friday; 14 is worked, 15–23 off, 24–27 worked, 28 (Saturday) worked.
    expect(addWorkingDays("2026-02-13", 6, calendar)).toEqual({ day: "2026-02-28", certain: true });
  });
  it("moves the end of a period in calendar days from a day off to the next working day", () => {
    expect(addCalendarDays("2026-09-28", 5, calendar)).toEqual({ day: "2026-10-08", certain: true });
  });
  it("says when a year's holidays are not on file", () => {
    expect(addWorkingDays("2026-12-30", 3, calendar).certain).toBe(false);
  });
  it("every make-up day is a Saturday or Sunday, and every year has its long holidays", () => {
    for (const day of calendar.worked) expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
    for (const year of calendar.years)
      expect([...calendar.off].filter((day) => day.startsWith(`${year}-10-0`)).length).toBeGreaterThanOrEqual(7);
  });
  it("counts the same forwards and backwards", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 330 }), fc.integer({ min: 1, max: 30 }), (start, count) => {
        const from = addDays("2026-01-01", start);
        const { day } = addWorkingDays(from, count, calendar);
        expect(workingDaysUntil(from, day, calendar)).toBe(count);
        expect(workingDaysUntil(day, from, calendar)).toBe(-count);
      }),
    );
  });
  it("ends at the last moment of the day in China", () => {
    const due = dueAfter(new Date("2026-11-22T18:00:00Z"), 5, "calendar-days", calendar);
    // 02:00 on the 23rd in China; five days on is Saturday the 28th, so Monday the 30th.
    expect(chinaDay(due.at)).toBe("2026-11-30");
    expect(due.at.toISOString()).toBe("2026-11-30T15:59:59.999Z");
  });
});

describe("deadlines by law", () => {
  const rule = (id: string, at: string) => deadlineRuleInForce(rules, id, new Date(at));

  it("gives a right holder fifteen calendar days from the arrival of the declaration", () => {
    const found = rule("right-holder.complain-or-sue", "2026-11-02T02:00:00Z");
    expect(found === null ? null : deadline(found, new Date("2026-11-02T02:00:00Z"), calendar)?.dueAt.toISOString()).toBe(
      "2026-11-17T15:59:59.999Z",
    );
  });
  it("gives no date where the law says only promptly", () => {
    const found = rule("platform.measures", "2026-11-02T02:00:00Z");
    expect(found === null ? "no rule" : deadline(found, new Date(), calendar)).toBeNull();
  });
  it("counts hours where the law does, over a night", () => {
    const found = rule("transfer.send", "2026-11-02T20:00:00Z");
    expect(found === null ? null : deadline(found, new Date("2026-11-02T20:00:00Z"), calendar)?.dueAt.toISOString()).toBe(
      "2026-11-03T20:00:00.000Z",
    );
  });
  it("cites no rule after its last day in force", () => {
    expect(rule("bureau.report-reply", "2026-04-14T15:00:00Z")).not.toBeNull();
    expect(rule("bureau.report-reply", "2026-04-14T17:00:00Z")).toBeNull();
  });
});
