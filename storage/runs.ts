/** Runs: their states and their list. Their pages are in `pages.ts`, their tally in `progress.ts`. */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { z } from "zod";
import type { Clock } from "../domain/clock.ts";
import type { Change, RunStore } from "../domain/ports.ts";
import type { Plan, Run, RunState } from "../domain/sample.ts";
import { RunId, type ScheduleId } from "../domain/words.ts";
import { boundedLimit, instantKey, pageOf, readCursor, writeCursor } from "./cursor.ts";
import { newId } from "./identity.ts";
import { frontier } from "./pages.ts";
import { runProgress } from "./progress.ts";
import { record } from "./record.ts";
import { json } from "./storable.ts";
import type { Tables } from "./tables.ts";

const liveStates: readonly RunState[] = ["queued", "running", "stopping"];
const endedStates: readonly RunState[] = ["stopped", "finished", "failed"];

export function runStore(db: Kysely<Tables>, clock: Clock): RunStore {
  return {
    ...frontier(db, clock),

    create: (run, change) => db.transaction().execute((tx) => createRun(tx, run, change)),

    async get(id) {
      const row = await db.selectFrom("runs").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : readRun(row);
    },

    async list({ limit, after }) {
      const most = boundedLimit(limit);
      let query = db
        .selectFrom("runs")
        .selectAll()
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(most + 1);
      if (after !== undefined) {
        const [at, id] = readCursor("runs", after, z.tuple([instantKey, z.string()]));
        query = query.where(sql<boolean>`(created_at, id) < (${at}, ${id})`);
      }
      return pageOf(await query.execute(), most, (row) => writeCursor("runs", [row.created_at.toISOString(), row.id]), readRun);
    },

    setState: (id, from, to, because, change) =>
      db.transaction().execute(async (tx) => {
        const before = await tx.selectFrom("runs").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
        if (before === undefined || !from.includes(before.state)) return null;
        const after = await tx
          .updateTable("runs")
          .set({
            state: to,
            because,
            touched_at: change.at,
            started_at: before.started_at ?? (to === "running" ? change.at : null),
            ended_at: endedStates.includes(to) ? change.at : null,
          })
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await record(tx, change, [{ action: "run.move", objectType: "run", objectId: id, from: before.state, to, body: { because } }]);
        return readRun(after);
      }),

    progress: (id) => runProgress(db, id),

    async stalled(before) {
      const rows = await db
        .selectFrom("runs")
        .selectAll()
        .where("state", "in", liveStates)
        .where("touched_at", "<", before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(selectFrom("pages").select("pages.id").whereRef("pages.run_id", "=", "runs.id").where("pages.touched_at", ">=", before)),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("samples")
                .select("samples.page_id")
                .whereRef("samples.run_id", "=", "runs.id")
                .where("samples.screened_at", ">=", before),
            ),
          ),
        )
        .orderBy("touched_at")
        .execute();
      return rows.map(readRun);
    },
  };
}

/** Its `plan-run` job is asked for in the same transaction. */
export async function createRun(
  tx: Transaction<Tables>,
  run: { plan: Plan; scheduleId: ScheduleId | null; requestedBy: string },
  change: Change,
): Promise<Run> {
  const id = RunId(newId(change.at));
  const row = await tx
    .insertInto("runs")
    .values({
      id,
      schedule_id: run.scheduleId,
      plan: json(run.plan),
      state: "queued",
      requested_by: run.requestedBy,
      created_at: change.at,
      touched_at: change.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(
    tx,
    change,
    [
      {
        action: "run.create",
        objectType: "run",
        objectId: id,
        to: "queued",
        body: { requestedBy: run.requestedBy, scheduleId: run.scheduleId, seed: run.plan.seed, strata: run.plan.strata.length },
      },
    ],
    [{ name: "plan-run", data: { runId: id }, id: `plan-${id}` }],
  );
  return readRun(row);
}

function readRun(row: Selectable<Tables["runs"]>): Run {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    plan: row.plan,
    state: row.state,
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    because: row.because,
  };
}
