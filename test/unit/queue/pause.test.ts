import { describe, expect, it } from "vitest";
import { loop } from "../../../queue/pause.ts";

describe("a loop", () => {
  it("goes on at once while there is more, and after a throw", async () => {
    const turns: number[] = [];
    const errors: unknown[] = [];
    const done = Promise.withResolvers<void>();
    const running = loop(
      1,
      async () => {
        turns.push(turns.length);
        if (turns.length === 2) throw new Error("odd");
        if (turns.length === 5) done.resolve();
        return turns.length < 5;
      },
      (cause) => errors.push(cause),
    );
    await done.promise;
    await running.close();
    expect(turns.length).toBeGreaterThanOrEqual(5);
    expect(errors).toHaveLength(1);
  });
  it("looks at once when woken, also when woken during a turn", async () => {
    let turns = 0;
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const running = loop(
      1_000_000,
      async () => {
        turns++;
        if (turns === 1) {
          first.resolve();
          await gate.promise;
        } else second.resolve();
        return false;
      },
      () => undefined,
    );
    await first.promise;
    running.wake();
    gate.resolve();
    await second.promise;
    await running.close();
    expect(turns).toBe(2);
  });
});
