/** By e-mail. Told twice with one key it sends once; where it cannot know whether a message left, it says so and leaves it to a person. */
import MailComposer from "nodemailer/lib/mail-composer";
import type { Channel, Delivery, Receipt } from "../../../domain/channel.ts";
import { inDoubtMark, type ChannelTools } from "../channel-tools.ts";
import { submit } from "../smtp.ts";

/** How long to leave a mail server alone that could not take a message just now. */
const tryAgainMs = 5 * 60_000;
const silenceMs = 60_000;

export function channel(tools: ChannelTools): Channel {
  return {
    name: "email",
    async send(delivery, signal) {
      const { smtp, journal, clock } = tools;
      if (smtp === null)
        return { kind: "refused", because: "尚未设置邮件服务器（SMTP_URL、SMTP_FROM） / no mail server is set (SMTP_URL, SMTP_FROM)" };
      const messageId = `<${delivery.key}@${domainOf(smtp.from)}>`;
      const message = await compose(delivery, smtp.from, messageId);
      const begun = await journal.beginDelivery(delivery.key, delivery.notice.id, "email", clock.now());
      if (begun === "in-doubt") return doubt(messageId, "上一次发送中断 / an earlier try was cut off");
      if (typeof begun === "object") return { kind: "delivered", receipt: begun.delivered, at: clock.now() };

      const sent = await submit(
        { url: smtp.url, timeoutMs: smtp.timeoutMs ?? silenceMs },
        { from: addressOf(smtp.from), to: delivery.notice.recipient },
        message,
        signal,
      );
      switch (sent.kind) {
        case "accepted":
          await journal.recordDelivery(delivery.key, messageId, clock.now());
          return { kind: "delivered", receipt: messageId, at: clock.now() };
        case "not-taken":
          await journal.abandonDelivery(delivery.key, sent.because);
          return sent.lasting ? { kind: "refused", because: sent.because } : { kind: "try-later", because: sent.because, inMs: tryAgainMs };
        case "in-doubt":
          return doubt(messageId, sent.because);
      }
    },
  };
}

function doubt(messageId: string, because: string): Receipt {
  return {
    kind: "refused",
    because: `${inDoubtMark}：邮件 ${messageId} 可能已送达，程序不会自动重发。请在发件服务器或向平台核实，确未送达的再次点击发送 / the message may have arrived and is not sent again by itself; check with the mail server or the platform, and send again only if it did not: ${because}`,
  };
}

function compose(delivery: Delivery, from: string, messageId: string): Promise<Buffer> {
  const { notice } = delivery;
  return new MailComposer({
    from,
    to: notice.recipient,
    subject: notice.subject,
    text: notice.body,
    messageId,
    date: notice.approvedAt,
    headers: {
      "X-Tiequan-Notice": notice.id,
      "X-Tiequan-Reference": notice.token,
      ...(notice.number === null ? {} : { "X-Tiequan-Number": { prepared: false, value: notice.number } }),
    },
    attachments: delivery.attachments.map((attachment) => ({
      filename: attachment.name,
      contentType: attachment.type,
      content: Buffer.from(attachment.bytes),
    })),
  })
    .compile()
    .build();
}

/** `某局 <ip@example.gov.cn>` and `ip@example.gov.cn` both name `ip@example.gov.cn`. */
function addressOf(from: string): string {
  const open = from.lastIndexOf("<");
  const close = from.lastIndexOf(">");
  return (open !== -1 && close > open ? from.slice(open + 1, close) : from).trim();
}

function domainOf(from: string): string {
  return addressOf(from).split("@").at(-1) || "localhost";
}
