/** The figures of the first page, counted where the rows are. `since` looks only at what was seen, found or drafted from then on. */
import { sql, type Kysely } from "kysely";
import type { Overview } from "../domain/ports.ts";
import type { Tables } from "./tables.ts";

/** Days of the curve; its days are China's, where the desks are. */
const daysShown = 30;

export async function readOverview(db: Kysely<Tables>, { since }: { since?: Date }, now: Date): Promise<Overview> {
  const from = since ?? new Date(0);
  const curveFrom = since ?? new Date(now.getTime() - daysShown * 86_400_000);
  const [seen, observations, states, cells, sampled, notices, items, perDay] = await Promise.all([
    one<{ listings: number; flagged: number }>(
      db,
      sql`select count(*) as listings, count(*) filter (where flagged) as flagged from listings where last_seen_at >= ${from}`,
    ),
    one<{ observations: number }>(db, sql`select count(*) as observations from observations where at >= ${from}`),
    many<{ name: string; rows: number }>(
      db,
      sql`select state as name, count(*) as rows from leads where last_found_at >= ${from} group by state`,
    ),
    many<Overview["cells"][number]>(
      db,
      sql`select coalesce(category, 'none') as category, platform, kind, count(*) as leads,
            count(*) filter (where state in ('confirmed', 'in-notice', 'closed')) as confirmed, count(*) filter (where state = 'rejected') as rejected
          from leads where last_found_at >= ${from} group by 1, 2, 3 order by 1, 2, 3`,
    ),
    many<Overview["sampledByCategory"][number]>(
      db,
      sql`select coalesce(category, 'none') as category, platform, count(*) as sampled, count(*) filter (where flagged) as flagged
          from samples where at >= ${from} group by 1, 2 order by 1, 2`,
    ),
    many<{ name: string; rows: number }>(
      db,
      sql`select state as name, count(*) as rows from notices where drafted_at >= ${from} group by state`,
    ),
    one<Overview["items"]>(
      db,
      sql`select count(*) as total, count(*) filter (where i.claimed = 'removed') as "claimedRemoved", count(*) filter (where i.verified = 'removed') as "verifiedRemoved",
            count(*) filter (where i.verified in ('still-up', 'restored', 'relisted')) as "stillUp", count(*) filter (where i.verified = 'unknown') as unknown
          from notice_items i join notices n on n.id = i.notice_id where n.state not in ('draft', 'cancelled') and n.drafted_at >= ${from}`,
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
    observations: observations.observations,
    flagged: seen.flagged,
    leadsByState: tally(states),
    cells,
    sampledByCategory: sampled,
    noticesByState: tally(notices),
    items,
    perDay,
  };
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
