/** Puts one process together: settings in, a running house out. The only place that knows every room. */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { loadOfferedSchedules, loadWorkCalendar } from "../config/calendar.ts";
import type { Environment } from "../config/environment.ts";
import { loadCategories, loadLexicon, loadPlatforms } from "../config/load.ts";
import { createCrawler } from "../crawler/crawl.ts";
import { adapterFor } from "../crawler/platforms.ts";
import { buildServer } from "../dashboard/server/app.ts";
import { loadDetectors } from "../detectors/rules.ts";
import { prepareScreening } from "../detectors/screen.ts";
import { systemClock } from "../domain/clock.ts";
import type { Commands } from "../domain/commands.ts";
import { defaultFlaggingLine } from "../domain/finding.ts";
import type { Platform, PlatformAdapter } from "../domain/platform.ts";
import type { Storage } from "../domain/ports.ts";
import { TiequanError } from "../domain/words.ts";
import { openBackend } from "../queue/backend.ts";
import { createCommands } from "../queue/commands.ts";
import { loadChannels } from "../queue/notices/channels.ts";
import { loadTemplates } from "../queue/notices/templates.ts";
import { samplingOver } from "../queue/sampling.ts";
import { nextFire } from "../queue/schedule.ts";
import { createSteps } from "../queue/steps.ts";
import { startWorkers, workersNeeded, type Workers } from "../queue/workers.ts";
import { openStorage } from "../storage/open.ts";
import { programName } from "./program.ts";
import { checkAll } from "./doctor.ts";
import { ensurePages } from "./pages.ts";
import { ensureRegister, say } from "./settings.ts";

export interface House {
  readonly storage: Storage;
  readonly commands: Commands;
  readonly platforms: ReadonlyMap<string, Platform>;
  /** Where the dashboard answers; null in a process that only works. */
  readonly origin: string | null;
  close(): Promise<void>;
}

export interface HouseParts {
  readonly web: boolean;
  readonly work: boolean;
  /** How often the relay and the leader look; the demo and the tests look more often. */
  readonly relayMs?: number;
  readonly roundMs?: number;
}

