/** A batch run from plan to table, with everything that can go wrong on the way. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Plan } from "../../../domain/sample.ts";
import { summariseRun } from "../../../queue/reports/summary.ts";
import { watchRun } from "../../../queue/progress.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { backends, closeBackends } from "./backends.ts";
import { openHouse, register, runEnds, supervisor, titles, until, type House, type HouseOptions } from "./house.ts";
import { openShop, type Shop } from "./shop.ts";

const plan = (take: number): Plan => ({ strata: [{ platform: "shop", category: "apparel-bags", take, queries: ["运动鞋"] }], seed: "s" });

afterAll(closeBackends);

for (const { name, redisUrl, skip } of backends)
  describe.skipIf(skip !== null)(`a run on ${name}${skip === null ? "" : ` (skipped: ${skip})`}`, () => {
    let fresh: FreshDatabase;
    let shop: Shop;
    let houses: House[] = [];
    let namespace = "";
    const open = async (options: Partial<HouseOptions> = {}): Promise<House> => {
      const house = await openHouse({ storage: fresh.storage, shop, redisUrl, namespace, ...options });
      houses.push(house);
      return house;
    };
    const start = async (house: House, take: number) => {
      const started = await house.commands.startRun(plan(take), supervisor);
      if (!started.ok) throw new Error(JSON.stringify(started.fault));
      return started.value.id;
    };

    beforeEach(async () => {
      fresh = await freshDatabase();
      shop = openShop(titles(30));
      namespace = `tiequan_${new URL(fresh.databaseUrl).pathname.slice(1)}`.slice(0, 60);
      await fresh.storage.register.import(register, { actor: "test", at: new Date() });
    });
    afterEach(async () => {
      for (const house of houses) await house.close();
      houses = [];
      await fresh.drop();
    });

    it("samples, screens and opens a lead for each suspicious listing", async () => {
      const house = await open();
      const id = await start(house, 30);
      expect((await runEnds(fresh.storage, id)).state).toBe("finished");
      const progress = await fresh.storage.runs.progress(id);
      expect(progress).toMatchObject({ sampled: 30, screened: 30, flagged: 6, leadsOpened: 6, failuresByCause: {} });
      const summary = await summariseRun(id, fresh.storage);
      expect(summary?.rows).toEqual([
        {
          category: "apparel-bags",
          sampled: 30,
          flagged: 6,
          byKind: { trademark: 6, patent: 0, "geographical-indication": 0, "special-sign": 0 },
        },
      ]);
    });

    it("draws the sample it was asked for and keeps the chance of each listing", async () => {
      const house = await open();
      const id = await start(house, 5);
      await runEnds(fresh.storage, id);
      const listings = (await fresh.storage.runs.listPages(id, { limit: 100 })).rows.filter((page) => page.kind === "listing");
      expect(listings).toHaveLength(5);
      // Three times the take is fifteen, so two of the three results pages of ten are read.
      expect(new Set(listings.map((page) => page.inclusionProbability))).toEqual(new Set([5 / 20]));
    });

    it("counts every failure by its cause and ends all the same", async () => {
      const states = { i1: "gone", i2: "blocked", i3: "unreadable", i4: "down", i6: "robots" } as const;
      for (const [item, state] of Object.entries(states)) Object.assign(shop.items.get(item) ?? {}, { state });
      Object.assign(shop.items.get("i7") ?? {}, { title: "炸" });
      const house = await open();
      const id = await start(house, 30);
      expect((await runEnds(fresh.storage, id)).state).toBe("finished");
      expect(await fresh.storage.runs.progress(id)).toMatchObject({
        sampled: 25,
        screened: 25,
        failuresByCause: { gone: 1, blocked: 1, unreadable: 1, timeout: 1, robots: 1 },
      });
    });

    it("waits for a host that asks it to, without counting a try", async () => {
      const busy = shop.items.get("i1");
      Object.assign(busy ?? {}, { state: "asks-to-wait" });
      let asked = 0;
      shop.beforeAnswer = async (url) => {
        if (url.endsWith("/item/i1") && ++asked === 4) Object.assign(busy ?? {}, { state: "on-sale" });
      };
      const house = await open();
      const id = await start(house, 30);
      await runEnds(fresh.storage, id);
      const page = (await fresh.storage.runs.listPages(id, { limit: 100 })).rows.find((one) => one.url.endsWith("/item/i1"));
      expect(page).toMatchObject({ state: "done", attempts: 0 });
    });

    it("gives the same rows when every job runs twice", async () => {
      const house = await open();
      const id = await start(house, 30);
      await runEnds(fresh.storage, id);
      const before = await fresh.storage.runs.progress(id);
      const leads = await fresh.storage.leads.counts({});
      await fresh.storage.runs.setState(id, ["finished"], "running", null, { actor: "test", at: new Date() });
      await house.backend.enqueue([
        { name: "plan-run", data: { runId: id }, id: "again-plan" },
        { name: "draw-stratum", data: { runId: id, stratum: "0" }, id: "again-draw" },
        { name: "screen-batch", data: { runId: id }, id: "again-screen" },
      ]);
      await runEnds(fresh.storage, id);
      expect(await fresh.storage.runs.progress(id)).toEqual(before);
      expect(await fresh.storage.leads.counts({})).toEqual(leads);
    });

    it("stops in the middle and goes on where it stopped", async () => {
      const house = await open();
      let seen = 0;
      const id = await start(house, 30);
      shop.beforeAnswer = async (url) => {
        if (!url.includes("/item/") || ++seen !== 10) return;
        await house.commands.stopRun(id, supervisor);
      };
      expect((await runEnds(fresh.storage, id)).state).toBe("stopped");
      const half = await until("the crawler to come to rest", async () => {
        const now = await fresh.storage.runs.progress(id);
        return shop.asked.length === seen + 3 && now;
      });
      expect(half.listingPages.pending).toBeGreaterThan(0);
      const resumed = await house.commands.resumeRun(id, supervisor);
      expect(resumed.ok).toBe(true);
      expect((await runEnds(fresh.storage, id)).state).toBe("finished");
      expect(await fresh.storage.runs.progress(id)).toMatchObject({ sampled: 30, screened: 30, flagged: 6 });
      expect(shop.asked.filter((url) => url.endsWith("/item/i0"))).toHaveLength(1);
    });

    it("is finished by another worker when one dies in the middle of a batch", async () => {
      const first = await open({ lockMs: 1000 });
      let release: () => void = () => undefined;
      const stuck = new Promise<void>((resolve) => (release = resolve));
      let seen = 0;
      shop.beforeAnswer = async (url) => {
        if (url.includes("/item/") && ++seen === 5) {
          shop.beforeAnswer = async () => undefined;
          await stuck;
        }
      };
      const id = await start(first, 30);
      await until("the first worker to be in the middle of a batch", async () => seen >= 5);
      const closing = first.close();
      houses = [];
      const second = await open({ lockMs: 1000 });
      expect(second.backend.kind).toBe(redisUrl === null ? "postgresql" : "redis");
      expect((await runEnds(fresh.storage, id)).state).toBe("finished");
      expect(await fresh.storage.runs.progress(id)).toMatchObject({ sampled: 30, screened: 30, flagged: 6 });
      release();
      await closing;
    });

    it("is set going again by the watchdog when the queue lost its jobs", async () => {
      const anHourAgo = new Date(Date.now() - 3_600_000);
      const run = await fresh.storage.runs.create(
        { plan: plan(10), scheduleId: null, requestedBy: "test" },
        { actor: "test", at: anHourAgo },
      );
      await fresh.storage.outbox.relay(async () => undefined, 100);
      await open({ patienceMs: 60_000 });
      expect((await runEnds(fresh.storage, run.id)).state).toBe("finished");
    });

    it("keeps a job of the wrong shape, with its reason, and counts it in our tables", async () => {
      const house = await open();
      await house.backend.enqueue([{ name: "draw-stratum", data: { runId: "r", stratum: "all of them" }, id: "bad-shape" }]);
      const kept = await until("the job to be kept", async () =>
        (await house.backend.kept("steps", 10)).find((job) => job.id === "bad-shape"),
      );
      expect(kept.because).toContain("a stratum's place in its plan");
      const counted = await fresh.storage.audit.list({ objectType: "job", objectId: "bad-shape", limit: 10 });
      expect(counted.rows.map((event) => event.action)).toEqual(["job-failed"]);
    });

    it("shows its progress until it is over", async () => {
      const house = await open();
      const id = await start(house, 10);
      const states: string[] = [];
      for await (const now of watchRun(fresh.storage.runs, id, { everyMs: 10, signal: AbortSignal.timeout(30_000) }))
        states.push(now.run.state);
      expect(states.at(-1)).toBe("finished");
    });
  });
