/** The review queue: filters, three orders, keyset pages, and counts. Fast with a million leads. */
import { sql, type Expression, type Kysely, type RawBuilder, type SqlBool } from "kysely";
import { z } from "zod";
import type { Clock } from "../domain/clock.ts";
import type { Priority } from "../domain/finding.ts";
import { leadStates, type LeadState } from "../domain/lead.ts";
import type { LeadQuery, LeadRow, LeadStore, PageOf } from "../domain/ports.ts";
import type { LeadId } from "../domain/words.ts";
import { boundedLimit, instantKey, pageOf, readCursor, writeCursor } from "./cursor.ts";
import { joinedLeads, readLeadRow, type JoinedLead } from "./lead-rows.ts";
import { comparedName } from "./screening.ts";
import type { Tables } from "./tables.ts";
import { containsWords } from "./words.ts";

type Order = NonNullable<LeadQuery["order"]>;
type Filters = Omit<LeadQuery, "limit" | "after" | "order">;

export function leadList(db: Kysely<Tables>, clock: Clock): Pick<LeadStore, "list" | "counts"> {
  return {
    async list(query): Promise<PageOf<LeadRow>> {
      const order = query.order ?? "priority";
      const most = boundedLimit(query.limit);
      const after = query.after === undefined ? sql<SqlBool>`true` : beyond(order, query.after);
      // One walk along an index for each state and priority, merged: rare ones are then found as fast as common ones.
      const walks = (query.states ?? leadStates).flatMap((state) =>
        (query.priorities ?? [null]).map((priority) => walk(state, priority, order, [...conditions(query), after], most + 1)),
      );
      if (walks.length === 0) return { rows: [], next: null };
      const ids = sql<{
        id: LeadId;
      }>`select id from (${sql.join(walks, sql` union all `)}) as found order by ${sql.raw(orders[order].by)} limit ${most + 1}`;
      const wanted = (await ids.execute(db)).rows.map((row) => row.id);
      if (wanted.length === 0) return { rows: [], next: null };
      const place = new Map(wanted.map((id, index) => [id, index]));
      const rows = (await joinedLeads(db).where("leads.id", "in", wanted).execute()).toSorted(
        (a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0),
      );
      return pageOf(
        rows,
        most,
        (row) => writeCursor(`leads-${order}`, orders[order].key(row)),
        (row) => readLeadRow(row, clock),
      );
    },

    async counts(query) {
      let groups = db
        .selectFrom("leads")
        .select(["state", "kind", "platform", "category", "priority", (eb) => eb.fn.countAll<number>().as("leads")])
        .groupBy(["state", "kind", "platform", "category", "priority"]);
      if (query.states !== undefined) groups = groups.where("state", "in", atLeastOne(query.states));
      if (query.priorities !== undefined) groups = groups.where(sql<SqlBool>`priority = any(${[...query.priorities]}::text[])`);
      for (const condition of conditions(query)) groups = groups.where(condition);
      const rows = await groups.execute();
      const by = (name: (row: (typeof rows)[number]) => string) => {
        const counts: Record<string, number> = {};
        for (const row of rows) counts[name(row)] = (counts[name(row)] ?? 0) + row.leads;
        return counts;
      };
      return {
        total: rows.reduce((sum, row) => sum + row.leads, 0),
        byState: by((row) => row.state),
        byKind: by((row) => row.kind),
        byPlatform: by((row) => row.platform),
        byCategory: by((row) => row.category ?? "none"),
        byPriority: by((row) => row.priority),
      };
    },
  };
}

const orders: Readonly<Record<Order, { readonly by: string; readonly columns: string; key(row: JoinedLead): (string | number)[] }>> = {
  priority: { by: "priority_rank, doubt, id", columns: "priority_rank, doubt, id", key: (row) => [row.priority_rank, row.doubt, row.id] },
  newest: { by: "last_found_at desc, id desc", columns: "last_found_at, id", key: (row) => [row.last_found_at.toISOString(), row.id] },
  oldest: { by: "first_found_at, id", columns: "first_found_at, id", key: (row) => [row.first_found_at.toISOString(), row.id] },
};

function walk(
  state: LeadState,
  priority: Priority | null,
  order: Order,
  where: readonly Expression<SqlBool>[],
  limit: number,
): RawBuilder<unknown> {
  const start = priority === null ? sql`state = ${state}` : sql`state = ${state} and priority_rank = ${ranks[priority]}::smallint`;
  return sql`(select ${sql.raw(orders[order].columns)} from leads where ${start} and ${sql.join(where, sql` and `)} order by ${sql.raw(orders[order].by)} limit ${limit})`;
}

/** As the generated column `priority_rank` has them. */
const ranks: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2, none: 3 };

function beyond(order: Order, after: string): RawBuilder<SqlBool> {
  switch (order) {
    case "priority": {
      const [rank, doubt, id] = readCursor("leads-priority", after, z.tuple([z.number().int(), z.number(), z.string()]));
      return sql`(priority_rank, doubt, id) > (${rank}::smallint, ${doubt}::double precision, ${id})`;
    }
    case "newest": {
      const [at, id] = readCursor("leads-newest", after, z.tuple([instantKey, z.string()]));
      return sql`(last_found_at, id) < (${at}::timestamptz, ${id})`;
    }
    case "oldest": {
      const [at, id] = readCursor("leads-oldest", after, z.tuple([instantKey, z.string()]));
      return sql`(first_found_at, id) > (${at}::timestamptz, ${id})`;
    }
  }
}

/** Everything but state and priority, which each walk fixes for itself. */
function conditions(query: Filters): Expression<SqlBool>[] {
  const found: Expression<SqlBool>[] = [sql<SqlBool>`true`];
  const oneOf = (column: string, values: readonly string[] | undefined) => {
    if (values !== undefined) found.push(sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`);
  };
  oneOf("kind", query.kinds);
  oneOf("platform", query.platforms);
  oneOf("category", query.categories);
  if (query.rightId !== undefined) found.push(sql<SqlBool>`right_id = ${query.rightId}`);
  if (query.sellerName !== undefined) found.push(sql<SqlBool>`seller_name = ${comparedName(query.sellerName)}`);
  if (query.snoozedBefore !== undefined) found.push(sql<SqlBool>`snoozed_until <= ${query.snoozedBefore}`);
  if (query.minProbability !== undefined) found.push(sql<SqlBool>`doubt <= 1 - ${query.minProbability}::double precision`);
  if (query.assignee === "nobody") found.push(sql<SqlBool>`assignee is null`);
  else if (query.assignee !== undefined) found.push(sql<SqlBool>`assignee = ${query.assignee}`);
  if (query.runId !== undefined)
    found.push(
      sql<SqlBool>`exists (select 1 from samples where samples.run_id = ${query.runId} and samples.listing_id = leads.listing_id)`,
    );
  if (query.text !== undefined && query.text.trim() !== "") found.push(containsWords(query.text));
  return found;
}

/** SQL has no empty list; an impossible state stands for "none of them". */
function atLeastOne(states: readonly LeadState[]): readonly LeadState[] | RawBuilder<LeadState>[] {
  return states.length > 0 ? states : [sql<LeadState>`''`];
}
