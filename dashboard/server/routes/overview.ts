import { z } from "zod";
import { overviewShape } from "../../shapes.ts";
import { permit } from "../auth/sessions.ts";
import { namesOf } from "../views/people.ts";
import { runDetailView } from "../views/runs.ts";
import type { Routes } from "./route.ts";

export const overviewRoutes: Routes = (app, { storage }) => {
  app.get(
    "/overview",
    {
      preHandler: permit("leads.read"),
      schema: { querystring: z.object({ since: z.iso.datetime().optional() }), response: { 200: overviewShape } },
    },
    async (request) => {
      const [overview, latest, names] = await Promise.all([
        storage.overview(request.query.since === undefined ? {} : { since: new Date(request.query.since) }),
        storage.runs.list({ limit: 1 }),
        namesOf(storage.accounts),
      ]);
      const run = latest.rows[0];
      return {
        ...overview,
        leadsByState: { ...overview.leadsByState },
        noticesByState: { ...overview.noticesByState },
        items: { ...overview.items },
        cells: overview.cells.map((cell) => ({ ...cell })),
        sampledByCategory: overview.sampledByCategory.map((row) => ({ ...row })),
        perDay: overview.perDay.map((day) => ({ ...day })),
        latestRun: run === undefined ? null : runDetailView(run, await storage.runs.progress(run.id), names),
      };
    },
  );
};
