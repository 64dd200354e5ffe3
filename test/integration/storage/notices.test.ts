import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NoticeItemId, type NoticeId } from "../../../domain/words.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { aCapture, aConfirmedLead, aDraft, aLead, analyst, anApproved, at, change, later, liaison, present } from "./arrange.ts";

let database: FreshDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase({ clock: { now: () => later(100_000) } });
  client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const act = (id: NoticeId, action: Parameters<typeof database.storage.notices.act>[1]) =>
  database.storage.notices.act(id, action, { actor: liaison, at });
const send = async (id: NoticeId) => {
  await act(id, { act: "start-sending" });
  return act(id, { act: "record-sent", receipt: "<1@test>", at, dueAt: later(7200) });
};
const stateOf = async (id: NoticeId) => (await database.storage.notices.get(id))?.state;

describe("a draft", () => {
  test("takes its leads along", async () => {
    const lead = await aConfirmedLead(database.storage);
    const draft = await aDraft(database.storage, [lead]);
    expect(await database.storage.leads.get(lead.id)).toMatchObject({
      state: "in-notice",
      noticeId: draft.id,
      sellerRecord: { notices: expect.any(Number) },
    });
  });

  test("is refused whole when one of its leads is not confirmed", async () => {
    const { storage } = database;
    const [good, bad] = [await aConfirmedLead(storage), await aLead(storage)];
    await expect(aDraft(storage, [good, bad])).rejects.toThrow("lead-not-confirmed");
    expect((await storage.leads.get(good.id))?.state).toBe("confirmed");
  });

  test("cannot take a lead that another draft takes at the same moment", async () => {
    const lead = await aConfirmedLead(database.storage);
    const drafts = await Promise.allSettled(Array.from({ length: 4 }, () => aDraft(database.storage, [lead])));
    expect(drafts.filter((draft) => draft.status === "fulfilled")).toHaveLength(1);
  });

  test("names one lead once", async () => {
    const lead = await aConfirmedLead(database.storage);
    await expect(aDraft(database.storage, [lead, lead])).rejects.toThrow("lead-not-confirmed");
  });

  test("gets another hash with every edit, so that an approval of the old text is void", async () => {
    const { notices } = database.storage;
    const draft = await aDraft(database.storage);
    const edited = await notices.edit(draft.id, 1, { subject: draft.subject, body: `${draft.body}！`, recipient: draft.recipient }, change);
    expect(edited).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await notices.approve(draft.id, 2, { by: liaison, hashShown: draft.textHash }, change)).toMatchObject({
      ok: false,
      fault: { code: "text-changed" },
    });
  });
});

describe("no notice leaves without a second person's approval of its text", () => {
  test("its author cannot approve it", async () => {
    const draft = await aDraft(database.storage);
    expect(await database.storage.notices.approve(draft.id, 1, { by: analyst, hashShown: draft.textHash }, change)).toEqual({
      ok: false,
      fault: { code: "same-person" },
    });
  });

  test("a draft does not start sending", async () => {
    const draft = await aDraft(database.storage);
    expect(await act(draft.id, { act: "start-sending" })).toEqual({
      ok: false,
      fault: { code: "not-from-here", state: "draft", act: "start-sending" },
    });
  });

  test("a draft is not given to a channel", async () => {
    const draft = await aDraft(database.storage);
    expect(await database.storage.notices.approvedForSending(draft.id)).toBeNull();
    await expect(database.storage.notices.beginDelivery(`d-${draft.id}`, draft.id, "email", at)).rejects.toThrow(
      "only an approved notice leaves",
    );
  });

  test.each([
    ["a state without an approval", "update notices set state = 'sending' where id = $1", /approved_before_leaving/u],
    ["an approval by its author", "update notices set approved_by = drafted_by where id = $1", /approved_by_another/u],
  ])("the database itself refuses %s", async (_what, edit, refusal) => {
    const draft = await aDraft(database.storage);
    await expect(client.query(edit, [draft.id])).rejects.toThrow(refusal);
  });

  test("the database itself refuses to change an approved text", async () => {
    const { id } = await anApproved(database.storage);
    await expect(client.query("update notices set body = 'x' where id = $1", [id])).rejects.toThrow("is approved and cannot be changed");
  });

  test("a text changed behind every guard is not sent", async () => {
    const { id } = await anApproved(database.storage);
    await client.query("begin; set local session_replication_role = replica");
    await client.query("update notices set body = 'x' where id = $1", [id]);
    await client.query("commit");
    expect(await database.storage.notices.approvedForSending(id)).toBeNull();
  });

  test("an approved notice is not edited", async () => {
    const { id } = await anApproved(database.storage);
    expect(await database.storage.notices.edit(id, 2, { subject: "x", body: "x", recipient: "x" }, change)).toEqual({
      ok: false,
      fault: { code: "not-from-here", state: "approved", act: "edit" },
    });
  });

  test("of several approvals at once one counts", async () => {
    const draft = await aDraft(database.storage);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => database.storage.notices.approve(draft.id, 1, { by: liaison, hashShown: draft.textHash }, change)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });
});

