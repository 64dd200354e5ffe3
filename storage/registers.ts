/** Registers of rights: every version that was screened with is kept; one is current. */
import type { Kysely } from "kysely";
import type { RegisterStore } from "../domain/ports.ts";
import { registerSchema, type Register } from "../domain/right.ts";
import { failed, ok, TiequanError } from "../domain/words.ts";
import { record } from "./record.ts";
import { canonical, json, sha256Hex } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function registerStore(db: Kysely<Tables>): RegisterStore {
  // A register can hold a hundred thousand rights; it is read and checked once for each version.
  let last: { readonly hash: string; readonly register: Register } | null = null;

  async function read(version: string, hash: string): Promise<Register> {
    if (last?.hash === hash) return last.register;
    const { content } = await db.selectFrom("registers").select("content").where("version", "=", version).executeTakeFirstOrThrow();
    const checked = registerSchema.safeParse(content);
    if (!checked.success)
      throw new TiequanError(
        "register-unreadable",
        `The stored register ${version} no longer has the form of a register.`,
        "Import it again under a new version.",
        { cause: checked.error },
      );
    last = { hash, register: checked.data };
    return checked.data;
  }

  return {
    async current() {
      const row = await db
        .selectFrom("registers")
        .select(["version", "content_hash", "imported_at", "imported_by"])
        .where("current", "=", true)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        version: row.version,
        importedAt: row.imported_at,
        importedBy: row.imported_by,
        register: await read(row.version, row.content_hash),
      };
    },

    import: (register, change) =>
      db.transaction().execute(async (tx) => {
        const hash = sha256Hex(canonical(register));
        const counts = countsOf(register);
        await tx
          .insertInto("registers")
          .values({
            version: register.version,
            content: json(register),
            content_hash: hash,
            counts: json(counts),
            imported_at: change.at,
            imported_by: change.actor,
            current: false,
          })
          .onConflict((conflict) => conflict.column("version").doNothing())
          .execute();
        // All rows in one order: two imports at once take turns.
        const rows = await tx
          .selectFrom("registers")
          .select(["version", "content_hash", "current"])
          .orderBy("version")
          .forUpdate()
          .execute();
        const stored = rows.find((row) => row.version === register.version);
        if (stored?.content_hash !== hash) return failed({ code: "version-taken", version: register.version });
        if (stored.current) return ok(undefined);
        const before = rows.find((row) => row.current)?.version ?? null;
        await tx.updateTable("registers").set({ current: false }).where("current", "=", true).execute();
        await tx.updateTable("registers").set({ current: true }).where("version", "=", register.version).execute();
        await record(tx, change, [
          {
            action: "register.import",
            objectType: "register",
            objectId: register.version,
            from: before,
            to: register.version,
            body: { hash, ...counts },
          },
        ]);
        return ok(undefined);
      }),

    async versions() {
      const rows = await db
        .selectFrom("registers")
        .select(["version", "imported_at", "imported_by", "counts", "current"])
        .orderBy("imported_at", "desc")
        .orderBy("version", "desc")
        .execute();
      return rows.map((row) => ({
        version: row.version,
        importedAt: row.imported_at,
        importedBy: row.imported_by,
        counts: row.counts,
        current: row.current,
      }));
    },
  };
}

function countsOf(register: Register): Record<string, number> {
  return {
    trademarks: register.trademarks.length,
    patents: register.patents.length,
    geographicalIndications: register.geographicalIndications.length,
    specialSigns: register.specialSigns.length,
  };
}
