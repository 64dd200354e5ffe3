/** What left and what may have left: written down before a channel is touched, so that a kill in between is seen and not guessed. */
import type { Kysely } from "kysely";
import type { Clock } from "../domain/clock.ts";
import type { NoticeStore } from "../domain/ports.ts";
import { TiequanError } from "../domain/words.ts";
import type { Tables } from "./tables.ts";

export function deliveryStore(db: Kysely<Tables>, clock: Clock): Pick<NoticeStore, "beginDelivery" | "recordDelivery" | "abandonDelivery"> {
  return {
    beginDelivery: (key, id, channel, at) =>
      db.transaction().execute(async (tx) => {
        const notice = await tx.selectFrom("notices").select(["state", "approved_by"]).where("id", "=", id).forUpdate().executeTakeFirst();
        const earlier = await tx.selectFrom("deliveries").selectAll().where("key", "=", key).forUpdate().executeTakeFirst();
        if (earlier?.state === "delivered") return { delivered: earlier.receipt ?? "" };
        if (earlier?.state === "begun") return "in-doubt";
        if (notice === undefined || notice.approved_by === null || (notice.state !== "approved" && notice.state !== "sending"))
          throw new TiequanError(
            "not-approved",
            `Notice ${id} is ${notice?.state ?? "not there"}; only an approved notice leaves.`,
            "Have a second person approve its text first.",
          );
        await tx
          .insertInto("deliveries")
          .values({ key, notice_id: id, channel, state: "begun", began_at: at })
          .onConflict((conflict) =>
            conflict.column("key").doUpdateSet((eb) => ({
              state: "begun",
              channel,
              began_at: at,
              ended_at: null,
              because: null,
              tries: eb("deliveries.tries", "+", 1),
            })),
          )
          .execute();
        return "go";
      }),

    async recordDelivery(key, receipt, at) {
      const result = await db
        .updateTable("deliveries")
        .set({ state: "delivered", receipt, ended_at: at, because: null })
        .where("key", "=", key)
        .where("state", "<>", "delivered")
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) await refuseUnknown(db, key);
    },

    async abandonDelivery(key, because) {
      const result = await db
        .updateTable("deliveries")
        .set({ state: "abandoned", because, ended_at: clock.now() })
        .where("key", "=", key)
        .where("state", "<>", "delivered")
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) await refuseUnknown(db, key);
    },
  };
}

async function refuseUnknown(db: Kysely<Tables>, key: string): Promise<void> {
  const found = await db.selectFrom("deliveries").select("state").where("key", "=", key).executeTakeFirst();
  if (found === undefined)
    throw new TiequanError("delivery-unknown", `No delivery ${key} was begun.`, "Begin it before the channel is touched.");
}
