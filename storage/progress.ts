/** How far a run has come, counted where the rows are. */
import { sql, type Kysely } from "kysely";
import type { PageCause, PageState, RunProgress } from "../domain/sample.ts";
import { TiequanError, type RunId } from "../domain/words.ts";
import type { Tables } from "./tables.ts";

export async function runProgress(db: Kysely<Tables>, id: RunId): Promise<RunProgress> {
  const [run, pages, samples, kinds, opened] = await Promise.all([
    db.selectFrom("runs").select("plan").where("id", "=", id).executeTakeFirst(),
    countPages(db, id),
    countSamples(db, id),
    countKinds(db, id),
    db
      .selectFrom("leads")
      .select((eb) => eb.fn.countAll<number>().as("leads"))
      .where("opened_in_run", "=", id)
      .executeTakeFirstOrThrow(),
  ]);
  if (run === undefined) throw new TiequanError("run-missing", `There is no run ${id}.`, "Check the id.");
  const total = (count: (row: (typeof samples)[number]) => number) => samples.reduce((sum, row) => sum + count(row), 0);
  return {
    pages: tally(pages),
    listingPages: tally(pages.filter((row) => row.kind === "listing")),
    failuresByCause: byCause(pages.filter((row) => row.state === "failed")),
    sampled: total((row) => row.sampled),
    newListings: total((row) => row.fresh),
    changedListings: total((row) => row.changed),
    unchangedListings: total((row) => row.unchanged),
    screened: total((row) => row.screened),
    flagged: total((row) => row.flagged),
    leadsOpened: opened.leads,
    byStratum: run.plan.strata.map((stratum, place) => {
      const row = samples.find((counted) => counted.stratum === place);
      return {
        platform: stratum.platform,
        category: stratum.category,
        take: stratum.take,
        sampled: row?.sampled ?? 0,
        flagged: row?.flagged ?? 0,
      };
    }),
    flaggedByKind: Object.fromEntries(kinds.map((row) => [row.kind, row.flagged])),
  };
}

interface PageCount {
  readonly state: PageState;
  readonly kind: "search" | "listing";
  readonly cause: PageCause | null;
  readonly pages: number;
}

function countPages(db: Kysely<Tables>, id: RunId): Promise<PageCount[]> {
  return db
    .selectFrom("pages")
    .select(["state", "kind", "cause", (eb) => eb.fn.countAll<number>().as("pages")])
    .where("run_id", "=", id)
    .groupBy(["state", "kind", "cause"])
    .execute();
}

function countSamples(db: Kysely<Tables>, id: RunId) {
  return db
    .selectFrom("samples")
    .select([
      "stratum",
      (eb) => eb.fn.countAll<number>().as("sampled"),
      (eb) => eb.fn.countAll<number>().filterWhere("change", "=", "new").as("fresh"),
      (eb) => eb.fn.countAll<number>().filterWhere("change", "=", "changed").as("changed"),
      (eb) => eb.fn.countAll<number>().filterWhere("change", "=", "unchanged").as("unchanged"),
      (eb) => eb.fn.countAll<number>().filterWhere("screened_version", "is not", null).as("screened"),
      (eb) => eb.fn.countAll<number>().filterWhere("flagged", "=", true).as("flagged"),
    ])
    .where("run_id", "=", id)
    .groupBy("stratum")
    .execute();
}

async function countKinds(db: Kysely<Tables>, id: RunId): Promise<{ kind: string; flagged: number }[]> {
  const { rows } = await sql<{ kind: string; flagged: number }>`
    select kind, count(*) as flagged from samples, unnest(flagged_kinds) as kind where run_id = ${id} and flagged group by kind`.execute(
    db,
  );
  return rows;
}

function tally(rows: readonly PageCount[]): Record<PageState, number> {
  const counts: Record<PageState, number> = { pending: 0, done: 0, skipped: 0, failed: 0 };
  for (const row of rows) counts[row.state] += row.pages;
  return counts;
}

function byCause(rows: readonly PageCount[]): Partial<Record<PageCause, number>> {
  const counts: Partial<Record<PageCause, number>> = {};
  for (const row of rows) {
    const cause = row.cause ?? "unexpected";
    counts[cause] = (counts[cause] ?? 0) + row.pages;
  }
  return counts;
}