describe("numbers of notices", () => {
  test("have no gaps, also when many are approved at once and some fail", async () => {
    const { notices } = database.storage;
    const inYear = { actor: liaison, at: new Date("2031-03-01T00:00:00Z") };
    const drafts = [];
    for (let count = 0; count < 12; count++) drafts.push(await aDraft(database.storage));
    const answers = await Promise.all(
      drafts.map((draft, place) =>
        notices.approve(draft.id, 1, { by: liaison, hashShown: place % 3 === 0 ? "wrong" : draft.textHash }, inYear),
      ),
    );
    const numbers = answers.flatMap((answer) => (answer.ok ? [answer.value.number] : []));
    expect(new Set(numbers)).toEqual(new Set(Array.from({ length: 8 }, (_, place) => `铁拳〔2031〕${place + 1}号`)));
  });

  test("are of the year it is in China", async () => {
    const draft = await aDraft(database.storage);
    const approved = await database.storage.notices.approve(
      draft.id,
      1,
      { by: liaison, hashShown: draft.textHash },
      { actor: liaison, at: new Date("2032-12-31T16:00:00Z") },
    );
    expect(approved).toMatchObject({ ok: true, value: { number: "铁拳〔2033〕1号" } });
  });
});

describe("a delivery", () => {
  test("killed between its begin and its record is in doubt, not sent again", async () => {
    const { notices } = database.storage;
    const { id } = await anApproved(database.storage);
    expect([
      await notices.beginDelivery(`k-${id}`, id, "email", at),
      await notices.beginDelivery(`k-${id}`, id, "email", later(5)),
    ]).toEqual(["go", "in-doubt"]);
  });

  test("that was recorded gives its receipt", async () => {
    const { notices } = database.storage;
    const { id } = await anApproved(database.storage);
    await notices.beginDelivery(`k-${id}`, id, "email", at);
    await notices.recordDelivery(`k-${id}`, "<7@test>", later(1));
    expect(await notices.beginDelivery(`k-${id}`, id, "email", later(2))).toEqual({ delivered: "<7@test>" });
  });

  test("that was given up may go again", async () => {
    const { notices } = database.storage;
    const { id } = await anApproved(database.storage);
    await notices.beginDelivery(`k-${id}`, id, "email", at);
    await notices.abandonDelivery(`k-${id}`, "mailbox full");
    expect(await notices.beginDelivery(`k-${id}`, id, "email", later(2))).toBe("go");
  });

  test("begun by several workers at once goes once", async () => {
    const { id } = await anApproved(database.storage);
    const answers = await Promise.all(Array.from({ length: 6 }, () => database.storage.notices.beginDelivery(`k-${id}`, id, "email", at)));
    expect(answers.filter((answer) => answer === "go")).toHaveLength(1);
  });

  test("nobody began cannot be recorded", async () => {
    await expect(database.storage.notices.recordDelivery("never", "x", at)).rejects.toThrow("No delivery never was begun");
  });
});

