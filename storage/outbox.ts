/** Hands the jobs asked for beside changes to the queue. */
import type { Kysely } from "kysely";
import type { Clock } from "../domain/clock.ts";
import type { Outbox } from "../domain/ports.ts";
import type { JobRequest } from "../domain/step.ts";
import type { Tables } from "./tables.ts";

/** Relayed rows are kept this long, for looking into what was asked for. */
const keptDays = 14;

/**
 * A row is found by not being relayed yet, never by "id above the last one seen": a transaction that took a low id and
 * committed late is therefore not lost. Marked in the transaction that locked it, after `enqueue` resolved: a process that dies
 * in between hands the job over again, under the same id.
 */
export function outbox(db: Kysely<Tables>, clock: Clock): Outbox {
  return {
    relay: (enqueue, limit) =>
      db.transaction().execute(async (tx) => {
        const rows = await tx
          .selectFrom("outbox")
          .selectAll()
          .where("relayed_at", "is", null)
          .orderBy("id")
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute();
        if (rows.length === 0) return 0;
        await enqueue(
          rows.map((row): JobRequest => ({
            name: row.name,
            data: row.data,
            id: row.job_id,
            ...(row.platform === null ? {} : { platform: row.platform }),
            ...(row.not_before === null ? {} : { notBefore: row.not_before }),
          })),
        );
        await tx
          .updateTable("outbox")
          .set({ relayed_at: clock.now() })
          .where(
            "id",
            "in",
            rows.map((row) => row.id),
          )
          .execute();
        return rows.length;
      }),
  };
}

/** Forgets jobs relayed more than 14 days ago; run on opening. */
export async function forgetRelayed(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .deleteFrom("outbox")
    .where("relayed_at", "<", new Date(now.getTime() - keptDays * 86_400_000))
    .execute();
}
