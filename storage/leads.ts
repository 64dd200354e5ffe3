/** Decisions on leads: each under the version the person saw, with its audit event, once for each request. */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { Clock } from "../domain/clock.ts";
import { next, type LeadAction, type LeadState, type ReasonCode } from "../domain/lead.ts";
import type { Change, LeadStore } from "../domain/ports.ts";
import { failed, ok, UserId, type LeadId } from "../domain/words.ts";
import { leadDetail } from "./lead-detail.ts";
import { leadList } from "./lead-list.ts";
import { readLead } from "./lead-rows.ts";
import { record, type Event } from "./record.ts";
import type { Tables } from "./tables.ts";

type StoredLead = Selectable<Tables["leads"]>;

export function leadStore(db: Kysely<Tables>, clock: Clock): LeadStore {
  return {
    ...leadList(db, clock),
    ...leadDetail(db, clock),

    act: (id, expectedVersion, action, change) =>
      db.transaction().execute(async (tx) => {
        const lead = await lockLead(tx, id);
        if (lead === undefined) return failed({ code: "missing", what: `lead ${id}` });
        if (change.requestId !== undefined && (await isRepeated(tx, id, change.requestId))) return ok(readLead(lead));
        if (lead.version !== expectedVersion) return failed({ code: "stale", expected: expectedVersion, actual: lead.version });
        const moved = next(lead.state, action);
        if (!moved.ok) return moved;
        const { row, event } = await moveLead(tx, lead, moved.value, action, change);
        if (change.requestId !== undefined)
          await tx.insertInto("lead_requests").values({ lead_id: id, request_id: change.requestId, at: change.at }).execute();
        await record(tx, change, [event]);
        return ok(readLead(row));
      }),

    lease: (id, by, until, now) =>
      db.transaction().execute(async (tx) => {
        const lead = await lockLead(tx, id);
        if (lead === undefined) return failed({ code: "missing", what: `lead ${id}` });
        if (lead.leased_by !== null && lead.leased_by !== by && lead.leased_until !== null && lead.leased_until > now)
          return failed({ code: "held", by: lead.leased_by, until: lead.leased_until });
        await tx.updateTable("leads").set({ leased_by: by, leased_until: until }).where("id", "=", id).execute();
        return ok({ until });
      }),

    async release(id, by) {
      await db.updateTable("leads").set({ leased_by: null, leased_until: null }).where("id", "=", id).where("leased_by", "=", by).execute();
    },
  };
}

function lockLead(tx: Transaction<Tables>, id: LeadId): Promise<StoredLead | undefined> {
  return tx.selectFrom("leads").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

/** In the order of their ids. */
export async function lockLeads(tx: Transaction<Tables>, ids: readonly LeadId[]): Promise<StoredLead[]> {
  if (ids.length === 0) return [];
  return tx.selectFrom("leads").selectAll().where("id", "in", ids).orderBy("id").forUpdate().execute();
}

async function isRepeated(tx: Transaction<Tables>, id: LeadId, request: string): Promise<boolean> {
  const row = await tx
    .selectFrom("lead_requests")
    .select("at")
    .where("lead_id", "=", id)
    .where("request_id", "=", request)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the move that `next` allowed, and gives back its event for the caller to record. Releases the lease. */
export async function moveLead(
  tx: Transaction<Tables>,
  lead: StoredLead,
  to: LeadState,
  action: LeadAction,
  change: Change & { requestId?: string },
): Promise<{ row: StoredLead; event: Event }> {
  const reasonCode = await reasonAfter(tx, lead, action);
  const row = await tx
    .updateTable("leads")
    .set({
      state: to,
      reason_code: reasonCode,
      assignee: assigneeAfter(lead, to, action, change.actor),
      snoozed_until: action.act === "snooze" ? action.until : null,
      decided_at: decidedAfter(lead, to, change.at),
      version: lead.version + 1,
      leased_by: null,
      leased_until: null,
    })
    .where("id", "=", lead.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const { act, ...details } = action;
  const event = {
    action: `lead.${act}`,
    objectType: "lead",
    objectId: lead.id,
    from: lead.state,
    to,
    body: {
      ...details,
      code: reasonCode,
      observationId: lead.observation_id,
      version: row.version,
      ...(change.requestId === undefined ? {} : { requestId: change.requestId }),
    },
  };
  return { row, event };
}

async function reasonAfter(tx: Transaction<Tables>, lead: StoredLead, action: LeadAction): Promise<ReasonCode | null> {
  switch (action.act) {
    case "confirm":
    case "reject":
    case "mark-insufficient":
      return action.code;
    case "reopen":
      return null;
    case "second-opinion":
      return action.agrees ? lead.reason_code : null;
    case "undo":
      return reasonOfEarlier(tx, lead, action.to);
    case "start-review":
    case "escalate":
    case "snooze":
    case "put-in-notice":
    case "take-out-of-notice":
    case "close":
      return lead.reason_code;
  }
}

/** The reason that stood the last time the lead was in the state it goes back to. */
async function reasonOfEarlier(tx: Transaction<Tables>, lead: StoredLead, to: LeadState): Promise<ReasonCode | null> {
  const row = await tx
    .selectFrom("audit_events")
    .select(sql<ReasonCode | null>`body ->> 'code'`.as("code"))
    .where("object_type", "=", "lead")
    .where("object_id", "=", lead.id)
    .where("to_state", "=", to)
    .orderBy("seq", "desc")
    .executeTakeFirst();
  return row?.code ?? null;
}

/** Who began or decided it; a second opinion is anyone's to take. Steps of the queue assign nobody. */
function assigneeAfter(lead: StoredLead, to: LeadState, action: LeadAction, actor: string): UserId | null {
  if (to === "second-review" || to === "new") return null;
  const takesIt =
    action.act === "start-review" ||
    action.act === "confirm" ||
    action.act === "reject" ||
    action.act === "mark-insufficient" ||
    action.act === "snooze" ||
    action.act === "second-opinion";
  return takesIt && !actor.startsWith("step:") ? UserId(actor) : lead.assignee;
}

function decidedAfter(lead: StoredLead, to: LeadState, at: Date): Date | null {
  if (to === "confirmed" || to === "rejected" || to === "insufficient") return lead.state === "in-notice" ? lead.decided_at : at;
  return to === "in-notice" || to === "closed" ? lead.decided_at : null;
}
