/** PostgreSQL refuses to run as root, so root runs it as a system user. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { TiequanError } from "../../domain/words.ts";

const run = promisify(execFile);

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const accountName = "postgres";

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The system user `postgres`, made when there is none; null when we are not root and run PostgreSQL as ourselves. */
export async function serverAccount(log: (line: string) => void): Promise<Account | null> {
  if (!isRoot()) return null;
  const found = await accountNamed(accountName);
  if (found !== null) return found;
  try {
    await run("useradd", [
      "--system",
      "--user-group",
      "--no-create-home",
      "--home-dir",
      "/nonexistent",
      "--shell",
      "/usr/sbin/nologin",
      accountName,
    ]);
  } catch (cause) {
    // Another process may have made it in the same moment.
    const made = await accountNamed(accountName);
    if (made !== null) return made;
    throw new TiequanError(
      "no-server-account",
      `PostgreSQL cannot run as root, and the system user ${accountName} could not be made: ${cause instanceof Error ? cause.message : String(cause)}.`,
      `Run Tiequan as an ordinary user, or make the user with \`useradd --system ${accountName}\`, or name a server in DATABASE_URL.`,
      { cause },
    );
  }
  log(`Made the system user ${accountName}: PostgreSQL does not run as root.`);
  const account = await accountNamed(accountName);
  if (account === null)
    throw new TiequanError(
      "no-server-account",
      `The system user ${accountName} was made but cannot be found.`,
      "Run Tiequan as an ordinary user, or name a server in DATABASE_URL.",
    );
  return account;
}

/** The account if it exists; never makes one. */
export async function accountNamed(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { name, uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return null;
  }
}

/** Whether the account can enter a folder: every folder above it lets it through. Asked of the system, not computed from modes. */
export async function canEnter(folder: string, account: Account | null): Promise<boolean> {
  if (account === null) return true;
  return run("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { cwd: "/", uid: account.uid, gid: account.gid }).then(
    () => true,
    () => false,
  );
}
