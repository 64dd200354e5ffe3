import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LeadQuery } from "../../../domain/ports.ts";
import { LeadId, UserId } from "../../../domain/words.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { aLead, analyst, aWeighed, at, later, liaison, observed, screened, present } from "./arrange.ts";

let now = at;
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase({ clock: { now: () => now } });
});
afterAll(() => database.drop());

const confirm = { act: "confirm", code: "C1", note: null, needsSecond: false } as const;
const by = (actor: string, requestId?: string) => ({ actor, at, ...(requestId === undefined ? {} : { requestId }) });

async function everyId(query: Omit<LeadQuery, "limit" | "after">, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page = await database.storage.leads.list({ ...query, limit, ...(after === null ? {} : { after }) });
    ids.push(...page.rows.map((row) => row.id));
    after = page.next;
  } while (after !== null);
  return ids;
}

describe("a decision", () => {
  test("raises the version and writes one event", async () => {
    const { storage } = database;
    const { id } = await aLead(storage);
    expect(await storage.leads.act(id, 1, confirm, by(analyst))).toMatchObject({
      ok: true,
      value: { state: "confirmed", version: 2, reasonCode: "C1", assignee: analyst },
    });
    expect((await storage.leads.get(id))?.history.map((event) => [event.action, event.from, event.to])).toEqual([
      ["lead.open", null, "new"],
      ["lead.confirm", "new", "confirmed"],
    ]);
  });

  test("on an older version is refused and changes nothing", async () => {
    const { storage } = database;
    const { id } = await aLead(storage);
    await storage.leads.act(id, 1, { act: "start-review" }, by(analyst));
    expect(await storage.leads.act(id, 1, confirm, by(liaison))).toEqual({ ok: false, fault: { code: "stale", expected: 1, actual: 2 } });
    expect(await storage.leads.get(id)).toMatchObject({ state: "reviewing", version: 2 });
  });

  test("by five people at once is one person's", async () => {
    const { id } = await aLead(database.storage);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, person) => database.storage.leads.act(id, 1, confirm, by(`person-${person}`))),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test("sent twice is one decision", async () => {
    const { storage } = database;
    const { id } = await aLead(storage);
    const first = await storage.leads.act(id, 1, confirm, by(analyst, "request-1"));
    expect(await storage.leads.act(id, 1, confirm, by(analyst, "request-1"))).toEqual(first);
    expect((await storage.leads.get(id))?.history).toHaveLength(2);
  });

  test("with a reason of the other kind is refused", async () => {
    const { id } = await aLead(database.storage);
    expect(await database.storage.leads.act(id, 1, { ...confirm, code: "R1" }, by(analyst))).toMatchObject({
      ok: false,
      fault: { code: "wrong-reason" },
    });
  });

  test("taken back restores the reason that stood before", async () => {
    const { storage } = database;
    const { id } = await aLead(storage);
    await storage.leads.act(id, 1, { act: "mark-insufficient", code: "I2", note: null }, by(analyst));
    await storage.leads.act(id, 2, confirm, by(analyst));
    expect(await storage.leads.act(id, 3, { act: "undo", to: "insufficient" }, by(analyst))).toMatchObject({
      ok: true,
      value: { state: "insufficient", reasonCode: "I2" },
    });
  });

  test("on a lead that is not there says so", async () => {
    expect(await database.storage.leads.act(LeadId("none"), 1, confirm, by(analyst))).toEqual({
      ok: false,
      fault: { code: "missing", what: "lead none" },
    });
  });
});

