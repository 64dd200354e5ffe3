/** Runs, pages and schedules as the pages show them. */
import type { Schedule } from "../../../domain/ports.ts";
import type { Plan, PlannedPage, Run, RunProgress } from "../../../domain/sample.ts";
import type { PageRowView, RunDetailView, RunView, ScheduleView } from "../../shapes.ts";
import { iso, type Names } from "./people.ts";

const planView = (plan: Plan): RunView["plan"] => ({
  seed: plan.seed,
  strata: plan.strata.map((stratum) => ({ ...stratum, queries: [...stratum.queries] })),
});

export function runView(run: Run, names: Names): RunView {
  return {
    id: run.id,
    scheduleId: run.scheduleId,
    plan: planView(run.plan),
    state: run.state,
    requestedBy: names(run.requestedBy),
    createdAt: run.createdAt.toISOString(),
    startedAt: iso(run.startedAt),
    endedAt: iso(run.endedAt),
    because: run.because,
  };
}

export function runDetailView(run: Run, progress: RunProgress, names: Names): RunDetailView {
  return {
    ...runView(run, names),
    progress: {
      ...progress,
      pages: { ...progress.pages },
      listingPages: { ...progress.listingPages },
      failuresByCause: { ...progress.failuresByCause },
      byStratum: progress.byStratum.map((row) => ({ ...row })),
      flaggedByKind: { ...progress.flaggedByKind },
    },
  };
}

export function pageRowView(page: PlannedPage): PageRowView {
  return {
    id: page.id,
    platform: page.platform,
    kind: page.kind,
    url: page.url,
    state: page.state,
    cause: page.cause,
    detail: page.detail,
    attempts: page.attempts,
  };
}

export function scheduleView(schedule: Schedule): ScheduleView {
  return {
    id: schedule.id,
    name: schedule.name,
    cron: schedule.cron,
    timezone: schedule.timezone,
    plan: planView(schedule.plan),
    enabled: schedule.enabled,
    lastRunAt: iso(schedule.lastRunAt),
    nextRunAt: iso(schedule.nextRunAt),
    version: schedule.version,
  };
}
