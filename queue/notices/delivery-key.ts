/** The name of one sending of one notice, the same for every try of it, new when a person asks for another sending. Pure. */
import type { NoticeDetail } from "../../domain/ports.ts";
import type { JobRequest } from "../../domain/step.ts";

/**
 * Counted from the notice's own history: each time a person sent it on from `approved`. A try that is repeated, by the queue, after
 * a crash or by the watchdog, finds the same count and so the same key.
 */
export function deliveryKey(notice: Pick<NoticeDetail, "id" | "history">): string {
  const sendings = notice.history.filter((event) => event.to === "sending" && event.from !== "sending").length;
  return `${notice.id}-${sendings}`;
}

/** When the present sending was asked for. */
export function sendingSince(notice: Pick<NoticeDetail, "history" | "draftedAt">): Date {
  const asked = notice.history.filter((event) => event.to === "sending" && event.from !== "sending").map((event) => event.at.getTime());
  return asked.length === 0 ? notice.draftedAt : new Date(Math.max(...asked));
}

/** `again` counts the hours after which the watchdog asks anew, because the queue keeps a failed job's id. */
export function deliveryJob(notice: Pick<NoticeDetail, "id" | "history">, again = 0): JobRequest {
  return {
    name: "deliver-notice",
    data: { noticeId: notice.id },
    id: `deliver-notice-${deliveryKey(notice)}${again === 0 ? "" : `-${again}`}`,
  };
}
