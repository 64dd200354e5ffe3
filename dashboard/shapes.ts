/**
 * The shapes that cross between the dashboard's server and its pages: one zod schema gives the check, the OpenAPI text and the type.
 * The pages import nothing else of the house. All instants are ISO 8601 in UTC. All routes stand under `/api`.
 *
 * | method and path | answers | permission |
 * |---|---|---|
 * | GET  /session | sessionShape | none (401 shape when signed out) |
 * | POST /session {name,password} | sessionShape | none |
 * | POST /session/link {token} | sessionShape | none: one-time link from the terminal |
 * | DELETE /session | 204 | any |
 * | POST /session/password {current,next} | 204 | any |
 * | GET  /overview | overviewShape | leads.read |
 * | GET  /leads?… | leadPageShape | leads.read |
 * | GET  /leads/counts?… | leadCountsShape | leads.read |
 * | GET  /leads/:id | leadDetailShape | leads.read |
 * | POST /leads/:id/lease · DELETE /leads/:id/lease | leaseShape · 204 | leads.decide |
 * | POST /leads/:id/decisions {expectedVersion, requestId, decision} | leadShape | leads.decide or leads.second-opinion |
 * | GET  /listings?… · GET /listings/:id | listingPageShape · listingDetailShape | leads.read |
 * | GET  /evidence/:sha256 | bytes, as image/png, image/jpeg, image/webp or text/plain only | leads.read |
 * | GET  /captures/:id/screenshot | image/png | leads.read |
 * | GET  /notices?… · GET /notices/:id | noticePageShape · noticeDetailShape | notices.read |
 * | POST /notices {leadIds, kind} | {notices: noticeShape[]} | notices.draft |
 * | PATCH /notices/:id {expectedVersion, subject, body, recipient} | noticeShape | notices.draft |
 * | POST /notices/:id/approval {expectedVersion, hashShown} | noticeShape | notices.approve |
 * | POST /notices/:id/sending · /acknowledgement {note} · /verification · /publication {url,seen} · /closing {note} · /cancelling {note} | noticeShape | notices.send (cancelling: notices.draft) |
 * | POST /notice-items/:id/claim {claimed} | noticeShape | notices.send |
 * | GET  /runs · GET /runs/:id · GET /runs/:id/pages?state= | runPageShape · runDetailShape · pagePageShape | runs.read |
 * | POST /runs {plan} · POST /runs/:id/stop · POST /runs/:id/resume | runShape | runs.start |
 * | GET  /runs/events | text/event-stream: `run` events carrying runDetailShape | runs.read |
 * | GET/POST/PATCH /schedules | scheduleShape(s) | runs.read / schedules.edit |
 * | GET  /platforms · /categories · /register · /detectors · /health | settings shapes | settings.read |
 * | POST /register (JSON body) | registerVersionShape, or 422 with every fault | register.edit |
 * | GET/POST/PATCH /users | userShape[] · savedUserShape | users.edit |
 * | GET  /audit | auditPageShape | audit.read |
 *
 * A route that answers several rows without paging answers a bare JSON array. Several values of one filter are joined by commas.
 * Filters of /leads and /leads/counts: state, kind, platform, category, priority, rightId, seller, text, minProbability, assignee
 * (a user id or `nobody`), runId; of /listings: platform, category, text; of /notices: state, platform, due. Every list takes
 * limit (at most 200) and after.
 *
 * Every refusal is `problemShape` with a stable `code`. Changing calls need the header `x-csrf-token` (from GET /session).
 */
import { z } from "zod";
import { categoryNameSchema } from "../domain/category.ts";
import { findingSchema, infringementKindSchema, priorities } from "../domain/finding.ts";
import { leadStates, reasonCodeNames } from "../domain/lead.ts";
import { itemStates, noticeKinds, noticeStates } from "../domain/notice.ts";
import { pageCauses, pageStates, planSchema, runStates } from "../domain/sample.ts";
import { permissions, roles } from "../domain/user.ts";
import { bilingualSchema } from "../domain/words.ts";

const instant = z.iso.datetime();
const pageOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.string().nullable() });

export const problemShape = z.object({
  code: z.string(),
  sentence: bilingualSchema,
  /** Field or line faults, or what changed meanwhile. */
  details: z.array(z.string()).default([]),
});

