/** Stores what screening an observation came to, and opens, feeds or reopens its leads: one lead for each listing × right × kind. */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { Finding, Weighed } from "../domain/finding.ts";
import { next } from "../domain/lead.ts";
import type { Change, ListingStore } from "../domain/ports.ts";
import { LeadId, TiequanError, type ObservationId } from "../domain/words.ts";
import { newId } from "./identity.ts";
import { record, type Event } from "./record.ts";
import { json, searchText, sha256Hex, storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

type Screened = Parameters<ListingStore["recordScreening"]>[0];
type Lead = Selectable<Tables["leads"]>;
type Observation = Selectable<Tables["observations"]>;
interface Outcome {
  readonly opened: LeadId[];
  readonly attached: LeadId[];
  readonly reopened: LeadId[];
}

/** States in which nobody has decided yet, so that the lead shows what was found last. */
const undecided = ["new", "reviewing", "snoozed", "second-review", "insufficient"];

export function screeningStore(db: Kysely<Tables>): Pick<ListingStore, "unscreened" | "recordScreening" | "findings"> {
  return {
    async unscreened(run, registerVersion, limit) {
      // What an earlier run screened with this register is done; what it screened with another one is not.
      const { rows } = await sql<{ observation_id: ObservationId }>`
        select distinct s.observation_id from samples s
        where s.run_id = ${run} and not exists (
          select 1 from screenings g where g.observation_id = s.observation_id and g.register_version = ${registerVersion})
        order by s.observation_id limit ${limit}`.execute(db);
      return rows.map((row) => row.observation_id);
    },

    recordScreening: (screened, change) =>
      db.transaction().execute(async (tx) => {
        const observation = await lockObservation(tx, screened.observationId);
        const before = await tx
          .selectFrom("screenings")
          .select(["opened", "attached", "reopened"])
          .where("observation_id", "=", observation.id)
          .where("register_version", "=", screened.registerVersion)
          .executeTakeFirst();
        if (before !== undefined) return before;
        const flagging = screened.weighed.filter((weighed) => flags(weighed, screened.line));
        const { outcome, events } = await feedLeads(tx, observation, screened, change);
        await storeScreening(tx, observation, screened, change, flagging.length > 0, outcome);
        await repeatOnRows(tx, observation, screened, change, flagging);
        await record(tx, change, events);
        return outcome;
      }),

    async findings(observation) {
      const rows = await db
        .selectFrom("findings")
        .innerJoin("observations", (join) =>
          join
            .onRef("observations.id", "=", "findings.observation_id")
            .onRef("observations.screened_version", "=", "findings.register_version"),
        )
        .select("findings.finding")
        .where("findings.observation_id", "=", observation)
        .orderBy("findings.ordinal")
        .execute();
      return rows.map((row) => row.finding);
    },
  };
}

function flags(weighed: Weighed, line: number): boolean {
  return weighed.verdict === "suspected" && weighed.probability >= line;
}

/** The listing's row is what two screenings of one listing wait for. */
async function lockObservation(tx: Transaction<Tables>, id: ObservationId): Promise<Observation> {
  const row = await tx.selectFrom("observations").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new TiequanError("observation-missing", `There is no observation ${id}.`, "Check the id.");
  await tx.selectFrom("listings").select("id").where("id", "=", row.listing_id).forUpdate().execute();
  return row;
}

async function feedLeads(
  tx: Transaction<Tables>,
  observation: Observation,
  screened: Screened,
  change: Change,
): Promise<{ outcome: Outcome; events: Event[] }> {
  const known = await tx
    .selectFrom("leads")
    .selectAll()
    .where("listing_id", "=", observation.listing_id)
    .orderBy("id")
    .forUpdate()
    .execute();
  const outcome: Outcome = { opened: [], attached: [], reopened: [] };
  const events: Event[] = [];
  for (const weighed of screened.weighed) {
    const lead = known.find((one) => one.kind === weighed.kind && one.right_id === weighed.rightId);
    const isFlagging = flags(weighed, screened.line);
    if (lead === undefined && isFlagging) {
      const id = await openLead(tx, observation, weighed, screened, change);
      outcome.opened.push(id);
      events.push({ action: "lead.open", objectType: "lead", objectId: id, to: "new", body: found(weighed, observation, screened) });
    } else if (lead !== undefined && (isFlagging || lead.observation_id !== observation.id)) {
      const reopens = isFlagging && lead.state === "closed";
      await attach(tx, lead, observation, weighed, { isFlagging, reopens }, change);
      (reopens ? outcome.reopened : outcome.attached).push(lead.id);
      events.push({
        action: reopens ? "lead.reopen" : "lead.attach",
        objectType: "lead",
        objectId: lead.id,
        from: lead.state,
        to: reopens ? reopened(lead) : lead.state,
        body: found(weighed, observation, screened),
      });
    }
  }
  return { outcome, events };
}

function found(weighed: Weighed, observation: Observation, screened: Screened) {
  return {
    observationId: observation.id,
    runId: screened.runId,
    registerVersion: screened.registerVersion,
    verdict: weighed.verdict,
    probability: weighed.probability,
    priority: weighed.priority,
    findings: weighed.findings.length,
  };
}

function reopened(lead: Lead): Lead["state"] {
  const moved = next(lead.state, { act: "reopen", note: "" });
  if (!moved.ok)
    throw new TiequanError(
      "lead-cannot-reopen",
      `Lead ${lead.id} in state ${lead.state} cannot be reopened.`,
      "Report this with the lead's history.",
    );
  return moved.value;
}

async function openLead(
  tx: Transaction<Tables>,
  observation: Observation,
  weighed: Weighed,
  screened: Screened,
  change: Change,
): Promise<LeadId> {
  const listing = await tx
    .selectFrom("listings")
    .select(["platform", "category"])
    .where("id", "=", observation.listing_id)
    .executeTakeFirstOrThrow();
  const id = LeadId(newId(change.at));
  await tx
    .insertInto("leads")
    .values({
      id,
      listing_id: observation.listing_id,
      opened_in_run: screened.runId,
      platform: listing.platform,
      category: listing.category,
      kind: weighed.kind,
      right_id: weighed.rightId,
      state: "new",
      first_found_at: observation.at,
      last_found_at: observation.at,
      version: 1,
      probability: weighed.probability,
      priority: weighed.priority,
      ...description(observation, weighed, listing.platform),
    })
    .execute();
  return id;
}

/** Found again. An undecided lead shows what was found last; a decided one keeps what was decided on, and only learns when it was seen. */
async function attach(
  tx: Transaction<Tables>,
  lead: Lead,
  observation: Observation,
  weighed: Weighed,
  now: { isFlagging: boolean; reopens: boolean },
  change: Change,
): Promise<void> {
  const shows = now.reopens || undecided.includes(lead.state);
  const judged = shows ? { probability: weighed.probability, priority: weighed.priority } : {};
  const cleared = now.reopens ? { reason_code: null, decided_at: null, snoozed_until: null, assignee: null } : {};
  await tx
    .updateTable("leads")
    .set({
      ...description(observation, weighed, lead.platform),
      ...judged,
      ...cleared,
      state: now.reopens ? reopened(lead) : lead.state,
      last_found_at: now.isFlagging
        ? sql<Date>`greatest(last_found_at, ${observation.at}, ${now.reopens ? change.at : observation.at})`
        : lead.last_found_at,
      version: lead.version + 1,
    })
    .where("id", "=", lead.id)
    .execute();
}

/** Longest seller name that is compared; an index entry holds at most 2,704 bytes. */
const comparedCharacters = 200;

export function comparedName(name: string): string {
  return storableText(name.slice(0, comparedCharacters));
}

function description(observation: Observation, weighed: Weighed, platform: string) {
  const { seller } = observation.listing;
  const who = seller?.id ?? seller?.name;
  return {
    observation_id: observation.id,
    right_name: storableText(weighed.rightName),
    seller_name: seller?.name === undefined ? null : comparedName(seller.name),
    seller_key: who === undefined || who === "" ? null : sha256Hex(`${platform}\n${who}`).slice(0, 32),
    search_text: searchText(observation.title, seller?.name, weighed.rightName),
  };
}

async function storeScreening(
  tx: Transaction<Tables>,
  observation: Observation,
  screened: Screened,
  change: Change,
  flagged: boolean,
  outcome: Outcome,
): Promise<void> {
  await tx
    .insertInto("screenings")
    .values({
      observation_id: observation.id,
      register_version: screened.registerVersion,
      run_id: screened.runId,
      at: change.at,
      flagged,
      notes: json(screened.notes),
      ...outcome,
    })
    .execute();
  const rows = screened.findings.map((finding: Finding, ordinal) => ({
    observation_id: observation.id,
    register_version: screened.registerVersion,
    ordinal,
    listing_id: observation.listing_id,
    kind: finding.kind,
    right_id: finding.target.rightId,
    verdict: finding.verdict,
    probability: finding.probability,
    finding: json(finding),
  }));
  for (let start = 0; start < rows.length; start += 1000)
    await tx
      .insertInto("findings")
      .values(rows.slice(start, start + 1000))
      .execute();
}

/** The result beside the observation, its listing, and the samples that wait for it; what earlier runs counted stays as it was. */
async function repeatOnRows(
  tx: Transaction<Tables>,
  observation: Observation,
  screened: Screened,
  change: Change,
  flagging: readonly Weighed[],
): Promise<void> {
  const result = {
    flagged: flagging.length > 0,
    flagged_kinds: [...new Set(flagging.map((weighed) => weighed.kind))],
    screened_version: screened.registerVersion,
  };
  await tx.updateTable("observations").set(result).where("id", "=", observation.id).execute();
  await tx
    .updateTable("listings")
    .set({ flagged: result.flagged })
    .where("id", "=", observation.listing_id)
    .where("observation_id", "=", observation.id)
    .execute();
  await tx
    .updateTable("samples")
    .set({ ...result, screened_at: change.at })
    .where("observation_id", "=", observation.id)
    .where((eb) => eb.or([eb("screened_version", "is", null), ...(screened.runId === null ? [] : [eb("run_id", "=", screened.runId)])]))
    .execute();
}
