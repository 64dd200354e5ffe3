/** One lead with all an analyst needs in one view. */
import { sql, type Kysely } from "kysely";
import type { Clock } from "../domain/clock.ts";
import type { Finding } from "../domain/finding.ts";
import type { LeadDetail, LeadStore } from "../domain/ports.ts";
import type { NoticeId } from "../domain/words.ts";
import { historyOf } from "./audit.ts";
import { joinedLeads, readLeadRow, type JoinedLead } from "./lead-rows.ts";
import { listingStore } from "./listings.ts";
import type { Tables } from "./tables.ts";

/** Most other leads shown beside one lead; the seller's whole record is in the counts. */
const otherLeadsShown = 50;

export function leadDetail(db: Kysely<Tables>, clock: Clock): Pick<LeadStore, "get"> {
  return {
    async get(id): Promise<LeadDetail | null> {
      const lead = await joinedLeads(db).where("leads.id", "=", id).executeTakeFirst();
      if (lead === undefined) return null;
      const [listing, findings, cleared, history, others, sellerRecord, noticeId] = await Promise.all([
        listingStore(db).get(lead.listing_id),
        findingsOn(db, lead),
        clearedOn(db, lead),
        historyOf(db, "lead", id),
        otherLeads(db, lead),
        recordOfSeller(db, lead),
        noticeOf(db, lead),
      ]);
      if (listing === null) return null;
      return {
        ...readLeadRow(lead, clock),
        listing,
        findings,
        cleared,
        history,
        otherLeads: others.map((row) => readLeadRow(row, clock)),
        sellerRecord,
        noticeId,
      };
    },
  };
}

/** From the last screening of each observation, newest observation first. */
function lastFindings(db: Kysely<Tables>, lead: JoinedLead) {
  return db
    .selectFrom("findings")
    .innerJoin("observations", (join) =>
      join
        .onRef("observations.id", "=", "findings.observation_id")
        .onRef("observations.screened_version", "=", "findings.register_version"),
    )
    .select("findings.finding")
    .where("findings.listing_id", "=", lead.listing_id)
    .orderBy("observations.at", "desc")
    .orderBy("findings.observation_id", "desc")
    .orderBy("findings.ordinal");
}

async function findingsOn(db: Kysely<Tables>, lead: JoinedLead): Promise<Finding[]> {
  const rows = await lastFindings(db, lead).where("findings.kind", "=", lead.kind).where("findings.right_id", "=", lead.right_id).execute();
  return rows.map((row) => row.finding);
}

async function clearedOn(db: Kysely<Tables>, lead: JoinedLead): Promise<Finding[]> {
  const rows = await lastFindings(db, lead)
    .where("findings.verdict", "=", "cleared")
    .where("findings.observation_id", "=", lead.observation_id)
    .execute();
  return rows.map((row) => row.finding);
}

/** On the same listing first, then by the same seller. */
function otherLeads(db: Kysely<Tables>, lead: JoinedLead): Promise<JoinedLead[]> {
  return joinedLeads(db)
    .where("leads.id", "<>", lead.id)
    .where((eb) =>
      eb.or([
        eb("leads.listing_id", "=", lead.listing_id),
        ...(lead.seller_key === null ? [] : [eb("leads.seller_key", "=", lead.seller_key)]),
      ]),
    )
    .orderBy(sql`leads.listing_id = ${lead.listing_id}`, "desc")
    .orderBy("leads.last_found_at", "desc")
    .orderBy("leads.id")
    .limit(otherLeadsShown)
    .execute();
}

/** By shop id or name on one platform; a lead without a seller stands alone. */
async function recordOfSeller(db: Kysely<Tables>, lead: JoinedLead): Promise<LeadDetail["sellerRecord"]> {
  const who = lead.seller_key === null ? sql`leads.id = ${lead.id}` : sql`leads.seller_key = ${lead.seller_key}`;
  const { rows } = await sql<LeadDetail["sellerRecord"]>`
    select count(*) as leads, count(*) filter (where state in ('confirmed', 'in-notice', 'closed')) as confirmed, count(*) filter (where state = 'rejected') as rejected,
      (select count(distinct notice_items.notice_id) from notice_items join leads on leads.id = notice_items.lead_id where ${who}) as notices
    from leads where ${who}`.execute(db);
  return rows[0] ?? { leads: 0, confirmed: 0, rejected: 0, notices: 0 };
}

/** The last notice that was not cancelled. */
async function noticeOf(db: Kysely<Tables>, lead: JoinedLead): Promise<NoticeId | null> {
  const row = await db
    .selectFrom("notice_items")
    .innerJoin("notices", "notices.id", "notice_items.notice_id")
    .select("notices.id")
    .where("notice_items.lead_id", "=", lead.id)
    .where("notices.state", "<>", "cancelled")
    .orderBy("notices.drafted_at", "desc")
    .executeTakeFirst();
  return row?.id ?? null;
}
