/** The job stores that the suites run on: PostgreSQL always, Redis where there is one. */
import { startRedis, whyNoRedis, type TestRedis } from "../../support/redis.ts";

const redis: TestRedis | null = await startRedis();

export const backends: readonly { readonly name: string; readonly redisUrl: string | null; readonly skip: string | null }[] = [
  { name: "PostgreSQL", redisUrl: null, skip: null },
  { name: "Redis", redisUrl: redis?.url ?? null, skip: redis === null ? whyNoRedis : null },
];

export async function closeBackends(): Promise<void> {
  await redis?.close();
}
