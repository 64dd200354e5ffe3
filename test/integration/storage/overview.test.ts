import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import {
  aCapture,
  aConfirmedLead,
  aLead,
  aListing,
  anApproved,
  aPage,
  aRun,
  aWeighed,
  at,
  change,
  later,
  observed,
  present,
  screened,
} from "./arrange.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase({ clock: { now: () => later(60) } });
  const { storage } = database;
  const run = await aRun(storage);
  const flagged = await observed(storage, aListing(), { sample: { runId: run.id, pageId: await aPage(storage, run.id) } });
  await observed(storage, aListing({ title: "普通水杯" }), { sample: { runId: run.id, pageId: await aPage(storage, run.id) } });
  await screened(storage, flagged.observationId, [aWeighed()], { runId: run.id });
  await aConfirmedLead(storage);
  const rejected = await aLead(storage, {}, { kind: "patent" });
  await storage.leads.act(rejected.id, 1, { act: "reject", code: "R1", note: null }, change);
  const notice = await anApproved(storage);
  const capture = await aCapture(storage);
  await storage.notices.setVerified(present(notice.items[0]).id, "removed", capture.id, "gone", change);
});
afterAll(() => database.drop());

test("the overview counts each thing once, and what was removed by our own capture", async () => {
  expect(await database.storage.overview({})).toEqual({
    listings: 5,
    observations: 5,
    flagged: 4,
    leadsByState: { new: 1, confirmed: 1, rejected: 1, "in-notice": 1 },
    cells: [
      { category: "apparel-bags", platform: "shop", kind: "patent", leads: 1, confirmed: 0, rejected: 1 },
      { category: "apparel-bags", platform: "shop", kind: "trademark", leads: 3, confirmed: 2, rejected: 0 },
    ],
    sampledByCategory: [{ category: "apparel-bags", platform: "shop", sampled: 2, flagged: 1 }],
    noticesByState: { approved: 1 },
    items: { total: 1, claimedRemoved: 0, verifiedRemoved: 1, stillUp: 0, unknown: 0 },
    perDay: [{ day: "2026-06-30", sampled: 2, flagged: 1, confirmed: 2 }],
  });
});

test("the overview since a moment leaves out what was before", async () => {
  const since = await database.storage.overview({ since: new Date(at.getTime() + 1) });
  expect(since).toMatchObject({
    listings: 0,
    observations: 0,
    flagged: 0,
    leadsByState: {},
    cells: [],
    noticesByState: {},
    items: { total: 0 },
    perDay: [],
  });
});
