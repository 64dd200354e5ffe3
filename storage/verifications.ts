/** Re-crawls owed on the items of a sent notice. */
import type { Kysely } from "kysely";
import type { NoticeStore } from "../domain/ports.ts";
import { TiequanError, VerificationId } from "../domain/words.ts";
import { newId } from "./identity.ts";
import { noticeById, readVerification } from "./notice-rows.ts";
import { record } from "./record.ts";
import { storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function verificationStore(
  db: Kysely<Tables>,
): Pick<NoticeStore, "scheduleVerifications" | "getVerification" | "finishVerification" | "dueVerifications"> {
  return {
    scheduleVerifications: (id, dueAt, change) =>
      db.transaction().execute(async (tx) => {
        const notice = await noticeById(tx, id, "locked");
        if (notice === null) throw new TiequanError("notice-missing", `There is no notice ${id}.`, "Check the id.");
        const rows = notice.items.flatMap((item) =>
          dueAt.map((due) => ({ id: VerificationId(newId(change.at)), item_id: item.id, notice_id: id, due_at: due })),
        );
        if (rows.length === 0) return [];
        const added = await tx
          .insertInto("verifications")
          .values(rows)
          .onConflict((conflict) => conflict.columns(["item_id", "due_at"]).doNothing())
          .returning("id")
          .execute();
        await record(
          tx,
          change,
          added.length === 0
            ? []
            : [{ action: "notice.schedule-verifications", objectType: "notice", objectId: id, body: { dueAt, checks: added.length } }],
        );
        const owed = await tx
          .selectFrom("verifications")
          .selectAll()
          .where("notice_id", "=", id)
          .where("due_at", "in", dueAt)
          .orderBy("due_at")
          .orderBy("id")
          .execute();
        return owed.map(readVerification);
      }),

    async getVerification(id) {
      const row = await db.selectFrom("verifications").selectAll().where("id", "=", id).executeTakeFirst();
      const notice = row === undefined ? null : await noticeById(db, row.notice_id, "read");
      const item = notice?.items.find((one) => one.id === row?.item_id);
      if (row === undefined || notice === null || item === undefined) return null;
      return { ...readVerification(row), notice, url: item.url, listingId: item.listingId };
    },

    async finishVerification(id, outcome, captureId, because, at) {
      // Run twice, the first answer stays.
      await db
        .updateTable("verifications")
        .set({ outcome, capture_id: captureId, because: storableText(because), done_at: at })
        .where("id", "=", id)
        .where("done_at", "is", null)
        .execute();
    },

    async dueVerifications(now, limit) {
      const rows = await db
        .selectFrom("verifications")
        .selectAll()
        .where("done_at", "is", null)
        .where("due_at", "<=", now)
        .orderBy("due_at")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(readVerification);
    },
  };
}
