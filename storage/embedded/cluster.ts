/** Makes the private cluster: once, whole, with a random password that never leaves its folder. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { TiequanError } from "../../domain/words.ts";
import { ids } from "./binaries.ts";
import type { Place } from "./place.ts";

const run = promisify(execFile);

/** The one role and the one database of the private cluster. */
export const role = "tiequan";
export const databaseName = "postgres";

/**
 * Built beside its place and renamed into it: of two processes that start at once on one new folder one wins, and nobody ever
 * sees half a cluster, also after a kill.
 */
export async function ensureCluster(place: Place, log: (line: string) => void): Promise<void> {
  if (await exists(join(place.base, "data", "PG_VERSION"))) return;
  const { account, base } = place;
  const unfinished = `${base}.init-${randomBytes(6).toString("hex")}`;
  const password = join(unfinished, "password");
  try {
    await mkdir(dirname(base), { recursive: true });
    await mkdir(unfinished, { mode: 0o700 });
    await mkdir(join(unfinished, "users"), { mode: 0o700 });
    await writeFile(password, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    if (account !== null) for (const path of [unfinished, password]) await chown(path, account.uid, account.gid);
    log("Making the database cluster (once)…");
    await run(
      place.binaries.initdb,
      [
        `--pgdata=${join(unfinished, "data")}`,
        `--username=${role}`,
        `--pwfile=${password}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Characters by Unicode and order by code point, whatever locales this host has.
        "--no-locale",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
      ],
      { cwd: "/", env: serverEnvironment(), maxBuffer: 16 * 1024 * 1024, ...ids(account) },
    );
    await rename(unfinished, base);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    if (await exists(join(base, "data", "PG_VERSION"))) return;
    throw initFault(base, cause);
  }
}

export async function readPassword(base: string): Promise<string> {
  return (await readFile(join(base, "password"), "utf8")).trim();
}

/** Nothing of ours but the path: a PGDATA or PGPORT of the shell must not reach the private server. */
export function serverEnvironment(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    ...(process.env["SystemRoot"] === undefined ? {} : { SystemRoot: process.env["SystemRoot"] }),
  };
}

function initFault(base: string, cause: unknown): TiequanError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const last = words.trim().split("\n").slice(-6).join("\n");
  if (/No space left on device|ENOSPC/u.test(words))
    return new TiequanError(
      "disk-full",
      `The disk is full: the database cluster in ${base} could not be made.`,
      "Free some space and start again; nothing half-made was left behind.",
      { cause },
    );
  return new TiequanError(
    "postgres-init-failed",
    `The database cluster in ${base} could not be made:\n${last}\n`,
    "Mend what it names, or name a server in DATABASE_URL.",
    { cause },
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
