/** One process's queue over a fresh database and a test shop: real stores, real BullMQ, real steps. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channel } from "../../../domain/channel.ts";
import type { Clock } from "../../../domain/clock.ts";
import type { Commands } from "../../../domain/commands.ts";
import type { Weighed } from "../../../domain/finding.ts";
import type { Listing } from "../../../domain/listing.ts";
import type { Storage } from "../../../domain/ports.ts";
import { registerSchema, type Register } from "../../../domain/right.ts";
import type { Run } from "../../../domain/sample.ts";
import type { Role, User } from "../../../domain/user.ts";
import { workCalendar } from "../../../domain/working-days.ts";
import { UserId, type RunId } from "../../../domain/words.ts";
import { openBackend, type JobBackend } from "../../../queue/backend.ts";
import { createCommands } from "../../../queue/commands.ts";
import { silentLog, type QueueLog } from "../../../queue/log.ts";
import { loadChannels } from "../../../queue/notices/channels.ts";
import { loadTemplates } from "../../../queue/notices/templates.ts";
import { samplingOver } from "../../../queue/sampling.ts";
import { createSteps } from "../../../queue/steps.ts";
import type { ScreeningDesk } from "../../../queue/steps/screen-batch.ts";
import { startWorkers, type Workers } from "../../../queue/workers.ts";
import type { Shop } from "./shop.ts";

export const register: Register = registerSchema.parse({
  version: "test-1",
  trademarks: [
    {
      id: "nike",
      name: "耐克",
      owner: "耐克创新有限合伙公司",
      registrations: [{ number: "3921541", classes: [25] }],
      categories: ["apparel-bags"],
    },
  ],
});

/** Flags what says 耐克; breaks on what says 炸. Detectors have tests of their own. */
export const desk: ScreeningDesk = {
  async screen(listing: Listing) {
    if (listing.title.includes("炸")) throw new Error("this listing breaks detectors");
    const at = listing.title.indexOf("耐克");
    if (at === -1) return { id: listing.id, findings: [], weighed: [], lead: { probability: 0, priority: "none" } };
    const sentence = { zh: "标题使用了“耐克”字样", en: "the title uses 耐克" };
    const finding = {
      kind: "trademark" as const,
      subtype: "name-in-title",
      target: { rightId: "nike", name: "耐克" },
      verdict: "suspected" as const,
      probability: 0.9,
      reasons: [{ code: "name", sentence, field: "title", span: [at, at + 2] as [number, number] }],
      law: [{ law: "商标法", article: "57(2)", version: "2019" }],
      detector: { name: "test", version: 1 },
    };
    const weighed: Weighed = {
      kind: "trademark",
      rightId: "nike",
      rightName: "耐克",
      probability: 0.9,
      priority: "high",
      verdict: "suspected",
      sentences: [sentence],
      findings: [finding],
    };
    return { id: listing.id, findings: [finding], weighed: [weighed], lead: { probability: 0.9, priority: "high" } };
  },
};

export interface House {
  readonly storage: Storage;
  readonly backend: JobBackend;
  readonly commands: Commands;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly outgoing: string;
  readonly workers: Workers;
  /** Ends like a process that is killed would: nothing is waited for. */
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly storage: Storage;
  readonly shop: Shop;
  readonly redisUrl: string | null;
  readonly namespace: string;
  readonly clock?: Clock;
  readonly log?: QueueLog;
  readonly channels?: ReadonlyMap<string, Channel>;
  readonly desk?: ScreeningDesk;
  readonly lockMs?: number;
  readonly patienceMs?: number;
}

let tokens = 0;

export async function openHouse(options: HouseOptions): Promise<House> {
  const clock = options.clock ?? { now: () => new Date() };
  const log = options.log ?? silentLog;
  const { storage, shop } = options;
  const platforms = new Map([[shop.platform.name, shop.platform]]);
  const adapters = new Map([[shop.platform.name, shop.adapter]]);
  const sampling = samplingOver([], platforms, adapters);
  const outgoing = await mkdtemp(join(tmpdir(), "tiequan-outgoing-"));
  const channels = options.channels ?? (await loadChannels({ smtp: null, outgoingFolder: outgoing, journal: storage.notices, clock }));
  const backend = await openBackend({
    databaseUrl: storage.databaseUrl,
    redisUrl: options.redisUrl,
    log,
    namespace: options.namespace,
    lockMs: options.lockMs ?? 5000,
    backoffMs: 50,
  });
  const steps = createSteps({
    storage,
    crawler: shop.crawler,
    platforms,
    adapters,
    sampling,
    channels,
    calendar: workCalendar([]),
    prepare: () => options.desk ?? desk,
    line: 0.5,
    screenshots: false,
    clock,
    log,
    retryAfterMs: 20,
    enqueue: backend.enqueue,
  });
  const workers = await startWorkers({
    storage,
    backend,
    steps,
    platforms,
    clock,
    log,
    roundMs: 100,
    relayMs: 50,
    outageMs: 200,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
  const commands = createCommands({
    storage,
    platforms,
    sampling,
    laws: { rules: [] },
    templates: await loadTemplates(),
    channels: [...channels.keys()],
    issuer: "测试市场监督管理局",
    contact: "010-00000000",
    clock,
    newToken: () => `TQ-TEST${process.pid}${++tokens}`,
    wake: workers.wake,
  });
  return {
    storage,
    backend,
    commands,
    channels,
    outgoing,
    workers,
    async close() {
      await workers.close(3000);
      await backend.close();
      await rm(outgoing, { recursive: true, force: true });
    },
  };
}

export function person(name: string, ...roles: Role[]): User {
  return { id: UserId(name), name, displayName: name, roles, disabled: false, createdAt: new Date(0) };
}

export const supervisor = person("主管", "supervisor");

/** Waits for a condition, never for a time; tells what it waited for when it does not come. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>, withinMs = 30_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export async function runEnds(storage: Storage, id: RunId, withinMs?: number): Promise<Run> {
  return until(
    `run ${id} to end`,
    async () => {
      const run = await storage.runs.get(id);
      return run !== null && ["finished", "failed", "stopped"].includes(run.state) && run;
    },
    withinMs,
  );
}

/** `count` items, of which each fifth says 耐克. */
export function titles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`i${index}`, index % 5 === 0 ? `耐克运动鞋 ${index} 号` : `普通运动鞋 ${index} 号`]),
  );
}
