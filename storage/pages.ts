/** The frontier of a run: one row an address, put into batches, finished one by one. And the frame that strata are drawn from. */
import { sql, type Kysely, type Selectable } from "kysely";
import { z } from "zod";
import type { Clock } from "../domain/clock.ts";
import type { FrameItem, NewPage, RunStore } from "../domain/ports.ts";
import type { PlannedPage } from "../domain/sample.ts";
import { BatchId, PageId, TiequanError, type RunId } from "../domain/words.ts";
import { boundedLimit, pageOf, readCursor, writeCursor } from "./cursor.ts";
import { newId } from "./identity.ts";
import { askFor } from "./record.ts";
import { sha256Hex, storableOrNull, storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

type Frontier = Pick<
  RunStore,
  | "addPages"
  | "batchPages"
  | "pendingPages"
  | "finishPage"
  | "countAttempt"
  | "openPages"
  | "openSearchPages"
  | "addToFrame"
  | "frame"
  | "unbatch"
  | "listPages"
>;

/** Rows of one INSERT: well under PostgreSQL's 65,535 parameters. */
const rowsAtOnce = 2000;

export function frontier(db: Kysely<Tables>, clock: Clock): Frontier {
  return {
    addPages: (id, pages) =>
      db.transaction().execute(async (tx) => {
        const rows = onePerAddress(pages).map((page) => pageRow(id, page, clock.now()));
        let added = 0;
        for (let start = 0; start < rows.length; start += rowsAtOnce) {
          const result = await tx
            .insertInto("pages")
            .values(rows.slice(start, start + rowsAtOnce))
            .onConflict((conflict) => conflict.columns(["run_id", "url_hash"]).doNothing())
            .executeTakeFirst();
          added += Number(result.numInsertedOrUpdatedRows ?? 0);
        }
        return added;
      }),

    batchPages: (id, size, at) =>
      db.transaction().execute(async (tx) => {
        // Two callers at once would put the same pages into two batches; the second waits here and finds none left.
        const run = await tx.updateTable("runs").set({ touched_at: at }).where("id", "=", id).returning("id").executeTakeFirst();
        if (run === undefined) throw new TiequanError("run-missing", `There is no run ${id}.`, "Check the id.");
        const waiting = await tx
          .selectFrom("pages")
          .select(["platform", (eb) => eb.fn.countAll<number>().as("pages")])
          .where("run_id", "=", id)
          .where("state", "=", "pending")
          .where("batch_id", "is", null)
          .groupBy("platform")
          .orderBy("platform")
          .execute();
        const batches = waiting.flatMap(({ platform, pages }) =>
          Array.from({ length: Math.ceil(pages / size) }, (_, place) => ({
            batchId: BatchId(newId(at)),
            platform,
            place,
            pages: Math.min(size, pages - place * size),
          })),
        );
        if (batches.length === 0) return [];
        await sql`
          with placed as (
            select id, platform, (row_number() over (partition by platform order by seq) - 1) / ${size}::bigint as place
            from pages where run_id = ${id} and state = 'pending' and batch_id is null
          ), batches as (
            select * from unnest(${batches.map((batch) => batch.platform)}::text[], ${batches.map((batch) => batch.place)}::bigint[], ${batches.map((batch) => batch.batchId)}::text[])
              as batch (platform, place, batch_id)
          )
          update pages set batch_id = batches.batch_id
          from placed join batches on batches.platform = placed.platform and batches.place = placed.place
          where pages.id = placed.id`.execute(tx);
        await askFor(
          tx,
          batches.map(({ batchId, platform }) => ({
            name: "crawl-batch",
            data: { runId: id, platform, batchId },
            id: `crawl-${batchId}`,
            platform,
          })),
          at,
        );
        return batches.map(({ batchId, platform, pages }) => ({ batchId, platform, pages }));
      }),

    async pendingPages(batch) {
      const rows = await db
        .selectFrom("pages")
        .selectAll()
        .where("batch_id", "=", batch)
        .where("state", "=", "pending")
        .orderBy("seq")
        .execute();
      return rows.map(readPage);
    },

    async finishPage(page, outcome) {
      // A page that was done stays done when a step that was run twice reports something else.
      await db
        .updateTable("pages")
        .set({ state: outcome.state, cause: outcome.cause ?? null, detail: storableOrNull(outcome.detail), touched_at: clock.now() })
        .where("id", "=", page)
        .where("state", "<>", "done")
        .execute();
    },

    async countAttempt(page) {
      const row = await db
        .updateTable("pages")
        .set((eb) => ({ attempts: eb("attempts", "+", 1), touched_at: clock.now() }))
        .where("id", "=", page)
        .returning("attempts")
        .executeTakeFirst();
      if (row === undefined) throw new TiequanError("page-missing", `There is no page ${page}.`, "Check the id.");
      return row.attempts;
    },

    openPages: (id) => countPages(db, id),
    openSearchPages: (id, stratum) => countPages(db, id, stratum),

    addToFrame: (id, stratum, items) =>
      db.transaction().execute(async (tx) => {
        const rows = onePerItem(items).map((item) => ({
          run_id: id,
          stratum,
          item_hash: sha256Hex(item.itemId),
          item_id: storableText(item.itemId),
          url: storableText(item.url),
          query: storableText(item.query),
          rank: item.rank,
        }));
        let added = 0;
        for (let start = 0; start < rows.length; start += rowsAtOnce) {
          const written = await tx
            .insertInto("frame_items")
            .values(rows.slice(start, start + rowsAtOnce))
            // The first place by query and rank counts, not the first page to come back: so the frame does not depend on the order of crawling.
            .onConflict((conflict) =>
              conflict
                .columns(["run_id", "stratum", "item_hash"])
                .doUpdateSet((eb) => ({ query: eb.ref("excluded.query"), rank: eb.ref("excluded.rank"), url: eb.ref("excluded.url") }))
                .where(sql<boolean>`(excluded.query collate "C", excluded.rank) < (frame_items.query collate "C", frame_items.rank)`),
            )
            .returning(sql<boolean>`xmax = 0`.as("is_new"))
            .execute();
          added += written.filter((row) => row.is_new).length;
        }
        return added;
      }),

    async frame(id, stratum) {
      const rows = await db
        .selectFrom("frame_items")
        .select(["item_id", "url", "query", "rank"])
        .where("run_id", "=", id)
        .where("stratum", "=", stratum)
        .orderBy(sql`query collate "C", rank, item_hash`)
        .execute();
      return rows.map((row) => ({ itemId: row.item_id, url: row.url, query: row.query, rank: row.rank }));
    },

    async unbatch(id) {
      const result = await db
        .updateTable("pages")
        .set({ batch_id: null, touched_at: clock.now() })
        .where("run_id", "=", id)
        .where("state", "=", "pending")
        .where("batch_id", "is not", null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    async listPages(id, { state, limit, after }) {
      const most = boundedLimit(limit);
      let query = db
        .selectFrom("pages")
        .selectAll()
        .where("run_id", "=", id)
        .orderBy("seq")
        .limit(most + 1);
      if (state !== undefined) query = query.where("state", "=", state);
      if (after !== undefined) query = query.where("seq", ">", readCursor("pages", after, z.tuple([z.number()]))[0]);
      return pageOf(await query.execute(), most, (row) => writeCursor("pages", [row.seq]), readPage);
    },
  };
}

async function countPages(db: Kysely<Tables>, run: RunId, searchOfStratum?: number): Promise<number> {
  let query = db
    .selectFrom("pages")
    .select((eb) => eb.fn.countAll<number>().as("open"))
    .where("run_id", "=", run)
    .where("state", "=", "pending");
  if (searchOfStratum !== undefined) query = query.where("kind", "=", "search").where("stratum", "=", searchOfStratum);
  return (await query.executeTakeFirstOrThrow()).open;
}

function onePerAddress(pages: readonly NewPage[]): NewPage[] {
  return [...new Map(pages.toReversed().map((page) => [page.url, page])).values()].toReversed();
}

function onePerItem(items: readonly FrameItem[]): FrameItem[] {
  const first = (a: FrameItem, b: FrameItem) => (a.query < b.query || (a.query === b.query && a.rank <= b.rank) ? a : b);
  const kept = new Map<string, FrameItem>();
  for (const item of items) kept.set(item.itemId, first(kept.get(item.itemId) ?? item, item));
  return [...kept.values()];
}

function pageRow(run: RunId, page: NewPage, at: Date) {
  return {
    id: PageId(newId(at)),
    run_id: run,
    platform: page.platform,
    stratum: page.stratum,
    kind: page.kind,
    url: storableText(page.url),
    url_hash: sha256Hex(page.url),
    query: storableOrNull(page.query),
    page_number: page.pageNumber ?? null,
    inclusion_probability: page.inclusionProbability ?? null,
    touched_at: at,
  };
}

function readPage(row: Selectable<Tables["pages"]>): PlannedPage {
  return {
    id: row.id,
    runId: row.run_id,
    batchId: row.batch_id,
    platform: row.platform,
    stratum: row.stratum,
    kind: row.kind,
    url: row.url,
    query: row.query,
    pageNumber: row.page_number,
    state: row.state,
    cause: row.cause,
    detail: row.detail,
    attempts: row.attempts,
    inclusionProbability: row.inclusion_probability,
  };
}
