import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Sha256 } from "../../../domain/words.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { aCapture, aFinding, aListing, aPage, aRun, aWeighed, later, observed, screened, present } from "./arrange.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const picture = (letter: string | null) => ({
  index: 0,
  url: "https://shop.test/p.jpg",
  sha256: letter === null ? null : Sha256(letter.repeat(64)),
  width: null,
  height: null,
  fault: null,
});

describe("observing a listing", () => {
  test("makes a new observation only when the content changed", async () => {
    const listing = aListing();
    const first = await observed(database.storage, { ...listing, capturedAt: "2026-06-30T08:00:00Z" });
    const same = await observed(database.storage, { ...listing, capturedAt: "2026-07-01T08:00:00Z" }, { when: later(1440) });
    const other = await observed(database.storage, { ...listing, title: "改过的标题" }, { when: later(2880) });
    expect([first.change, same.change, other.change]).toEqual(["new", "unchanged", "changed"]);
    expect([same.observationId === first.observationId, other.observationId === first.observationId]).toEqual([true, false]);
  });

  test("moves the time it was last seen, and leaves the first", async () => {
    const listing = aListing();
    const { observationId } = await observed(database.storage, listing);
    await observed(database.storage, listing, { when: later(60) });
    const { listingId } = present(await database.storage.listings.getObservation(observationId));
    expect(await database.storage.listings.get(listingId)).toMatchObject({ firstSeenAt: later(0), lastSeenAt: later(60), observationId });
  });

  test("sees a picture that was swapped behind the same address, and not one that failed to load", async () => {
    const listing = aListing();
    await observed(database.storage, listing, { pictures: [picture("1")] });
    const failed = await observed(database.storage, listing, { pictures: [picture(null)] });
    const swapped = await observed(database.storage, listing, { pictures: [picture("2")] });
    expect([failed.change, swapped.change]).toEqual(["unchanged", "changed"]);
  });

  test("of one page run twice gives the same rows", async () => {
    const { storage } = database;
    const run = await aRun(storage);
    const sample = { runId: run.id, pageId: await aPage(storage, run.id) };
    const listing = aListing();
    const first = await observed(storage, listing, { sample });
    const second = await observed(storage, listing, { sample });
    expect([second, (await storage.runs.progress(run.id)).sampled]).toEqual([first, 1]);
  });

  test("by eight workers at once gives one listing with one observation", async () => {
    const listing = aListing();
    const seen = await Promise.all(Array.from({ length: 8 }, () => observed(database.storage, listing)));
    expect(seen.map((one) => one.change).toSorted()).toEqual(["new", ...Array.from({ length: 7 }, () => "unchanged")]);
    expect(new Set(seen.map((one) => one.observationId)).size).toBe(1);
  });

  test("keeps hostile text without failing, and with the same length", async () => {
    const { observationId } = await observed(database.storage, aListing({ title: "a\u0000b\ud800c", attributes: { "x\u0000": "\u0000" } }));
    expect((await database.storage.listings.getObservation(observationId))?.listing).toMatchObject({
      title: "a\uFFFDb\uFFFDc",
      attributes: { "x\uFFFD": "\uFFFD" },
    });
  });

  test("keeps the first picture that was taken of a flagged page", async () => {
    const { listings } = database.storage;
    const { observationId } = await observed(database.storage, aListing());
    const before = await listings.screenshotOf(observationId);
    const [first, second] = [await aCapture(database.storage), await aCapture(database.storage)];
    await listings.attachScreenshot(observationId, first.id, later(1));
    await listings.attachScreenshot(observationId, second.id, later(2));
    expect([before, await listings.screenshotOf(observationId)]).toEqual([null, first]);
  });

  test("leaves captures as they are", async () => {
    const capture = await aCapture(database.storage);
    expect(await database.storage.listings.getCapture(capture.id)).toEqual(capture);
  });
});

