/** Notices as the pages show them: claimed and verified side by side, never mixed. */
import { missingElements, unfilledPlaceholders, type Notice } from "../../../domain/notice.ts";
import type { ListingStore, NoticeDetail } from "../../../domain/ports.ts";
import type { ListingId } from "../../../domain/words.ts";
import type { NoticeDetailView, NoticeView } from "../../shapes.ts";
import { auditEventView, iso, type Names } from "./people.ts";

export type Titles = (listing: ListingId) => string;

/** Titles of the listings that `notices` name. */
export async function titlesOf(notices: readonly Notice[], listings: ListingStore): Promise<Titles> {
  const ids = [...new Set(notices.flatMap((notice) => notice.items.map((item) => item.listingId)))];
  const found = await Promise.all(ids.map(async (id) => [id, (await listings.get(id))?.listing.title ?? id] as const));
  const titles = new Map<string, string>(found);
  return (listing) => titles.get(listing) ?? listing;
}

export function noticeView(notice: Notice, names: Names, titles: Titles): NoticeView {
  return {
    id: notice.id,
    number: notice.number,
    kind: notice.kind,
    platform: notice.platform,
    rightId: notice.rightId,
    rightName: notice.rightName,
    infringementKind: notice.infringementKind,
    channel: notice.channel,
    recipient: notice.recipient,
    language: notice.language,
    template: notice.template,
    subject: notice.subject,
    body: notice.body,
    textHash: notice.textHash,
    token: notice.token,
    state: notice.state,
    draftedBy: notice.draftedBy,
    draftedByName: names(notice.draftedBy),
    draftedAt: notice.draftedAt.toISOString(),
    approvedBy: notice.approvedBy,
    approvedByName: notice.approvedBy === null ? null : names(notice.approvedBy),
    approvedAt: iso(notice.approvedAt),
    sentAt: iso(notice.sentAt),
    receipt: notice.receipt,
    dueAt: iso(notice.dueAt),
    publishedAt: iso(notice.publishedAt),
    closedAt: iso(notice.closedAt),
    version: notice.version,
    items: notice.items.map((item) => ({
      id: item.id,
      leadId: item.leadId,
      listingId: item.listingId,
      title: titles(item.listingId),
      url: item.url,
      claimed: item.claimed,
      claimedAt: iso(item.claimedAt),
      verified: item.verified,
      verifiedAt: iso(item.verifiedAt),
      verifiedBy: item.verifiedBy,
    })),
  };
}

export function noticeDetailView(detail: NoticeDetail, names: Names, titles: Titles): NoticeDetailView {
  return {
    ...noticeView(detail, names, titles),
    messages: detail.messages.map((message) => ({ ...message, at: message.at.toISOString() })),
    history: detail.history.map((event) => auditEventView(event, names)),
    publication: detail.publication === null ? null : { ...detail.publication, at: detail.publication.at.toISOString() },
    verifications: detail.verifications.map((check) => ({
      id: check.id,
      itemId: check.itemId,
      dueAt: check.dueAt.toISOString(),
      doneAt: iso(check.doneAt),
      outcome: check.outcome,
      captureId: check.captureId,
      because: check.because,
    })),
    missing: [...missingElements(detail), ...unfilledPlaceholders(`${detail.subject}\n${detail.body}`)],
  };
}
