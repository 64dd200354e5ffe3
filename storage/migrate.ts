/** Brings the tables up to date: numbered SQL files, each once, in order, under a lock that all processes share. */
import { readdir, readFile } from "node:fs/promises";
import type { PoolClient } from "pg";
import { TiequanError } from "../domain/words.ts";
import type { Connections } from "./connections.ts";
import { sha256Hex } from "./storable.ts";

const folder = new URL("./migrations/", import.meta.url);

/** PostgreSQL 14 is the oldest that our SQL is meant for. */
const oldestServer = 140_000;
/** Any constant, the same in every process. */
const migrationLock = 7_302_002;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

export async function readMigrations(from: URL = folder): Promise<Migration[]> {
  const names = (await readdir(from)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/u.test(name)).toSorted();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, from), "utf8");
      return { number: Number.parseInt(name, 10), name, sql, hash: sha256Hex(sql) };
    }),
  );
  migrations.forEach((migration, place) => {
    if (migration.number !== place + 1)
      throw new TiequanError(
        "migrations-broken",
        `Migration ${place + 1} is missing before ${migration.name}.`,
        "Number the files in storage/migrations without gaps.",
      );
  });
  return migrations;
}

/** Runs what has not run yet. A changed old file, or a database newer than the program, is refused before anything is touched. */
export async function migrate(connections: Connections, log: (line: string) => void, migrations?: readonly Migration[]): Promise<void> {
  const wanted = migrations ?? (await readMigrations());
  const client = await connections.connect();
  let broken = true;
  try {
    await refuseUnfit(client);
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(
      "create table if not exists migrations (number integer primary key, name text not null, hash text not null, at timestamptz(3) not null default now())",
    );
    const done = (
      await client.query<{ number: number; name: string; hash: string }>("select number, name, hash from migrations order by number")
    ).rows;
    for (const ran of done) refuseChanged(ran, wanted[ran.number - 1]);
    for (const migration of wanted.slice(done.length)) await runOne(client, migration);
    if (wanted.length > done.length) log(`The database has its tables up to ${wanted.at(-1)?.name ?? ""}.`);
    await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    broken = false;
  } finally {
    // Closing the connection frees the lock as well.
    client.release(broken);
  }
}

async function runOne(client: PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query("insert into migrations (number, name, hash) values ($1, $2, $3)", [
      migration.number,
      migration.name,
      migration.hash,
    ]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => undefined);
    throw new TiequanError(
      "migration-failed",
      `Migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Nothing of it was kept. Mend what it names and start again.",
      { cause },
    );
  }
}

function refuseChanged(ran: { number: number; name: string; hash: string }, wanted: Migration | undefined): void {
  if (wanted === undefined)
    throw new TiequanError(
      "database-newer",
      `The database was made by a newer Tiequan: this one does not know ${ran.name}.`,
      "Update the program, or restore a backup made before the update.",
    );
  if (wanted.hash !== ran.hash)
    throw new TiequanError(
      "migration-changed",
      `${wanted.name} is not the file that made this database.`,
      "Restore the file as it was; write every change as a new migration.",
    );
}

async function refuseUnfit(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: number; words: string; encoding: string }>(
    "select current_setting('server_version_num')::int as version, current_setting('server_version') as words, current_setting('server_encoding') as encoding",
  );
  const server = rows[0];
  if (server === undefined || server.version < oldestServer)
    throw new TiequanError(
      "postgres-too-old",
      `The server is PostgreSQL ${server?.words ?? "of unknown version"}; 14 or newer is needed.`,
      "Update it, or leave DATABASE_URL empty to use the program's own.",
    );
  if (server.encoding !== "UTF8")
    throw new TiequanError(
      "database-not-utf8",
      `The database holds ${server.encoding}; Chinese text needs UTF8.`,
      "Create it with `createdb --encoding=UTF8 --template=template0`.",
    );
}
