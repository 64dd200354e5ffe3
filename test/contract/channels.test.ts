/** Every file of `queue/notices/channels`, tested the moment it exists: it delivers once, whatever it is told and however it is cut off. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../domain/channel.ts";
import type { ChannelTools } from "../../queue/notices/channel-tools.ts";
import { attachmentsOf } from "../../queue/notices/attachments.ts";
import { channelFolder, loadChannels } from "../../queue/notices/channels.ts";
import { aJournal, anApprovedNotice, aPlatform } from "../support/notices.ts";
import { startSmtp, type TestSmtp } from "../support/smtp.ts";

const names = (await readdir(channelFolder)).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3));

let smtp: TestSmtp;
let folder: string;
let tools: ChannelTools;
const at = new Date("2026-11-23T02:00:00Z");

beforeEach(async () => {
  smtp = await startSmtp();
  folder = await mkdtemp(join(tmpdir(), "tiequan-channel-"));
  tools = {
    smtp: { url: smtp.url, from: "测试市场监督管理局 <ip@bureau.test>", timeoutMs: 500 },
    outgoingFolder: folder,
    journal: aJournal(),
    clock: { now: () => at },
  };
});
afterEach(async () => {
  await smtp.close();
  await rm(folder, { recursive: true, force: true });
});

function delivery(key = "n-1", words: Parameters<typeof anApprovedNotice>[0] = {}): Delivery {
  const notice = anApprovedNotice(words);
  return { notice, platform: aPlatform(), attachments: attachmentsOf(notice), key };
}

/** Everything that reached the outside: messages in the mailbox, finished packages in the folder. */
async function arrived(): Promise<string[]> {
  return [...smtp.received.map((mail) => String(mail.messageId)), ...(await readdir(folder))];
}

async function make(name: string, withTools: ChannelTools = tools) {
  const channel = (await loadChannels(withTools)).get(name);
  if (channel === undefined) throw new Error(`there is no channel ${name}`);
  return channel;
}

const never = new AbortController().signal;

describe.each(names)("the channel %s", (name) => {
  it("is named as its file", async () => {
    expect((await make(name)).name).toBe(name);
  });

  it("delivers, and gives a receipt that can be shown", async () => {
    const receipt = await (await make(name)).send(delivery(), never);
    expect(receipt).toMatchObject({ kind: "delivered", at });
    expect(await arrived()).toHaveLength(1);
  });

  it("told twice with one key delivers once, with the same receipt", async () => {
    const channel = await make(name);
    const first = await channel.send(delivery(), never);
    const second = await channel.send(delivery(), never);
    expect(second).toEqual(first);
    expect(await arrived()).toHaveLength(1);
  });

  it("told twice with one key by two processes delivers once", async () => {
    await (await make(name)).send(delivery(), never);
    await (await make(name)).send(delivery(), never);
    expect(await arrived()).toHaveLength(1);
  });

  it("told with two keys delivers twice", async () => {
    const channel = await make(name);
    await channel.send(delivery("n-1"), never);
    await channel.send(delivery("n-2"), never);
    expect(await arrived()).toHaveLength(2);
  });

  it("killed between sending and recording does not send a second time", async () => {
    const journal = aJournal();
    const killed: ChannelTools = { ...tools, journal: { ...journal, recordDelivery: () => Promise.reject(new Error("killed")) } };
    await (await make(name, killed)).send(delivery(), never).catch(() => undefined);
    await (await make(name, { ...tools, journal })).send(delivery(), never);
    expect(await arrived()).toHaveLength(1);
  });
});

describe("the channel email", () => {
  it("carries letter, links and reference as approved", async () => {
    const sent = delivery();
    await (await make("email")).send(sent, never);
    const mail = smtp.received[0];
    expect(mail?.subject).toBe(sent.notice.subject);
    expect(mail?.text?.trimEnd()).toBe(sent.notice.body);
    expect(mail?.from?.value[0]).toMatchObject({ address: "ip@bureau.test", name: "测试市场监督管理局" });
    expect(mail?.attachments.map((attachment) => attachment.filename)).toEqual(["links.csv", "notice.json"]);
    expect(mail?.headers.get("x-tiequan-reference")).toBe("TQ-ABC123");
  });

  it.each([
    ["refuses-recipient", "refused"],
    ["refuses-message", "refused"],
    ["busy", "try-later"],
    ["silent", "try-later"],
  ] as const)("with a server that %s answers %s, and can be told again", async (mood, kind) => {
    smtp.mood = mood;
    const channel = await make("email");
    expect((await channel.send(delivery(), never)).kind).toBe(kind);
    smtp.mood = "takes";
    expect((await channel.send(delivery(), never)).kind).toBe("delivered");
    expect(smtp.received).toHaveLength(1);
  });

  it("asks a person, and sends nothing more, when the server took the message and hung up", async () => {
    smtp.mood = "takes-and-drops";
    const channel = await make("email");
    expect(await channel.send(delivery(), never)).toMatchObject({ kind: "refused", because: expect.stringContaining("in doubt") });
    smtp.mood = "takes";
    expect(await channel.send(delivery(), never)).toMatchObject({ kind: "refused", because: expect.stringContaining("in doubt") });
    expect(smtp.received).toHaveLength(1);
  });

  it("tries later when no server answers", async () => {
    const channel = await make("email", { ...tools, smtp: { url: "smtp://127.0.0.1:1", from: "ip@bureau.test", timeoutMs: 500 } });
    expect((await channel.send(delivery(), never)).kind).toBe("try-later");
  });

  it("says what to set when there is no mail server", async () => {
    const channel = await make("email", { ...tools, smtp: null });
    expect(await channel.send(delivery(), never)).toMatchObject({ kind: "refused", because: expect.stringContaining("SMTP_URL") });
  });

  it("cannot be made to write to someone else by a line break in the subject", async () => {
    const forged = { ...delivery().notice, subject: "函\r\nBcc: thief@evil.test" };
    await (await make("email")).send({ ...delivery(), notice: forged }, never);
    expect(smtp.received[0]?.bcc).toBeUndefined();
    expect(smtp.received[0]?.headers.get("bcc")).toBeUndefined();
  });
});
