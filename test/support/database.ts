/**
 * A database of its own for each test file, on one PostgreSQL that all files and runs share: the server of TEST_DATABASE_URL or
 * DATABASE_URL, else the embedded one, which lives on for a minute after its last user so that the next file need not start it.
 */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Clock } from "../../domain/clock.ts";
import type { Storage } from "../../domain/ports.ts";
import { startEmbedded, type EmbeddedServer } from "../../storage/embedded/server.ts";
import { openStorage } from "../../storage/open.ts";

export interface FreshDatabase {
  readonly storage: Storage;
  readonly dataFolder: string;
  readonly databaseUrl: string;
  /** Closes the storage and removes the database and the data folder. */
  drop(): Promise<void>;
}

const lingerSeconds = 60;

export async function freshDatabase(options: { clock?: Clock } = {}): Promise<FreshDatabase> {
  const server = await sharedServer();
  const databaseUrl = await createDatabase(server.url);
  const dataFolder = await mkdtemp(join(tmpdir(), "tiequan-test-"));
  const storage = await openStorage({ databaseUrl, dataFolder, log: () => undefined, ...options });
  return {
    storage,
    dataFolder,
    databaseUrl,
    async drop() {
      await storage.close();
      await dropDatabase(server.url, databaseUrl);
      await rm(dataFolder, { recursive: true, force: true });
      await server.close();
    },
  };
}

/** A server to make databases on; `close` lets go of it. */
export async function sharedServer(): Promise<Pick<EmbeddedServer, "url" | "close">> {
  const given = process.env["TEST_DATABASE_URL"] ?? process.env["DATABASE_URL"] ?? "";
  if (given !== "") return { url: given, close: async () => undefined };
  const dataFolder = join(tmpdir(), `tiequan-test-postgres-${userInfo().uid}`);
  await mkdir(dataFolder, { recursive: true });
  // As root the server runs as another user, who must be able to enter.
  await chmod(dataFolder, 0o755);
  // Tests may lose their database with the power; they may not wait for the disk.
  return startEmbedded({
    dataFolder,
    log: () => undefined,
    lingerSeconds,
    settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
  });
}

/** Named by our process, so that the databases of a killed run can be told and dropped by the next one. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `tiequan_test_${process.pid}_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, async (client) => {
    await dropForgotten(client);
    await client.query(`create database ${name} encoding 'UTF8' template template0`);
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropDatabase(serverUrl: string, databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await onServer(serverUrl, (client) => client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`));
}

async function dropForgotten(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>("select datname from pg_database where datname ~ '^tiequan_test_[0-9]+_'");
  for (const { datname } of rows) {
    const pid = Number(datname.split("_")[2]);
    // Another test file may be dropping the same one; whoever comes second has nothing left to do.
    if (!isAlive(pid))
      await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
