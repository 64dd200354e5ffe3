/** Senders killed at random over a real SMTP server: no notice leaves twice, none is lost, none stays in between. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../domain/clock.ts";
import { loadChannels } from "../../../queue/notices/channels.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { startSmtp, type TestSmtp } from "../../support/smtp.ts";
import { backends, closeBackends } from "./backends.ts";
import { emailShop, emailShopSize } from "./email-shop.ts";
import { openHouse, person, register, runEnds, supervisor, until, type House } from "./house.ts";

const plan = { strata: [{ platform: "shop", category: "apparel-bags" as const, take: 100, queries: ["鞋"] }], seed: "s" };
const [author, approver] = [person("乙", "liaison"), person("丙", "liaison")];

afterAll(closeBackends);

for (const { name, redisUrl, skip } of backends)
  describe.skipIf(skip !== null)(`on ${name}${skip === null ? "" : ` (skipped: ${skip})`}`, () => {
    let fresh: FreshDatabase;
    let smtp: TestSmtp;
    let namespace = "";
    beforeEach(async () => {
      fresh = await freshDatabase();
      smtp = await startSmtp();
      namespace = new URL(fresh.databaseUrl).pathname.slice(1);
      await fresh.storage.register.import(register, { actor: "test", at: new Date() });
    });
    afterEach(async () => {
      await smtp.close();
      await fresh.drop();
    });

    const open = async (): Promise<House> => {
      const channels = await loadChannels({
        smtp: { url: smtp.url, from: "ip@bureau.test", timeoutMs: 2000 },
        outgoingFolder: fresh.dataFolder,
        journal: fresh.storage.notices,
        clock: systemClock,
      });
      return openHouse({ storage: fresh.storage, shop: emailShop(), redisUrl, namespace, channels, lockMs: 1000 });
    };

    async function askToSendAll(house: House): Promise<void> {
      const started = await house.commands.startRun(plan, supervisor);
      if (!started.ok) throw new Error(JSON.stringify(started.fault));
      await runEnds(fresh.storage, started.value.id);
      const leads = (await fresh.storage.leads.list({ limit: 100 })).rows;
      for (const lead of leads) {
        const confirmed = await house.commands.decide(
          lead.id,
          lead.version,
          { decide: "confirm", code: "C1", note: null },
          person("甲", "analyst"),
          lead.id,
        );
        if (confirmed.ok && confirmed.value.state === "second-review")
          await house.commands.decide(
            lead.id,
            confirmed.value.version,
            { decide: "second-opinion", agrees: true, note: null },
            supervisor,
            `2 ${lead.id}`,
          );
      }
      const drafted = await house.commands.draftNotices({ leadIds: leads.map((lead) => lead.id), kind: "authority" }, author);
      if (!drafted.ok) throw new Error(JSON.stringify(drafted.fault));
      for (const notice of drafted.value) await house.commands.approveNotice(notice.id, notice.version, notice.textHash, approver);
      // Nobody works while they are asked for: the requests wait in the outbox for the processes to come.
      await house.close();
      for (const notice of drafted.value) await house.commands.sendNotice(notice.id, author);
    }

    it("each notice leaves once, or a person is asked", async () => {
      await askToSendAll(await open());
      for (const liveMs of [120, 40, 200, 80, 160]) {
        const doomed = spawn(
          process.execPath,
          [join(import.meta.dirname, "doomed-sender.ts"), fresh.databaseUrl, fresh.dataFolder, redisUrl ?? "", namespace, smtp.url],
          { stdio: ["ignore", "pipe", "inherit"] },
        );
        await Promise.race([once(doomed.stdout, "data"), endedEarly(doomed)]);
        await new Promise((resolve) => setTimeout(resolve, liveMs));
        doomed.kill("SIGKILL");
        await once(doomed, "exit");
      }
      const last = await open();
      const settled = await until(
        "every notice to be settled",
        async () => {
          const { rows } = await fresh.storage.notices.list({ limit: 100 });
          return rows.length === emailShopSize && rows.every((notice) => notice.state === "sent" || notice.state === "approved") && rows;
        },
        60_000,
      );
      await last.close();

      const perNotice = Map.groupBy(smtp.received, (mail) => noticeOf(mail));
      expect([...perNotice.values()].filter((mails) => mails.length > 1)).toEqual([]);
      for (const notice of settled) {
        const detail = await fresh.storage.notices.get(notice.id);
        const told =
          notice.state === "sent"
            ? perNotice.get(notice.id)?.length === 1
            : detail?.messages.some((message) => message.body.includes("in doubt"));
        expect(told, `${notice.id} is ${notice.state}`).toBe(true);
      }
    });
  });

function noticeOf(mail: TestSmtp["received"][number]): string {
  const header = mail.headers.get("x-tiequan-notice");
  return typeof header === "string" ? header : "";
}

/** A process that ends before it said anything would be waited for in vain. */
async function endedEarly(doomed: ChildProcess): Promise<never> {
  const [code] = await once(doomed, "exit");
  throw new Error(`the process made to be killed ended by itself with ${String(code)}`);
}
