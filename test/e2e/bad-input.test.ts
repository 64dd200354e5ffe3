/** Pages, disks, databases and processes that fail in the middle of the work: told clearly, counted by cause, nothing collected is lost. */
import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openHouse, type House } from "../../cli/house.ts";
import { readEnvironment } from "../../config/environment.ts";
import type { Plan, Run, RunProgress } from "../../domain/sample.ts";
import type { User } from "../../domain/user.ts";
import { ListingId, UserId, type RunId } from "../../domain/words.ts";
import { isOver } from "../../queue/progress.ts";
import { readServer } from "../../storage/embedded/server.ts";
import { createDatabase, dropDatabase, sharedServer } from "../support/database.ts";
import { openWholeHouse } from "../support/whole-house.ts";
import { start, temporaryFolder, tiequan, type Folder, type Running } from "./program.ts";
import { openShop, show, writePlatform, type Item, type Shop } from "./shop.ts";

const supervisor: User = {
  id: UserId("0"),
  name: "test",
  displayName: "test",
  roles: ["supervisor"],
  disabled: false,
  createdAt: new Date(0),
};

const planOf = (take: number, ...platforms: string[]): Plan => ({
  seed: "bad input",
  strata: platforms.map((platform) => ({ platform, category: "apparel-bags" as const, take, queries: [] })),
});
const many = (count: number): Item[] => Array.from({ length: count }, (_, index) => ({ id: `i${index}`, title: `帆布手提包 ${index} 号` }));

let folder: Folder;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await folder.remove();
});

async function aShop(items: readonly Item[], beforeItem?: (id: string) => Promise<void>): Promise<Shop> {
  const shop = await openShop({ items, ...(beforeItem === undefined ? {} : { beforeItem }) });
  ends.push(() => shop.close());
  return shop;
}

