/**
 * Sends one approved notice: once, whatever happens. Each part asks the tables whether it was done before, so it can be killed between
 * any two lines and run again.
 */
import type { Channel, Receipt } from "../../domain/channel.ts";
import type { Clock } from "../../domain/clock.ts";
import type { ApprovedNotice } from "../../domain/notice.ts";
import type { Platform } from "../../domain/platform.ts";
import type { Leadership, NoticeDetail, NoticeStore } from "../../domain/ports.ts";
import type { StepResult } from "../../domain/step.ts";
import { dueAfter, type WorkCalendar } from "../../domain/working-days.ts";
import type { NoticeId } from "../../domain/words.ts";
import { attachmentsOf } from "./attachments.ts";
import { deliveryKey } from "./delivery-key.ts";
import { verificationTimes } from "./verify.ts";

export interface SendDeps {
  readonly notices: Pick<NoticeStore, "get" | "act" | "approvedForSending" | "scheduleVerifications" | "addMessage">;
  readonly leadership: Leadership;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly calendar: WorkCalendar;
  readonly clock: Clock;
}

const actor = "step:deliver-notice";

export async function sendNotice(id: NoticeId, signal: AbortSignal, deps: SendDeps): Promise<StepResult> {
  // Two workers at one notice, after a lock that ran out, would each see the other's sending as in doubt.
  const result = await deps.leadership.tryLead(`deliver ${id}`, () => sendAlone(id, signal, deps));
  return result ?? { kind: "later", because: "another worker is sending this notice", inMs: 5000 };
}

async function sendAlone(id: NoticeId, signal: AbortSignal, deps: SendDeps): Promise<StepResult> {
  const notice = await deps.notices.get(id);
  if (notice === null) return { kind: "hopeless", because: `there is no notice ${id}` };
  if (notice.state === "sent" || notice.state === "acknowledged") return finish(notice, deps);
  if (notice.state !== "sending") return { kind: "skipped", because: `the notice is ${notice.state}` };
  const approved = await deps.notices.approvedForSending(id);
  if (approved === null)
    return backToApproved(notice, "存储的文本与批准时不一致，不得发送 / the stored text is not the one that was approved", deps);
  const platform = deps.platforms.get(notice.platform);
  const channel = deps.channels.get(notice.channel);
  if (platform === undefined)
    return backToApproved(notice, `没有平台 ${notice.platform} 的配置 / there is no platform file for ${notice.platform}`, deps);
  if (channel === undefined) return backToApproved(notice, `没有通知渠道 ${notice.channel} / there is no channel ${notice.channel}`, deps);

  const receipt = await channel.send(
    { notice: approved, platform, attachments: attachmentsOf(approved), key: deliveryKey(notice) },
    signal,
  );
  return settle(notice, approved, platform, receipt, deps);
}

async function settle(
  notice: NoticeDetail,
  approved: ApprovedNotice,
  platform: Platform,
  receipt: Receipt,
  deps: SendDeps,
): Promise<StepResult> {
  switch (receipt.kind) {
    case "delivered": {
      // Our own follow-up date: the law says 及时 and names no number of days (电子商务法 Art. 42(2)).
      const due = dueAfter(receipt.at, platform.notices.answerDays, "calendar-days", deps.calendar);
      const sent = await deps.notices.act(
        notice.id,
        { act: "record-sent", receipt: receipt.receipt, at: receipt.at, dueAt: due.at },
        { actor, at: deps.clock.now() },
      );
      if (!sent.ok)
        return {
          kind: "hopeless",
          because: `the notice left (${receipt.receipt}) but could not be recorded as sent: ${JSON.stringify(sent.fault)}`,
        };
      return finish({ ...notice, ...sent.value, subject: approved.subject, body: approved.body }, deps);
    }
    case "try-later":
      return { kind: "later", because: receipt.because, inMs: receipt.inMs };
    case "refused":
      return backToApproved(notice, receipt.because, deps);
  }
}

/** What follows a sending: the copy in the log, and the re-crawls owed. Both know whether they were done. */
async function finish(notice: NoticeDetail, deps: SendDeps): Promise<StepResult> {
  const at = deps.clock.now();
  if (!notice.messages.some((message) => message.direction === "out"))
    await deps.notices.addMessage(
      notice.id,
      {
        direction: "out",
        channel: notice.channel,
        at: notice.sentAt ?? at,
        messageId: notice.receipt,
        subject: notice.subject,
        body: notice.body,
      },
      { actor, at },
    );
  if (notice.verifications.length === 0)
    await deps.notices.scheduleVerifications(notice.id, verificationTimes(notice.sentAt ?? at), { actor, at });
  return { kind: "done", note: notice.receipt ?? "sent" };
}

/** Back before a person, with the reason on the notice's page. */
async function backToApproved(notice: NoticeDetail, because: string, deps: SendDeps): Promise<StepResult> {
  await sendingFailed(notice, because, deps);
  return { kind: "hopeless", because };
}

export async function sendingFailed(
  notice: Pick<NoticeDetail, "id" | "channel" | "state">,
  because: string,
  deps: Pick<SendDeps, "notices" | "clock">,
): Promise<void> {
  if (notice.state !== "sending") return;
  const at = deps.clock.now();
  await deps.notices.addMessage(
    notice.id,
    { direction: "note", channel: notice.channel, at, messageId: null, subject: "未能发送 / not sent", body: because },
    { actor, at },
  );
  await deps.notices.act(notice.id, { act: "sending-failed", because }, { actor, at });
}
