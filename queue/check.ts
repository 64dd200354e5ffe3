/** What the doctor asks of Redis and the mail server: whether they answer where the settings say they are. */
import { createConnection } from "node:net";
import { Redis } from "ioredis";
import type { Check } from "../domain/check.ts";

const answersWithinMs = 5000;

export async function checkRedis(redisUrl: string | null): Promise<Check> {
  const name = "job queue";
  if (redisUrl === null) return { name, state: "ok", found: "jobs in PostgreSQL (REDIS_URL is not set)", remedy: "" };
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: answersWithinMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on("error", () => undefined); // The failed command below tells the same, with its cause.
  try {
    await redis.connect();
    const policy = await redis.config("GET", "maxmemory-policy");
    // BullMQ's own requirement: an evicted key is a lost job.
    if (policy[1] !== undefined && policy[1] !== "noeviction")
      return {
        name,
        state: "warning",
        found: `Redis answers, but maxmemory-policy is ${policy[1]}`,
        remedy: "Set maxmemory-policy to noeviction: an evicted key is a lost job.",
      };
    return { name, state: "ok", found: "jobs in Redis, which answers", remedy: "" };
  } catch (cause) {
    return {
      name,
      state: "wrong",
      found: `Redis at REDIS_URL does not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: "Start it, mend REDIS_URL, or unset it to keep jobs in PostgreSQL.",
    };
  } finally {
    redis.disconnect();
  }
}

/** Opens a connection and waits for the server's greeting; sends nothing. */
export async function checkMail(smtp: { readonly url: string } | null): Promise<Check> {
  const name = "mail server";
  if (smtp === null)
    return {
      name,
      state: "warning",
      found: "SMTP_URL is not set: notices by e-mail cannot be sent",
      remedy: "Set SMTP_URL and SMTP_FROM, or use the channel `package`.",
    };
  const url = new URL(smtp.url);
  const port = url.port === "" ? (url.protocol === "smtps:" ? 465 : 587) : Number(url.port);
  const because = await answers(url.hostname, port);
  if (because === null) return { name, state: "ok", found: `${url.hostname}:${port} answers`, remedy: "" };
  return { name, state: "wrong", found: `${url.hostname}:${port}: ${because}`, remedy: "Mend SMTP_URL, or start the mail server." };
}

function answers(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: answersWithinMs });
    const end = (because: string | null) => {
      socket.destroy();
      resolve(because);
    };
    socket.once("connect", () => end(null));
    socket.once("timeout", () => end("no answer in time"));
    socket.once("error", (cause) => end(cause.message));
  });
}
