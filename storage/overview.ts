/** The figures of the first page, counted where the rows are. `since` looks only at what was seen, found or drafted from then on. */
import { sql, type Kysely } from "kysely";
import type { LeadState } from "../domain/lead.ts";
import type { Overview } from "../domain/ports.ts";
import type { Tables } from "./tables.ts";

/** Days of the curve; its days are China's, where the desks are. */
const daysShown = 30;

export async function readOverview(db: Kysely<Tables>, { since }: { since?: Date }, now: Date): Promise<Overview> {
  // Without a beginning there is no condition, so that the counts can be read from an index alone.
  const from = (column: string) => (since === undefined ? sql`true` : sql`${sql.ref(column)} >= ${since}`);
  const curveFrom = since ?? new Date(now.getTime() - daysShown * 86_400_000);
  const [seen, leads, sampled, notices, items, perDay] = await Promise.all([
    one<{ listings: number; flagged: number; observations: number }>(
      db,
      sql`select (select count(*) from listings where ${from("last_seen_at")}) as listings,
            (select count(*) from listings where flagged and ${from("last_seen_at")}) as flagged,
            (select count(*) from observations where ${from("at")}) as observations`,
    ),
    many<LeadGroup>(
      db,
      sql`select coalesce(category, 'none') as category, platform, kind, state, count(*) as leads
          from leads where ${from("last_found_at")} group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    ),
    many<Overview["sampledByCategory"][number]>(
      db,
      sql`select coalesce(category, 'none') as category, platform, count(*) as sampled, count(*) filter (where flagged) as flagged
          from samples where ${from("at")} group by 1, 2 order by 1, 2`,
    ),
    many<{ name: string; rows: number }>(
      db,
      sql`select state as name, count(*) as rows from notices where ${from("drafted_at")} group by state`,
    ),
    one<Overview["items"]>(
      db,
      sql`select count(*) as total, count(*) filter (where i.claimed = 'removed') as "claimedRemoved", count(*) filter (where i.verified = 'removed') as "verifiedRemoved",
            count(*) filter (where i.verified in ('still-up', 'restored', 'relisted')) as "stillUp", count(*) filter (where i.verified = 'unknown') as unknown
          from notice_items i join notices n on n.id = i.notice_id where n.state not in ('draft', 'cancelled') and ${from("n.drafted_at")}`,
    ),
    many<Overview["perDay"][number]>(
      db,
      sql`with days as (
            select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*) as sampled, count(*) filter (where flagged) as flagged, 0 as confirmed
            from samples where at >= ${curveFrom} group by 1
            union all
            select to_char(decided_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'), 0, 0, count(*)
            from leads where decided_at >= ${curveFrom} and state in ('confirmed', 'in-notice', 'closed') group by 1)
          select day, sum(sampled)::int as sampled, sum(flagged)::int as flagged, sum(confirmed)::int as confirmed from days group by day order by day`,
    ),
  ]);
  return {
    listings: seen.listings,
    observations: seen.observations,
    flagged: seen.flagged,
    leadsByState: leadsByState(leads),
    cells: cellsOf(leads),
    sampledByCategory: sampled,
    noticesByState: tally(notices),
    items,
    perDay,
  };
}

interface LeadGroup {
  readonly category: string;
  readonly platform: string;
  readonly kind: string;
  readonly state: LeadState;
  readonly leads: number;
}

/** A lead that went into a notice or was closed had been confirmed. */
const confirmedStates: readonly LeadState[] = ["confirmed", "in-notice", "closed"];

function leadsByState(groups: readonly LeadGroup[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const group of groups) counts[group.state] = (counts[group.state] ?? 0) + group.leads;
  return counts;
}

function cellsOf(groups: readonly LeadGroup[]): Overview["cells"] {
  const cells = new Map<string, Overview["cells"][number]>();
  for (const { category, platform, kind, state, leads } of groups) {
    const name = JSON.stringify([category, platform, kind]);
    const cell = cells.get(name) ?? { category, platform, kind, leads: 0, confirmed: 0, rejected: 0 };
    cells.set(name, {
      ...cell,
      leads: cell.leads + leads,
      confirmed: cell.confirmed + (confirmedStates.includes(state) ? leads : 0),
      rejected: cell.rejected + (state === "rejected" ? leads : 0),
    });
  }
  return [...cells.values()];
}

async function many<Row>(db: Kysely<Tables>, query: ReturnType<typeof sql>): Promise<readonly Row[]> {
  return (await sql<Row>`${query}`.execute(db)).rows;
}

async function one<Row>(db: Kysely<Tables>, query: ReturnType<typeof sql>): Promise<Row> {
  const [row] = await many<Row>(db, query);
  if (row === undefined) throw new TypeError("An aggregate without GROUP BY always gives a row.");
  return row;
}

function tally(rows: readonly { name: string; rows: number }[]): Record<string, number> {
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}
