/** Loads what counts time: holidays by year, deadline rules, and the schedules offered on the first start. */
import { join } from "node:path";
import { z } from "zod";
import { deadlineRuleSchema, type DeadlineRule } from "../domain/deadline.ts";
import { planSchema } from "../domain/sample.ts";
import { holidayYearSchema, workCalendar, type WorkCalendar } from "../domain/working-days.ts";
import { configRoot, readData, readFolder } from "./files.ts";

export async function loadWorkCalendar(): Promise<WorkCalendar> {
  return workCalendar((await readFolder(join(configRoot, "holidays"), holidayYearSchema)).map(({ value }) => value));
}

export async function loadDeadlineRules(): Promise<readonly DeadlineRule[]> {
  return (await readData(join(configRoot, "deadlines.yaml"), z.strictObject({ rules: z.array(deadlineRuleSchema) }))).rules;
}

const offeredScheduleSchema = z.strictObject({
  name: z.string().min(1),
  cron: z.string().min(9),
  timezone: z.string().min(1).default("Asia/Shanghai"),
  plan: planSchema,
});
export type OfferedSchedule = Readonly<z.infer<typeof offeredScheduleSchema>>;

export async function loadOfferedSchedules(): Promise<readonly OfferedSchedule[]> {
  return (await readData(join(configRoot, "schedule.yaml"), z.strictObject({ schedules: z.array(offeredScheduleSchema) }))).schedules;
}
