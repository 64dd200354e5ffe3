import { describe, expect, it } from "vitest";
import { jobNames, type JobName } from "../../../domain/step.ts";
import { followUp, queueOf, stepsByName, type AnyStep } from "../../../queue/jobs.ts";

const step = (name: JobName): AnyStep => ({ name, run: async () => ({ kind: "done" }) }) as AnyStep;

describe("the list of steps", () => {
  it("is complete when every job name has one", () => {
    expect([...stepsByName(jobNames.map(step)).keys()]).toEqual(jobNames);
  });
  it("refuses to start with a job nobody answers to, by name", () => {
    expect(() => stepsByName(jobNames.filter((name) => name !== "finish-run").map(step))).toThrow("No step answers to finish-run.");
  });
  it("refuses to start with two answers to one job", () => {
    expect(() => stepsByName([...jobNames, "plan-run" as const].map(step))).toThrow("Two steps answer to the job plan-run.");
  });
});

describe("a job that follows another", () => {
  it("is the same job when the same asker asks again", () => {
    expect(followUp("finish-run", "r", "crawl-1")).toBe(followUp("finish-run", "r", "crawl-1"));
  });
  it("is another job when another asks", () => {
    expect(followUp("finish-run", "r", "crawl-1")).not.toBe(followUp("finish-run", "r", "crawl-2"));
  });
});

it("runs what fetches from a platform in that platform's own queue", () => {
  expect(queueOf({ platform: "jd" })).toBe("crawl-jd");
  expect(queueOf({})).toBe("steps");
});
