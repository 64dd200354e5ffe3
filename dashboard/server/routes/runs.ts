import { z } from "zod";
import { pageStates, planSchema } from "../../../domain/sample.ts";
import { RunId, ScheduleId } from "../../../domain/words.ts";
import { pagePageShape, runDetailShape, runPageShape, runShape, scheduleShape } from "../../shapes.ts";
import { permit, signedIn } from "../auth/sessions.ts";
import type { LiveRuns } from "../live.ts";
import { HttpProblem, orMissing, orRefuse } from "../problems.ts";
import { namesOf } from "../views/people.ts";
import { pageRowView, runDetailView, runView, scheduleView } from "../views/runs.ts";
import { given, idParams, paging, type Routes } from "./route.ts";

export const runRoutes =
  (live: LiveRuns): Routes =>
  (app, { storage, commands }) => {
    app.get(
      "/runs",
      { preHandler: permit("runs.read"), schema: { querystring: z.object(paging), response: { 200: runPageShape } } },
      async (request) => {
        const { limit, after } = request.query;
        const [page, names] = await Promise.all([storage.runs.list({ limit, ...given({ after }) }), namesOf(storage.accounts)]);
        return {
          rows: await Promise.all(page.rows.map(async (run) => runDetailView(run, await storage.runs.progress(run.id), names))),
          next: page.next,
        };
      },
    );

    app.get("/runs/events", { preHandler: permit("runs.read") }, (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
        connection: "keep-alive",
      });
      reply.raw.write("retry: 3000\n\n");
      if (!live.listen(reply.raw)) reply.raw.end("event: full\ndata: {}\n\n");
    });

    app.get(
      "/runs/:id",
      { preHandler: permit("runs.read"), schema: { params: idParams, response: { 200: runDetailShape } } },
      async (request) => {
        const id = RunId(request.params.id);
        const run = orMissing(await storage.runs.get(id));
        return runDetailView(run, await storage.runs.progress(id), await namesOf(storage.accounts));
      },
    );

    app.get(
      "/runs/:id/pages",
      {
        preHandler: permit("runs.read"),
        schema: {
          params: idParams,
          querystring: z.object({ state: z.enum(pageStates).optional(), ...paging }),
          response: { 200: pagePageShape },
        },
      },
      async (request) => {
        const { limit, state, after } = request.query;
        const page = await storage.runs.listPages(RunId(request.params.id), { limit, ...given({ state, after }) });
        return { rows: page.rows.map(pageRowView), next: page.next };
      },
    );

    app.post(
      "/runs",
      { preHandler: permit("runs.start"), schema: { body: z.object({ plan: planSchema }), response: { 200: runShape } } },
      async (request) => runView(orRefuse(await commands.startRun(request.body.plan, signedIn(request))), await namesOf(storage.accounts)),
    );
    app.post(
      "/runs/:id/stop",
      { preHandler: permit("runs.start"), schema: { params: idParams, response: { 200: runShape } } },
      async (request) =>
        runView(orRefuse(await commands.stopRun(RunId(request.params.id), signedIn(request))), await namesOf(storage.accounts)),
    );
    app.post(
      "/runs/:id/resume",
      { preHandler: permit("runs.start"), schema: { params: idParams, response: { 200: runShape } } },
      async (request) =>
        runView(orRefuse(await commands.resumeRun(RunId(request.params.id), signedIn(request))), await namesOf(storage.accounts)),
    );

    const words = {
      name: z.string().min(1).max(200),
      cron: z.string().min(9).max(100),
      timezone: z.string().max(60).default("Asia/Shanghai"),
      plan: planSchema,
      enabled: z.boolean(),
    };

    app.get("/schedules", { preHandler: permit("runs.read"), schema: { response: { 200: z.array(scheduleShape) } } }, async () =>
      (await storage.schedules.list()).map(scheduleView),
    );

    app.post(
      "/schedules",
      { preHandler: permit("schedules.edit"), schema: { body: z.object(words), response: { 200: scheduleShape } } },
      async (request) =>
        scheduleView(orRefuse(await commands.saveSchedule({ ...request.body, id: null, expectedVersion: null }, signedIn(request)))),
    );
    app.patch(
      "/schedules/:id",
      {
        preHandler: permit("schedules.edit"),
        schema: { params: idParams, body: z.object({ ...words, expectedVersion: z.number().int() }), response: { 200: scheduleShape } },
      },
      async (request) => {
        if (!(await storage.schedules.list()).some((schedule) => schedule.id === request.params.id)) throw new HttpProblem("missing");
        return scheduleView(
          orRefuse(await commands.saveSchedule({ ...request.body, id: ScheduleId(request.params.id) }, signedIn(request))),
        );
      },
    );
  };
