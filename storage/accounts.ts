/** People, their one-time links, and how often somebody failed to sign in. */
import type { Kysely, Selectable } from "kysely";
import type { AccountStore } from "../domain/ports.ts";
import type { User } from "../domain/user.ts";
import { failed, ok, UserId } from "../domain/words.ts";
import { newId } from "./identity.ts";
import { record } from "./record.ts";
import { sessionStore } from "./sessions.ts";
import { storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function accountStore(db: Kysely<Tables>): AccountStore {
  return {
    ...sessionStore(db),

    async find(id) {
      const row = await db.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : readUser(row);
    },

    async byName(name) {
      const row = await db.selectFrom("users").selectAll().where("name", "=", signInName(name)).executeTakeFirst();
      return row === undefined ? null : { ...readUser(row), passwordHash: row.password_hash };
    },

    async list() {
      return (await db.selectFrom("users").selectAll().orderBy("name").execute()).map(readUser);
    },

    create: (user, change) =>
      db.transaction().execute(async (tx) => {
        const row = await tx
          .insertInto("users")
          .values({
            id: UserId(newId(change.at)),
            name: signInName(user.name),
            display_name: storableText(user.displayName),
            roles: user.roles,
            password_hash: user.passwordHash,
            created_at: change.at,
          })
          .onConflict((conflict) => conflict.column("name").doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return failed({ code: "name-taken" });
        await record(tx, change, [
          { action: "user.create", objectType: "user", objectId: row.id, to: "enabled", body: { name: row.name, roles: row.roles } },
        ]);
        return ok(readUser(row));
      }),

    update: (id, fields, change) =>
      db.transaction().execute(async (tx) => {
        const before = await tx.selectFrom("users").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
        if (before === undefined) return failed({ code: "missing", what: `user ${id}` });
        const row = await tx
          .updateTable("users")
          .set({
            display_name: storableText(fields.displayName ?? before.display_name),
            roles: fields.roles ?? before.roles,
            disabled: fields.disabled ?? before.disabled,
            password_hash: fields.passwordHash ?? before.password_hash,
          })
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirstOrThrow();
        // Who is disabled is out at once, on every device.
        if (row.disabled) await tx.deleteFrom("sessions").where("user_id", "=", id).execute();
        const body = { displayName: row.display_name, roles: row.roles, passwordChanged: fields.passwordHash !== undefined };
        await record(tx, change, [
          { action: "user.change", objectType: "user", objectId: id, from: stateOf(before), to: stateOf(row), body },
        ]);
        return ok(readUser(row));
      }),

    createLink: (userId, tokenHash, expiresAt, change) =>
      db.transaction().execute(async (tx) => {
        await tx.insertInto("sign_in_links").values({ token_hash: tokenHash, user_id: userId, expires_at: expiresAt }).execute();
        await record(tx, change, [{ action: "user.link", objectType: "user", objectId: userId, body: { expiresAt } }]);
      }),

    useLink: (tokenHash, now) =>
      db.transaction().execute(async (tx) => {
        const link = await tx
          .updateTable("sign_in_links")
          .set({ used_at: now })
          .where("token_hash", "=", tokenHash)
          .where("used_at", "is", null)
          .where("expires_at", ">", now)
          .returning("user_id")
          .executeTakeFirst();
        if (link === undefined) return null;
        const row = await tx
          .selectFrom("users")
          .selectAll()
          .where("id", "=", link.user_id)
          .where("disabled", "=", false)
          .executeTakeFirst();
        if (row === undefined) return null;
        await record(tx, { actor: row.id, at: now }, [{ action: "user.link-used", objectType: "user", objectId: row.id }]);
        return readUser(row);
      }),

    async countFailure(key, now, windowMs) {
      const since = new Date(now.getTime() - windowMs);
      await db
        .insertInto("sign_in_failures")
        .values({ key: storableText(key), at: now })
        .execute();
      await db.deleteFrom("sign_in_failures").where("key", "=", storableText(key)).where("at", "<=", since).execute();
      const { failures } = await db
        .selectFrom("sign_in_failures")
        .select((eb) => eb.fn.countAll<number>().as("failures"))
        .where("key", "=", storableText(key))
        .where("at", ">", since)
        .executeTakeFirstOrThrow();
      return failures;
    },

    async clearFailures(key) {
      await db.deleteFrom("sign_in_failures").where("key", "=", storableText(key)).execute();
    },
  };
}

/** `Wang.Fang ` and `wang.fang` are one name. */
function signInName(name: string): string {
  return storableText(name).normalize("NFKC").trim().toLowerCase();
}

function stateOf(row: Selectable<Tables["users"]>): string {
  return row.disabled ? "disabled" : "enabled";
}

function readUser(row: Selectable<Tables["users"]>): User {
  return { id: row.id, name: row.name, displayName: row.display_name, roles: row.roles, disabled: row.disabled, createdAt: row.created_at };
}
