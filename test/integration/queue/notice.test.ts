/** A flag's life from lead to closed notice, on real stores and a real queue, under a clock that the test moves. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { drawnAtRandom } from "../../../domain/review-rule.ts";
import type { LeadId, NoticeId } from "../../../domain/words.ts";
import { loadChannels } from "../../../queue/notices/channels.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { startSmtp, type TestSmtp } from "../../support/smtp.ts";
import { backends, closeBackends } from "./backends.ts";
import { openHouse, person, register, runEnds, supervisor, titles, until, type House } from "./house.ts";
import { openShop, type Shop } from "./shop.ts";

const analyst = person("甲", "analyst");
const liaison = person("乙", "liaison");
const other = person("丙", "liaison");
const day = 24 * 3_600_000;

afterAll(closeBackends);

for (const { name, redisUrl, skip } of backends)
  describe.skipIf(skip !== null)(`notices on ${name}${skip === null ? "" : ` (skipped: ${skip})`}`, () => {
    let fresh: FreshDatabase;
    let shop: Shop;
    let house: House;
    let ahead = 0;
    let smtp: TestSmtp;
    let outgoing: string;
    const clock = { now: () => new Date(Date.now() + ahead) };

    beforeEach(async () => {
      ahead = 0;
      fresh = await freshDatabase({ clock });
      smtp = await startSmtp();
      outgoing = await mkdtemp(join(tmpdir(), "tiequan-notices-"));
      shop = openShop(titles(10));
      await fresh.storage.register.import(register, { actor: "test", at: clock.now() });
      const channels = await loadChannels({
        smtp: { url: smtp.url, from: "ip@bureau.test", timeoutMs: 500 },
        outgoingFolder: outgoing,
        journal: fresh.storage.notices,
        clock,
      });
      house = await openHouse({
        storage: fresh.storage,
        shop,
        redisUrl,
        namespace: new URL(fresh.databaseUrl).pathname.slice(1),
        clock,
        channels,
      });
      const started = await house.commands.startRun(
        { strata: [{ platform: "shop", category: "apparel-bags", take: 10, queries: ["鞋"] }], seed: "s" },
        supervisor,
      );
      if (!started.ok) throw new Error(JSON.stringify(started.fault));
      await runEnds(fresh.storage, started.value.id);
    });
    afterEach(async () => {
      await house.close();
      await smtp.close();
      await rm(outgoing, { recursive: true, force: true });
      await fresh.drop();
    });

    async function confirmAll(): Promise<LeadId[]> {
      const { rows } = await fresh.storage.leads.list({ limit: 100 });
      for (const lead of rows) {
        const confirmed = await house.commands.decide(
          lead.id,
          lead.version,
          { decide: "confirm", code: "C1", note: null },
          analyst,
          `confirm-${lead.id}`,
        );
        if (!confirmed.ok) throw new Error(JSON.stringify(confirmed.fault));
        if (confirmed.value.state === "second-review")
          await house.commands.decide(
            lead.id,
            confirmed.value.version,
            { decide: "second-opinion", agrees: true, note: null },
            supervisor,
            `second-${lead.id}`,
          );
      }
      return rows.map((lead) => lead.id);
    }
    async function approved(): Promise<NoticeId> {
      const drafted = await house.commands.draftNotices({ leadIds: await confirmAll(), kind: "authority" }, liaison);
      if (!drafted.ok) throw new Error(JSON.stringify(drafted.fault));
      const [notice] = drafted.value;
      if (notice === undefined) throw new Error("nothing was drafted");
      const done = await house.commands.approveNotice(notice.id, notice.version, notice.textHash, other);
      if (!done.ok) throw new Error(JSON.stringify(done.fault));
      return notice.id;
    }
    const detail = async (id: NoticeId) => {
      const notice = await fresh.storage.notices.get(id);
      if (notice === null) throw new Error("no such notice");
      return notice;
    };
    async function sent(): Promise<NoticeId> {
      const id = await approved();
      const sending = await house.commands.sendNotice(id, liaison);
      if (!sending.ok) throw new Error(JSON.stringify(sending.fault));
      await until("the notice to be sent", async () => (await detail(id)).verifications.length > 0);
      return id;
    }
    const verified = async (id: NoticeId) => Object.fromEntries((await detail(id)).items.map((item) => [item.listingId, item.verified]));

    it("goes from lead to closed, with every claim verified by our own capture", async () => {
      const id = await sent();
      expect(await detail(id)).toMatchObject({ state: "sent", number: expect.stringContaining("1") });
      expect(await readdir(outgoing)).toHaveLength(1);
      expect((await detail(id)).verifications).toHaveLength(2 * 4);

      const [first, second] = (await detail(id)).items;
      for (const item of [first, second]) if (item !== undefined) await house.commands.claimItem(item.id, "removed", liaison);
      // The platform lies about the second.
      Object.assign(shop.items.get("i0") ?? {}, { state: "gone" });
      ahead = day + 60_000;
      await until("both items to be looked at", async () => Object.values(await verified(id)).every((state) => state !== "pending"));
      expect(await verified(id)).toEqual({ "shop:i0": "removed", "shop:i5": "still-up" });
      expect((await detail(id)).items.map((item) => item.claimed)).toEqual(["removed", "removed"]);

      expect(await house.commands.closeNotice(id, "办结", liaison)).toMatchObject({ ok: false });
      await house.commands.recordPublication(id, { url: "http://shop.test/published", seen: true }, liaison);
      await until("the publication to be captured", async () => (await detail(id)).publication?.captureId);
      expect(await house.commands.closeNotice(id, "办结", liaison)).toMatchObject({ ok: true, value: { state: "closed" } });
      const leads = await fresh.storage.leads.counts({});
      expect(leads.byState).toMatchObject({ closed: 2 });
    });

    it("tells a removed listing that is back as relisted", async () => {
      const id = await sent();
      const item = shop.items.get("i0");
      Object.assign(item ?? {}, { state: "gone" });
      ahead = day + 60_000;
      await until("the removal", async () => (await verified(id))["shop:i0"] === "removed");
      Object.assign(item ?? {}, { state: "on-sale" });
      ahead = 3 * day + 60_000;
      await until("the second look", async () => (await verified(id))["shop:i0"] !== "removed");
      expect((await verified(id))["shop:i0"]).toBe("relisted");
    });

    it.each(["blocked", "unreadable", "robots", "elsewhere"] as const)("never takes a page that is %s for a removal", async (state) => {
      const id = await sent();
      Object.assign(shop.items.get("i0") ?? {}, { state });
      await house.commands.verifyNow(id, liaison);
      await until("the look", async () => (await verified(id))["shop:i0"] !== "pending");
      expect((await verified(id))["shop:i0"]).toBe("unknown");
    });

    it("calls a listing whose sign is gone edited", async () => {
      const id = await sent();
      Object.assign(shop.items.get("i0") ?? {}, { title: "普通运动鞋" });
      await house.commands.verifyNow(id, liaison);
      await until("the look", async () => (await verified(id))["shop:i0"] !== "pending");
      expect((await verified(id))["shop:i0"]).toBe("edited");
    });

    it("ends as unknown when the host never answers", async () => {
      const id = await sent();
      Object.assign(shop.items.get("i0") ?? {}, { state: "down" });
      await house.commands.verifyNow(id, liaison);
      await until("every try to fail", async () => (await verified(id))["shop:i0"] !== "pending");
      expect((await verified(id))["shop:i0"]).toBe("unknown");
    });

    it("sends once though the sending is asked for by ten impatient clicks", async () => {
      const id = await approved();
      await Promise.all(Array.from({ length: 10 }, () => house.commands.sendNotice(id, liaison)));
      await until("the notice to be sent", async () => (await detail(id)).verifications.length > 0);
      expect(await readdir(outgoing)).toHaveLength(1);
      expect((await detail(id)).messages.filter((message) => message.direction === "out")).toHaveLength(1);
    });

    it("comes back before a person when nobody can know whether it arrived, and leaves again only by their word", async () => {
      Object.assign(shop.platform.notices, { channel: "email", email: "ip@shop.test" });
      const id = await approved();
      smtp.mood = "takes-and-drops";
      await house.commands.sendNotice(id, liaison);
      const doubted = await until("the doubt to be told", async () => {
        const now = await detail(id);
        return now.state === "approved" && now.messages.length > 0 && now;
      });
      expect(doubted.messages[0]).toMatchObject({ direction: "note", body: expect.stringContaining("in doubt") });
      smtp.mood = "takes";
      await house.commands.sendNotice(id, liaison);
      await until("the notice to be sent", async () => (await detail(id)).state === "sent");
      expect(smtp.received).toHaveLength(2);
    });

    it("does not let the author approve, nor anyone approve another text", async () => {
      const drafted = await house.commands.draftNotices({ leadIds: await confirmAll(), kind: "authority" }, liaison);
      if (!drafted.ok) throw new Error(JSON.stringify(drafted.fault));
      const [notice] = drafted.value;
      if (notice === undefined) throw new Error("nothing was drafted");
      expect(await house.commands.approveNotice(notice.id, notice.version, notice.textHash, liaison)).toMatchObject({
        fault: { code: "same-person" },
      });
      const edited = await house.commands.editNotice(
        notice.id,
        notice.version,
        { subject: notice.subject, body: `${notice.body}\n另：请电话联系。`, recipient: notice.recipient },
        liaison,
      );
      if (!edited.ok) throw new Error(JSON.stringify(edited.fault));
      expect(await house.commands.approveNotice(notice.id, edited.value.version, notice.textHash, other)).toMatchObject({
        fault: { code: "text-changed" },
      });
      expect(await house.commands.sendNotice(notice.id, liaison)).toMatchObject({ ok: false });
      expect(await readdir(outgoing)).toHaveLength(0);
    });

    it("does not let whoever confirmed give the second opinion", async () => {
      const { rows } = await fresh.storage.leads.list({ limit: 1 });
      const [lead] = rows;
      if (lead === undefined) throw new Error("there is no lead");
      const escalated = await house.commands.decide(lead.id, lead.version, { decide: "escalate", note: null }, supervisor, "1");
      if (!escalated.ok) throw new Error(JSON.stringify(escalated.fault));
      const opinion = { decide: "second-opinion", agrees: true, note: null } as const;
      expect(await house.commands.decide(lead.id, escalated.value.version, opinion, supervisor, "2")).toMatchObject({
        fault: { code: "forbidden" },
      });
      expect(await house.commands.decide(lead.id, escalated.value.version, opinion, person("丁", "supervisor"), "3")).toMatchObject({
        ok: true,
        value: { state: "confirmed" },
      });
    });

    it("undoes the last decision that still stands, one after the other", async () => {
      const { rows } = await fresh.storage.leads.list({ limit: 1 });
      const [lead] = rows;
      if (lead === undefined) throw new Error("there is no lead");
      const act = async (version: number, decision: Parameters<typeof house.commands.decide>[2], request: string) => {
        const done = await house.commands.decide(lead.id, version, decision, analyst, request);
        if (!done.ok) throw new Error(JSON.stringify(done.fault));
        return done.value;
      };
      const insufficient = await act(lead.version, { decide: "insufficient", code: "I1", note: null }, "1");
      const rejected = await act(insufficient.version, { decide: "reject", code: "R1", note: null }, "2");
      const once = await act(rejected.version, { decide: "undo" }, "3");
      expect(once.state).toBe("insufficient");
      expect((await act(once.version, { decide: "undo" }, "4")).state).toBe("new");
    });

    it("refuses a decision on a lead that another person holds, and says who", async () => {
      const { rows } = await fresh.storage.leads.list({ limit: 1 });
      const [lead] = rows;
      if (lead === undefined) throw new Error("there is no lead");
      await fresh.storage.leads.lease(lead.id, other.id, new Date(clock.now().getTime() + 60_000), clock.now());
      expect(await house.commands.decide(lead.id, lead.version, { decide: "reject", code: "R1", note: null }, analyst, "1")).toMatchObject({
        fault: { code: "held", by: other.id },
      });
    });

    it("sends a confirmation drawn at random to a second person", async () => {
      const { rows } = await fresh.storage.leads.list({ limit: 100 });
      for (const lead of rows) {
        const confirmed = await house.commands.decide(
          lead.id,
          lead.version,
          { decide: "confirm", code: "C1", note: null },
          analyst,
          lead.id,
        );
        expect(confirmed).toMatchObject({ ok: true, value: { state: drawnAtRandom(lead.id) ? "second-review" : "confirmed" } });
      }
    });
  });
