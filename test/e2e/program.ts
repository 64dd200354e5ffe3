/** The program as people start it: a process of its own, told only what the test tells it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { environmentNames } from "../../config/environment.ts";
import { projectRoot } from "../../config/files.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the process has written this to stdout or stderr; fails when it ends before. */
  says(what: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
}

/** Longer than any of these should take on a loaded machine; a process that hangs is killed and ends without a code. */
const mostMs = 150_000;

const cli = join(projectRoot, "cli.ts");

/** Everything of the test's own environment but the program's settings. */
function surroundings(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name === "CHROMIUM_PATH" || !environmentNames.includes(name) || name === "LOG_LEVEL"),
  );
}

export function start(words: readonly string[], options: StartOptions = {}): Running {
  const child = spawn(process.execPath, [cli, ...words], {
    cwd: options.cwd ?? projectRoot,
    env: { ...surroundings(), LOG_LEVEL: "warn", ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: mostMs,
    killSignal: "SIGKILL",
  });
  // A process that ends without reading its input has said why by its exit code.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = Promise.all([once(child, "exit"), wholeText(child.stdout), wholeText(child.stderr)]).then(([[code], stdout, stderr]) => ({
    code: typeof code === "number" ? code : null,
    stdout,
    stderr,
  }));
  return {
    child,
    ended,
    says(what) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = what.exec(said);
          if (found !== null) resolve(found);
        };
        for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
        look();
        void ended.then((end) => reject(new Error(`It ended with ${end.code} and never said ${String(what)}:\n${said}`)));
      });
    },
    signal: (name) => child.kill(name),
  };
}

/** Of a stream that the test itself cuts off there is no whole. */
const wholeText = (stream: Readable) => text(stream).catch(() => "");

export function tiequan(words: readonly string[], options: StartOptions = {}): Promise<Ended> {
  return start(words, options).ended;
}

/** The lines of stdout as JSON: fails on any line that is something else. */
export function jsonLines<T>(stdout: string, read: (value: unknown) => T): T[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => read(JSON.parse(line)));
}

export interface Folder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "tiequan-e2e-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** With stdout in a file, as a shell would put it, and the peak of the process's memory as Linux counts it (VmHWM of proc(5)). */
export async function spawnToFile(
  words: readonly string[],
  output: string,
  nodeFlags: readonly string[],
): Promise<{ code: number | null; peakMb: number }> {
  const file = await open(output, "w");
  const child = spawn(process.execPath, [...nodeFlags, cli, ...words], {
    env: surroundings(),
    stdio: ["ignore", file.fd, "ignore"],
  });
  let peakMb = 0;
  const look = setInterval(() => {
    // Gone between two looks: the last figure stands.
    const status = readStatus(child.pid ?? 0);
    const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1];
    if (kilobytes !== undefined) peakMb = Math.round(Number(kilobytes) / 1024);
  }, 100);
  const [code] = await once(child, "exit");
  clearInterval(look);
  await file.close();
  return { code: typeof code === "number" ? code : null, peakMb };
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}