export const userShape = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roles)),
  disabled: z.boolean(),
  createdAt: instant,
});
export const sessionShape = z.object({
  user: userShape.nullable(),
  permissions: z.array(z.enum(permissions)),
  csrfToken: z.string(),
  /** Signed in by a one-time link with no password yet: the page asks for one first. */
  mustSetPassword: z.boolean(),
});

const price = z.object({ amount: z.string(), currency: z.string().nullable() }).nullable();

export const leadShape = z.object({
  id: z.string(),
  listingId: z.string(),
  observationId: z.string(),
  platform: z.string(),
  category: categoryNameSchema.nullable(),
  kind: infringementKindSchema,
  rightId: z.string(),
  rightName: z.string(),
  state: z.enum(leadStates),
  probability: z.number(),
  priority: z.enum(priorities),
  reasonCode: z.enum(reasonCodeNames as [string, ...string[]]).nullable(),
  assignee: z.string().nullable(),
  snoozedUntil: instant.nullable(),
  firstFoundAt: instant,
  lastFoundAt: instant,
  version: z.number(),
});
export const leadRowShape = leadShape.extend({
  title: z.string(),
  url: z.string(),
  price,
  sellerName: z.string().nullable(),
  picture: z.string().nullable(),
  /** Name of the person who holds it under a lease. */
  heldBy: z.string().nullable(),
});
export const leadPageShape = pageOf(leadRowShape);
const tally = z.record(z.string(), z.number());
export const leadCountsShape = z.object({
  total: z.number(),
  byState: tally,
  byKind: tally,
  byPlatform: tally,
  byCategory: tally,
  byPriority: tally,
});

export const auditEventShape = z.object({
  seq: z.number(),
  at: instant,
  actor: z.string(),
  actorName: z.string(),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  body: z.record(z.string(), z.unknown()),
});
export const auditPageShape = pageOf(auditEventShape);