describe("screening", () => {
  test("recorded twice gives the same rows and the same answer", async () => {
    const { storage } = database;
    const listing = aListing();
    const { observationId } = await observed(storage, listing);
    const first = await screened(storage, observationId, [aWeighed()]);
    expect(await screened(storage, observationId, [aWeighed()])).toEqual(first);
    expect([first.opened.length, (await storage.listings.findings(observationId)).length]).toEqual([1, 1]);
  });

  test("recorded by several workers at once opens one lead", async () => {
    const { observationId } = await observed(database.storage, aListing());
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => screened(database.storage, observationId, [aWeighed()])));
    expect(new Set(outcomes.flatMap((outcome) => outcome.opened)).size).toBe(1);
  });

  test("opens a lead for each right and kind at or above the line, and none below or when cleared", async () => {
    const { observationId } = await observed(database.storage, aListing());
    const { opened } = await screened(database.storage, observationId, [
      aWeighed({ rightId: "at", probability: 0.5 }),
      aWeighed({ rightId: "below", probability: 0.49 }),
      aWeighed({ rightId: "cleared", verdict: "cleared" }),
      aWeighed({ rightId: "at", kind: "patent" }),
    ]);
    expect(opened).toHaveLength(2);
  });

  test("attaches what is found again to the lead there is", async () => {
    const { storage } = database;
    const listing = aListing();
    const first = await observed(storage, listing);
    const { opened } = await screened(storage, first.observationId, [aWeighed({ probability: 0.6, priority: "medium" })]);
    const second = await observed(storage, { ...listing, title: "耐克 正品" }, { when: later(60) });
    expect(await screened(storage, second.observationId, [aWeighed()])).toEqual({ opened: [], attached: opened, reopened: [] });
    expect(await storage.leads.get(present(opened[0]))).toMatchObject({
      title: "耐克 正品",
      probability: 0.9,
      priority: "high",
      lastFoundAt: later(60),
      version: 2,
    });
  });

  test("is owed to what no screening of this register version has seen", async () => {
    const { storage } = database;
    const run = await aRun(storage);
    const listing = aListing();
    const { observationId } = await observed(storage, listing, { sample: { runId: run.id, pageId: await aPage(storage, run.id) } });
    const before = await storage.listings.unscreened(run.id, "v1", 10);
    await screened(storage, observationId, [aWeighed()], { runId: run.id });
    expect([before, await storage.listings.unscreened(run.id, "v1", 10), await storage.listings.unscreened(run.id, "v2", 10)]).toEqual([
      [observationId],
      [],
      [observationId],
    ]);
  });

  test("is not owed again to a listing that did not change since", async () => {
    const { storage } = database;
    const listing = aListing();
    const { observationId } = await observed(storage, listing);
    await screened(storage, observationId, [aWeighed()]);
    const run = await aRun(storage);
    await observed(storage, listing, { sample: { runId: run.id, pageId: await aPage(storage, run.id) } });
    expect(await storage.listings.unscreened(run.id, "v1", 10)).toEqual([]);
    expect(await storage.runs.progress(run.id)).toMatchObject({
      sampled: 1,
      unchangedListings: 1,
      screened: 1,
      flagged: 1,
      leadsOpened: 0,
    });
  });
});

describe("the list of listings", () => {
  test("finds any part of a Chinese title, and takes % for a sign like any other", async () => {
    const listing = aListing({ title: "全棉时代100%纯棉童装" });
    await observed(database.storage, listing);
    const find = async (text: string) => (await database.storage.listings.list({ text, limit: 10 })).rows.map((row) => row.id);
    expect([await find("棉童"), await find("100%纯"), await find("10%"), await find("装")]).toEqual([
      [listing.id],
      [listing.id],
      [],
      [listing.id],
    ]);
  });

  test("says which are flagged by their last screening", async () => {
    const listing = aListing({ title: "独特的旗子" });
    const { observationId } = await observed(database.storage, listing);
    await screened(database.storage, observationId, [aWeighed()], { version: "v1" });
    const flagged = async () => (await database.storage.listings.list({ text: "独特的旗子", limit: 1 })).rows[0]?.flagged;
    const before = await flagged();
    await screened(database.storage, observationId, [aWeighed({ verdict: "cleared", findings: [aFinding({ verdict: "cleared" })] })], {
      version: "v2",
    });
    expect([before, await flagged()]).toEqual([true, false]);
  });
});
