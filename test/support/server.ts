/** The dashboard's server over a fresh database, asked without a socket; people sign in as they would. */
import { randomBytes } from "node:crypto";
import { platformSchema, type Platform } from "../../domain/platform.ts";
import type { Role, User } from "../../domain/user.ts";
import { buildServer } from "../../dashboard/server/app.ts";
import { hashPassword } from "../../dashboard/server/auth/password.ts";
import { loadCategories, loadLexicon } from "../../config/load.ts";
import { adapterFor } from "../../crawler/platforms.ts";
import { createCommands } from "../../queue/commands.ts";
import { loadTemplates } from "../../queue/notices/templates.ts";
import { samplingOver } from "../../queue/sampling.ts";
import { freshDatabase } from "./database.ts";

export const password = "correct horse battery";

export const testPlatform: Platform = platformSchema.parse({
  name: "shop",
  title: { zh: "测试商城", en: "Test shop" },
  operator: { name: "测试有限公司" },
  access: "crawl",
  hosts: ["shop.example"],
  pace: { requestsPerMinute: 60, atOnce: 1 },
  search: { url: "https://shop.example/s?q={query}&p={page}", itemLink: "a" },
  listing: { url: "/i/(?<id>\\d+)$" },
  notices: { channel: "email", language: "zh", email: "ipr@shop.example" },
});

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A browser without a screen: keeps its cookie and its CSRF token. */
export interface Visitor {
  get(path: string): Promise<Answer>;
  send(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  signIn(name: string, secret?: string): Promise<Answer>;
}

export async function freshServer() {
  const database = await freshDatabase();
  const [categories, lexicon, templates] = await Promise.all([loadCategories(), loadLexicon(), loadTemplates()]);
  const platforms = new Map([[testPlatform.name, testPlatform]]);
  const clock = { now: () => new Date() };
  const commands = createCommands({
    storage: database.storage,
    platforms,
    sampling: samplingOver(categories, platforms, new Map([[testPlatform.name, adapterFor(testPlatform)]])),
    laws: lexicon.laws,
    templates,
    channels: ["email"],
    issuer: "测试市场监督管理局",
    contact: null,
    clock,
    newToken: () => randomBytes(5).toString("hex"),
  });
  const app = await buildServer(
    {
      storage: database.storage,
      commands,
      platforms,
      categories,
      laws: lexicon.laws,
      detectors: [],
      clock,
      checkHealth: () => Promise.resolve([]),
    },
    { secret: "a secret of at least thirty-two characters", secureCookies: false, webRoot: null, log: () => undefined },
  );
  const passwordHash = await hashPassword(password);

  async function person(name: string, roles: readonly Role[]): Promise<User> {
    const created = await database.storage.accounts.create(
      { name, displayName: name, roles, passwordHash },
      { actor: "test", at: clock.now() },
    );
    if (!created.ok) throw new Error(`there is a ${name} already`);
    return created.value;
  }

  function visitor(): Visitor {
    let cookie = "";
    let csrf = "";
    const ask = async (
      method: "GET" | "POST" | "PATCH" | "DELETE",
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const response = await app.inject({
        method,
        url: `/api${path}`,
        headers: { ...(cookie === "" ? {} : { cookie }), ...(method === "GET" ? {} : { "x-csrf-token": csrf }), ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const set = response.cookies.find((candidate) => candidate.name === "tiequan");
      if (set !== undefined) cookie = `tiequan=${encodeURIComponent(set.value)}`;
      const parsed: unknown =
        response.body !== "" && (response.headers["content-type"] ?? "").includes("json") ? response.json() : response.body;
      if (typeof parsed === "object" && parsed !== null && "csrfToken" in parsed) csrf = String(parsed.csrfToken);
      return { status: response.statusCode, body: parsed, headers: response.headers };
    };
    return {
      get: (path) => ask("GET", path),
      send: (method, path, body, headers) => ask(method, path, body, headers),
      async signIn(name, secret = password) {
        await ask("GET", "/session");
        return ask("POST", "/session", { name, password: secret });
      },
    };
  }

  return {
    ...database,
    app,
    commands,
    person,
    visitor,
    async close() {
      await app.close();
      await database.drop();
    },
  };
}
