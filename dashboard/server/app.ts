/**
 * The dashboard's server: sessions and CSRF first, then one file of routes a resource, then the built pages.
 * Roles are checked here, on every route; the pages only hide what would be refused.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import csrf from "@fastify/csrf-protection";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import session from "@fastify/session";
import files from "@fastify/static";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import Fastify, { type FastifyError } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { idleMs, sessionStore, signedIn, userOf } from "./auth/sessions.ts";
import type { House, ServerOptions } from "./house.ts";
import { liveRuns } from "./live.ts";
import { HttpProblem } from "./problems.ts";
import { evidenceRoutes } from "./routes/evidence.ts";
import { leadRoutes } from "./routes/leads.ts";
import { listingRoutes } from "./routes/listings.ts";
import { noticeRoutes } from "./routes/notices.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { peopleRoutes } from "./routes/people.ts";
import type { Server } from "./routes/route.ts";
import { runRoutes } from "./routes/runs.ts";
import { sessionRoutes } from "./routes/session.ts";
import { settingsRoutes } from "./routes/settings.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

export async function buildServer(house: House, options: ServerOptions): Promise<Server> {
  const app = Fastify({
    logger: false,
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: false,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 500 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app, options.log);

  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    hsts: options.secureCookies,
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(rateLimit, {
    max: 1200,
    timeWindow: "1 minute",
    // A visitor who has hung up has no address any more; the answer goes nowhere, but must not be an error of ours.
    keyGenerator: (request) => request.socket.remoteAddress ?? "gone",
    errorResponseBuilder: () => new HttpProblem("too-many-requests"),
  });
  await app.register(cookie);
  await app.register(session, {
    secret: options.secret,
    cookieName: "tiequan",
    cookie: { httpOnly: true, sameSite: "lax", secure: options.secureCookies, path: "/", maxAge: idleMs },
    store: sessionStore(house.storage.accounts, house.clock),
    saveUninitialized: false,
    rolling: true,
  });
  await app.register(csrf, { sessionPlugin: "@fastify/session", getToken: (request) => String(request.headers["x-csrf-token"] ?? "") });
  await app.register(swagger, {
    openapi: {
      info: { title: "Tiequan 铁拳", version: "1", description: "Leads, notices and runs. Every refusal carries a stable code." },
    },
    transform: jsonSchemaTransform,
  });
  app.decorateRequest("user", null);

  const live = liveRuns(house.storage.runs, house.storage.accounts, options.log);
  app.addHook("onClose", (_app, done) => {
    live.close();
    done();
  });

  await app.register(
    (api, _options, done) => {
      const routes = api.withTypeProvider<ZodTypeProvider>();
      routes.addHook("onRequest", async (request) => {
        request.user = await userOf(request, house.storage.accounts, house.clock);
      });
      routes.addHook("preHandler", (request, reply, next) => {
        if (safeMethods.has(request.method)) next();
        else app.csrfProtection(request, reply, next);
      });
      routes.addHook("onSend", async (_request, reply) => {
        if (reply.getHeader("cache-control") === undefined) reply.header("cache-control", "no-store");
      });
      for (const add of [
        sessionRoutes,
        overviewRoutes,
        leadRoutes,
        listingRoutes,
        evidenceRoutes,
        noticeRoutes,
        runRoutes(live),
        settingsRoutes,
        peopleRoutes,
      ])
        add(routes, house);
      done();
    },
    { prefix: "/api" },
  );
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    staticCSP: true,
    uiHooks: {
      onRequest: (request, _reply, done) => {
        userOf(request, house.storage.accounts, house.clock)
          .then((user) => {
            request.user = user;
            signedIn(request);
          })
          .then(() => done(), done);
      },
    },
  });
  if (options.webRoot !== null) await servePages(app, options.webRoot);
  return app;
}

/** The pages are one page: any address outside /api that is no file gets it, and the router in the browser takes over. */
async function servePages(app: Server, webRoot: string): Promise<void> {
  const page = await readFile(join(webRoot, "index.html"), "utf8");
  await app.register(files, { root: webRoot, index: "index.html", wildcard: true, maxAge: "1h" });
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith("/api/") || !safeMethods.has(request.method)) throw new HttpProblem("missing");
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page);
  });
}

function answerErrors(app: Server, log: (line: string) => void): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) log(`${request.method} ${request.url}: ${error.stack ?? error.message}`);
    return reply.code(problem.status).type("application/json; charset=utf-8").serializer(JSON.stringify).send(problem.problem);
  });
}

/** Codes by which PostgreSQL and sockets say that the database is away (SQLSTATE classes 08 and 57P). */
const storageDown = /^(08|57P|ECONNREFUSED|ECONNRESET|EPIPE)/u;

function problemOf(error: FastifyError): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error))
    return new HttpProblem(
      "invalid",
      error.validation.map((issue) => `${issue.instancePath}: ${issue.message ?? ""}`),
    );
  const code = typeof error.code === "string" ? error.code : "";
  if (code.startsWith("FST_CSRF")) return new HttpProblem("csrf");
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new HttpProblem("too-large");
  if (storageDown.test(code)) return new HttpProblem("storage-down");
  if (error.statusCode === 429) return new HttpProblem("too-many-requests");
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new HttpProblem(error.statusCode === 404 ? "missing" : "invalid", [error.message]);
  return new HttpProblem("unexpected");
}
