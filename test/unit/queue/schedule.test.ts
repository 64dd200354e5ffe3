import { describe, expect, it } from "vitest";
import { nextFire } from "../../../queue/schedule.ts";

const at = (text: string) => new Date(text);

describe("a schedule", () => {
  it("fires by the clock of its own time zone", () => {
    expect(nextFire("0 2 * * 1", "Asia/Shanghai", at("2026-11-23T00:00:00Z"))).toEqual({ ok: true, value: at("2026-11-29T18:00:00Z") });
  });
  it("skips an hour that summer time takes away, and fires the same day", () => {
    const next = nextFire("30 2 * * *", "Europe/Berlin", at("2026-03-28T12:00:00Z"));
    expect(next.ok && next.value?.toISOString().slice(0, 10)).toBe("2026-03-29");
  });
  it("never fires again after a date that does not come", () => {
    expect(nextFire("0 0 31 2 *", "Asia/Shanghai", at("2026-11-23T00:00:00Z"))).toEqual({ ok: true, value: null });
  });
  it.each([
    ["* * * * * *", "Asia/Shanghai"],
    ["61 2 * * *", "Asia/Shanghai"],
    ["soon", "Asia/Shanghai"],
    ["0 2 * * 1", "Mars/Olympus"],
  ])("refuses %s in %s", (cron, timezone) => {
    expect(nextFire(cron, timezone, at("2026-11-23T00:00:00Z"))).toMatchObject({ ok: false, fault: { code: "bad-cron" } });
  });
});