/** Opens every part in order; a part that cannot be opened closes those before it. */
export async function openHouse(environment: Environment, parts: HouseParts): Promise<House> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).toReversed()) await end();
  };
  try {
    return await open(environment, parts, closing, close);
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function open(
  environment: Environment,
  parts: HouseParts,
  closing: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<House> {
  const log = pino({ level: environment.logLevel }, pino.destination(2));
  const clock = systemClock;
  const [categories, platforms, lexicon, detectors, templates, calendar] = await Promise.all([
    loadCategories(),
    loadPlatforms(environment.platformFolders),
    loadLexicon(),
    loadDetectors(),
    loadTemplates(),
    loadWorkCalendar(),
  ]);
  // Built while the database gets ready; awaited where it is needed, and a failure is told there.
  const pages = parts.web ? ensurePages(say) : null;
  pages?.catch(() => undefined);
  const adapters: ReadonlyMap<string, PlatformAdapter> = new Map([...platforms].map(([name, platform]) => [name, adapterFor(platform)]));

  await mkdir(environment.dataFolder, { recursive: true });
  const storage = await openStorage({ databaseUrl: environment.databaseUrl, dataFolder: environment.dataFolder, log: say });
  closing.push(() => storage.close());
  await ensureRegister(storage);
  await offerSchedules(storage);

  const channels = await loadChannels({
    smtp: environment.smtp,
    outgoingFolder: join(environment.dataFolder, "outgoing"),
    journal: storage.notices,
    clock,
  });
  refuseUnknownChannels(platforms, [...channels.keys()]);

  let workers: Workers | null = null;
  const sampling = samplingOver(categories, platforms, adapters);
  const commands = createCommands({
    storage,
    platforms,
    sampling,
    laws: lexicon.laws,
    templates,
    channels: [...channels.keys()],
    issuer: environment.issuer,
    contact: environment.contact,
    clock,
    newToken: () => `TQ-${randomBytes(5).toString("hex").toUpperCase()}`,
    wake: () => workers?.wake(),
  });

  // The port is taken before any work is: a second dashboard on it should end before it has begun.
  const origin = pages === null ? null : await openWeb();
  if (parts.work) workers = await openWork();
  return { storage, commands, platforms, origin, close };

  async function openWork(): Promise<Workers> {
    const backend = await openBackend({
      databaseUrl: storage.databaseUrl,
      redisUrl: environment.redisUrl,
      log,
      workers: workersNeeded(platforms),
    });
    closing.push(() => backend.close());
    const crawler = createCrawler({
      agent: environment.agent,
      contact: environment.contact,
      chromiumPath: environment.chromiumPath,
      dataFolder: environment.dataFolder,
      program: await programName(),
      log,
    });
    closing.push(() => crawler.close());
    const steps = createSteps({
      storage,
      crawler,
      platforms,
      adapters,
      sampling,
      channels,
      calendar,
      prepare: (register) => prepareScreening(register, lexicon, detectors),
      line: defaultFlaggingLine,
      screenshots: false,
      clock,
      log,
      enqueue: backend.enqueue,
    });
    const working = await startWorkers({
      storage,
      backend,
      steps,
      platforms,
      clock,
      log,
      concurrency: Math.max(2, availableParallelism()),
      ...(parts.relayMs === undefined ? {} : { relayMs: parts.relayMs }),
      ...(parts.roundMs === undefined ? {} : { roundMs: parts.roundMs }),
    });
    closing.push(() => working.close());
    return working;
  }

  async function openWeb(): Promise<string> {
    const server = await buildServer(
      {
        storage,
        commands,
        platforms,
        categories,
        laws: lexicon.laws,
        clock,
        detectors: detectors.map(({ name, version, question, examples }) => ({ name, version, question, examples: examples.length })),
        checkHealth: () => checkAll(environment),
      },
      {
        secret: await secretOf(environment),
        secureCookies: environment.secureCookies,
        webRoot: (await pages) ?? "",
        log: say,
      },
    );
    closing.push(() => server.close());
    await server.listen({ host: environment.host, port: environment.port }).catch((cause: unknown) => {
      throw new TiequanError(
        "port-taken",
        `The dashboard cannot listen on ${environment.host}:${environment.port} (${cause instanceof Error ? cause.message : String(cause)}).`,
        "Set TIEQUAN_PORT (or --port) to a free port, or 0 to let the system choose.",
        { cause },
      );
    });
    const address = server.addresses().at(0);
    return `http://${environment.host}:${typeof address === "object" ? address.port : environment.port}`;
  }
}

/** A platform whose channel nobody wrote would only be noticed when a notice is due. */
function refuseUnknownChannels(platforms: ReadonlyMap<string, Platform>, channels: readonly string[]): void {
  const wrong = [...platforms.values()]
    .filter((platform) => !channels.includes(platform.notices.channel))
    .map((platform) => `${platform.name}: ${platform.notices.channel}`);
  if (wrong.length > 0)
    throw new TiequanError("bad-config", `Unknown notice channel(s): ${wrong.join(", ")}.`, `Channels are ${channels.join(", ")}.`);
}

/** The cookie secret survives a restart, readable by its owner only. */
async function secretOf(environment: Environment): Promise<string> {
  if (environment.secret !== null) return environment.secret;
  const file = join(environment.dataFolder, "session-secret");
  const made = randomBytes(48).toString("base64url");
  // `wx`: of two processes that start together, one writes and both read.
  await writeFile(file, made, { mode: 0o600, flag: "wx" }).catch((cause: unknown) => {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
  });
  return readFile(file, "utf8");
}

/** Schedules of `config/schedule.yaml` enter the table once, switched off; from then on the page is where they live. */
async function offerSchedules(storage: Storage): Promise<void> {
  const known = new Set((await storage.schedules.list()).map((schedule) => schedule.name));
  const now = new Date();
  for (const offered of await loadOfferedSchedules()) {
    if (known.has(offered.name)) continue;
    const next = nextFire(offered.cron, offered.timezone, now);
    if (!next.ok)
      throw new TiequanError("bad-config", `config/schedule.yaml: ${offered.name}: ${next.fault.because}.`, "Mend the cron line.");
    await storage.schedules.save(
      { ...offered, id: null, enabled: false, nextRunAt: null, expectedVersion: null },
      { actor: "tiequan", at: now },
    );
  }
}
