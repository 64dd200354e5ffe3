/**
 * Which processes use the private server. Each leaves a file named by its process id in `users`; a small watcher stops the server
 * when none of them lives any more, so that a killed program leaves no server behind.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How often this process has signed in at each folder. */
const here = new Map<string, number>();

export async function signIn(users: string): Promise<void> {
  here.set(users, (here.get(users) ?? 0) + 1);
  await mkdir(users, { recursive: true, mode: 0o700 });
  await writeFile(join(users, String(process.pid)), "");
}

/** True when this process no longer uses the server at all. */
export async function leave(users: string): Promise<boolean> {
  const left = (here.get(users) ?? 1) - 1;
  here.set(users, left);
  if (left > 0) return false;
  await rm(join(users, String(process.pid)), { force: true });
  return true;
}

/** Live processes that use the server. */
export async function othersIn(users: string): Promise<number> {
  const names = await readdir(users).catch(() => []);
  return names.filter((name) => isAlive(Number(name))).length;
}

/** POSIX shell, because it costs a megabyte where another Node would cost fifty. $1 server, $2 folder of users, $3 seconds to linger. */
const watcher = `
alive() {
  kill -0 "$1" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"
}
idle=0
while alive "$1"; do
  used=no
  for mark in "$2"/*; do
    if alive "\${mark##*/}"; then used=yes; else rm -f "$mark"; fi
  done
  if [ $used = yes ]; then idle=0; else idle=$((idle + 1)); fi
  if [ $idle -gt "$3" ]; then kill -INT "$1"; exit; fi
  sleep 1
done
`;

/** Runs as we do, not as the server's account: it must be able to see our processes. */
export function watchOver(pid: number, users: string, lingerSeconds: number): void {
  if (process.platform === "win32") return;
  const child = spawn("/bin/sh", ["-c", watcher, "tiequan-postgres-watcher", String(pid), users, String(lingerSeconds)], {
    cwd: "/",
    detached: true,
    stdio: "ignore",
  });
  child.on("error", () => undefined);
  child.unref();
}

/** Also true of a process of another user; not of one that has ended and only waits to be collected, as in a container without an init. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EPERM")) return false;
  }
  return !isCollectable(pid);
}

function isCollectable(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    return /^State:\s*Z/mu.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    // Without /proc nothing more is known than that its number is in use.
    return false;
  }
}
