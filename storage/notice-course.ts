/** A notice after its approval: sending, acknowledgement, publication, closing, and what its items come to. */
import type { Kysely, Transaction } from "kysely";
import { next, type LeadAction } from "../domain/lead.ts";
import { nextNotice, type ItemState, type Notice, type NoticeAction } from "../domain/notice.ts";
import type { Change, Missing, NoticeStore } from "../domain/ports.ts";
import { failed, ok, TiequanError, type CaptureId, type NoticeItemId, type Result } from "../domain/words.ts";
import { lockLeads, moveLead } from "./leads.ts";
import { noticeById } from "./notice-rows.ts";
import { record, type Event } from "./record.ts";
import { storableOrNull, storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function noticeCourse(db: Kysely<Tables>): Pick<NoticeStore, "act" | "addMessage" | "setClaim" | "setVerified"> {
  return {
    act: (id, action, change) =>
      db.transaction().execute(async (tx) => {
        const notice = await noticeById(tx, id, "locked");
        if (notice === null) return failed({ code: "missing", what: `notice ${id}` });
        const published = await tx.selectFrom("publications").select("id").where("notice_id", "=", id).executeTakeFirst();
        const moved = nextNotice({ ...notice, publicationRecorded: published !== undefined }, action);
        if (!moved.ok) return moved;
        const leadEvents = await moveLeadsAlong(tx, notice, action, change);
        if (action.act === "record-publication")
          await tx
            .insertInto("publications")
            .values({
              notice_id: id,
              url: storableText(action.url),
              seen: action.seen,
              capture_id: action.captureId,
              recorded_by: change.actor,
              at: change.at,
            })
            .execute();
        await tx
          .updateTable("notices")
          .set({ state: moved.value, version: notice.version + 1, ...columnsOf(notice, action, change) })
          .where("id", "=", id)
          .execute();
        const { act, ...body } = action;
        await record(tx, change, [
          ...leadEvents,
          { action: `notice.${act}`, objectType: "notice", objectId: id, from: notice.state, to: moved.value, body },
        ]);
        return ok(await again(tx, notice));
      }),

    addMessage: (id, message, change) =>
      db.transaction().execute(async (tx) => {
        const added = await tx
          .insertInto("notice_messages")
          .values({
            notice_id: id,
            direction: message.direction,
            channel: message.channel,
            at: message.at,
            message_id: storableOrNull(message.messageId),
            subject: storableOrNull(message.subject),
            body: storableText(message.body),
          })
          .onConflict((conflict) =>
            conflict.columns(["notice_id", "direction", "message_id"]).where("message_id", "is not", null).doNothing(),
          )
          .returning("id")
          .executeTakeFirst();
        if (added === undefined) return;
        await record(tx, change, [
          {
            action: "notice.message",
            objectType: "notice",
            objectId: id,
            body: { direction: message.direction, channel: message.channel, messageId: message.messageId },
          },
        ]);
      }),

    setClaim: (item, claimed, change) => setItem(db, item, { column: "claimed", state: claimed }, change),

    async setVerified(item, verified, captureId, because, change) {
      if (captureId === null && verified !== "unknown")
        throw new TiequanError(
          "no-capture",
          `Item ${item} cannot be verified as ${verified} without a capture.`,
          "Verify it by crawling its address again.",
        );
      return setItem(db, item, { column: "verified", state: verified, captureId, because }, change);
    },
  };
}

function columnsOf(notice: Notice, action: NoticeAction, change: Change) {
  switch (action.act) {
    case "record-sent":
      return { sent_at: action.at, receipt: storableText(action.receipt), due_at: action.dueAt };
    case "record-publication":
      return { published_at: notice.publishedAt ?? change.at };
    case "close":
      return { closed_at: change.at };
    case "start-sending":
    case "sending-failed":
    case "acknowledge":
    case "cancel":
      return {};
  }
}

/** A cancelled notice gives its leads back; a closed one closes them. A lead that was moved by hand meanwhile stays where it is. */
async function moveLeadsAlong(tx: Transaction<Tables>, notice: Notice, action: NoticeAction, change: Change): Promise<Event[]> {
  const leadAction: LeadAction | null =
    action.act === "cancel" ? { act: "take-out-of-notice" } : action.act === "close" ? { act: "close", note: action.note } : null;
  if (leadAction === null) return [];
  const events: Event[] = [];
  for (const lead of await lockLeads(
    tx,
    notice.items.map((item) => item.leadId),
  )) {
    if (lead.state !== "in-notice") continue;
    const moved = next(lead.state, leadAction);
    if (!moved.ok) continue;
    const { event } = await moveLead(tx, lead, moved.value, leadAction, change);
    events.push({ ...event, body: { ...event.body, noticeId: notice.id } });
  }
  return events;
}

type Said =
  | { readonly column: "claimed"; readonly state: ItemState }
  | { readonly column: "verified"; readonly state: ItemState; readonly captureId: CaptureId | null; readonly because: string };

/** What the platform claims and what a capture shows are two columns; neither ever writes the other. */
async function setItem(db: Kysely<Tables>, item: NoticeItemId, said: Said, change: Change): Promise<Result<Notice, Missing>> {
  return db.transaction().execute(async (tx) => {
    const found = await tx.selectFrom("notice_items").select("notice_id").where("id", "=", item).executeTakeFirst();
    // The notice is locked before its item, as everywhere.
    const notice = found === undefined ? null : await noticeById(tx, found.notice_id, "locked");
    const before = notice?.items.find((one) => one.id === item);
    if (notice === null || before === undefined) return failed({ code: "missing", what: `notice item ${item}` });
    await tx
      .updateTable("notice_items")
      .set(
        said.column === "claimed"
          ? { claimed: said.state, claimed_at: change.at }
          : { verified: said.state, verified_at: change.at, verified_by: said.captureId },
      )
      .where("id", "=", item)
      .execute();
    await tx
      .updateTable("notices")
      .set({ version: notice.version + 1 })
      .where("id", "=", notice.id)
      .execute();
    const body = said.column === "claimed" ? { itemId: item } : { itemId: item, captureId: said.captureId, because: said.because };
    await record(tx, change, [
      {
        action: said.column === "claimed" ? "notice.claim-item" : "notice.verify-item",
        objectType: "notice",
        objectId: notice.id,
        from: before[said.column],
        to: said.state,
        body,
      },
    ]);
    return ok(await again(tx, notice));
  });
}

async function again(tx: Transaction<Tables>, notice: Notice): Promise<Notice> {
  return (await noticeById(tx, notice.id, "read")) ?? notice;
}
