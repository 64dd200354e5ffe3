/** Schedules live in our table; whoever leads turns what is due into runs. */
import type { Kysely, Selectable } from "kysely";
import type { Schedule, ScheduleStore } from "../domain/ports.ts";
import type { Run } from "../domain/sample.ts";
import { failed, ok, ScheduleId } from "../domain/words.ts";
import { newId } from "./identity.ts";
import { record } from "./record.ts";
import { createRun } from "./runs.ts";
import { json, storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function scheduleStore(db: Kysely<Tables>): ScheduleStore {
  return {
    async list() {
      return (await db.selectFrom("schedules").selectAll().orderBy("name").execute()).map(readSchedule);
    },

    save: (schedule, change) =>
      db.transaction().execute(async (tx) => {
        const values = {
          name: storableText(schedule.name),
          cron: schedule.cron,
          timezone: schedule.timezone,
          plan: json(schedule.plan),
          enabled: schedule.enabled,
          next_run_at: schedule.nextRunAt,
        };
        const namesake = await tx.selectFrom("schedules").select("id").where("name", "=", values.name).executeTakeFirst();
        if (namesake !== undefined && namesake.id !== schedule.id) return failed({ code: "name-taken" });
        if (schedule.id === null) {
          const id = ScheduleId(newId(change.at));
          const made = await tx
            .insertInto("schedules")
            .values({ id, ...values, version: 1 })
            .onConflict((conflict) => conflict.column("name").doNothing())
            .returningAll()
            .executeTakeFirst();
          if (made === undefined) return failed({ code: "name-taken" });
          await record(tx, change, [{ action: "schedule.create", objectType: "schedule", objectId: id, body: { ...schedule } }]);
          return ok(readSchedule(made));
        }
        const before = await tx.selectFrom("schedules").selectAll().where("id", "=", schedule.id).forUpdate().executeTakeFirst();
        if (before === undefined) return failed({ code: "missing", what: `schedule ${schedule.id}` });
        if (before.version !== schedule.expectedVersion)
          return failed({ code: "stale", expected: schedule.expectedVersion ?? 0, actual: before.version });
        const row = await tx
          .updateTable("schedules")
          .set({ ...values, version: before.version + 1 })
          .where("id", "=", schedule.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await record(tx, change, [
          {
            action: "schedule.change",
            objectType: "schedule",
            objectId: row.id,
            from: before.enabled ? "enabled" : "disabled",
            to: row.enabled ? "enabled" : "disabled",
            body: { ...schedule },
          },
        ]);
        return ok(readSchedule(row));
      }),

    async fireDue(now, nextAfter, change) {
      const due = await db
        .selectFrom("schedules")
        .select("id")
        .where("enabled", "=", true)
        .where("next_run_at", "<=", now)
        .orderBy("next_run_at")
        .execute();
      const runs: Run[] = [];
      for (const { id } of due) {
        const run = await db.transaction().execute(async (tx) => {
          // Looked at again under the lock: another process may have fired it since.
          const row = await tx
            .selectFrom("schedules")
            .selectAll()
            .where("id", "=", id)
            .where("enabled", "=", true)
            .where("next_run_at", "<=", now)
            .forUpdate()
            .skipLocked()
            .executeTakeFirst();
          if (row === undefined) return null;
          await tx
            .updateTable("schedules")
            .set({ last_run_at: now, next_run_at: nextAfter(readSchedule(row), now), version: row.version + 1 })
            .where("id", "=", id)
            .execute();
          return createRun(tx, { plan: row.plan, scheduleId: id, requestedBy: change.actor }, change);
        });
        if (run !== null) runs.push(run);
      }
      return runs;
    },
  };
}

function readSchedule(row: Selectable<Tables["schedules"]>): Schedule {
  return {
    id: row.id,
    name: row.name,
    cron: row.cron,
    timezone: row.timezone,
    plan: row.plan,
    enabled: row.enabled,
    lastRunAt: row.last_run_at,
    nextRunAt: row.next_run_at,
    version: row.version,
  };
}
