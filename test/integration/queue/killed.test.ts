/** Workers killed with SIGKILL, and a database that goes away: what was collected stays, and the run goes on. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { startProxy } from "../../support/proxy.ts";
import { openStorage } from "../../../storage/open.ts";
import { backends, closeBackends } from "./backends.ts";
import { openHouse, register, runEnds, supervisor, titles } from "./house.ts";
import { openShop } from "./shop.ts";

const plan = { strata: [{ platform: "shop", category: "apparel-bags" as const, take: 30, queries: ["运动鞋"] }], seed: "s" };

afterAll(closeBackends);

for (const { name, redisUrl, skip } of backends)
  describe.skipIf(skip !== null)(`on ${name}${skip === null ? "" : ` (skipped: ${skip})`}`, () => {
    let fresh: FreshDatabase;
    let namespace = "";
    beforeEach(async () => {
      fresh = await freshDatabase();
      namespace = new URL(fresh.databaseUrl).pathname.slice(1);
      await fresh.storage.register.import(register, { actor: "test", at: new Date() });
    });
    afterEach(() => fresh.drop());

    it("a worker killed in the middle of a batch loses nothing, three times over", async () => {
      const run = await fresh.storage.runs.create({ plan, scheduleId: null, requestedBy: "test" }, { actor: "test", at: new Date() });
      for (const hangAt of [3, 9, 5]) {
        const doomed = spawn(
          process.execPath,
          [join(import.meta.dirname, "doomed-worker.ts"), fresh.databaseUrl, fresh.dataFolder, redisUrl ?? "", namespace, String(hangAt)],
          { stdio: ["ignore", "pipe", "inherit"] },
        );
        await Promise.race([once(doomed.stdout, "data"), endedEarly(doomed)]);
        doomed.kill("SIGKILL");
        await once(doomed, "exit");
      }
      const shop = openShop(titles(30));
      const house = await openHouse({ storage: fresh.storage, shop, redisUrl, namespace, lockMs: 1000 });
      expect((await runEnds(fresh.storage, run.id, 60_000)).state).toBe("finished");
      expect(await fresh.storage.runs.progress(run.id)).toMatchObject({
        sampled: 30,
        screened: 30,
        flagged: 6,
        leadsOpened: 6,
        failuresByCause: {},
      });
      // 2 + 8 + 4 listings were stored before the kills, and are not asked for again.
      expect(shop.asked.filter((url) => url.includes("/item/"))).toHaveLength(30 - 2 - 8 - 4);
      await house.close();
    });

    it("a database that goes away for seconds ends no run and fails no page", async () => {
      const proxy = await startProxy(fresh.databaseUrl);
      const storage = await openStorage({ databaseUrl: proxy.url, dataFolder: fresh.dataFolder, log: () => undefined });
      const shop = openShop(titles(30));
      let seen = 0;
      shop.beforeAnswer = async (url) => {
        if (!url.includes("/item/") || ++seen !== 8) return;
        proxy.cut();
        setTimeout(proxy.mend, 1500);
      };
      const house = await openHouse({ storage, shop, redisUrl, namespace, lockMs: 3000 });
      const started = await house.commands.startRun(plan, supervisor);
      if (!started.ok) throw new Error(JSON.stringify(started.fault));
      expect((await runEnds(fresh.storage, started.value.id, 90_000)).state).toBe("finished");
      expect(await fresh.storage.runs.progress(started.value.id)).toMatchObject({
        sampled: 30,
        screened: 30,
        flagged: 6,
        failuresByCause: {},
      });
      await house.close();
      await storage.close();
      await proxy.close();
    });
  });

/** A process that ends before it said anything would be waited for in vain. */
async function endedEarly(doomed: ChildProcess): Promise<never> {
  const [code] = await once(doomed, "exit");
  throw new Error(`the process made to be killed ended by itself with ${String(code)}`);
}
