/** BullMQ's PostgreSQL side: one pool a process, the queue's own schema in our database, migrations run on opening. */
import {
  PostgresConnection,
  PostgresQueueBackend,
  Queue,
  runMigrations,
  Worker,
  type BackendFactory,
  type Job,
  type WorkerOptions,
} from "bullmq";
import pg from "pg";
import { TiequanError } from "../domain/words.ts";

export interface PostgresJobs {
  queue(name: string): Queue;
  worker(
    name: string,
    process: (job: Job, token?: string, signal?: AbortSignal) => Promise<unknown>,
    options: Omit<WorkerOptions, "connection">,
  ): Worker;
  close(): Promise<void>;
}

export interface PostgresJobsOptions {
  readonly databaseUrl: string;
  readonly schema: string;
  /** Each worker holds one connection for being woken; the rest serve queries. */
  readonly connections: number;
  onError(cause: Error): void;
}

export async function openPostgresJobs(options: PostgresJobsOptions): Promise<PostgresJobs> {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.connections,
    options: `-c search_path="${options.schema}"`,
    keepAlive: true,
    application_name: "tiequan-jobs",
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", options.onError);
  try {
    const client = await pool.connect();
    try {
      await runMigrations(client, options.schema);
    } finally {
      client.release();
    }
  } catch (cause) {
    await pool.end();
    throw new TiequanError(
      "job-store-unusable",
      `The job tables could not be opened in PostgreSQL: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Check DATABASE_URL, and that its user may create a schema.",
      { cause },
    );
  }
  const factory = sharedPool(pool, options.schema);
  // BullMQ types its queues by backend; the two we use answer the same calls, which is all that `backend.ts` needs.
  const connection = pool as unknown as WorkerOptions["connection"];
  return {
    queue: (name) => new Queue(name, { connection, skipWaitingForReady: true }, factory) as unknown as Queue,
    worker: (name, process, workerOptions) => new Worker(name, process, { ...workerOptions, connection }, factory) as unknown as Worker,
    close: () => pool.end(),
  };
}

/**
 * BullMQ looks for a given pool's tables in the schema `bullmq`, whatever the pool's search path says; here the schema is named.
 * Giving it a pool of its own for each queue instead would cost two connections a queue.
 */
function sharedPool(pool: pg.Pool, schema: string): BackendFactory {
  return ((name: string, opts: ConstructorParameters<typeof PostgresQueueBackend>[2], how: { withBlockingConnection?: boolean } = {}) => {
    const connection = Object.assign(new PostgresConnection(pool as never), { schema });
    return new PostgresQueueBackend(connection, name, opts, true, how.withBlockingConnection === true ? name : undefined);
  }) as unknown as BackendFactory;
}
