import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewPage } from "../../../domain/ports.ts";
import { PageId } from "../../../domain/words.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { aListing, aPage, aRun, aWeighed, at, change, later, observed, plan, screened, present } from "./arrange.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const listings = (count: number, platform = "shop"): NewPage[] =>
  Array.from({ length: count }, (_, place) => ({
    platform,
    stratum: 0,
    kind: "listing",
    url: `https://${platform}.test/${place}`,
    inclusionProbability: 0.1,
  }));

describe("the frontier of a run", () => {
  test("holds an address once, however often it is added", async () => {
    const { runs } = database.storage;
    const run = await aRun(database.storage);
    expect([await runs.addPages(run.id, [...listings(3), ...listings(2)]), await runs.addPages(run.id, listings(5))]).toEqual([3, 2]);
  });

  test("takes an address longer than an index entry", async () => {
    const { runs } = database.storage;
    const run = await aRun(database.storage);
    const url = `https://shop.test/${"长".repeat(3900)}`;
    await runs.addPages(run.id, [{ platform: "shop", stratum: 0, kind: "listing", url }]);
    expect((await runs.listPages(run.id, { limit: 1 })).rows[0]?.url).toBe(url);
  });

  test("is put into batches of one platform each, with a job for each batch", async () => {
    const { runs, outbox } = database.storage;
    const run = await aRun(database.storage);
    await runs.addPages(run.id, [...listings(5, "a"), ...listings(3, "b")]);
    const batches = await runs.batchPages(run.id, 2, at);
    const asked: string[] = [];
    await outbox.relay(async (jobs) => void asked.push(...jobs.filter((job) => job.name === "crawl-batch").map((job) => job.id)), 500);
    expect(batches.map(({ platform, pages }) => [platform, pages])).toEqual([
      ["a", 2],
      ["a", 2],
      ["a", 1],
      ["b", 2],
      ["b", 1],
    ]);
    expect(asked.toSorted()).toEqual(batches.map((batch) => `crawl-${batch.batchId}`).toSorted());
    expect((await runs.pendingPages(present(batches[0]?.batchId))).map((page) => page.url)).toEqual([
      "https://a.test/0",
      "https://a.test/1",
    ]);
  });

  test("puts no page into two batches when two callers batch at once", async () => {
    const { runs } = database.storage;
    const run = await aRun(database.storage);
    await runs.addPages(run.id, listings(50));
    const batches = (await Promise.all(Array.from({ length: 4 }, () => runs.batchPages(run.id, 7, at)))).flat();
    expect(batches.reduce((sum, batch) => sum + batch.pages, 0)).toBe(50);
  });

  test("gives back what is pending, so that a stopped run can go on", async () => {
    const { runs } = database.storage;
    const run = await aRun(database.storage);
    await runs.addPages(run.id, listings(3));
    const [batch] = await runs.batchPages(run.id, 10, at);
    const [first] = await runs.pendingPages(present(batch?.batchId));
    await runs.finishPage(present(first?.id), { state: "done" });
    expect(await runs.unbatch(run.id)).toBe(2);
    expect((await runs.batchPages(run.id, 10, at)).map((again) => again.pages)).toEqual([2]);
  });

  test("keeps a page done that a repeated step reports as failed", async () => {
    const { runs } = database.storage;
    const run = await aRun(database.storage);
    const page = await aPage(database.storage, run.id);
    await runs.finishPage(page, { state: "done" });
    await runs.finishPage(page, { state: "failed", cause: "timeout" });
    expect((await runs.progress(run.id)).pages).toEqual({ pending: 0, done: 1, skipped: 0, failed: 0 });
  });

  test("counts tries", async () => {
    const run = await aRun(database.storage);
    const page = await aPage(database.storage, run.id);
    await database.storage.runs.countAttempt(page);
    expect(await database.storage.runs.countAttempt(page)).toBe(2);
    await expect(database.storage.runs.countAttempt(PageId("none"))).rejects.toThrow("There is no page none");
  });

  test("is paged by state without gaps or repeats", async () => {
    const { runs } = database.storage;
    const run = await aRun(database.storage);
    await runs.addPages(run.id, listings(11));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await runs.listPages(run.id, { state: "pending", limit: 4, ...(after === null ? {} : { after }) });
      seen.push(...page.rows.map((row) => row.url));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(listings(11).map((page) => page.url));
  });

  test("refuses a cursor of another list", async () => {
    const run = await aRun(database.storage);
    await aRun(database.storage);
    const { next } = await database.storage.runs.list({ limit: 1 });
    await expect(database.storage.runs.listPages(run.id, { limit: 1, after: present(next) })).rejects.toThrow("not one this list gave");
  });
});

