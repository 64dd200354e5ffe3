import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Storage } from "../../../domain/ports.ts";
import { isAlive } from "../../../storage/embedded/company.ts";
import { readServer } from "../../../storage/embedded/server.ts";
import { openStorage } from "../../../storage/open.ts";
import { at, present } from "./arrange.ts";

let dataFolder: string;
let log: string[];
const opened: Storage[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataFolder = join(await mkdtemp(join(tmpdir(), "tiequan-embedded-")), "data");
  log = [];
  await chmod(join(dataFolder, ".."), 0o755);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await Promise.all(opened.splice(0).map((storage) => storage.close()));
  const base = await baseFolder();
  await vi.waitUntil(async () => (await readServer(base)) === null, { timeout: 20_000, interval: 50 });
  await rm(join(dataFolder, ".."), { recursive: true, force: true });
  if (base.startsWith("/var/lib/tiequan/clusters/")) await rm(base, { recursive: true, force: true });
});

async function open(): Promise<Storage> {
  const storage = await openStorage({ databaseUrl: null, dataFolder, log: (line) => log.push(line) });
  opened.push(storage);
  return storage;
}

/** Another process on the same data folder; its answer is the address it knows the database by. */
function hold(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("../../support/hold-storage.ts", import.meta.url)), dataFolder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("the other process ended before it had opened the storage")));
    child.stdout?.once("data", (chunk: Buffer) => resolve({ child, url: chunk.toString().trim() }));
  });
}

async function baseFolder(): Promise<string> {
  return (await readFile(join(dataFolder, "postgres-elsewhere"), "utf8").catch(() => join(dataFolder, "postgres"))).trim();
}

async function serverPid(): Promise<number> {
  return present(await readServer(await baseFolder())).pid;
}

const write = (storage: Storage) =>
  storage.audit.append({ at, actor: "test", action: "try", objectType: "thing", objectId: "1", from: null, to: null, body: {} });
const written = async (storage: Storage) => (await storage.audit.verify()).checked;

describe("the program's own PostgreSQL", () => {
  test("is one server for several processes that start at once on a new folder", async () => {
    const held = await Promise.all([hold(), hold(), hold()]);
    const here = await open();
    expect(new Set([...held.map((one) => one.url), here.databaseUrl]).size).toBe(1);
  });

  test("keeps its password to its folder", async () => {
    await open();
    expect((await stat(join(await baseFolder(), "password"))).mode & 0o777).toBe(0o600);
  });

  test("listens on loopback only", async () => {
    const storage = await open();
    expect(new URL(storage.databaseUrl).hostname).toBe("127.0.0.1");
    expect(await readFile(join(await baseFolder(), "data", "postmaster.pid"), "utf8")).toContain("\n127.0.0.1\n");
  });

  test("outlives the process that started it while another one uses it, and ends with the last", async () => {
    const first = await hold();
    const storage = await open();
    first.child.kill("SIGKILL");
    await write(storage);
    const pid = await serverPid();
    await storage.close();
    expect([await written(await open()), isAlive(pid)]).toEqual([1, false]);
  });

  test("is stopped when its only user is killed", async () => {
    const { child } = await hold();
    const pid = await serverPid();
    child.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000, interval: 50 });
  });

  test("that was killed is started again by the next call, with all that was stored", async () => {
    const storage = await open();
    await write(storage);
    process.kill(await serverPid(), "SIGKILL");
    // The calls that were under way may fail; one of the next ones must not.
    await vi.waitFor(() => write(storage), { timeout: 60_000, interval: 100 });
    // A backend outlives its postmaster for a moment: the write may be its last, and the count a later call's. One without an answer may be stored, too.
    await vi.waitFor(async () => expect(await written(storage)).toBeGreaterThanOrEqual(2), { timeout: 60_000, interval: 100 });
  });

  test("starts again after program and server were both killed", async () => {
    const { child } = await hold();
    const pid = await serverPid();
    child.kill("SIGKILL");
    process.kill(pid, "SIGKILL");
    const storage = await open();
    await write(storage);
    expect(await written(storage)).toBe(1);
  });

  test("is not stopped from starting by a stale lock whose number another program now has", async () => {
    await (await open()).close();
    opened.length = 0;
    const lock = join(await baseFolder(), "data", "postmaster.pid");
    const stranger = spawn("sleep", ["600"]);
    children.push(stranger);
    await writeFile(lock, `${stranger.pid}\n${join(await baseFolder(), "data")}\n1\n1\n\n127.0.0.1\n\nready   \n`);
    expect(await written(await open())).toBe(0);
  });

  test("that cannot start says why, with the last lines of its log", async () => {
    await (await open()).close();
    opened.length = 0;
    await writeFile(join(await baseFolder(), "data", "postgresql.conf"), "no_such_setting = 1\n");
    await expect(open()).rejects.toThrow(/could not be started[^]*unrecognized configuration parameter "no_such_setting"/u);
  });
});

describe("a full disk", () => {
  test.skipIf(!canMount())("is told as such, and what was stored before is still there", async () => {
    await mkdir(dataFolder, { recursive: true });
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=110m,mode=0755", "tmpfs", dataFolder]);
    try {
      const storage = await open();
      await write(storage);
      const filler = join(dataFolder, "filler");
      const block = new Uint8Array(1024 * 1024);
      await fillDisk(filler, block);
      await expect(storage.evidence.put(block)).rejects.toMatchObject({ code: "disk-full" });
      await rm(filler);
      await vi.waitFor(() => write(storage), { timeout: 60_000, interval: 100 });
      expect(await written(storage)).toBe(2);
      await storage.close();
      opened.length = 0;
      await fillDisk(filler, block);
      await expect(open()).rejects.toMatchObject({ code: "disk-full" });
    } finally {
      execFileSync("/bin/umount", ["-l", dataFolder]);
    }
  });
});

async function fillDisk(path: string, block: Uint8Array): Promise<void> {
  try {
    for (;;) await writeFile(path, block, { flag: "a" });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOSPC")) throw cause;
  }
}

/** Only root may mount a small disk; elsewhere the claim about a full disk is left to the runs that can. */
function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"], { stdio: "ignore" });
    execFileSync("/bin/umount", ["/mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
