/** Scheduled runs. Schedules live in our table; whoever leads looks every few seconds and starts what is due. */
import { Cron } from "croner";
import type { Clock } from "../domain/clock.ts";
import type { Leadership, Schedule, ScheduleStore } from "../domain/ports.ts";
import { failed, ok, type Result } from "../domain/words.ts";
import type { QueueLog } from "./log.ts";

/** When `cron` fires next after `after` in `timezone`; null when it never does again. Five fields, as in `0 2 * * 1`. */
export function nextFire(cron: string, timezone: string, after: Date): Result<Date | null, { code: "bad-cron"; because: string }> {
  if (cron.trim().split(/\s+/u).length !== 5)
    return failed({ code: "bad-cron", because: "a schedule has five fields: minute, hour, day of month, month, day of week" });
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: timezone }).resolvedOptions();
    return ok(new Cron(cron, { timezone: timeZone, paused: true, mode: "5-part" }).nextRun(after));
  } catch (cause) {
    return failed({ code: "bad-cron", because: cause instanceof Error ? cause.message : String(cause) });
  }
}

export interface ScheduleDeps {
  readonly schedules: Pick<ScheduleStore, "fireDue">;
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly log: QueueLog;
}

/**
 * One look: the leader starts each due schedule once, however many turns were missed while nobody looked, and moves it on to the
 * next turn after now. Answers how many runs it started; null when another process leads.
 */
export async function fireDueSchedules(deps: ScheduleDeps): Promise<number | null> {
  return deps.leadership.tryLead("schedule", async () => {
    const now = deps.clock.now();
    const runs = await deps.schedules.fireDue(now, (schedule, at) => nextOf(schedule, at, deps.log), { actor: "step:schedule", at: now });
    for (const run of runs) deps.log.info({ event: "schedule-fired", run: run.id, schedule: run.scheduleId }, "a scheduled run starts");
    return runs.length;
  });
}

function nextOf(schedule: Schedule, at: Date, log: QueueLog): Date | null {
  const next = nextFire(schedule.cron, schedule.timezone, at);
  if (next.ok) return next.value;
  log.error(
    { event: "schedule-broken", schedule: schedule.id, because: next.fault.because },
    "a schedule cannot be read and will not fire again",
  );
  return null;
}
