import { afterAll, beforeAll, expect, test } from "vitest";
import { wakeSnoozed } from "../../../queue/review/wake.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { aLead } from "../storage/arrange.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("a lead put off comes back when its time is over, and not before", async () => {
  const { leads, leadership } = database.storage;
  const { id } = await aLead(database.storage);
  const lead = await leads.get(id);
  if (lead === null) throw new Error("the lead is missing");
  const at = new Date("2026-06-01T00:00:00Z");
  const until = new Date("2026-06-08T00:00:00Z");
  expect((await leads.act(lead.id, lead.version, { act: "snooze", until, note: "等待权利人辨认" }, { actor: "wang", at })).ok).toBe(true);
  const wake = (now: string) => wakeSnoozed({ leads, leadership, clock: { now: () => new Date(now) } });
  expect(await wake("2026-06-07T23:59:59Z")).toBe(0);
  expect((await leads.get(lead.id))?.state).toBe("snoozed");
  expect(await wake("2026-06-08T00:00:00Z")).toBe(1);
  expect((await leads.get(lead.id))?.state).toBe("new");
});
