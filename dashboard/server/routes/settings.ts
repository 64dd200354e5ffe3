/** What is watched and with what: platforms, categories, register, detectors, the state of this host. */
import { z } from "zod";
import { parseData } from "../../../config/files.ts";
import { registerSchema } from "../../../domain/right.ts";
import { categoryShape, detectorShape, healthShape, platformShape, registerShape, registerVersionShape } from "../../shapes.ts";
import { permit, signedIn } from "../auth/sessions.ts";
import { HttpProblem, orRefuse } from "../problems.ts";
import { namesOf } from "../views/people.ts";
import { rightCards } from "../views/rights.ts";
import type { Routes } from "./route.ts";

/** A register sent through the page; larger ones are imported on the command line. */
const mostRegisterBytes = 64 * 1024 * 1024;

export const settingsRoutes: Routes = (app, { storage, platforms, categories, detectors, checkHealth, clock }) => {
  const rights = rightCards(storage.register);

  app.get("/platforms", { preHandler: permit("settings.read"), schema: { response: { 200: z.array(platformShape) } } }, () =>
    Promise.resolve(
      [...platforms.values()].map((platform) => ({
        name: platform.name,
        title: platform.title,
        operator: platform.operator.name,
        access: platform.access,
        hosts: [...platform.hosts],
        needsBrowser: platform.needsBrowser,
        requestsPerMinute: platform.pace.requestsPerMinute,
        channel: platform.notices.channel,
        contact: platform.notices.email ?? platform.notices.portal ?? "",
        linkLimit: platform.notices.linkLimit,
        language: platform.notices.language,
        facts: platform.facts.map((fact) => ({ ...fact })),
      })),
    ),
  );

  app.get("/categories", { preHandler: permit("settings.read"), schema: { response: { 200: z.array(categoryShape) } } }, () =>
    Promise.resolve(
      categories.map(({ name, title, searchWords, niceClasses }) => ({
        name,
        title,
        searchWords: [...searchWords],
        niceClasses: [...niceClasses],
      })),
    ),
  );

  app.get("/detectors", { preHandler: permit("settings.read"), schema: { response: { 200: z.array(detectorShape) } } }, () =>
    Promise.resolve([...detectors]),
  );

  app.get("/health", { preHandler: permit("settings.read"), schema: { response: { 200: healthShape } } }, async () => ({
    checks: await checkHealth(),
  }));

  async function versions() {
    const [rows, names] = await Promise.all([storage.register.versions(), namesOf(storage.accounts)]);
    return rows.map((row) => ({
      ...row,
      importedAt: row.importedAt.toISOString(),
      importedBy: names(row.importedBy),
      counts: { ...row.counts },
    }));
  }

  app.get("/register", { preHandler: permit("settings.read"), schema: { response: { 200: registerShape } } }, async () => ({
    versions: await versions(),
    rights: await rights.rows(),
  }));

  void app.register(async (scope) => {
    // The raw text is kept, so that each fault can be told with its line and column.
    scope.removeContentTypeParser("application/json");
    scope.addContentTypeParser("application/json", { parseAs: "string", bodyLimit: mostRegisterBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      "/register",
      { preHandler: permit("register.edit"), schema: { response: { 200: registerVersionShape } } },
      async (request) => {
        const parsed = parseData(String(request.body), "register.json", registerSchema);
        if ("faults" in parsed)
          throw new HttpProblem(
            "invalid",
            parsed.faults.map((fault) => `${fault.line}:${fault.column} ${fault.path}: ${fault.fault}`),
          );
        orRefuse(await storage.register.import(parsed.value, { actor: signedIn(request).id, at: clock.now() }));
        const imported = (await versions()).find((row) => row.version === parsed.value.version);
        if (imported === undefined) throw new HttpProblem("unexpected");
        return imported;
      },
    );
  });
};