const pictureShape = z.object({
  index: z.number(),
  url: z.string(),
  sha256: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  fault: z.string().nullable(),
});
export const captureShape = z.object({
  id: z.string(),
  purpose: z.string(),
  urlAsked: z.string(),
  urlReached: z.string(),
  status: z.number(),
  at: instant,
  body: z.string(),
  screenshot: z.string().nullable(),
  engine: z.enum(["http", "browser"]),
  robots: z.string(),
  program: z.string(),
});
export const listingDetailShape = z.object({
  id: z.string(),
  platform: z.string(),
  url: z.string(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  title: z.string(),
  description: z.string(),
  category: categoryNameSchema.nullable(),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
  price,
  seller: z.object({
    id: z.string().nullable(),
    name: z.string().nullable(),
    type: z.string(),
    licence: z.string().nullable(),
    location: z.string().nullable(),
  }),
  identifiers: z.array(z.object({ name: z.string(), value: z.string() })),
  availability: z.string().nullable(),
  salesCount: z.number().nullable(),
  pictures: z.array(pictureShape),
  /** The picture of the flagged page, and when it was taken. */
  screenshot: z.object({ captureId: z.string(), at: instant }).nullable(),
  capture: captureShape,
  provenance: z.array(z.object({ field: z.string(), source: z.string(), path: z.string(), raw: z.string(), chosen: z.boolean() })),
  observations: z.array(z.object({ id: z.string(), at: instant, captureId: z.string(), title: z.string() })),
  leads: z.array(leadRowShape),
});
export const listingRowShape = z.object({
  id: z.string(),
  platform: z.string(),
  title: z.string(),
  category: categoryNameSchema.nullable(),
  price,
  seller: z.string().nullable(),
  lastSeenAt: instant,
  flagged: z.boolean(),
});
export const listingPageShape = pageOf(listingRowShape);

export const leadDetailShape = leadRowShape.extend({
  listing: listingDetailShape.omit({ leads: true, observations: true }),
  findings: z.array(findingSchema),
  cleared: z.array(findingSchema),
  history: z.array(auditEventShape),
  otherLeads: z.array(leadRowShape),
  sellerRecord: z.object({ leads: z.number(), confirmed: z.number(), rejected: z.number(), notices: z.number() }),
  noticeId: z.string().nullable(),
  /** Law texts for the references in `findings`, so that the page can show the rule in words. */
  rules: z.array(z.object({ law: z.string(), article: z.string(), version: z.string(), rule: bilingualSchema, verified: z.boolean() })),
  right: z
    .object({
      id: z.string(),
      name: z.string(),
      owner: z.string(),
      details: z.array(z.object({ label: bilingualSchema, value: z.string() })),
      referencePrice: z.string().nullable(),
    })
    .nullable(),
});
export const leaseShape = z.object({ until: instant });
export const decisionShape = z.discriminatedUnion("decide", [
  z.object({
    decide: z.enum(["confirm", "reject", "insufficient"]),
    code: z.enum(reasonCodeNames as [string, ...string[]]),
    note: z.string().max(4000).nullable(),
  }),
  z.object({ decide: z.literal("escalate"), note: z.string().max(4000).nullable() }),
  z.object({ decide: z.literal("snooze"), until: instant, note: z.string().min(1).max(4000) }),
  z.object({ decide: z.literal("second-opinion"), agrees: z.boolean(), note: z.string().max(4000).nullable() }),
  z.object({ decide: z.literal("reopen"), note: z.string().min(1).max(4000) }),
  z.object({ decide: z.literal("undo") }),
]);

export const noticeItemShape = z.object({
  id: z.string(),
  leadId: z.string(),
  listingId: z.string(),
  title: z.string(),
  url: z.string(),
  claimed: z.enum(itemStates).nullable(),
  claimedAt: instant.nullable(),
  verified: z.enum(itemStates),
  verifiedAt: instant.nullable(),
  verifiedBy: z.string().nullable(),
});
export const noticeShape = z.object({
  id: z.string(),
  number: z.string().nullable(),
  kind: z.enum(noticeKinds),
  platform: z.string(),
  rightId: z.string(),
  rightName: z.string(),
  infringementKind: infringementKindSchema,
  channel: z.string(),
  recipient: z.string(),
  language: z.enum(["zh", "en"]),
  template: z.string(),
  subject: z.string(),
  body: z.string(),
  textHash: z.string(),
  token: z.string(),
  state: z.enum(noticeStates),
  draftedBy: z.string(),
  draftedByName: z.string(),
  draftedAt: instant,
  approvedBy: z.string().nullable(),
  approvedByName: z.string().nullable(),
  approvedAt: instant.nullable(),
  sentAt: instant.nullable(),
  receipt: z.string().nullable(),
  dueAt: instant.nullable(),
  publishedAt: instant.nullable(),
  closedAt: instant.nullable(),
  version: z.number(),
  items: z.array(noticeItemShape),
});
export const noticePageShape = pageOf(noticeShape);
export const noticeDetailShape = noticeShape.extend({
  messages: z.array(
    z.object({
      direction: z.enum(["out", "in", "note"]),
      channel: z.string(),
      at: instant,
      messageId: z.string().nullable(),
      subject: z.string().nullable(),
      body: z.string(),
    }),
  ),
  history: z.array(auditEventShape),
  publication: z.object({ url: z.string(), seen: z.boolean(), captureId: z.string().nullable(), at: instant }).nullable(),
  verifications: z.array(
    z.object({
      id: z.string(),
      itemId: z.string(),
      dueAt: instant,
      doneAt: instant.nullable(),
      outcome: z.enum(itemStates).nullable(),
      captureId: z.string().nullable(),
      because: z.string().nullable(),
    }),
  ),
  /** What still stands in the way of approval: element names. */
  missing: z.array(z.string()),
});

export const runShape = z.object({
  id: z.string(),
  scheduleId: z.string().nullable(),
  plan: planSchema,
  state: z.enum(runStates),
  requestedBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  because: z.string().nullable(),
});
const pageTally = z.object({ pending: z.number(), done: z.number(), skipped: z.number(), failed: z.number() });
export const runDetailShape = runShape.extend({
  progress: z.object({
    pages: pageTally,
    listingPages: pageTally,
    failuresByCause: z.partialRecord(z.enum(pageCauses), z.number()),
    sampled: z.number(),
    newListings: z.number(),
    changedListings: z.number(),
    unchangedListings: z.number(),
    screened: z.number(),
    flagged: z.number(),
    leadsOpened: z.number(),
    byStratum: z.array(
      z.object({ platform: z.string(), category: z.string(), take: z.number(), sampled: z.number(), flagged: z.number() }),
    ),
    flaggedByKind: tally,
  }),
});
export const runPageShape = pageOf(runDetailShape);
export const pageRowShape = z.object({
  id: z.string(),
  platform: z.string(),
  kind: z.string(),
  url: z.string(),
  state: z.enum(pageStates),
  cause: z.enum(pageCauses).nullable(),
  detail: z.string().nullable(),
  attempts: z.number(),
});
export const pagePageShape = pageOf(pageRowShape);
export const scheduleShape = z.object({
  id: z.string(),
  name: z.string(),
  cron: z.string(),
  timezone: z.string(),
  plan: planSchema,
  enabled: z.boolean(),
  lastRunAt: instant.nullable(),
  nextRunAt: instant.nullable(),
  version: z.number(),
});

export const platformShape = z.object({
  name: z.string(),
  title: bilingualSchema,
  operator: z.string(),
  access: z.enum(["crawl", "feed"]),
  hosts: z.array(z.string()),
  needsBrowser: z.boolean(),
  requestsPerMinute: z.number(),
  channel: z.string(),
  contact: z.string(),
  linkLimit: z.number(),
  language: z.enum(["zh", "en"]),
  facts: z.array(z.object({ fact: z.string(), source: z.string(), verified: z.union([z.literal(false), z.string()]) })),
});
export const categoryShape = z.object({
  name: categoryNameSchema,
  title: bilingualSchema,
  searchWords: z.array(z.string()),
  niceClasses: z.array(z.number()),
});
export const registerVersionShape = z.object({
  version: z.string(),
  importedAt: instant,
  importedBy: z.string(),
  counts: tally,
  current: z.boolean(),
});
export const registerShape = z.object({
  versions: z.array(registerVersionShape),
  rights: z.array(z.object({ id: z.string(), kind: infringementKindSchema, name: z.string(), owner: z.string(), detail: z.string() })),
});
export const detectorShape = z.object({ name: z.string(), version: z.number(), question: bilingualSchema, examples: z.number() });
export const healthShape = z.object({
  checks: z.array(
    z.object({ name: z.string(), state: z.enum(["ok", "warning", "missing", "wrong"]), found: z.string(), remedy: z.string() }),
  ),
});

export const overviewShape = z.object({
  listings: z.number(),
  observations: z.number(),
  flagged: z.number(),
  leadsByState: tally,
  cells: z.array(
    z.object({
      category: z.string(),
      platform: z.string(),
      kind: z.string(),
      leads: z.number(),
      confirmed: z.number(),
      rejected: z.number(),
    }),
  ),
  sampledByCategory: z.array(z.object({ category: z.string(), platform: z.string(), sampled: z.number(), flagged: z.number() })),
  noticesByState: tally,
  items: z.object({ total: z.number(), claimedRemoved: z.number(), verifiedRemoved: z.number(), stillUp: z.number(), unknown: z.number() }),
  perDay: z.array(z.object({ day: z.string(), sampled: z.number(), flagged: z.number(), confirmed: z.number() })),
  latestRun: runDetailShape.nullable(),
});

/** What POST and PATCH /users answer; `signInLink` is the path of a one-time sign-in link, shown this once. */
export const savedUserShape = userShape.extend({ signInLink: z.string().nullable().default(null) });

export type SavedUserView = z.infer<typeof savedUserShape>;
export type Problem = z.infer<typeof problemShape>;
export type Session = z.infer<typeof sessionShape>;
export type UserView = z.infer<typeof userShape>;
export type LeadView = z.infer<typeof leadShape>;
export type LeadRowView = z.infer<typeof leadRowShape>;
export type LeadDetailView = z.infer<typeof leadDetailShape>;
export type LeadCountsView = z.infer<typeof leadCountsShape>;
export type DecisionView = z.infer<typeof decisionShape>;
export type ListingDetailView = z.infer<typeof listingDetailShape>;
export type ListingRowView = z.infer<typeof listingRowShape>;
export type NoticeView = z.infer<typeof noticeShape>;
export type NoticeDetailView = z.infer<typeof noticeDetailShape>;
export type RunView = z.infer<typeof runShape>;
export type RunDetailView = z.infer<typeof runDetailShape>;
export type PageRowView = z.infer<typeof pageRowShape>;
export type ScheduleView = z.infer<typeof scheduleShape>;
export type PlatformView = z.infer<typeof platformShape>;
export type CategoryView = z.infer<typeof categoryShape>;
export type RegisterView = z.infer<typeof registerShape>;
export type DetectorView = z.infer<typeof detectorShape>;
export type HealthView = z.infer<typeof healthShape>;
export type OverviewView = z.infer<typeof overviewShape>;
export type AuditEventView = z.infer<typeof auditEventShape>;
