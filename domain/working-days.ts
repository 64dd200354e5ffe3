/**
 * Working days in China: weekends off, statutory holidays off, make-up days on. The State Council names them anew each year
 * (全国年节及纪念日放假办法; 国务院办公厅关于部分节假日安排的通知), so they are data, one file a year in `config/holidays/`.
 * A day is a string like `2026-10-01`, in Chinese time.
 */
import { z } from "zod";
import { chinaDay } from "./law.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, "a day, as in 2026-10-01");

export const holidayYearSchema = z.strictObject({
  year: z.number().int().min(2000).max(2100),
  source: z.string().min(1),
  /** False where the notice itself was not read. */
  verified: z.boolean(),
  /** Days off, weekends among them included or not. */
  holidays: z.array(z.strictObject({ name: z.string().min(1), from: day, to: day })),
  /** Saturdays and Sundays that are worked. */
  makeUpDays: z.array(day),
});
export type HolidayYear = Readonly<z.infer<typeof holidayYearSchema>>;

export interface WorkCalendar {
  /** Years whose holidays are known; outside them only weekends count, and answers say so. */
  readonly years: ReadonlySet<number>;
  readonly off: ReadonlySet<string>;
  readonly worked: ReadonlySet<string>;
}

export function workCalendar(years: readonly HolidayYear[]): WorkCalendar {
  return {
    years: new Set(years.map((one) => one.year)),
    off: new Set(years.flatMap((one) => one.holidays.flatMap((holiday) => daysBetween(holiday.from, holiday.to)))),
    worked: new Set(years.flatMap((one) => one.makeUpDays)),
  };
}

export function isWorkingDay(day: string, calendar: WorkCalendar): boolean {
  if (calendar.worked.has(day)) return true;
  if (calendar.off.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** A day, and whether every year that was walked through has its holidays on file. */
export interface CountedDay {
  readonly day: string;
  readonly certain: boolean;
}

/** The `count`-th working day after `from`; the day itself does not count (民法典 Art. 201). */
export function addWorkingDays(from: string, count: number, calendar: WorkCalendar): CountedDay {
  let day = from;
  let certain = true;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    certain &&= calendar.years.has(yearOf(day));
    if (isWorkingDay(day, calendar)) left--;
  }
  return { day, certain };
}

/** `count` calendar days after `from`; where the last is a day off, the next working day (民法典 Arts. 201, 203). */
export function addCalendarDays(from: string, count: number, calendar: WorkCalendar): CountedDay {
  let day = addDays(from, count);
  let certain = calendar.years.has(yearOf(day));
  while (!isWorkingDay(day, calendar)) {
    day = addDays(day, 1);
    certain &&= calendar.years.has(yearOf(day));
  }
  return { day, certain };
}

/** Working days from the day after `from` up to and including `to`; negative when `to` is past. */
export function workingDaysUntil(from: string, to: string, calendar: WorkCalendar): number {
  if (to < from) return -workingDaysUntil(to, from, calendar);
  let count = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) count++;
  }
  return count;
}

/** The last moment of a day in China, as a UTC instant. */
function endOfChinaDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 16 * 3_600_000 - 1);
}

/** The end of the `count`-th day after `at`, counted as the rule says. */
export function dueAfter(
  at: Date,
  count: number,
  unit: "working-days" | "calendar-days",
  calendar: WorkCalendar,
): { readonly at: Date; readonly certain: boolean } {
  const from = chinaDay(at);
  const due = unit === "working-days" ? addWorkingDays(from, count, calendar) : addCalendarDays(from, count, calendar);
  return { at: endOfChinaDay(due.day), certain: due.certain };
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < 60; day = addDays(day, 1)) days.push(day);
  return days;
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
