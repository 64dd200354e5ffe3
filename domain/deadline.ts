/** How long who has for what, under which law, from when to when that rule held. Data in `config/deadlines.yaml`. */
import { z } from "zod";
import { chinaDay } from "./law.ts";
import { dueAfter, type WorkCalendar } from "./working-days.ts";
import { bilingualSchema } from "./words.ts";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, "a date, as in 2019-01-01");

const deadlineUnits = ["working-days", "calendar-days", "hours"] as const;

export const deadlineRuleSchema = z.strictObject({
  /** The same id stands once for each version. */
  id: z.string().min(1),
  who: bilingualSchema,
  /** What starts the clock. */
  trigger: bilingualSchema,
  /** Null where the law says 及时 and gives no number. */
  limit: z.number().positive().nullable(),
  unit: z.enum(deadlineUnits).nullable(),
  law: z.string().min(1),
  version: z.string().min(1),
  validFrom: date,
  validTo: date.optional(),
  source: z.string().min(1),
  verified: z.boolean(),
  note: z.string().optional(),
});
export type DeadlineRule = Readonly<z.infer<typeof deadlineRuleSchema>>;

export interface Deadline {
  readonly rule: DeadlineRule;
  readonly dueAt: Date;
  /** False when a year on the way has no holidays on file: the day may be earlier than shown, never later. */
  readonly certain: boolean;
}

/** The version of a rule in force at `at`; null when there is none. */
export function deadlineRuleInForce(rules: readonly DeadlineRule[], id: string, at: Date): DeadlineRule | null {
  const day = chinaDay(at);
  return rules.find((rule) => rule.id === id && rule.validFrom <= day && (rule.validTo === undefined || day <= rule.validTo)) ?? null;
}

/** When a clock that starts at `from` ends. Null when the rule gives no number: then only our own follow-up date applies. */
export function deadline(rule: DeadlineRule, from: Date, calendar: WorkCalendar): Deadline | null {
  if (rule.limit === null || rule.unit === null) return null;
  if (rule.unit === "hours") return { rule, dueAt: new Date(from.getTime() + rule.limit * 3_600_000), certain: true };
  const due = dueAfter(from, rule.limit, rule.unit, calendar);
  return { rule, dueAt: due.at, certain: due.certain };
}
