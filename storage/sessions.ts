/** Sessions of the dashboard. Their ids are kept as hashes: who reads the table cannot sign in with it. */
import type { Kysely } from "kysely";
import type { AccountStore } from "../domain/ports.ts";
import { json, sha256Hex } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function sessionStore(db: Kysely<Tables>): Pick<AccountStore, "saveSession" | "loadSession" | "dropSession" | "dropSessionsOf"> {
  return {
    async saveSession(id, userId, data, expiresAt) {
      const values = { user_id: userId, data: json(data), expires_at: expiresAt };
      await db
        .insertInto("sessions")
        .values({ id_hash: sha256Hex(id), ...values })
        .onConflict((conflict) => conflict.column("id_hash").doUpdateSet(values))
        .execute();
    },

    async loadSession(id, now) {
      const row = await db
        .selectFrom("sessions")
        .select("data")
        .where("id_hash", "=", sha256Hex(id))
        .where("expires_at", ">", now)
        .executeTakeFirst();
      return row?.data ?? null;
    },

    async dropSession(id) {
      await db.deleteFrom("sessions").where("id_hash", "=", sha256Hex(id)).execute();
    },

    async dropSessionsOf(userId) {
      await db.deleteFrom("sessions").where("user_id", "=", userId).execute();
    },
  };
}

/** Sessions, sign-in failures and unused links that are over; run on opening. */
export async function forgetExpired(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.deleteFrom("sessions").where("expires_at", "<=", now).execute();
  await db
    .deleteFrom("sign_in_failures")
    .where("at", "<", new Date(now.getTime() - 7 * 86_400_000))
    .execute();
}
