/** How notices are read back, with their items in the order they were drafted. */
import type { Kysely, Selectable } from "kysely";
import { textToApprove, type Notice, type NoticeItem } from "../domain/notice.ts";
import type { Verification } from "../domain/ports.ts";
import { Sha256, type NoticeId } from "../domain/words.ts";
import { sha256Hex } from "./storable.ts";
import type { Tables } from "./tables.ts";

type StoredNotice = Selectable<Tables["notices"]>;

/** The hash that an approval is given to and that sending compares again. */
export function hashOfText(notice: Parameters<typeof textToApprove>[0]): Sha256 {
  return Sha256(sha256Hex(textToApprove(notice)));
}

export async function noticeById(db: Kysely<Tables>, id: NoticeId, lock: "locked" | "read"): Promise<Notice | null> {
  const query = db.selectFrom("notices").selectAll().where("id", "=", id);
  const row = await (lock === "locked" ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? null : ((await withItems(db, [row]))[0] ?? null);
}

export async function withItems(db: Kysely<Tables>, rows: readonly StoredNotice[]): Promise<Notice[]> {
  if (rows.length === 0) return [];
  const items = await db
    .selectFrom("notice_items")
    .selectAll()
    .where(
      "notice_id",
      "in",
      rows.map((row) => row.id),
    )
    .orderBy("notice_id")
    .orderBy("ordinal")
    .execute();
  return rows.map((row) => readNotice(row, items.filter((item) => item.notice_id === row.id).map(readItem)));
}

function readNotice(row: StoredNotice, items: readonly NoticeItem[]): Notice {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    platform: row.platform,
    rightId: row.right_id,
    rightName: row.right_name,
    infringementKind: row.infringement_kind,
    channel: row.channel,
    recipient: row.recipient,
    language: row.language,
    template: row.template,
    subject: row.subject,
    body: row.body,
    textHash: row.text_hash,
    token: row.token,
    state: row.state,
    draftedBy: row.drafted_by,
    draftedAt: row.drafted_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    sentAt: row.sent_at,
    receipt: row.receipt,
    dueAt: row.due_at,
    publishedAt: row.published_at,
    closedAt: row.closed_at,
    version: row.version,
    items,
  };
}

function readItem(row: Selectable<Tables["notice_items"]>): NoticeItem {
  return {
    id: row.id,
    noticeId: row.notice_id,
    leadId: row.lead_id,
    listingId: row.listing_id,
    url: row.url,
    claimed: row.claimed,
    claimedAt: row.claimed_at,
    verified: row.verified,
    verifiedAt: row.verified_at,
    verifiedBy: row.verified_by,
  };
}

export function readVerification(row: Selectable<Tables["verifications"]>): Verification {
  return {
    id: row.id,
    itemId: row.item_id,
    dueAt: row.due_at,
    doneAt: row.done_at,
    outcome: row.outcome,
    captureId: row.capture_id,
    because: row.because,
  };
}