describe("pages that cannot be read", () => {
  test("are counted by cause with what to look at, and every other page is collected and screened", async () => {
    const shop = await aShop([
      ...many(5),
      { id: "cut", answer: (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<html><body><div><h") },
      { id: "untitled", answer: (response) => show(response, "<h1>  </h1><p class='price'>￥9.00</p>") },
      {
        id: "huge",
        answer: (response) => show(response, `<h1>大页</h1><p class="price">￥9.00</p>${"很长的描述 ".repeat(900_000)}`),
      },
      { id: "gone", answer: (response) => void response.writeHead(404).end() },
      { id: "tangled", answer: (response) => show(response, "<table><h1>标签没有闭合的包<p class=price>￥9.00<ul><b><i></table><p></h1>") },
      { id: "torn", picture: "broken" },
      { id: "pictured", picture: "sound" },
    ]);
    const gone = await openShop({ items: [] });
    await gone.close();
    const platforms = join(folder.path, "platforms");
    await writePlatform(platforms, shop.host, { name: "shop" });
    await writePlatform(platforms, gone.host, { name: "dead" });
    const whole = await openWholeHouse({ web: false, platformFolders: [platforms] });
    ends.push(() => whole.close());

    const { run, progress } = await whole.run(planOf(100, "shop", "dead"), supervisor);
    expect(run.state).toBe("finished");
    expect(progress.failuresByCause).toEqual({ unreadable: 2, "too-large": 1, gone: 1, "dead-host": 1 });
    expect(progress).toMatchObject({ sampled: 8, screened: 8 });
    const failed = (await whole.house.storage.runs.listPages(run.id, { state: "failed", limit: 100 })).rows;
    const detailOf = (path: string) => failed.find(({ url }) => url.includes(path))?.detail ?? "";
    expect(detailOf("/item/untitled")).toMatch(/title/u);
    expect(detailOf("/item/cut")).not.toBe("");
    expect(detailOf("/item/huge")).toMatch(/bytes/u);
    expect(detailOf(gone.host)).toMatch(/ECONNREFUSED|refused/u);

    const pictures = async (id: string) => (await whole.house.storage.listings.get(ListingId(`shop:${id}`)))?.pictures ?? [];
    expect(await pictures("torn")).toMatchObject([{ index: 0, fault: expect.stringMatching(/.+/u) as string }]);
    expect(await pictures("pictured")).toMatchObject([{ index: 0, fault: null, width: 1, height: 1 }]);
  });
});

describe("a broken platform file", () => {
  test("is told with line and column before anything starts, exit code 3", async () => {
    const platforms = join(folder.path, "platforms");
    await mkdir(platforms);
    await writeFile(join(platforms, "one.yaml"), "name: one\ntitle: {zh: 一, en: One\naccess: crawl\n");
    await writeFile(join(platforms, "two.yaml"), "name: Two\naccess: maybe\nhosts: []\nextra: 1\n");
    for (const words of [["start"], ["crawl", "--platform", "jd", "--category", "food"]]) {
      const { code, stdout, stderr } = await tiequan(words, { env: { TIEQUAN_PLATFORMS: platforms, TIEQUAN_DATA: folder.path } });
      expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
      expect(stderr).toMatch(/one\.yaml:[23]:\d+ /u);
      expect(stderr).toMatch(/two\.yaml:1:7 name: /u);
      expect(stderr).toMatch(/two\.yaml:2:9 access: /u);
      expect(stderr).toMatch(/two\.yaml:3:8 hosts: /u);
      expect(stderr).not.toContain("unforeseen");
    }
    expect(await readdir(folder.path)).toEqual(["platforms"]);
  });

  test("in a folder that is not there is told as a path", async () => {
    const { code, stderr } = await tiequan(["start"], { env: { TIEQUAN_PLATFORMS: "/nowhere/platforms", TIEQUAN_DATA: folder.path } });
    expect(code).toBe(3);
    expect(stderr).toContain("/nowhere/platforms");
  });
});

describe("a run that is interrupted", () => {
  let desk: House;
  let env: Record<string, string>;

  /** The desk starts and watches runs; the work is done by processes of their own that the test can hurt. */
  async function openDesk(shop: Shop, given: { databaseUrl: string | null; requestsPerMinute?: number }): Promise<void> {
    const platforms = await writePlatform(join(folder.path, "platforms"), shop.host, { name: "shop", atOnce: 1 });
    env = {
      TIEQUAN_DATA: join(folder.path, "data"),
      TIEQUAN_PLATFORMS: platforms,
      ...(given.databaseUrl === null ? {} : { DATABASE_URL: given.databaseUrl }),
    };
    desk = await openHouse(readEnvironment({ ...env, LOG_LEVEL: "silent" }), { web: false, work: false });
    ends.push(() => desk.close());
  }

  async function freshUrl(): Promise<string> {
    const server = await sharedServer();
    const databaseUrl = await createDatabase(server.url);
    ends.push(async () => {
      await dropDatabase(server.url, databaseUrl);
      await server.close();
    });
    return databaseUrl;
  }

  async function worker(): Promise<Running> {
    const running = start(["start", "--only", "worker"], { env });
    ends.push(async () => {
      running.signal("SIGKILL");
      await running.ended;
    });
    await running.says(/Working\./u);
    return running;
  }

  async function runOf(plan: Plan): Promise<Run> {
    const started = await desk.commands.startRun(plan, supervisor);
    if (!started.ok) throw new Error(JSON.stringify(started.fault));
    return started.value;
  }

  /** A database that is away for a moment is what some of these tests are about: it is asked again. */
  async function until(id: RunId, enough: (run: Run, progress: RunProgress) => boolean): Promise<RunProgress> {
    return expect
      .poll(
        async () => {
          const run = await desk.storage.runs.get(id).catch(() => null);
          const progress = run === null ? null : await desk.storage.runs.progress(id).catch(() => null);
          return run !== null && progress !== null && enough(run, progress) ? progress : null;
        },
        { timeout: 180_000, interval: 200 },
      )
      .not.toBeNull()
      .then(() => desk.storage.runs.progress(id));
  }
  const finished = (id: RunId) => until(id, (run) => isOver(run.state));

  const listingsAsked = (shop: Shop) => shop.asked.filter((path) => path.startsWith("/item/"));

  test("by SIGKILL goes on in the next process; what was stored is not asked for again", async () => {
    const sixth = Promise.withResolvers<void>();
    let asked = 0;
    let hang = true;
    const shop = await aShop(many(12), async () => {
      if (++asked !== 6 || !hang) return;
      sixth.resolve();
      await new Promise(() => undefined);
    });
    await openDesk(shop, { databaseUrl: await freshUrl() });
    const doomed = await worker();
    const run = await runOf(planOf(12, "shop"));
    await sixth.promise;
    doomed.signal("SIGKILL");
    await doomed.ended;
    hang = false;
    const kept = (await desk.storage.runs.progress(run.id)).sampled;
    expect(kept).toBe(5);
    await worker();
    expect(await finished(run.id)).toMatchObject({ sampled: 12, screened: 12, failuresByCause: {} });
    expect((await desk.storage.runs.get(run.id))?.state).toBe("finished");
    // The sixth was asked for, and lost with its process.
    expect(listingsAsked(shop)).toHaveLength(13);
  });

  test("by a person is stopped, keeps what it has, and goes on where it was when resumed", async () => {
    const fifth = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    let asked = 0;
    const shop = await aShop(many(12), async () => {
      if (++asked !== 5) return;
      fifth.resolve();
      await mayGoOn.promise;
    });
    await openDesk(shop, { databaseUrl: await freshUrl() });
    await worker();
    const run = await runOf(planOf(12, "shop"));
    await fifth.promise;
    expect((await desk.commands.stopRun(run.id, supervisor)).ok).toBe(true);
    mayGoOn.resolve();
    const stopped = await until(run.id, (now) => now.state === "stopped");
    expect(stopped.sampled).toBeGreaterThanOrEqual(4);
    expect(stopped.sampled).toBeLessThan(12);
    expect((await desk.commands.resumeRun(run.id, supervisor)).ok).toBe(true);
    expect(await until(run.id, (now) => now.state === "finished")).toMatchObject({ sampled: 12, screened: 12, failuresByCause: {} });
    expect(new Set(listingsAsked(shop)).size).toBe(12);
    expect(listingsAsked(shop).length).toBeLessThanOrEqual(13);
  });

  test("by a worker's SIGTERM: the page in hand is stored, the process ends with 5, the next one goes on", async () => {
    const fifth = Promise.withResolvers<void>();
    let asked = 0;
    let closing: Running | null = null;
    const shop = await aShop(many(12), async () => {
      if (++asked !== 5) return;
      closing?.signal("SIGTERM");
      fifth.resolve();
    });
    await openDesk(shop, { databaseUrl: await freshUrl() });
    closing = await worker();
    const run = await runOf(planOf(12, "shop"));
    await fifth.promise;
    const { code, stderr } = await closing.ended;
    expect(code).toBe(5);
    expect(stderr).not.toContain("unforeseen");
    expect((await desk.storage.runs.progress(run.id)).sampled).toBeGreaterThanOrEqual(4);
    await worker();
    expect(await finished(run.id)).toMatchObject({ sampled: 12, screened: 12, failuresByCause: {} });
  });

  test("by PostgreSQL killed in the middle: it is started again, the run ends whole", async () => {
    const sixth = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    let asked = 0;
    const shop = await aShop(many(12), async () => {
      if (++asked !== 6) return;
      sixth.resolve();
      await mayGoOn.promise;
    });
    await openDesk(shop, { databaseUrl: null });
    await worker();
    const run = await runOf(planOf(12, "shop"));
    await sixth.promise;
    const server = await readServer(await clusterOf(env["TIEQUAN_DATA"] ?? ""));
    if (server === null) throw new Error("PostgreSQL is not running");
    process.kill(server.pid, "SIGKILL");
    mayGoOn.resolve();
    expect(await finished(run.id)).toMatchObject({ sampled: 12, screened: 12, failuresByCause: {} });
    expect((await desk.storage.runs.get(run.id))?.state).toBe("finished");
    expect(new Set(listingsAsked(shop)).size).toBe(12);
  });

  test.skipIf(!mayMount())("by a full disk: the worker says so and waits; with room again the run ends whole", async () => {
    const evidence = join(folder.path, "data", "evidence");
    await mkdir(evidence, { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", evidence]);
    ends.push(async () => execFileSync("umount", ["-l", evidence]));
    const filler = join(evidence, "filler");
    let isFull = false;
    const shop = await aShop(many(12), async (id) => {
      if (id !== "i5" || isFull) return;
      isFull = true;
      await fill(filler);
    });
    await openDesk(shop, { databaseUrl: await freshUrl() });
    const working = await worker();
    const run = await runOf(planOf(12, "shop"));
    const [said] = await working.says(/"outage":"full"[^\n]*"because":"[^\n]*/u);
    expect(said).toMatch(/full[^"]*[Ff]ree some space/u);
    const kept = (await desk.storage.runs.progress(run.id)).sampled;
    await rm(filler);
    const progress = await finished(run.id);
    expect(progress).toMatchObject({ sampled: 12, screened: 12, failuresByCause: {} });
    expect(progress.sampled).toBeGreaterThanOrEqual(kept);
  });
});

/** Where the embedded cluster stands; as root below a folder of mode 0700 that is not the data folder. */
async function clusterOf(dataFolder: string): Promise<string> {
  return (await readFile(join(dataFolder, "postgres-elsewhere"), "utf8").catch(() => join(dataFolder, "postgres"))).trim();
}

async function fill(path: string): Promise<void> {
  const block = new Uint8Array(64 * 1024);
  try {
    for (;;) await writeFile(path, block, { flag: "a" });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOSPC")) throw cause;
  }
}

/** Only root may mount a small disk; elsewhere the claim about a full disk is left to the runs that can. */
function mayMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