describe("the course of a notice", () => {
  test("keeps what the platform claims apart from what a capture shows", async () => {
    const { notices } = database.storage;
    const { id, items } = await anApproved(database.storage);
    await send(id);
    const item = present(items[0]?.id);
    await notices.setClaim(item, "removed", change);
    expect((await notices.get(id))?.items[0]).toMatchObject({ claimed: "removed", verified: "pending", verifiedBy: null });
    const capture = await aCapture(database.storage);
    await notices.setVerified(item, "still-up", capture.id, "the page still offers it", change);
    expect((await notices.get(id))?.items[0]).toMatchObject({ claimed: "removed", verified: "still-up", verifiedBy: capture.id });
  });

  test("verifies nothing without a capture", async () => {
    const { items } = await anApproved(database.storage);
    await expect(database.storage.notices.setVerified(present(items[0]?.id), "removed", null, "said so", change)).rejects.toThrow(
      "without a capture",
    );
  });

  test("does not close before its items are verified and its publication is recorded, then closes its leads", async () => {
    const { notices, leads } = database.storage;
    const { id, items } = await anApproved(database.storage);
    await send(id);
    const early = await act(id, { act: "close", note: "" });
    const capture = await aCapture(database.storage);
    await notices.setVerified(present(items[0]?.id), "removed", capture.id, "gone", change);
    const unpublished = await act(id, { act: "close", note: "" });
    await act(id, { act: "record-publication", url: "https://shop.test/notices", captureId: capture.id, seen: true });
    const closed = await act(id, { act: "close", note: "" });
    expect([early, unpublished, closed]).toMatchObject([
      { fault: { code: "items-open", open: 1 } },
      { fault: { code: "publication-open" } },
      { value: { state: "closed", closedAt: at } },
    ]);
    expect((await leads.get(present(items[0]?.leadId)))?.state).toBe("closed");
  });

  test("gives its leads back when it is cancelled", async () => {
    const { id, items } = await anApproved(database.storage);
    await act(id, { act: "cancel", note: "duplicate" });
    expect([await stateOf(id), (await database.storage.leads.get(present(items[0]?.leadId)))?.state]).toEqual(["cancelled", "confirmed"]);
  });

  test("tells its whole history in order", async () => {
    const { id } = await anApproved(database.storage);
    await send(id);
    expect((await database.storage.notices.get(id))?.history.map((event) => event.action)).toEqual([
      "notice.draft",
      "notice.approve",
      "notice.start-sending",
      "notice.record-sent",
    ]);
  });

  test("holds a message fetched twice once", async () => {
    const { notices } = database.storage;
    const { id } = await anApproved(database.storage);
    const message = { direction: "in", channel: "email", at, messageId: "<m@shop>", subject: "Re", body: "已处理" } as const;
    await notices.addMessage(id, message, change);
    await notices.addMessage(id, message, change);
    expect((await notices.get(id))?.messages).toEqual([message]);
  });

  test("answers a change to an item that is not there", async () => {
    expect(await database.storage.notices.setClaim(NoticeItemId("none"), "removed", change)).toEqual({
      ok: false,
      fault: { code: "missing", what: "notice item none" },
    });
  });
});

describe("verifications", () => {
  test("are owed once for each item and time, until done", async () => {
    const { notices } = database.storage;
    const { id } = await anApproved(database.storage);
    const first = await notices.scheduleVerifications(id, [later(10), later(20)], change);
    expect(await notices.scheduleVerifications(id, [later(10), later(20)], change)).toEqual(first);
    const owed = (await notices.dueVerifications(later(15), 500)).filter((one) => one.itemId === first[0]?.itemId);
    expect(owed.map((one) => one.dueAt)).toEqual([later(10)]);
    const capture = await aCapture(database.storage);
    await notices.finishVerification(present(owed[0]?.id), "removed", capture.id, "gone", later(11));
    await notices.finishVerification(present(owed[0]?.id), "still-up", null, "second run", later(12));
    expect(await notices.getVerification(present(owed[0]?.id))).toMatchObject({
      outcome: "removed",
      doneAt: later(11),
      notice: { id },
    });
  });
});

describe("the board of notices", () => {
  test("shows what is overdue and counts it", async () => {
    const { id } = await anApproved(database.storage);
    await send(id);
    const { rows } = await database.storage.notices.list({ due: true, limit: 100 });
    expect(rows.map((row) => row.id)).toContain(id);
    expect((await database.storage.notices.counts()).overdue).toBe(rows.length);
  });

  test("is paged without gaps or repeats", async () => {
    const { notices } = database.storage;
    const whole = (await notices.list({ limit: 500 })).rows.map((row) => row.id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await notices.list({ limit: 5, ...(after === null ? {} : { after }) });
      seen.push(...page.rows.map((row) => row.id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(whole);
  });
});
