/** A Redis for the tests: the one of REDIS_URL, else one started from Debian's `redis-server` on a free port, else none, said why. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

export interface TestRedis {
  readonly url: string;
  close(): Promise<void>;
}

export const whyNoRedis = "there is neither REDIS_URL nor a redis-server program (Debian: apt-get install redis-server)";

export async function startRedis(): Promise<TestRedis | null> {
  const given = process.env["REDIS_URL"] ?? "";
  if (given !== "") return { url: given, close: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), "tiequan-redis-"));
  const port = await freePort();
  const server = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"],
    { stdio: "ignore" },
  );
  const failed = once(server, "error").then(() => "absent" as const);
  const url = `redis://127.0.0.1:${port}`;
  if ((await Promise.race([failed, answers(url)])) === "absent") {
    await rm(folder, { recursive: true, force: true });
    return null;
  }
  return {
    url,
    async close() {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<"up"> {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  await client.ping();
  client.disconnect();
  return "up";
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
