import { describe, expect, it } from "vitest";
import { jobNames, type StepResult } from "../../../domain/step.ts";
import { TiequanError } from "../../../domain/words.ts";
import { stepsByName, type AnyStep } from "../../../queue/jobs.ts";
import { silentLog } from "../../../queue/log.ts";
import { runStep } from "../../../queue/run-step.ts";

function handle(answer: () => Promise<StepResult>) {
  const gaveUp: string[] = [];
  const counted: string[] = [];
  const step = { name: "finish-run", run: answer, giveUp: async (_data: unknown, because: string) => void gaveUp.push(because) } as AnyStep;
  const steps = stepsByName(jobNames.map((name) => (name === "finish-run" ? step : { name, run: answer })));
  const run = (job: { name?: string; data?: unknown; lastTry?: boolean } = {}, signal = new AbortController().signal) =>
    runStep({ id: "j", name: "finish-run", data: { runId: "r" }, lastTry: false, ...job }, signal, {
      steps,
      log: silentLog,
      outageMs: 7,
      countFailure: async (_job, because) => void counted.push(because),
    });
  return { run, gaveUp, counted };
}
const throwing = (cause: unknown) => handle(() => Promise.reject(cause));

describe("a job", () => {
  it("answers what its step answers", async () => {
    expect(await handle(async () => ({ kind: "later", because: "b", inMs: 5 })).run()).toEqual({ kind: "later", because: "b", inMs: 5 });
  });
  it("with data of the wrong shape is hopeless, and says which field", async () => {
    const { run, counted } = handle(async () => ({ kind: "done" }));
    expect(await run({ data: {} })).toMatchObject({ kind: "hopeless", because: expect.stringContaining("runId") });
    expect(counted).toHaveLength(1);
  });
  it("with a name nobody answers to is hopeless", async () => {
    expect(await handle(async () => ({ kind: "done" })).run({ name: "dig-for-gold" })).toMatchObject({
      kind: "hopeless",
      because: expect.stringContaining("dig-for-gold"),
    });
  });
  it("that throws is tried again", async () => {
    const { run, gaveUp } = throwing(new Error("odd"));
    await expect(run()).rejects.toThrow("odd");
    expect(gaveUp).toEqual([]);
  });
  it("that throws on its last try is given up, with its cause in our tables", async () => {
    const { run, gaveUp, counted } = throwing(new Error("odd"));
    await expect(run({ lastTry: true })).rejects.toThrow("odd");
    expect(gaveUp).toEqual(["odd"]);
    expect(counted).toEqual(["odd"]);
  });
  it("that is cut off by a closing worker costs no try, not even its last", async () => {
    const { run, gaveUp, counted } = throwing(new Error("The operation was aborted"));
    expect(await run({ lastTry: true }, AbortSignal.abort())).toMatchObject({ kind: "later" });
    expect([...gaveUp, ...counted]).toEqual([]);
  });
  it("that its step calls hopeless is given up at once", async () => {
    const { run, gaveUp } = handle(async () => ({ kind: "hopeless", because: "no such run" }));
    await run();
    expect(gaveUp).toEqual(["no such run"]);
  });
  it("waits, at no cost, for a database that went away", async () => {
    const cause = new TiequanError("database-unreachable", "gone.", "wait", {
      cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    });
    expect(await throwing(cause).run({ lastTry: true })).toMatchObject({ kind: "later", inMs: 7 });
  });
  it("waits longer, at no cost, for a full disk", async () => {
    expect(await throwing(new TiequanError("disk-full", "full.", "free some")).run({ lastTry: true })).toMatchObject({
      kind: "later",
      inMs: 70,
    });
  });
  it("recognises an outage behind another error", async () => {
    expect(await throwing(new Error("saving failed", { cause: Object.assign(new Error("x"), { code: "57P01" }) })).run()).toMatchObject({
      kind: "later",
    });
  });
});
