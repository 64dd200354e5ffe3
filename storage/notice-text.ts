/** A notice up to its approval: drafted over confirmed leads, edited, approved by a second person, numbered. */
import type { Kysely, Transaction } from "kysely";
import { next } from "../domain/lead.ts";
import { approve, approvedAgain, type Notice } from "../domain/notice.ts";
import type { Change, NewNotice, NoticeStore } from "../domain/ports.ts";
import { failed, NoticeId, NoticeItemId, ok, TiequanError } from "../domain/words.ts";
import { newId } from "./identity.ts";
import { lockLeads, moveLead } from "./leads.ts";
import { hashOfText, noticeById } from "./notice-rows.ts";
import { record, type Event } from "./record.ts";
import { storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function noticeTexts(db: Kysely<Tables>): Pick<NoticeStore, "draft" | "edit" | "approve" | "approvedForSending"> {
  return {
    draft: (notice, change) =>
      db.transaction().execute(async (tx) => {
        const id = NoticeId(newId(change.at));
        const taken = await takeLeads(tx, notice, id, change);
        if (!taken.ok) return taken;
        await insertNotice(tx, id, notice, change);
        await record(tx, change, [
          ...taken.value,
          {
            action: "notice.draft",
            objectType: "notice",
            objectId: id,
            to: "draft",
            body: {
              kind: notice.kind,
              platform: notice.platform,
              rightId: notice.rightId,
              template: notice.template,
              leads: notice.items.map((item) => item.leadId),
            },
          },
        ]);
        return ok(await known(tx, id));
      }),

    edit: (id, expectedVersion, words, change) =>
      db.transaction().execute(async (tx) => {
        const notice = await noticeById(tx, id, "locked");
        if (notice === null) return failed({ code: "missing", what: `notice ${id}` });
        if (notice.version !== expectedVersion) return failed({ code: "stale", expected: expectedVersion, actual: notice.version });
        if (notice.state !== "draft") return failed({ code: "not-from-here", state: notice.state, act: "edit" });
        const text = { subject: storableText(words.subject), body: storableText(words.body), recipient: storableText(words.recipient) };
        const textHash = hashOfText({ ...notice, ...text });
        await tx
          .updateTable("notices")
          .set({ ...text, text_hash: textHash, version: notice.version + 1 })
          .where("id", "=", id)
          .execute();
        await record(tx, change, [
          {
            action: "notice.edit",
            objectType: "notice",
            objectId: id,
            from: "draft",
            to: "draft",
            body: { before: notice.textHash, after: textHash },
          },
        ]);
        return ok(await known(tx, id));
      }),

    approve: (id, expectedVersion, approval, change) =>
      db.transaction().execute(async (tx) => {
        const notice = await noticeById(tx, id, "locked");
        if (notice === null) return failed({ code: "missing", what: `notice ${id}` });
        if (notice.version !== expectedVersion) return failed({ code: "stale", expected: expectedVersion, actual: notice.version });
        // Over the text as it stands in the table, not over a hash that was stored beside it.
        const approved = approve({ ...notice, textHash: hashOfText(notice) }, { ...approval, at: change.at });
        if (!approved.ok) return approved;
        const number = await nextNumber(tx, change.at);
        const { textHash, approvedBy, approvedAt } = approved.value;
        await tx
          .updateTable("notices")
          .set({
            state: "approved",
            number,
            text_hash: textHash,
            approved_by: approvedBy,
            approved_at: approvedAt,
            version: notice.version + 1,
          })
          .where("id", "=", id)
          .execute();
        await record(tx, change, [
          {
            action: "notice.approve",
            objectType: "notice",
            objectId: id,
            from: "draft",
            to: "approved",
            body: { number, textHash, approvedBy },
          },
        ]);
        return ok({ ...approved.value, number, version: notice.version + 1 });
      }),

    async approvedForSending(id) {
      const notice = await noticeById(db, id, "read");
      return notice === null ? null : approvedAgain(notice, hashOfText(notice));
    },
  };
}

/** Moves every lead into the notice, or none: all are looked at before the first is moved. */
async function takeLeads(tx: Transaction<Tables>, notice: NewNotice, id: NoticeId, change: Change) {
  const wanted = notice.items.map((item) => item.leadId);
  // Locked in the order of their ids, so that two drafts cannot wait for each other.
  const locked = new Map((await lockLeads(tx, wanted)).map((lead) => [lead.id, lead]));
  const action = { act: "put-in-notice" } as const;
  const moves = [];
  for (const leadId of wanted) {
    const lead = locked.get(leadId);
    if (lead === undefined) return failed({ code: "missing" as const, what: `lead ${leadId}` });
    const moved = next(moves.some((move) => move.lead.id === leadId) ? "in-notice" : lead.state, action);
    if (!moved.ok)
      return failed({
        code: "lead-not-confirmed" as const,
        leadId,
        state: moved.fault.code === "not-from-here" ? moved.fault.state : lead.state,
      });
    moves.push({ lead, to: moved.value });
  }
  const events: Event[] = [];
  for (const { lead, to } of moves) {
    const { event } = await moveLead(tx, lead, to, action, change);
    events.push({ ...event, body: { ...event.body, noticeId: id } });
  }
  return ok(events);
}

async function insertNotice(tx: Transaction<Tables>, id: NoticeId, notice: NewNotice, change: Change): Promise<void> {
  const text = { recipient: storableText(notice.recipient), subject: storableText(notice.subject), body: storableText(notice.body) };
  const items = notice.items.map((item) => ({ ...item, url: storableText(item.url) }));
  await tx
    .insertInto("notices")
    .values({
      id,
      kind: notice.kind,
      platform: notice.platform,
      right_id: notice.rightId,
      right_name: notice.rightName,
      infringement_kind: notice.infringementKind,
      channel: notice.channel,
      language: notice.language,
      template: notice.template,
      ...text,
      text_hash: hashOfText({ ...notice, ...text, items }),
      token: notice.token,
      state: "draft",
      drafted_by: notice.draftedBy,
      drafted_at: change.at,
      version: 1,
    })
    .execute();
  if (items.length === 0) return;
  await tx
    .insertInto("notice_items")
    .values(
      items.map((item, ordinal) => ({
        id: NoticeItemId(newId(change.at)),
        notice_id: id,
        ordinal,
        lead_id: item.leadId,
        listing_id: item.listingId,
        url: item.url,
      })),
    )
    .execute();
}

/** China has one time zone and no summer time; a notice is of the year it is there. */
const chinaOffsetMs = 8 * 3_600_000;

/** Without gaps: the year's row stays locked until the approval is committed, and a failed one gives its number back. */
async function nextNumber(tx: Transaction<Tables>, at: Date): Promise<string> {
  const year = new Date(at.getTime() + chinaOffsetMs).getUTCFullYear();
  const { last } = await tx
    .insertInto("notice_numbers")
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column("year").doUpdateSet((eb) => ({ last: eb("notice_numbers.last", "+", 1) })))
    .returning("last")
    .executeTakeFirstOrThrow();
  return `铁拳〔${year}〕${last}号`;
}

async function known(tx: Transaction<Tables>, id: NoticeId): Promise<Notice> {
  const notice = await noticeById(tx, id, "read");
  if (notice === null)
    throw new TiequanError("notice-missing", `Notice ${id} was written and cannot be read.`, "Report this with the notice's history.");
  return notice;
}
