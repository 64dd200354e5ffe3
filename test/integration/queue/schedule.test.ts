/** Schedules on the real store: fired once, by one leader, and moved on. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fireDueSchedules } from "../../../queue/schedule.ts";
import { openStorage } from "../../../storage/open.ts";
import { silentLog } from "../../../queue/log.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";

const plan = { strata: [{ platform: "shop", category: "food" as const, take: 5, queries: ["茶"] }], seed: "s" };
const monday = new Date("2026-11-22T18:00:00Z");
const change = { actor: "test", at: new Date("2026-11-20T00:00:00Z") };

describe("schedules", () => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase();
  });
  afterEach(() => fresh.drop());
  const save = (fields: Partial<Parameters<typeof fresh.storage.schedules.save>[0]> = {}) =>
    fresh.storage.schedules.save(
      {
        id: null,
        name: "每周",
        cron: "0 2 * * 1",
        timezone: "Asia/Shanghai",
        plan,
        enabled: true,
        nextRunAt: monday,
        expectedVersion: null,
        ...fields,
      },
      change,
    );
  const fire = (now: Date, storage = fresh.storage) =>
    fireDueSchedules({ schedules: storage.schedules, leadership: storage.leadership, clock: { now: () => now }, log: silentLog });
  const runs = async () => (await fresh.storage.runs.list({ limit: 100 })).rows;

  it("do not fire before their time", async () => {
    await save();
    expect(await fire(new Date(monday.getTime() - 1))).toBe(0);
  });
  it("fire once, and name the run's schedule", async () => {
    const saved = await save();
    expect(await fire(monday)).toBe(1);
    expect(await fire(monday)).toBe(0);
    expect((await runs()).map((run) => run.scheduleId)).toEqual([saved.ok ? saved.value.id : "?"]);
  });
  it("fire once for many missed turns, then at the next turn after now", async () => {
    await save();
    const late = new Date("2026-12-16T00:00:00Z");
    expect(await fire(late)).toBe(1);
    expect((await fresh.storage.schedules.list())[0]?.nextRunAt).toEqual(new Date("2026-12-20T18:00:00Z"));
  });
  it("do not fire when switched off", async () => {
    await save({ enabled: false });
    expect(await fire(monday)).toBe(0);
  });
  it("fire once though several processes look at the same moment", async () => {
    await save();
    const others = await Promise.all(
      [1, 2, 3].map(() => openStorage({ databaseUrl: fresh.databaseUrl, dataFolder: fresh.dataFolder, log: () => undefined })),
    );
    await Promise.all([fresh.storage, ...others].map((storage) => fire(monday, storage)));
    expect(await runs()).toHaveLength(1);
    await Promise.all(others.map((storage) => storage.close()));
  });
  it("that will never be due again fire a last time and rest", async () => {
    await save({ cron: "0 2 31 2 *" });
    expect(await fire(monday)).toBe(1);
    expect((await fresh.storage.schedules.list())[0]?.nextRunAt).toBeNull();
  });
});
