/**
 * A notice: draft → approved → sent → … → closed. Its items each have their own state, and what a platform *claims* is
 * kept apart from what our own capture *verifies*.
 *
 * The second law of the house is a type: an `ApprovedNotice` is made only by `approve`, over the hash of exactly that text.
 */
import type { InfringementKind } from "./finding.ts";
import {
  failed,
  ok,
  type CaptureId,
  type LeadId,
  type ListingId,
  type NoticeId,
  type NoticeItemId,
  type Result,
  type Sha256,
  type UserId,
} from "./words.ts";

/** Never mixed: a right holder's notice (E-Commerce Law Art. 42) and the bureau's own (通报 / 协查函). */
export const noticeKinds = ["right-holder", "authority"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeStates = ["draft", "approved", "sending", "sent", "acknowledged", "published", "closed", "cancelled"] as const;
export type NoticeState = (typeof noticeStates)[number];

export const itemStates = ["pending", "removed", "edited", "still-up", "refused", "disputed", "restored", "relisted", "unknown"] as const;
export type ItemState = (typeof itemStates)[number];

export interface NoticeItem {
  readonly id: NoticeItemId;
  readonly noticeId: NoticeId;
  readonly leadId: LeadId;
  readonly listingId: ListingId;
  readonly url: string;
  /** What the platform says; null until it says anything. */
  readonly claimed: ItemState | null;
  readonly claimedAt: Date | null;
  /** What our own capture shows. `unknown` (a block page, a login wall) is never removal. */
  readonly verified: ItemState;
  readonly verifiedAt: Date | null;
  readonly verifiedBy: CaptureId | null;
}

export interface Notice {
  readonly id: NoticeId;
  /** Gap-free per year, as in 铁拳〔2026〕12号; given when it is approved. */
  readonly number: string | null;
  readonly kind: NoticeKind;
  readonly platform: string;
  readonly rightId: string;
  readonly rightName: string;
  readonly infringementKind: InfringementKind;
  readonly channel: string;
  readonly recipient: string;
  readonly language: "zh" | "en";
  readonly template: string;
  readonly subject: string;
  readonly body: string;
  /** Hash over everything that leaves: see `textToApprove`. */
  readonly textHash: Sha256;
  /** Ties a platform's answer to this notice; stands in the subject line. */
  readonly token: string;
  readonly state: NoticeState;
  readonly draftedBy: UserId;
  readonly draftedAt: Date;
  readonly approvedBy: UserId | null;
  readonly approvedAt: Date | null;
  readonly sentAt: Date | null;
  readonly receipt: string | null;
  readonly dueAt: Date | null;
  readonly publishedAt: Date | null;
  readonly closedAt: Date | null;
  readonly version: number;
  readonly items: readonly NoticeItem[];
}

declare const approved: unique symbol;
/** Only `approve` makes one. A channel takes nothing else. */
export type ApprovedNotice = Notice & { readonly [approved]: true; readonly approvedBy: UserId; readonly approvedAt: Date };

export type ApprovalFault =
  | { readonly code: "not-a-draft"; readonly state: NoticeState }
  | { readonly code: "same-person" }
  | { readonly code: "text-changed"; readonly shown: string; readonly stored: string }
  | { readonly code: "unfilled"; readonly placeholders: readonly string[] }
  | { readonly code: "missing"; readonly elements: readonly string[] };

/** Exactly what leaves, in one canonical string, so that an approval covers every word and every link. */
export function textToApprove(
  notice: Pick<Notice, "kind" | "platform" | "channel" | "recipient" | "subject" | "body"> & {
    readonly items: readonly Pick<NoticeItem, "url" | "leadId">[];
  },
): string {
  return JSON.stringify([
    notice.kind,
    notice.platform,
    notice.channel,
    notice.recipient,
    notice.subject,
    notice.body,
    notice.items.map((item) => [item.leadId, item.url]),
  ]);
}

/** Placeholders that a template left behind, as in `{{owner}}`. */
export function unfilledPlaceholders(text: string): string[] {
  const found = new Set<string>();
  let from = text.indexOf("{{");
  while (from !== -1) {
    const to = text.indexOf("}}", from);
    found.add(to === -1 ? text.slice(from, from + 40) : text.slice(from, to + 2));
    from = to === -1 ? -1 : text.indexOf("{{", to);
  }
  return [...found];
}

/**
 * Approval by a second named person of exactly the text whose hash was on their screen.
 * The draft's author cannot approve it; any change to the text after this voids the approval.
 */
export function approve(
  notice: Notice,
  approval: { readonly by: UserId; readonly at: Date; readonly hashShown: string },
): Result<ApprovedNotice, ApprovalFault> {
  if (notice.state !== "draft") return failed({ code: "not-a-draft", state: notice.state });
  if (notice.draftedBy === approval.by) return failed({ code: "same-person" });
  if (notice.textHash !== approval.hashShown) return failed({ code: "text-changed", shown: approval.hashShown, stored: notice.textHash });
  const placeholders = unfilledPlaceholders(`${notice.subject}\n${notice.body}`);
  if (placeholders.length > 0) return failed({ code: "unfilled", placeholders });
  const missing = missingElements(notice);
  if (missing.length > 0) return failed({ code: "missing", elements: missing });
  return ok({ ...notice, state: "approved", approvedBy: approval.by, approvedAt: approval.at } as ApprovedNotice);
}

/** A notice read back from the store that was approved before, for sending: the hash is checked again by the caller. */
export function approvedAgain(notice: Notice, hashOfText: string): ApprovedNotice | null {
  const wasApproved =
    notice.approvedBy !== null && notice.approvedAt !== null && (notice.state === "approved" || notice.state === "sending");
  return wasApproved && notice.textHash === hashOfText ? (notice as ApprovedNotice) : null;
}

/** Elements without which no notice leaves (E-Commerce Law Art. 42; 法发〔2020〕32号): locator, recipient, words. */
export function missingElements(notice: Pick<Notice, "recipient" | "subject" | "body" | "items" | "rightName">): string[] {
  const missing: string[] = [];
  if (notice.rightName.trim() === "") missing.push("right");
  if (notice.recipient.trim() === "") missing.push("recipient");
  if (notice.subject.trim() === "") missing.push("subject");
  if (notice.body.trim() === "") missing.push("body");
  if (notice.items.length === 0 || notice.items.some((item) => item.url.trim() === "")) missing.push("locator");
  return missing;
}

export type NoticeAction =
  | { readonly act: "start-sending" }
  | { readonly act: "record-sent"; readonly receipt: string; readonly at: Date; readonly dueAt: Date }
  | { readonly act: "sending-failed"; readonly because: string }
  | { readonly act: "acknowledge"; readonly note: string }
  | { readonly act: "record-publication"; readonly url: string; readonly captureId: CaptureId | null; readonly seen: boolean }
  | { readonly act: "close"; readonly note: string }
  | { readonly act: "cancel"; readonly note: string };

const from: Readonly<Record<NoticeAction["act"], readonly NoticeState[]>> = {
  "start-sending": ["approved", "sending"],
  "record-sent": ["sending"],
  "sending-failed": ["sending"],
  acknowledge: ["sent"],
  "record-publication": ["sent", "acknowledged", "published"],
  close: ["published", "sent", "acknowledged"],
  cancel: ["draft", "approved"],
};

export type NoticeFault =
  | { readonly code: "not-from-here"; readonly state: NoticeState; readonly act: NoticeAction["act"] | "edit" }
  /** A notice closes only when the publication was seen, or its absence was recorded (E-Commerce Law Art. 44). */
  | { readonly code: "publication-open" }
  | { readonly code: "items-open"; readonly open: number };

/** Where `action` leads. A notice cannot reach `sent` from `draft`: approval is the only door. */
export function nextNotice(
  notice: Pick<Notice, "state" | "items"> & { readonly publicationRecorded: boolean },
  action: NoticeAction,
): Result<NoticeState, NoticeFault> {
  if (!from[action.act].includes(notice.state)) return failed({ code: "not-from-here", state: notice.state, act: action.act });
  switch (action.act) {
    case "start-sending":
      return ok("sending");
    case "record-sent":
      return ok("sent");
    case "sending-failed":
      return ok("approved");
    case "acknowledge":
      return ok("acknowledged");
    case "record-publication":
      return ok("published");
    case "close": {
      const openItems = notice.items.filter((item) => item.verified === "pending").length;
      if (openItems > 0) return failed({ code: "items-open", open: openItems });
      return notice.publicationRecorded ? ok("closed") : failed({ code: "publication-open" });
    }
    case "cancel":
      return ok("cancelled");
  }
}
