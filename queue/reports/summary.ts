/** What one run found, by category and kind: the table that ends a batch. Every number is a count in our tables. */
import { infringementKinds, type InfringementKind } from "../../domain/finding.ts";
import { categoryNames, type CategoryName } from "../../domain/category.ts";
import type { LeadStore, RunStore } from "../../domain/ports.ts";
import type { PageCause } from "../../domain/sample.ts";
import type { RunId } from "../../domain/words.ts";

export interface SummaryRow {
  readonly category: CategoryName;
  readonly sampled: number;
  /** Listings with at least one open suspicion; one listing with two kinds counts once here and twice beside. */
  readonly flagged: number;
  readonly byKind: Readonly<Record<InfringementKind, number>>;
}

export interface RunSummary {
  readonly runId: RunId;
  readonly rows: readonly SummaryRow[];
  readonly total: Omit<SummaryRow, "category">;
  /** Pages that gave nothing, by cause: missing is not clean. */
  readonly failuresByCause: Readonly<Partial<Record<PageCause, number>>>;
  readonly pagesFailed: number;
  readonly pagesDone: number;
}

/** Null when there is no such run. Categories the plan did not ask for are left out. */
export async function summariseRun(
  id: RunId,
  stores: { readonly runs: Pick<RunStore, "get" | "progress">; readonly leads: Pick<LeadStore, "counts"> },
): Promise<RunSummary | null> {
  const run = await stores.runs.get(id);
  if (run === null) return null;
  const progress = await stores.runs.progress(id);
  const rows: SummaryRow[] = [];
  for (const category of categoryNames.filter((name) => run.plan.strata.some((stratum) => stratum.category === name))) {
    const strata = progress.byStratum.filter((stratum) => stratum.category === category);
    const counts = await stores.leads.counts({ runId: id, categories: [category] });
    rows.push({
      category,
      sampled: sum(strata.map((one) => one.sampled)),
      flagged: sum(strata.map((one) => one.flagged)),
      byKind: everyKind((kind) => counts.byKind[kind] ?? 0),
    });
  }
  return {
    runId: id,
    rows,
    total: {
      sampled: sum(rows.map((row) => row.sampled)),
      flagged: sum(rows.map((row) => row.flagged)),
      byKind: everyKind((kind) => sum(rows.map((row) => row.byKind[kind]))),
    },
    failuresByCause: progress.failuresByCause,
    pagesFailed: progress.pages.failed,
    pagesDone: progress.pages.done,
  };
}

function everyKind(count: (kind: InfringementKind) => number): Readonly<Record<InfringementKind, number>> {
  const [trademark, patent, indication, sign] = infringementKinds.map(count);
  return { trademark: trademark ?? 0, patent: patent ?? 0, "geographical-indication": indication ?? 0, "special-sign": sign ?? 0 };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
