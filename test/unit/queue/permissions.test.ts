/** Every command refuses who may not before it touches anything. */
import { describe, expect, it } from "vitest";
import type { Commands } from "../../../domain/commands.ts";
import type { Storage } from "../../../domain/ports.ts";
import { roles, type Role, type User } from "../../../domain/user.ts";
import { LeadId, NoticeId, NoticeItemId, RunId, UserId } from "../../../domain/words.ts";
import { createCommands } from "../../../queue/commands.ts";
import { loadTemplates } from "../../../queue/notices/templates.ts";

const plan = { strata: [{ platform: "p", category: "food" as const, take: 1, queries: [] }], seed: "s" };
const schedule = { id: null, name: "n", cron: "0 2 * * 1", timezone: "Asia/Shanghai", plan, enabled: true, expectedVersion: null };
const notice = NoticeId("n");

const asked: { readonly [Name in keyof Commands]: (commands: Commands, by: User) => Promise<{ ok: boolean }> } = {
  startRun: (commands, by) => commands.startRun(plan, by),
  stopRun: (commands, by) => commands.stopRun(RunId("r"), by),
  resumeRun: (commands, by) => commands.resumeRun(RunId("r"), by),
  saveSchedule: (commands, by) => commands.saveSchedule(schedule, by),
  decide: (commands, by) => commands.decide(LeadId("l"), 1, { decide: "reject", code: "R1", note: null }, by, "q"),
  draftNotices: (commands, by) => commands.draftNotices({ leadIds: [LeadId("l")], kind: "authority" }, by),
  editNotice: (commands, by) => commands.editNotice(notice, 1, { subject: "s", body: "b", recipient: "r" }, by),
  approveNotice: (commands, by) => commands.approveNotice(notice, 1, "h", by),
  sendNotice: (commands, by) => commands.sendNotice(notice, by),
  acknowledgeNotice: (commands, by) => commands.acknowledgeNotice(notice, "", by),
  claimItem: (commands, by) => commands.claimItem(NoticeItemId("i"), "removed", by),
  verifyNow: (commands, by) => commands.verifyNow(notice, by),
  recordPublication: (commands, by) => commands.recordPublication(notice, { url: "http://p.test", seen: false }, by),
  closeNotice: (commands, by) => commands.closeNotice(notice, "", by),
  cancelNotice: (commands, by) => commands.cancelNotice(notice, "", by),
};

/** Who may, by the table of duties: an admin keeps the house but decides nothing. */
const allowed: { readonly [Name in keyof Commands]: readonly Role[] } = {
  startRun: ["supervisor", "admin"],
  stopRun: ["supervisor", "admin"],
  resumeRun: ["supervisor", "admin"],
  saveSchedule: ["supervisor", "admin"],
  decide: ["analyst", "supervisor"],
  draftNotices: ["liaison", "supervisor"],
  editNotice: ["liaison", "supervisor"],
  approveNotice: ["liaison", "supervisor"],
  sendNotice: ["liaison", "supervisor"],
  acknowledgeNotice: ["liaison", "supervisor"],
  claimItem: ["liaison", "supervisor"],
  verifyNow: ["liaison", "supervisor"],
  recordPublication: ["liaison", "supervisor"],
  closeNotice: ["liaison", "supervisor"],
  cancelNotice: ["liaison", "supervisor"],
};

const touched = new Error("the store was touched");
const untouchable = new Proxy({}, { get: () => new Proxy({}, { get: () => () => Promise.reject(touched) }) }) as Storage;
const commands = createCommands({
  storage: untouchable,
  platforms: new Map(),
  sampling: { faults: () => [] },
  laws: { rules: [] },
  templates: await loadTemplates(),
  channels: [],
  issuer: "i",
  contact: null,
  clock: { now: () => new Date("2026-11-23T00:00:00Z") },
  newToken: () => "t",
});

const names = Object.keys(asked) as (keyof Commands)[];
const cases = names.flatMap((name) => roles.map((role) => ({ name, role, may: allowed[name].includes(role) })));
const byA = (role: Role): User => ({
  id: UserId("u"),
  name: "u",
  displayName: "u",
  roles: [role],
  disabled: false,
  createdAt: new Date(0),
});

describe("a command", () => {
  it.each(cases.filter((one) => one.may))("$name is done for a $role", async ({ name, role }) => {
    await expect(asked[name](commands, byA(role))).rejects.toBe(touched);
  });

  it.each(cases.filter((one) => !one.may))("$name is refused to a $role", async ({ name, role }) => {
    expect(await asked[name](commands, byA(role))).toMatchObject({ ok: false, fault: { code: "forbidden" } });
  });

  it.each(names)("%s is refused to a person who was switched off", async (name) => {
    const gone: User = { ...byA("supervisor"), roles: [...roles], disabled: true };
    expect(await asked[name](commands, gone)).toMatchObject({ fault: { code: "forbidden" } });
  });
});
