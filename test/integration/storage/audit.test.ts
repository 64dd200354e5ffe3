import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { at } from "./arrange.ts";

let database: FreshDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  for (let count = 0; count < 12; count++) await append({ count });
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

function append(body: Record<string, unknown>): Promise<void> {
  return database.storage.audit.append({ at, actor: "test", action: "try", objectType: "thing", objectId: "1", from: null, to: "a", body });
}

/** As one who owns the server can: past every trigger. Put back afterwards. */
async function tampered(edit: string, check: () => Promise<void>): Promise<void> {
  await client.query("create temp table kept as select * from audit_events");
  await client.query("set session_replication_role = replica");
  try {
    await client.query(edit);
    await check();
  } finally {
    await client.query(
      "delete from audit_events; insert into audit_events select * from kept; drop table kept; set session_replication_role = default",
    );
  }
}

describe("the audit chain", () => {
  test("is whole after ordinary use", async () => {
    expect(await database.storage.audit.verify()).toEqual({ checked: 12, brokenAt: null });
  });

  test.each(["update audit_events set actor = 'other' where seq = 3", "delete from audit_events where seq = 3", "truncate audit_events"])(
    "refuses %s",
    async (edit) => {
      await expect(client.query(edit)).rejects.toThrow(/only ever added/u);
    },
  );

  test.each([
    ["a changed actor", "update audit_events set actor = 'other' where seq = 3", 3],
    ["a changed time", "update audit_events set at = at + interval '1 second' where seq = 4", 4],
    ["a changed detail", `update audit_events set body = '{"count": 99}' where seq = 5`, 5],
    ["a removed event", "delete from audit_events where seq = 6", 6],
    ["a cut-off end", "delete from audit_events where seq > 10", 11],
    [
      "two events that changed places",
      "update audit_events set seq = -8 where seq = 8; update audit_events set seq = 8 where seq = 7; update audit_events set seq = 7 where seq = -8",
      7,
    ],
  ])("shows %s", async (_what, edit, brokenAt) => {
    await tampered(edit, async () => {
      expect((await database.storage.audit.verify()).brokenAt).toBe(brokenAt);
    });
    expect((await database.storage.audit.verify()).brokenAt).toBeNull();
  });

  test("stays whole under many writers at once", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, count) => append({ count })));
    const { checked, brokenAt } = await database.storage.audit.verify();
    expect({ checked, brokenAt }).toEqual({ checked: 52, brokenAt: null });
  });

  test("keeps text that PostgreSQL cannot hold, made harmless, and stays whole", async () => {
    await append({ note: "a\u0000b\ud800", "na\u0000me": [1.5e21, -0, "耐克"] });
    expect((await database.storage.audit.verify()).brokenAt).toBeNull();
  });

  test("is paged newest first without gaps", async () => {
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page = await database.storage.audit.list({ objectType: "thing", limit: 7, ...(after === null ? {} : { after }) });
      seen.push(...page.rows.map((event) => event.seq));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, place) => seen.length - place));
  });
});
