/** The audit log: events in one hash chain that nothing but `appendEvents` lengthens and nothing changes. */
import type { Kysely, Selectable } from "kysely";
import { z } from "zod";
import type { AuditEvent, AuditLog } from "../domain/ports.ts";
import { boundedLimit, pageOf, readCursor, writeCursor } from "./cursor.ts";
import { appendEvents, hashOf } from "./record.ts";
import type { Tables } from "./tables.ts";

/** Events read at once while the chain is recomputed. */
const eventsAtOnce = 2000;

export function auditLog(db: Kysely<Tables>): AuditLog {
  return {
    append: (event) => db.transaction().execute((tx) => appendEvents(tx, [event])),

    async list({ objectType, objectId, limit, after }) {
      const most = boundedLimit(limit);
      let query = db
        .selectFrom("audit_events")
        .selectAll()
        .orderBy("seq", "desc")
        .limit(most + 1);
      if (objectType !== undefined) query = query.where("object_type", "=", objectType);
      if (objectId !== undefined) query = query.where("object_id", "=", objectId);
      if (after !== undefined) query = query.where("seq", "<", readCursor("audit", after, z.tuple([z.number()]))[0]);
      return pageOf(await query.execute(), most, (row) => writeCursor("audit", [row.seq]), readEvent);
    },

    verify: () =>
      // One snapshot, so that an event appended meanwhile is not taken for a fault.
      db
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute(async (tx) => {
          const head = await tx.selectFrom("audit_head").select(["seq", "hash"]).executeTakeFirst();
          let seq = 0;
          let hash = "0".repeat(64);
          for (;;) {
            const rows = await tx
              .selectFrom("audit_events")
              .selectAll()
              .where("seq", ">", seq)
              .orderBy("seq")
              .limit(eventsAtOnce)
              .execute();
            for (const row of rows) {
              const event = readEvent(row);
              if (event.seq !== seq + 1 || event.previousHash !== hash || hashOf(event) !== event.hash)
                return { checked: seq, brokenAt: seq + 1 };
              ({ seq, hash } = event);
            }
            if (rows.length < eventsAtOnce) break;
          }
          return { checked: seq, brokenAt: head?.seq === seq && head.hash === hash ? null : seq + 1 };
        }),
  };
}

/** Everything that happened to one object, oldest first. */
export async function historyOf(db: Kysely<Tables>, objectType: string, objectId: string): Promise<AuditEvent[]> {
  const rows = await db
    .selectFrom("audit_events")
    .selectAll()
    .where("object_type", "=", objectType)
    .where("object_id", "=", objectId)
    .orderBy("seq")
    .execute();
  return rows.map(readEvent);
}

function readEvent(row: Selectable<Tables["audit_events"]>): AuditEvent {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    from: row.from_state,
    to: row.to_state,
    body: row.body,
    hash: row.hash,
    previousHash: row.previous_hash,
  };
}
