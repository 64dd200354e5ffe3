/**
 * What must be true together: a change, its audit event and the jobs it asks for. Stores change their rows first and call
 * `record` last, inside the same transaction: the chain's lock is then held for the shortest time, and always taken last, so
 * that two changes cannot wait for each other.
 */
import { sql, type Transaction } from "kysely";
import type { AuditEvent, Change } from "../domain/ports.ts";
import type { JobRequest } from "../domain/step.ts";
import { canonical, json, sha256Hex, storableText, storableValue } from "./storable.ts";
import type { Tables } from "./tables.ts";

/** An event as its store knows it; time and actor come from the change. */
export interface Event {
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly body?: Readonly<Record<string, unknown>>;
}

export async function record(
  tx: Transaction<Tables>,
  change: Change,
  events: readonly Event[],
  jobs: readonly JobRequest[] = [],
): Promise<void> {
  await askFor(tx, [...(change.jobs ?? []), ...jobs], change.at);
  await appendEvents(
    tx,
    events.map((event) => ({
      at: change.at,
      actor: change.actor,
      action: event.action,
      objectType: event.objectType,
      objectId: event.objectId,
      from: event.from ?? null,
      to: event.to ?? null,
      body: event.body ?? {},
    })),
  );
}

/** Outbox rows. A job that already waits under the same name and id is left as it is. Sorted, so that two writers lock in one order. */
export async function askFor(tx: Transaction<Tables>, jobs: readonly JobRequest[], at: Date): Promise<void> {
  const rows = jobs
    .map((job) => ({
      job_id: job.id,
      name: job.name,
      data: json(job.data),
      platform: job.platform ?? null,
      not_before: job.notBefore ?? null,
      asked_at: at,
    }))
    .toSorted((a, b) => compare(`${a.name} ${a.job_id}`, `${b.name} ${b.job_id}`));
  for (let start = 0; start < rows.length; start += 1000)
    await tx
      .insertInto("outbox")
      .values(rows.slice(start, start + 1000))
      .onConflict((conflict) => conflict.columns(["name", "job_id"]).where("relayed_at", "is", null).doNothing())
      .execute();
}

type Unchained = Omit<AuditEvent, "seq" | "hash" | "previousHash">;

/** Held from here to the commit, so that the order of the chain is the order of the commits. Any constant would do. */
const chainLock = 7_302_001;

export async function appendEvents(tx: Transaction<Tables>, events: readonly Unchained[]): Promise<void> {
  if (events.length === 0) return;
  await sql`select pg_advisory_xact_lock(${sql.lit(chainLock)})`.execute(tx);
  let { seq, hash } = await tx.selectFrom("audit_head").select(["seq", "hash"]).executeTakeFirstOrThrow();
  const rows = events.map((event) => {
    const chained = { ...cleaned(event), seq: seq + 1, previousHash: hash };
    seq = chained.seq;
    hash = hashOf(chained);
    return {
      seq,
      hash,
      previous_hash: chained.previousHash,
      at: chained.at,
      actor: chained.actor,
      action: chained.action,
      object_type: chained.objectType,
      object_id: chained.objectId,
      from_state: chained.from,
      to_state: chained.to,
      body: json(chained.body),
    };
  });
  for (let start = 0; start < rows.length; start += 1000)
    await tx
      .insertInto("audit_events")
      .values(rows.slice(start, start + 1000))
      .execute();
  await tx.updateTable("audit_head").set({ seq, hash }).execute();
}

/** SHA-256 over the canonical JSON (RFC 8785) of everything the event says, its place and the hash before it. */
export function hashOf(event: Omit<AuditEvent, "hash">): string {
  return sha256Hex(
    canonical({
      seq: event.seq,
      at: event.at.toISOString(),
      actor: event.actor,
      action: event.action,
      objectType: event.objectType,
      objectId: event.objectId,
      from: event.from,
      to: event.to,
      body: event.body,
      previousHash: event.previousHash,
    }),
  );
}

/** The event as it will be read back; its hash must be over what is stored. */
function cleaned(event: Unchained): Unchained {
  const body = storableValue(event.body);
  return {
    at: event.at,
    actor: storableText(event.actor),
    action: event.action,
    objectType: event.objectType,
    objectId: storableText(event.objectId),
    from: event.from,
    to: event.to,
    body: body !== null && typeof body === "object" ? { ...body } : {},
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
