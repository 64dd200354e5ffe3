/** The life of a notice. What may happen when is decided in `domain/notice.ts`; here is only who asks and what they see. */
import { z } from "zod";
import { noticeKinds, noticeStates, type Notice } from "../../../domain/notice.ts";
import { LeadId, NoticeId, NoticeItemId } from "../../../domain/words.ts";
import { noticeDetailShape, noticePageShape, noticeShape, type NoticeView } from "../../shapes.ts";
import { permit, signedIn } from "../auth/sessions.ts";
import { orMissing, orRefuse } from "../problems.ts";
import { noticeDetailView, noticeView, titlesOf } from "../views/notices.ts";
import { namesOf } from "../views/people.ts";
import { given, idParams, paging, several, type Routes } from "./route.ts";

const note = z.object({ note: z.string().max(4000).default("") });

export const noticeRoutes: Routes = (app, { storage, commands }) => {
  async function view(notice: Notice): Promise<NoticeView> {
    const [names, titles] = await Promise.all([namesOf(storage.accounts), titlesOf([notice], storage.listings)]);
    return noticeView(notice, names, titles);
  }

  app.get(
    "/notices",
    {
      preHandler: permit("notices.read"),
      schema: {
        querystring: z.object({
          state: several(z.enum(noticeStates)),
          platform: z.string().max(100).optional(),
          due: z.stringbool().optional(),
          ...paging,
        }),
        response: { 200: noticePageShape },
      },
    },
    async (request) => {
      const { state, limit, ...rest } = request.query;
      const page = await storage.notices.list({ ...given({ states: state, ...rest }), limit });
      const [names, titles] = await Promise.all([namesOf(storage.accounts), titlesOf(page.rows, storage.listings)]);
      return { rows: page.rows.map((notice) => noticeView(notice, names, titles)), next: page.next };
    },
  );

  app.get(
    "/notices/:id",
    { preHandler: permit("notices.read"), schema: { params: idParams, response: { 200: noticeDetailShape } } },
    async (request) => {
      const detail = orMissing(await storage.notices.get(NoticeId(request.params.id)));
      const [names, titles] = await Promise.all([namesOf(storage.accounts), titlesOf([detail], storage.listings)]);
      return noticeDetailView(detail, names, titles);
    },
  );

  app.post(
    "/notices",
    {
      preHandler: permit("notices.draft"),
      schema: {
        body: z.object({ leadIds: z.array(z.string().max(100)).min(1).max(1000), kind: z.enum(noticeKinds) }),
        response: { 200: z.object({ notices: z.array(noticeShape) }) },
      },
    },
    async (request) => {
      const drafted = orRefuse(
        await commands.draftNotices({ leadIds: request.body.leadIds.map(LeadId), kind: request.body.kind }, signedIn(request)),
      );
      return { notices: await Promise.all(drafted.map(view)) };
    },
  );

  app.patch(
    "/notices/:id",
    {
      preHandler: permit("notices.draft"),
      schema: {
        params: idParams,
        body: z.object({
          expectedVersion: z.number().int(),
          subject: z.string().min(1).max(500),
          body: z.string().min(1).max(200_000),
          recipient: z.string().min(1).max(500),
        }),
        response: { 200: noticeShape },
      },
    },
    async (request) => {
      const { expectedVersion, ...words } = request.body;
      return view(orRefuse(await commands.editNotice(NoticeId(request.params.id), expectedVersion, words, signedIn(request))));
    },
  );

  app.post(
    "/notices/:id/approval",
    {
      preHandler: permit("notices.approve"),
      schema: {
        params: idParams,
        body: z.object({ expectedVersion: z.number().int(), hashShown: z.string().regex(/^[0-9a-f]{64}$/u) }),
        response: { 200: noticeShape },
      },
    },
    async (request) =>
      view(
        orRefuse(
          await commands.approveNotice(
            NoticeId(request.params.id),
            request.body.expectedVersion,
            request.body.hashShown,
            signedIn(request),
          ),
        ),
      ),
  );

  app.post(
    "/notices/:id/sending",
    { preHandler: permit("notices.send"), schema: { params: idParams, response: { 200: noticeShape } } },
    async (request) => view(orRefuse(await commands.sendNotice(NoticeId(request.params.id), signedIn(request)))),
  );

  app.post(
    "/notices/:id/acknowledgement",
    { preHandler: permit("notices.send"), schema: { params: idParams, body: note, response: { 200: noticeShape } } },
    async (request) => view(orRefuse(await commands.acknowledgeNotice(NoticeId(request.params.id), request.body.note, signedIn(request)))),
  );

  app.post(
    "/notices/:id/verification",
    { preHandler: permit("notices.send"), schema: { params: idParams, response: { 200: noticeShape } } },
    async (request) => view(orRefuse(await commands.verifyNow(NoticeId(request.params.id), signedIn(request)))),
  );

  app.post(
    "/notices/:id/publication",
    {
      preHandler: permit("notices.send"),
      schema: {
        params: idParams,
        body: z.object({ url: z.string().max(4000).default(""), seen: z.boolean() }),
        response: { 200: noticeShape },
      },
    },
    async (request) => view(orRefuse(await commands.recordPublication(NoticeId(request.params.id), request.body, signedIn(request)))),
  );

  app.post(
    "/notices/:id/closing",
    { preHandler: permit("notices.send"), schema: { params: idParams, body: note, response: { 200: noticeShape } } },
    async (request) => view(orRefuse(await commands.closeNotice(NoticeId(request.params.id), request.body.note, signedIn(request)))),
  );

  app.post(
    "/notices/:id/cancelling",
    { preHandler: permit("notices.draft"), schema: { params: idParams, body: note, response: { 200: noticeShape } } },
    async (request) => view(orRefuse(await commands.cancelNotice(NoticeId(request.params.id), request.body.note, signedIn(request)))),
  );

  app.post(
    "/notice-items/:id/claim",
    {
      preHandler: permit("notices.send"),
      schema: { params: idParams, body: z.object({ claimed: z.enum(["removed", "edited", "refused"]) }), response: { 200: noticeShape } },
    },
    async (request) => view(orRefuse(await commands.claimItem(NoticeItemId(request.params.id), request.body.claimed, signedIn(request)))),
  );
};
