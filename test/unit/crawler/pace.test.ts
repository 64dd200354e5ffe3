import { describe, expect, it } from "vitest";
import { createPace, retryAfterMs } from "../../../crawler/fetch/pace.ts";

const signal = new AbortController().signal;
/** Sleeping moves the clock, so that what would take minutes takes none. */
function madeUpTime() {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { now: () => now, sleep };
}
const limits = { requestsPerMinute: 60, atOnce: 10, crawlDelayMs: 0 };
const patience = 60_000;

async function startsOf(count: number, wanted: Partial<typeof limits>): Promise<number[]> {
  const time = madeUpTime();
  const pace = createPace(time);
  const starts: number[] = [];
  for (let i = 0; i < count; i++) {
    const turn = await pace.enter("h", { ...limits, ...wanted }, patience, signal);
    if (turn.kind === "go") {
      starts.push(time.now());
      turn.leave();
    }
  }
  return starts;
}

describe("pace towards one host", () => {
  it("keeps our own floor", async () => {
    expect(await startsOf(4, { requestsPerMinute: 60 })).toEqual([0, 1000, 2000, 3000]);
  });
  it("keeps the host's Crawl-delay when it is longer", async () => {
    expect(await startsOf(3, { crawlDelayMs: 5000 })).toEqual([0, 5000, 10_000]);
  });
  it("holds everyone after a Retry-After", async () => {
    const time = madeUpTime();
    const pace = createPace(time);
    pace.hold("h", 20_000);
    await pace.enter("h", limits, patience, signal);
    expect(time.now()).toBe(20_000);
  });
  it("says later instead of holding a worker beyond its patience", async () => {
    const pace = createPace(madeUpTime());
    pace.hold("h", 120_000);
    expect(await pace.enter("h", limits, patience, signal)).toEqual({ kind: "later", inMs: 120_000 });
  });
  it("does not slow another host", async () => {
    const time = madeUpTime();
    const pace = createPace(time);
    pace.hold("h", 50_000);
    await pace.enter("other", limits, patience, signal);
    expect(time.now()).toBe(0);
  });
  it("lets no more in at once than the file says", async () => {
    const pace = createPace(madeUpTime());
    const first = await pace.enter("h", { ...limits, atOnce: 1 }, patience, signal);
    let entered = false;
    const second = pace.enter("h", { ...limits, atOnce: 1 }, patience, signal).then((turn) => {
      entered = true;
      return turn;
    });
    await new Promise(setImmediate);
    const before = entered;
    if (first.kind === "go") first.leave();
    await second;
    expect([before, entered]).toEqual([false, true]);
  });
  it("lets go of the one who waits when the run is stopped", async () => {
    const pace = createPace(madeUpTime());
    await pace.enter("h", { ...limits, atOnce: 1 }, patience, signal);
    const stop = new AbortController();
    const waiting = pace.enter("h", { ...limits, atOnce: 1 }, patience, stop.signal);
    stop.abort(new Error("stopped by the operator"));
    await expect(waiting).rejects.toThrow("stopped by the operator");
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-06-30T00:00:00Z");
  it.each([
    ["120", 120_000],
    ["Tue, 30 Jun 2026 00:01:00 GMT", 60_000],
    ["Mon, 29 Jun 2026 00:00:00 GMT", 0],
    ["soon", null],
    [undefined, null],
  ])("%s means %s ms", (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
