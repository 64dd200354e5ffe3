import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JobRequest } from "../../../domain/step.ts";
import { RunId } from "../../../domain/words.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { aRun, at, change } from "./arrange.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await relayAll();
});

async function relayAll(): Promise<JobRequest[]> {
  const jobs: JobRequest[] = [];
  const take = async (some: readonly JobRequest[]) => void jobs.push(...some);
  while ((await database.storage.outbox.relay(take, 100)) > 0);
  return jobs;
}

describe("the outbox", () => {
  test("holds the first job of a run that was created", async () => {
    const run = await aRun(database.storage);
    expect(await relayAll()).toEqual([{ name: "plan-run", data: { runId: run.id }, id: `plan-${run.id}` }]);
  });

  test("holds nothing for a change that did not happen", async () => {
    const moved = await database.storage.runs.setState(RunId("none"), ["running"], "stopped", null, {
      ...change,
      jobs: [{ name: "finish-run", data: {}, id: "finish" }],
    });
    expect([moved, await relayAll()]).toEqual([null, []]);
  });

  test("keeps the jobs when the queue cannot take them", async () => {
    const run = await aRun(database.storage);
    await expect(database.storage.outbox.relay(() => Promise.reject(new Error("queue is down")), 10)).rejects.toThrow("queue is down");
    expect((await relayAll()).map((job) => job.id)).toEqual([`plan-${run.id}`]);
  });

  test("hands each job over once when several processes relay at once", async () => {
    const runs = await Promise.all(Array.from({ length: 30 }, () => aRun(database.storage)));
    const all = (await Promise.all(Array.from({ length: 5 }, relayAll))).flat();
    expect(all.map((job) => job.id).toSorted()).toEqual(runs.map((run) => `plan-${run.id}`).toSorted());
  });

  test("takes the same request twice, while the first waits, as one", async () => {
    const run = await aRun(database.storage);
    const job: JobRequest = { name: "finish-run", data: { runId: run.id }, id: `finish-${run.id}` };
    await database.storage.runs.setState(run.id, ["queued"], "running", null, { ...change, jobs: [job] });
    await database.storage.runs.setState(run.id, ["running"], "stopping", null, { ...change, jobs: [job] });
    expect((await relayAll()).filter((one) => one.name === "finish-run")).toEqual([job]);
  });

  test("does not lose the job of a transaction that began first and committed last", async () => {
    const slow = new pg.Client({ connectionString: database.databaseUrl });
    await slow.connect();
    await slow.query("begin");
    await slow.query("insert into outbox (job_id, name, data, asked_at) values ('late', 'finish-run', '{}', now())");
    const run = await aRun(database.storage);
    expect((await relayAll()).map((job) => job.id)).toEqual([`plan-${run.id}`]);
    await slow.query("commit");
    await slow.end();
    expect((await relayAll()).map((job) => job.id)).toEqual(["late"]);
  });

  test("keeps platform and time of a job", async () => {
    const run = await aRun(database.storage);
    const job: JobRequest = { name: "verify-item", data: { a: "b" }, id: "verify-1", platform: "shop", notBefore: at };
    await database.storage.runs.setState(run.id, ["queued"], "running", null, { ...change, jobs: [job] });
    expect(await relayAll()).toContainEqual(job);
  });
});

describe("leadership", () => {
  test("is held by one at a time and free again afterwards", async () => {
    const { leadership } = database.storage;
    const both = await leadership.tryLead("scheduler", () => leadership.tryLead("scheduler", async () => "second"));
    expect([both, await leadership.tryLead("scheduler", async () => "third")]).toEqual([null, "third"]);
  });

  test("is free again after the leader failed", async () => {
    const { leadership } = database.storage;
    await expect(leadership.tryLead("x", () => Promise.reject(new Error("fell over")))).rejects.toThrow("fell over");
    expect(await leadership.tryLead("x", async () => "next")).toBe("next");
  });
});
