/**
 * One face over BullMQ, with jobs kept in PostgreSQL (the default) or in Redis. Truth is in our own tables: nothing here waits on
 * queue events, which on the PostgreSQL side are known to get lost.
 */
import { DelayedError, Queue, UnrecoverableError, Worker, type Job, type WorkerOptions } from "bullmq";
import { Redis } from "ioredis";
import type { JobRequest, StepResult } from "../domain/step.ts";
import { TiequanError } from "../domain/words.ts";
import { backoffMsOf, queueOf, triesOf } from "./jobs.ts";
import type { QueueLog } from "./log.ts";
import { openPostgresJobs, type PostgresJobs } from "./postgres-jobs.ts";
import type { JobInHand } from "./run-step.ts";

export interface WorkOptions {
  readonly concurrency: number;
  /** Jobs started in a span of time, over all workers of this queue on all machines. */
  readonly limiter?: { readonly max: number; readonly durationMs: number };
  /** Jobs of this queue active at the same moment over all workers; absent means no limit. */
  readonly atOnceEverywhere?: number;
}

export interface KeptJob {
  readonly queue: string;
  readonly id: string;
  readonly name: string;
  readonly because: string;
  readonly tries: number;
}

export interface WorkerHandle {
  /** Takes no more jobs and waits for those in hand, at most `withinMs`; what is still running then is taken over by another worker. */
  close(withinMs: number): Promise<void>;
}

export interface JobBackend {
  readonly kind: "postgresql" | "redis";
  /** A job with an id that the queue still knows is left as it is: asking twice is one job. */
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
  work(queue: string, options: WorkOptions, handle: (job: JobInHand, signal: AbortSignal) => Promise<StepResult>): Promise<WorkerHandle>;
  /** Jobs that will not be tried again, newest first, with their cause. */
  kept(queue: string, limit: number): Promise<readonly KeptJob[]>;
  counts(queue: string): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly log: QueueLog;
  /** Namespace of the keys in Redis, or the schema in PostgreSQL. */
  readonly namespace?: string;
  /** Most workers this process will start on PostgreSQL; each holds one connection to be woken by. */
  readonly workers?: number;
  /** A worker that has not renewed its lock for this long is taken for dead, and its job given to another. */
  readonly lockMs?: number;
  /** First wait between tries, in place of each job's own. */
  readonly backoffMs?: number;
}

/** Finished jobs are kept an hour so that a request repeated meanwhile stays one job; failed ones a month, for people. */
const keepDone = { age: 3600, count: 5000 };
const keepFailed = { age: 30 * 24 * 3600, count: 5000 };

/** Opens the job store; on PostgreSQL it brings the queue's own schema up to date first. */
export async function openBackend(options: BackendOptions): Promise<JobBackend> {
  return options.redisUrl === null ? onPostgres(options) : onRedis(options, options.redisUrl);
}

/** What differs between the two: how a queue and a worker are made, and what must be closed after them. */
interface Makers {
  readonly kind: JobBackend["kind"];
  queue(name: string): Queue;
  worker(
    name: string,
    process: (job: Job, token?: string, signal?: AbortSignal) => Promise<unknown>,
    options: Omit<WorkerOptions, "connection">,
  ): Worker;
  close(): Promise<void>;
}

async function onPostgres(options: BackendOptions): Promise<JobBackend> {
  const jobs: PostgresJobs = await openPostgresJobs({
    databaseUrl: options.databaseUrl,
    schema: options.namespace ?? "tiequan_jobs",
    connections: (options.workers ?? 8) + 6,
    onError: (cause) => options.log.warn({ event: "queue-error", because: cause.message }, "a job-store connection failed"),
  });
  return assemble({ kind: "postgresql", queue: jobs.queue, worker: jobs.worker, close: jobs.close }, options);
}

