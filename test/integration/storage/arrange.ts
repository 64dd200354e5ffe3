/** Rows to begin a claim with; each states only what matters. */
import type { Finding, Weighed } from "../../../domain/finding.ts";
import type { Listing } from "../../../domain/listing.ts";
import type { PictureRecord, Storage } from "../../../domain/ports.ts";
import type { Plan, Run } from "../../../domain/sample.ts";
import type { Capture } from "../../../domain/capture.ts";
import { PageId, Sha256, UserId, type LeadId, type ListingId, type ObservationId, type RunId } from "../../../domain/words.ts";

export const at = new Date("2026-06-30T08:00:00.000Z");
export const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
export const change = { actor: "step:test", at };
export const analyst = UserId("analyst");
export const liaison = UserId("liaison");

/** What a claim cannot go on without. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("something the test rests on is not there");
  return value;
}

let counter = 0;
const unique = (stem: string) => `${stem}-${(counter += 1)}`;

export const plan: Plan = { strata: [{ platform: "shop", category: "apparel-bags", take: 10, queries: [] }], seed: "seed" };

export function aRun(storage: Storage): Promise<Run> {
  return storage.runs.create({ plan, scheduleId: null, requestedBy: "test" }, change);
}

export async function aPage(storage: Storage, run: RunId): Promise<PageId> {
  const url = `https://shop.test/${unique("page")}`;
  await storage.runs.addPages(run, [{ platform: "shop", stratum: 0, kind: "listing", url, inclusionProbability: 0.5 }]);
  const page = (await storage.runs.listPages(run, { limit: 500 })).rows.find((one) => one.url === url);
  return page?.id ?? PageId("none");
}

export function aCapture(storage: Storage, run: RunId | null = null): Promise<Capture> {
  return storage.listings.saveCapture({
    runId: run,
    purpose: "sample",
    platform: "shop",
    urlAsked: "https://shop.test/1",
    urlReached: "https://shop.test/1",
    status: 200,
    at,
    body: Sha256("b".repeat(64)),
    headers: Sha256("c".repeat(64)),
    screenshot: null,
    environment: {
      program: "test",
      agent: "test",
      engine: "http",
      browserVersion: null,
      viewport: null,
      address: null,
      robots: "allowed",
      elapsedMs: 1,
    },
  });
}

export type WholeListing = Listing & { id: string; platform: string; url: string };

export function aListing(fields: Partial<WholeListing> = {}): WholeListing {
  const id = unique("shop:item");
  return {
    id,
    platform: "shop",
    url: `https://shop.test/${id}`,
    title: "耐克同款运动鞋",
    category: "apparel-bags",
    seller: { name: "小王的店" },
    ...fields,
  };
}

export async function observed(
  storage: Storage,
  listing: WholeListing,
  options: { pictures?: readonly PictureRecord[]; when?: Date; sample?: { runId: RunId; pageId: PageId } } = {},
) {
  const capture = await aCapture(storage);
  const sample = options.sample === undefined ? null : { ...options.sample, stratum: 0, inclusionProbability: 0.5 };
  return storage.listings.observe({
    listing,
    captureId: capture.id,
    provenance: [],
    pictures: options.pictures ?? [],
    at: options.when ?? at,
    sample,
  });
}

export function aFinding(fields: Partial<Finding> = {}): Finding {
  return {
    kind: "trademark",
    subtype: "look-alike-name",
    target: { rightId: "nike", name: "耐克" },
    verdict: "suspected",
    probability: 0.9,
    reasons: [],
    law: [],
    detector: { name: "test", version: 1 },
    ...fields,
  };
}

export function aWeighed(fields: Partial<Weighed> = {}): Weighed {
  const finding = aFinding();
  return {
    kind: "trademark",
    rightId: "nike",
    rightName: "耐克",
    probability: 0.9,
    priority: "high",
    verdict: "suspected",
    sentences: [],
    findings: [finding],
    ...fields,
  };
}

export function screened(
  storage: Storage,
  observationId: ObservationId,
  weighed: readonly Weighed[],
  options: { version?: string; runId?: RunId; when?: Date } = {},
) {
  return storage.listings.recordScreening(
    {
      observationId,
      runId: options.runId ?? null,
      registerVersion: options.version ?? "v1",
      findings: weighed.flatMap((one) => one.findings),
      weighed,
      line: 0.5,
      notes: [],
    },
    { actor: "step:screen-batch", at: options.when ?? at },
  );
}

export async function aLead(
  storage: Storage,
  fields: Partial<WholeListing> = {},
  weighed: Partial<Weighed> = {},
): Promise<{ id: LeadId; listingId: ListingId; listing: WholeListing }> {
  const listing = aListing(fields);
  const { observationId } = await observed(storage, listing);
  const { opened } = await screened(storage, observationId, [aWeighed(weighed)]);
  const id = opened[0];
  if (id === undefined) throw new Error("no lead was opened");
  const record = await storage.leads.get(id);
  if (record === null) throw new Error("the lead cannot be read");
  return { id, listingId: record.listingId, listing };
}

export async function aConfirmedLead(storage: Storage) {
  const lead = await aLead(storage);
  const moved = await storage.leads.act(lead.id, 1, { act: "confirm", code: "C1", note: null, needsSecond: false }, { actor: analyst, at });
  if (!moved.ok) throw new Error(moved.fault.code);
  return lead;
}

export async function aDraft(storage: Storage, leads?: readonly { id: LeadId; listingId: ListingId }[]) {
  const items = leads ?? [await aConfirmedLead(storage)];
  const drafted = await storage.notices.draft(
    {
      kind: "authority",
      platform: "shop",
      rightId: "nike",
      rightName: "耐克",
      infringementKind: "trademark",
      channel: "email",
      recipient: "ipr@shop.test",
      language: "zh",
      template: "authority",
      subject: "关于疑似侵权商品的通知",
      body: "请依法及时处理下列商品。",
      token: unique("TQ"),
      draftedBy: analyst,
      items: items.map((lead) => ({ leadId: lead.id, listingId: lead.listingId, url: `https://shop.test/${lead.listingId}` })),
    },
    { actor: analyst, at },
  );
  if (!drafted.ok) throw new Error(drafted.fault.code);
  return drafted.value;
}

export async function anApproved(storage: Storage) {
  const draft = await aDraft(storage);
  const approved = await storage.notices.approve(
    draft.id,
    draft.version,
    { by: liaison, hashShown: draft.textHash },
    { actor: liaison, at },
  );
  if (!approved.ok) throw new Error(approved.fault.code);
  return approved.value;
}