describe("a lease", () => {
  test("keeps a second person off until it runs out, and tells them who", async () => {
    const { storage } = database;
    const { id } = await aLead(storage);
    await storage.leads.lease(id, analyst, later(5), at);
    expect(await storage.leads.lease(id, liaison, later(9), later(4))).toEqual({
      ok: false,
      fault: { code: "held", by: analyst, until: later(5) },
    });
    expect(await storage.leads.lease(id, liaison, later(11), later(6))).toEqual({ ok: true, value: { until: later(11) } });
  });

  test("goes to one of several who reach for it at once", async () => {
    const { id } = await aLead(database.storage);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, person) => database.storage.leads.lease(id, UserId(`p${person}`), later(5), at)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test("is shown while it holds, and freed by a decision", async () => {
    const { storage } = database;
    const { id } = await aLead(storage);
    await storage.leads.lease(id, analyst, later(5), at);
    const held = (await storage.leads.get(id))?.heldBy;
    now = later(6);
    const runOut = (await storage.leads.get(id))?.heldBy;
    now = at;
    await storage.leads.act(id, 1, confirm, by(analyst));
    expect([held, runOut, (await storage.leads.get(id))?.heldBy]).toEqual([analyst, null, null]);
  });

  test("is not ended by somebody else", async () => {
    const { storage } = database;
    const { id } = await aLead(storage);
    await storage.leads.lease(id, analyst, later(5), at);
    await storage.leads.release(id, liaison);
    expect((await storage.leads.get(id))?.heldBy).toBe(analyst);
  });
});

describe("being found again", () => {
  async function foundAgain(decide: (id: LeadId) => Promise<unknown>) {
    const { storage } = database;
    const { id, listing } = await aLead(storage);
    await decide(id);
    const again = await observed(storage, { ...listing, title: `${listing.title} 又上架` }, { when: later(99) });
    const outcome = await screened(storage, again.observationId, [aWeighed()], { when: later(99) });
    return { id, outcome, lead: await storage.leads.get(id) };
  }

  test("does not reopen a rejected lead", async () => {
    const { id, outcome, lead } = await foundAgain((id) =>
      database.storage.leads.act(id, 1, { act: "reject", code: "R1", note: null }, by(analyst)),
    );
    expect([outcome, lead?.state]).toEqual([{ opened: [], attached: [id], reopened: [] }, "rejected"]);
  });

  test("reopens a closed lead, with its event", async () => {
    const { id, outcome, lead } = await foundAgain(async (id) => {
      await database.storage.leads.act(id, 1, confirm, by(analyst));
      await database.storage.leads.act(id, 2, { act: "close", note: "" }, by(analyst));
    });
    expect([outcome.reopened, lead?.state, lead?.history.at(-1)]).toMatchObject([
      [id],
      "new",
      { action: "lead.reopen", from: "closed", to: "new" },
    ]);
  });
});

describe("the queue", () => {
  test.each(["priority", "newest", "oldest"] as const)("is paged by %s without gaps or repeats", async (order) => {
    const rightId = `paged-${order}`;
    const made: string[] = [];
    for (let count = 0; count < 13; count++)
      made.push(
        (
          await aLead(
            database.storage,
            {},
            { rightId, probability: 0.5 + (count % 4) / 10, priority: (["high", "medium", "low"] as const)[count % 3] ?? "none" },
          )
        ).id,
      );
    const whole = await everyId({ rightId, order }, 500);
    expect(whole.toSorted()).toEqual(made.toSorted());
    expect(await everyId({ rightId, order }, 4)).toEqual(whole);
  });

  test("puts high priority first, and within it the more probable", async () => {
    const rightId = "ordered";
    for (const [priority, probability] of [
      ["low", 0.99],
      ["high", 0.6],
      ["high", 0.8],
      ["medium", 0.7],
    ] as const)
      await aLead(database.storage, {}, { rightId, priority, probability });
    const { rows } = await database.storage.leads.list({ rightId, limit: 10 });
    expect(rows.map((row) => [row.priority, row.probability])).toEqual([
      ["high", 0.8],
      ["high", 0.6],
      ["medium", 0.7],
      ["low", 0.99],
    ]);
  });

  test("goes on in place when leads before the cursor are decided meanwhile", async () => {
    const { leads } = database.storage;
    const rightId = "moving";
    for (let count = 0; count < 6; count++) await aLead(database.storage, {}, { rightId, probability: 0.9 - count / 100 });
    const whole = await everyId({ rightId, states: ["new"] }, 500);
    const first = await leads.list({ rightId, states: ["new"], limit: 3 });
    await leads.act(present(first.rows[0]?.id), 1, confirm, by(analyst));
    const second = await leads.list({ rightId, states: ["new"], limit: 3, after: present(first.next) });
    expect(second.rows.map((row) => row.id)).toEqual(whole.slice(3));
  });

  test("is narrowed by each filter", async () => {
    const { id } = await aLead(
      database.storage,
      { title: "华为手机壳 定制", seller: { name: "独此一家" } },
      { rightId: "filtered", kind: "patent", probability: 0.77, priority: "low" },
    );
    const { leads } = database.storage;
    await leads.act(id, 1, { act: "start-review" }, by(analyst));
    const filters: Omit<LeadQuery, "limit">[] = [
      { text: "手机壳" },
      { text: "ＨＵＡ" },
      { text: "华为 定制" },
      { sellerName: "独此一家" },
      { kinds: ["patent"], rightId: "filtered" },
      { states: ["reviewing"], rightId: "filtered" },
      { assignee: analyst, rightId: "filtered" },
      { assignee: "nobody", rightId: "filtered" },
      { minProbability: 0.77, rightId: "filtered" },
      { minProbability: 0.78, rightId: "filtered" },
      { states: [], rightId: "filtered" },
      { priorities: ["low"], platforms: ["shop"], categories: ["apparel-bags"], rightId: "filtered" },
    ];
    const found = await Promise.all(
      filters.map(async (query) => (await leads.list({ ...query, limit: 10 })).rows.some((row) => row.id === id)),
    );
    expect(found).toEqual([true, false, true, true, true, true, true, false, true, false, false, true]);
  });

  test("counts what it lists", async () => {
    const rightId = "counted";
    await aLead(database.storage, {}, { rightId, priority: "high" });
    await aLead(database.storage, {}, { rightId, kind: "patent", priority: "low" });
    expect(await database.storage.leads.counts({ rightId })).toEqual({
      total: 2,
      byState: { new: 2 },
      byKind: { trademark: 1, patent: 1 },
      byPlatform: { shop: 2 },
      byCategory: { "apparel-bags": 2 },
      byPriority: { high: 1, low: 1 },
    });
  });
});
