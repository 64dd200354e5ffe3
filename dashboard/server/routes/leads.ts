/** The review queue: filter, open under a lease, decide. */
import { z } from "zod";
import { categoryNameSchema } from "../../../domain/category.ts";
import type { Decision } from "../../../domain/commands.ts";
import { infringementKindSchema, priorities } from "../../../domain/finding.ts";
import { leadStates, reasonCodeNames } from "../../../domain/lead.ts";
import { LeadId, RunId, UserId } from "../../../domain/words.ts";
import { decisionShape, leadCountsShape, leadDetailShape, leadPageShape, leadShape, leaseShape, type DecisionView } from "../../shapes.ts";
import { permit, signedIn } from "../auth/sessions.ts";
import { HttpProblem, orMissing, orRefuse } from "../problems.ts";
import { leadDetailView, leadRowView, leadView } from "../views/leads.ts";
import { namesOf } from "../views/people.ts";
import { rightCards } from "../views/rights.ts";
import { given, idParams, paging, several, type Routes } from "./route.ts";

/** A lead stays its reader's for ten minutes, renewed by activity. */
const leaseMs = 10 * 60_000;

const filters = z.object({
  state: several(z.enum(leadStates)),
  kind: several(infringementKindSchema),
  platform: several(z.string().max(100)),
  category: several(categoryNameSchema),
  priority: several(z.enum(priorities)),
  rightId: z.string().max(200).optional(),
  seller: z.string().max(300).optional(),
  text: z.string().max(200).optional(),
  minProbability: z.coerce.number().min(0).max(1).optional(),
  assignee: z.string().max(100).optional(),
  runId: z.string().max(100).optional(),
});
const listing = filters.extend({ order: z.enum(["priority", "newest", "oldest"]).optional(), ...paging });

function queryOf(filter: z.infer<typeof filters>) {
  return given({
    states: filter.state,
    kinds: filter.kind,
    platforms: filter.platform,
    categories: filter.category,
    priorities: filter.priority,
    rightId: filter.rightId,
    sellerName: filter.seller,
    text: filter.text,
    minProbability: filter.minProbability,
    assignee: filter.assignee === undefined ? undefined : filter.assignee === "nobody" ? ("nobody" as const) : UserId(filter.assignee),
    runId: filter.runId === undefined ? undefined : RunId(filter.runId),
  });
}

export const leadRoutes: Routes = (app, { storage, commands, laws, clock }) => {
  const rights = rightCards(storage.register);

  app.get(
    "/leads",
    { preHandler: permit("leads.read"), schema: { querystring: listing, response: { 200: leadPageShape } } },
    async (request) => {
      const { limit, after, order, ...filter } = request.query;
      const [page, names] = await Promise.all([
        storage.leads.list({ ...queryOf(filter), ...given({ order, after }), limit }),
        namesOf(storage.accounts),
      ]);
      return { rows: page.rows.map((row) => leadRowView(row, names)), next: page.next };
    },
  );

  app.get(
    "/leads/counts",
    { preHandler: permit("leads.read"), schema: { querystring: filters, response: { 200: leadCountsShape } } },
    async (request) => storage.leads.counts(queryOf(request.query)),
  );

  app.get(
    "/leads/:id",
    { preHandler: permit("leads.read"), schema: { params: idParams, response: { 200: leadDetailShape } } },
    async (request) => {
      const detail = orMissing(await storage.leads.get(LeadId(request.params.id)));
      const [right, names] = await Promise.all([rights.find(detail.rightId), namesOf(storage.accounts)]);
      return leadDetailView(detail, laws, right, names);
    },
  );

  app.post(
    "/leads/:id/lease",
    { preHandler: permit("leads.decide"), schema: { params: idParams, response: { 200: leaseShape } } },
    async (request) => {
      const now = clock.now();
      const leased = await storage.leads.lease(LeadId(request.params.id), signedIn(request).id, new Date(now.getTime() + leaseMs), now);
      if (leased.ok) return { until: leased.value.until.toISOString() };
      if (leased.fault.code === "missing") throw new HttpProblem("missing");
      const names = await namesOf(storage.accounts);
      throw new HttpProblem("held", [names(leased.fault.by), leased.fault.until.toISOString()]);
    },
  );

  app.delete(
    "/leads/:id/lease",
    { preHandler: permit("leads.decide"), schema: { params: idParams, response: { 204: z.null() } } },
    async (request, reply) => {
      await storage.leads.release(LeadId(request.params.id), signedIn(request).id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/leads/:id/decisions",
    {
      preHandler: async (request) => permit(isSecondOpinion(request.body) ? "leads.second-opinion" : "leads.decide")(request),
      schema: {
        params: idParams,
        body: z.object({ expectedVersion: z.number().int(), requestId: z.string().min(8).max(100), decision: decisionShape }),
        response: { 200: leadShape },
      },
    },
    async (request) => {
      const { expectedVersion, requestId, decision } = request.body;
      const decided = await commands.decide(LeadId(request.params.id), expectedVersion, decisionOf(decision), signedIn(request), requestId);
      return leadView(orRefuse(decided));
    },
  );
};

function isSecondOpinion(body: unknown): boolean {
  const parsed = z.object({ decision: z.object({ decide: z.string() }) }).safeParse(body);
  return parsed.success && parsed.data.decision.decide === "second-opinion";
}

function decisionOf(decision: DecisionView): Decision {
  switch (decision.decide) {
    case "confirm":
    case "reject":
    case "insufficient": {
      const code = reasonCodeNames.find((name) => name === decision.code);
      if (code === undefined) throw new HttpProblem("wrong-reason", [decision.code]);
      return { decide: decision.decide, code, note: decision.note };
    }
    case "snooze":
      return { decide: "snooze", until: new Date(decision.until), note: decision.note };
    case "escalate":
    case "second-opinion":
    case "reopen":
    case "undo":
      return decision;
  }
}
