/** Signing in and out: by name and password, or once by a link printed in the terminal. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { permissionsOf, type User } from "../../../domain/user.ts";
import { sessionShape, type Session } from "../../shapes.ts";
import { linkHash } from "../auth/links.ts";
import { hashPassword, passwordFits, passwordProblems } from "../auth/password.ts";
import { signedIn } from "../auth/sessions.ts";
import type { House } from "../house.ts";
import { HttpProblem } from "../problems.ts";
import { userView } from "../views/people.ts";
import type { Routes } from "./route.ts";

/** OWASP ASVS 5.0 6.3.1: slow guessing down by account. */
const failuresAllowed = 8;
const failureWindowMs = 15 * 60_000;

export const sessionRoutes: Routes = (app, house) => {
  const { accounts } = house.storage;
  const answer = (request: FastifyRequest, reply: FastifyReply): Session => ({
    user: request.user === null ? null : userView(request.user),
    permissions: request.user === null ? [] : permissionsOf(request.user),
    csrfToken: reply.generateCsrf(),
    mustSetPassword: request.session.mustSetPassword === true,
  });

  app.get("/session", { schema: { response: { 200: sessionShape } } }, (request, reply) => Promise.resolve(answer(request, reply)));

  app.post(
    "/session",
    {
      config: { rateLimit: { max: 20, timeWindow: "1 minute" } },
      schema: {
        body: z.object({ name: z.string().min(1).max(100), password: z.string().min(1).max(1000) }),
        response: { 200: sessionShape },
      },
    },
    async (request, reply) => {
      const name = request.body.name.trim().toLowerCase();
      const now = house.clock.now();
      const account = await accounts.byName(name);
      const fits = await passwordFits(account?.passwordHash ?? null, request.body.password);
      if (account === null || account.disabled || !fits) {
        const failures = await accounts.countFailure(`name:${name}`, now, failureWindowMs);
        await note(house, account, "sign-in-refused", request);
        throw new HttpProblem(failures > failuresAllowed ? "locked-out" : "wrong-credentials");
      }
      if ((await accounts.countFailure(`name:${name}`, now, failureWindowMs)) > failuresAllowed) throw new HttpProblem("locked-out");
      await accounts.clearFailures(`name:${name}`);
      await enter(request, account, false);
      await note(house, account, "signed-in", request);
      return answer(request, reply);
    },
  );

  app.post(
    "/session/link",
    {
      config: { rateLimit: { max: 20, timeWindow: "1 minute" } },
      schema: { body: z.object({ token: z.string().min(20).max(200) }), response: { 200: sessionShape } },
    },
    async (request, reply) => {
      const user = await accounts.useLink(linkHash(request.body.token), house.clock.now());
      if (user === null || user.disabled) throw new HttpProblem("link-unusable");
      const account = await accounts.byName(user.name);
      await enter(request, user, account?.passwordHash === null || account === null);
      await note(house, user, "signed-in-by-link", request);
      return answer(request, reply);
    },
  );

  app.delete("/session", { schema: { response: { 204: z.null() } } }, async (request, reply) => {
    if (request.user !== null) await note(house, request.user, "signed-out", request);
    await request.session.destroy();
    return reply.code(204).send(null);
  });

  app.post(
    "/session/password",
    { schema: { body: z.object({ current: z.string().max(1000).default(""), next: z.string().max(1000) }), response: { 204: z.null() } } },
    async (request, reply) => {
      const user = signedIn(request);
      const account = await accounts.byName(user.name);
      if (request.session.mustSetPassword !== true && !(await passwordFits(account?.passwordHash ?? null, request.body.current)))
        throw new HttpProblem("wrong-credentials");
      const problems = passwordProblems(request.body.next, user.name);
      if (problems.length > 0) throw new HttpProblem("invalid", problems);
      await accounts.update(user.id, { passwordHash: await hashPassword(request.body.next) }, { actor: user.id, at: house.clock.now() });
      await accounts.dropSessionsOf(user.id);
      await enter(request, user, false);
      return reply.code(204).send(null);
    },
  );

  async function enter(request: FastifyRequest, user: User, mustSetPassword: boolean): Promise<void> {
    await request.session.regenerate();
    request.session.userId = user.id;
    request.session.signedInAt = house.clock.now().toISOString();
    request.session.mustSetPassword = mustSetPassword;
    request.user = user;
  }
};

async function note(house: House, user: User | null, action: string, request: FastifyRequest): Promise<void> {
  await house.storage.audit.append({
    at: house.clock.now(),
    actor: user?.id ?? "unknown",
    action,
    objectType: "user",
    objectId: user?.id ?? "unknown",
    from: null,
    to: null,
    body: { address: request.ip },
  });
}
