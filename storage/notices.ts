/** Notices as they are looked at; how they come about and what comes of them is in the files beside this one. */
import { sql, type Kysely } from "kysely";
import { z } from "zod";
import type { Clock } from "../domain/clock.ts";
import type { NoticeDetail, NoticeMessage, NoticeStore } from "../domain/ports.ts";
import type { NoticeId } from "../domain/words.ts";
import { historyOf } from "./audit.ts";
import { boundedLimit, instantKey, pageOf, readCursor, writeCursor } from "./cursor.ts";
import { deliveryStore } from "./deliveries.ts";
import { noticeCourse } from "./notice-course.ts";
import { noticeById, readVerification, withItems } from "./notice-rows.ts";
import { noticeTexts } from "./notice-text.ts";
import type { Tables } from "./tables.ts";
import { verificationStore } from "./verifications.ts";

export function noticeStore(db: Kysely<Tables>, clock: Clock): NoticeStore {
  return {
    ...noticeTexts(db),
    ...noticeCourse(db),
    ...deliveryStore(db, clock),
    ...verificationStore(db),

    async get(id): Promise<NoticeDetail | null> {
      const notice = await noticeById(db, id, "read");
      if (notice === null) return null;
      const [messages, history, publication, verifications] = await Promise.all([
        messagesOf(db, id),
        historyOf(db, "notice", id),
        publicationOf(db, id),
        verificationsOf(db, id),
      ]);
      return { ...notice, messages, history, publication, verifications };
    },

    async list({ states, platform, due, limit, after }) {
      const most = boundedLimit(limit);
      if (states?.length === 0) return { rows: [], next: null };
      let query = db
        .selectFrom("notices")
        .selectAll()
        .orderBy("drafted_at", "desc")
        .orderBy("id", "desc")
        .limit(most + 1);
      if (states !== undefined) query = query.where("state", "in", states);
      if (platform !== undefined) query = query.where("platform", "=", platform);
      if (due === true) query = query.where("state", "in", ["sent", "acknowledged"]).where("due_at", "<=", clock.now());
      if (after !== undefined) {
        const [at, id] = readCursor("notices", after, z.tuple([instantKey, z.string()]));
        query = query.where(sql<boolean>`(drafted_at, id) < (${at}, ${id})`);
      }
      const rows = await query.execute();
      const notices = new Map((await withItems(db, rows)).map((notice) => [notice.id, notice]));
      const page = pageOf(
        rows,
        most,
        (row) => writeCursor("notices", [row.drafted_at.toISOString(), row.id]),
        (row) => notices.get(row.id),
      );
      return { rows: page.rows.filter((notice) => notice !== undefined), next: page.next };
    },

    async counts() {
      const rows = await db
        .selectFrom("notices")
        .select(["state", "platform", (eb) => eb.fn.countAll<number>().as("notices")])
        .groupBy(["state", "platform"])
        .execute();
      const { overdue } = await db
        .selectFrom("notices")
        .select((eb) => eb.fn.countAll<number>().as("overdue"))
        .where("state", "in", ["sent", "acknowledged"])
        .where("due_at", "<=", clock.now())
        .executeTakeFirstOrThrow();
      const byState: Record<string, number> = {};
      const byPlatform: Record<string, number> = {};
      for (const row of rows) {
        byState[row.state] = (byState[row.state] ?? 0) + row.notices;
        byPlatform[row.platform] = (byPlatform[row.platform] ?? 0) + row.notices;
      }
      return { byState, byPlatform, overdue };
    },
  };
}

async function messagesOf(db: Kysely<Tables>, id: NoticeId): Promise<NoticeMessage[]> {
  const rows = await db.selectFrom("notice_messages").selectAll().where("notice_id", "=", id).orderBy("at").orderBy("id").execute();
  return rows.map((row) => ({
    direction: row.direction,
    channel: row.channel,
    at: row.at,
    messageId: row.message_id,
    subject: row.subject,
    body: row.body,
  }));
}

/** What was recorded last; earlier records stay in the table. */
async function publicationOf(db: Kysely<Tables>, id: NoticeId): Promise<NoticeDetail["publication"]> {
  const row = await db.selectFrom("publications").selectAll().where("notice_id", "=", id).orderBy("id", "desc").executeTakeFirst();
  return row === undefined ? null : { url: row.url, seen: row.seen, captureId: row.capture_id, at: row.at };
}

async function verificationsOf(db: Kysely<Tables>, id: NoticeId): Promise<NoticeDetail["verifications"]> {
  const rows = await db.selectFrom("verifications").selectAll().where("notice_id", "=", id).orderBy("due_at").orderBy("id").execute();
  return rows.map(readVerification);
}
