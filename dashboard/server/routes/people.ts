/** Accounts and the audit trail. */
import { z } from "zod";
import { roles } from "../../../domain/user.ts";
import { UserId } from "../../../domain/words.ts";
import { auditPageShape, userShape } from "../../shapes.ts";
import { newLink } from "../auth/links.ts";
import { permit, signedIn } from "../auth/sessions.ts";
import { HttpProblem, orRefuse } from "../problems.ts";
import { auditEventView, namesOf, userView } from "../views/people.ts";
import { given, idParams, paging, type Routes } from "./route.ts";

export const peopleRoutes: Routes = (app, { storage, clock }) => {
  const { accounts } = storage;
  const withLink = userShape.extend({ signInLink: z.string().nullable() });

  app.get("/users", { preHandler: permit("users.edit"), schema: { response: { 200: z.array(userShape) } } }, async () =>
    (await accounts.list()).map(userView),
  );

  app.post(
    "/users",
    {
      preHandler: permit("users.edit"),
      schema: {
        body: z.object({
          name: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,60}$/u),
          displayName: z.string().min(1).max(100),
          roles: z.array(z.enum(roles)).min(1).max(roles.length),
        }),
        response: { 200: withLink },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const user = orRefuse(await accounts.create({ ...request.body, passwordHash: null }, { actor: by.id, at: clock.now() }));
      return { ...userView(user), signInLink: await newLink(accounts, user.id, by.id, clock.now()) };
    },
  );

  app.patch(
    "/users/:id",
    {
      preHandler: permit("users.edit"),
      schema: {
        params: idParams,
        body: z.object({
          displayName: z.string().min(1).max(100).optional(),
          roles: z.array(z.enum(roles)).min(1).optional(),
          disabled: z.boolean().optional(),
          newLink: z.boolean().optional(),
        }),
        response: { 200: withLink },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const id = UserId(request.params.id);
      const { newLink: wantsLink, ...fields } = request.body;
      if (id === by.id && (fields.disabled === true || (fields.roles !== undefined && !fields.roles.includes("admin"))))
        throw new HttpProblem("invalid", ["不能停用自己或取消自己的管理员角色 / you cannot disable yourself or drop your own admin role"]);
      const user = orRefuse(await accounts.update(id, given(fields), { actor: by.id, at: clock.now() }));
      if (fields.disabled === true) await accounts.dropSessionsOf(id);
      return { ...userView(user), signInLink: wantsLink === true ? await newLink(accounts, id, by.id, clock.now()) : null };
    },
  );

  app.get(
    "/audit",
    {
      preHandler: permit("audit.read"),
      schema: {
        querystring: z.object({ objectType: z.string().max(50).optional(), objectId: z.string().max(400).optional(), ...paging }),
        response: { 200: auditPageShape },
      },
    },
    async (request) => {
      const { limit, ...rest } = request.query;
      const [page, names] = await Promise.all([storage.audit.list({ ...given(rest), limit }), namesOf(accounts)]);
      return { rows: page.rows.map((event) => auditEventView(event, names)), next: page.next };
    },
  );
};