async function onRedis(options: BackendOptions, url: string): Promise<JobBackend> {
  const prefix = options.namespace ?? "tiequan";
  // Asking for a job fails soon when Redis is gone; the outbox keeps the request. A worker waits for as long as it takes.
  const asking = new Redis(url, { maxRetriesPerRequest: 3, lazyConnect: true });
  const working = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  for (const connection of [asking, working])
    connection.on("error", (cause) => options.log.warn({ event: "queue-error", because: cause.message }, "Redis"));
  try {
    await asking.connect();
  } catch (cause) {
    asking.disconnect();
    throw new TiequanError(
      "redis-unreachable",
      `Redis at REDIS_URL does not answer: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Start it, mend REDIS_URL, or unset REDIS_URL to keep jobs in PostgreSQL.",
      { cause },
    );
  }
  await working.connect();
  return assemble(
    {
      kind: "redis",
      queue: (name) => new Queue(name, { connection: asking, prefix }),
      worker: (name, process, workerOptions) => new Worker(name, process, { ...workerOptions, connection: working, prefix }),
      close: async () => {
        asking.disconnect();
        working.disconnect();
      },
    },
    options,
  );
}

function assemble(makers: Makers, options: BackendOptions): JobBackend {
  const queues = new Map<string, Queue>();
  const workers = new Set<Worker>();
  const queue = (name: string): Queue => {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const made = makers.queue(name);
    made.on("error", (cause) =>
      options.log.warn({ event: "queue-error", queue: name, because: cause.message }, "a queue reported an error"),
    );
    queues.set(name, made);
    return made;
  };
  return {
    kind: makers.kind,

    async enqueue(jobs) {
      for (const [name, asked] of Map.groupBy(jobs, queueOf))
        await queue(name).addBulk(
          asked.map((job) => ({
            name: job.name,
            data: job.data,
            opts: {
              jobId: jobId(job.id),
              attempts: triesOf[job.name],
              backoff: { type: "exponential", delay: options.backoffMs ?? backoffMsOf[job.name] },
              removeOnComplete: keepDone,
              removeOnFail: keepFailed,
              ...(job.notBefore === undefined ? {} : { delay: Math.max(0, job.notBefore.getTime() - Date.now()) }),
            },
          })),
        );
    },

    async work(name, work, handle) {
      if (work.atOnceEverywhere !== undefined) await queue(name).setGlobalConcurrency(work.atOnceEverywhere);
      const closing = new AbortController();
      const lockDuration = options.lockMs ?? 30_000;
      const worker = makers.worker(
        name,
        (job, token, lost) => answer(job, token, AbortSignal.any(lost === undefined ? [closing.signal] : [closing.signal, lost]), handle),
        {
          concurrency: work.concurrency,
          ...(work.limiter === undefined ? {} : { limiter: { max: work.limiter.max, duration: work.limiter.durationMs } }),
          lockDuration,
          stalledInterval: lockDuration,
          // A job is taken over from a dead worker any number of times that could happen honestly; the tables bound the work.
          maxStalledCount: 20,
          drainDelay: 2,
          runRetryDelay: 2000,
        },
      );
      worker.on("error", (cause) =>
        options.log.warn({ event: "worker-error", queue: name, because: cause.message }, "a worker reported an error"),
      );
      workers.add(worker);
      await worker.waitUntilReady();
      return {
        async close(withinMs) {
          closing.abort(new Error("the worker is closing"));
          workers.delete(worker);
          await closeWithin(worker, withinMs);
        },
      };
    },

    async kept(name, limit) {
      const failed = await queue(name).getFailed(0, limit - 1);
      return failed.map((job) => ({
        queue: name,
        id: job.id ?? "",
        name: job.name,
        because: job.failedReason ?? "",
        tries: job.attemptsMade,
      }));
    },

    counts: (name) => queue(name).getJobCounts(),

    async close() {
      await Promise.all([...workers].map((worker) => closeWithin(worker, 5000)));
      await Promise.all([...queues.values()].map((open) => open.close()));
      await makers.close();
    },
  };
}

async function answer(
  job: Job,
  token: string | undefined,
  signal: AbortSignal,
  handle: (job: JobInHand, signal: AbortSignal) => Promise<StepResult>,
): Promise<string> {
  const lastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  const result = await handle({ id: job.id ?? "", name: job.name, data: job.data, lastTry }, signal);
  switch (result.kind) {
    case "done":
      return result.note ?? "done";
    case "skipped":
      return `skipped: ${result.because}`;
    case "later":
      await job.moveToDelayed(Date.now() + Math.max(1, result.inMs), token);
      throw new DelayedError(result.because);
    case "hopeless":
      throw new UnrecoverableError(result.because);
  }
}

/** BullMQ refuses colons, which its keys are made of. */
function jobId(id: string): string {
  if (id.includes(":") || id.length > 400)
    throw new TiequanError(
      "bad-job-id",
      `The job id ${JSON.stringify(id.slice(0, 100))} cannot be used.`,
      "Use letters, digits and hyphens, at most 400.",
    );
  return id;
}

async function closeWithin(worker: Worker, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), withinMs);
  });
  const ended = await Promise.race([worker.close().then(() => "closed" as const), late]);
  clearTimeout(timer);
  if (ended === "late") await worker.disconnect();
}