describe("the frame of a stratum", () => {
  test("does not depend on the order in which results pages came back", async () => {
    const { runs } = database.storage;
    const pages = [
      [
        { itemId: "1", url: "u1", query: "b", rank: 0 },
        { itemId: "2", url: "u2", query: "b", rank: 1 },
      ],
      [
        { itemId: "2", url: "u2", query: "a", rank: 0 },
        { itemId: "3", url: "u3", query: "a", rank: 1 },
      ],
    ];
    const frames = await Promise.all(
      [pages, pages.toReversed()].map(async (order) => {
        const run = await aRun(database.storage);
        let added = 0;
        for (const items of order) added += await runs.addToFrame(run.id, 0, items);
        return { added, frame: await runs.frame(run.id, 0) };
      }),
    );
    expect(frames[0]).toEqual(frames[1]);
    expect(frames[0]).toMatchObject({ added: 3, frame: [{ itemId: "2", query: "a" }, { itemId: "3" }, { itemId: "1" }] });
  });
});

describe("a run", () => {
  test("moves only from a state it is asked to move from", async () => {
    const { runs } = database.storage;
    const run = await aRun(database.storage);
    expect(await runs.setState(run.id, ["running"], "stopping", null, change)).toBeNull();
    expect(await runs.setState(run.id, ["queued"], "running", null, change)).toMatchObject({ state: "running", startedAt: at });
  });

  test("is moved once when two steps move it at once", async () => {
    const run = await aRun(database.storage);
    const moves = await Promise.all(
      Array.from({ length: 5 }, () => database.storage.runs.setState(run.id, ["queued"], "running", null, change)),
    );
    expect(moves.filter((move) => move !== null)).toHaveLength(1);
  });

  test("counts what was sampled, screened and flagged", async () => {
    const { storage } = database;
    const run = await aRun(storage);
    const good = await observed(storage, aListing({ title: "普通水杯" }), {
      sample: { runId: run.id, pageId: await aPage(storage, run.id) },
    });
    const bad = await observed(storage, aListing(), { sample: { runId: run.id, pageId: await aPage(storage, run.id) } });
    await aPage(storage, run.id);
    await screened(storage, good.observationId, [], { runId: run.id });
    await screened(storage, bad.observationId, [aWeighed()], { runId: run.id });
    expect(await storage.runs.progress(run.id)).toMatchObject({
      listingPages: { pending: 3 },
      sampled: 2,
      newListings: 2,
      screened: 2,
      flagged: 1,
      leadsOpened: 1,
      byStratum: [{ platform: "shop", category: "apparel-bags", take: 10, sampled: 2, flagged: 1 }],
      flaggedByKind: { trademark: 1 },
    });
  });

  test("is stalled when nothing of it has moved, and not while its pages are finished", async () => {
    let now = at;
    const moved = await freshDatabase({ clock: { now: () => now } });
    try {
      const { runs } = moved.storage;
      const [quiet, busy] = [await aRun(moved.storage), await aRun(moved.storage)];
      const page = await aPage(moved.storage, busy.id);
      now = later(30);
      await runs.finishPage(page, { state: "done" });
      expect((await runs.stalled(later(20))).map((run) => run.id)).toEqual([quiet.id]);
    } finally {
      await moved.drop();
    }
  });
});

describe("a schedule", () => {
  test("fires once for each time it is due, also when two leaders believe they lead", async () => {
    const { schedules } = database.storage;
    const saved = await schedules.save(
      {
        id: null,
        name: "nightly",
        cron: "0 2 * * *",
        timezone: "Asia/Shanghai",
        plan,
        enabled: true,
        nextRunAt: at,
        expectedVersion: null,
      },
      change,
    );
    const fire = () => schedules.fireDue(later(1), () => later(1440), { actor: "step:scheduler", at: later(1) });
    const runs = (await Promise.all([fire(), fire(), fire()])).flat();
    expect(runs.map((run) => run.scheduleId)).toEqual([saved.ok ? saved.value.id : "unsaved"]);
    expect(await fire()).toEqual([]);
  });

  test("is not overwritten by who saw an older version", async () => {
    const { schedules } = database.storage;
    const schedule = { name: "weekly", cron: "0 2 * * 1", timezone: "Asia/Shanghai", plan, enabled: false, nextRunAt: null };
    const saved = await schedules.save({ ...schedule, id: null, expectedVersion: null }, change);
    const id = present(saved.ok ? saved.value.id : null);
    await schedules.save({ ...schedule, id, enabled: true, expectedVersion: 1 }, change);
    expect(await schedules.save({ ...schedule, id, cron: "* * * * *", expectedVersion: 1 }, change)).toEqual({
      ok: false,
      fault: { code: "stale", expected: 1, actual: 2 },
    });
  });

  test("keeps its name to itself", async () => {
    const schedule = {
      id: null,
      name: "hourly",
      cron: "0 * * * *",
      timezone: "UTC",
      plan,
      enabled: false,
      nextRunAt: null,
      expectedVersion: null,
    };
    await database.storage.schedules.save(schedule, change);
    expect(await database.storage.schedules.save(schedule, change)).toEqual({ ok: false, fault: { code: "name-taken" } });
  });
});
