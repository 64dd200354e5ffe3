/** Everything real: the sample marketplace, database, workers, server and pages, for one test file. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHouse, type House } from "../../cli/house.ts";
import { oneTimeLink } from "../../cli/user.ts";
import { readEnvironment } from "../../config/environment.ts";
import { chineseFontSetting } from "../../crawler/fetch/fonts.ts";
import { startMarketplace, type Marketplace } from "../../demo/marketplace.ts";
import type { Plan, Run, RunProgress } from "../../domain/sample.ts";
import type { Role, User } from "../../domain/user.ts";
import { hashPassword } from "../../dashboard/server/auth/password.ts";
import { watchRun } from "../../queue/progress.ts";
import { createDatabase, dropDatabase, sharedServer } from "./database.ts";

export interface WholeHouse {
  readonly house: House;
  readonly marketplace: Marketplace;
  readonly origin: string;
  person(name: string, roles: readonly Role[]): Promise<User>;
  /** A link that signs the person in once. */
  linkFor(user: User): Promise<string>;
  /** Starts a run as `by` and waits for its end. */
  run(plan: Plan, by: User): Promise<{ run: Run; progress: RunProgress }>;
  close(): Promise<void>;
}

export async function openWholeHouse(
  options: { reactsAfterMs?: number; web?: boolean; platformFolders?: readonly string[] } = {},
): Promise<WholeHouse> {
  const folder = await mkdtemp(join(tmpdir(), "tiequan-house-"));
  Object.assign(process.env, (await chineseFontSetting(folder)).environment);
  const server = await sharedServer();
  const databaseUrl = await createDatabase(server.url);
  const marketplace = await startMarketplace({
    folder: join(folder, "platforms"),
    reactsAfterMs: options.reactsAfterMs ?? 50,
    slowPageMs: 1500,
  });
  const house = await openHouse(
    {
      ...readEnvironment({ LOG_LEVEL: "silent", CHROMIUM_PATH: process.env["CHROMIUM_PATH"] }),
      databaseUrl,
      dataFolder: folder,
      platformFolders: [marketplace.platformFolder, ...(options.platformFolders ?? [])],
      port: 0,
      smtp: { url: marketplace.smtpUrl, from: "tiequan@bureau.example" },
      issuer: "测试市市场监督管理局",
      contact: "知识产权科 010-00000000",
    },
    { web: options.web ?? true, work: true, relayMs: 50, roundMs: 300 },
  );

  return {
    house,
    marketplace,
    origin: house.origin ?? "",
    async person(name, roles) {
      const passwordHash = await hashPassword("correct horse battery");
      const created = await house.storage.accounts.create(
        { name, displayName: name, roles, passwordHash },
        { actor: "test", at: new Date() },
      );
      if (!created.ok) throw new Error(`there is a ${name} already`);
      return created.value;
    },
    linkFor: (user) => oneTimeLink(house.storage, user, house.origin ?? ""),
    async run(plan, by) {
      const started = await house.commands.startRun(plan, by);
      if (!started.ok) throw new Error(JSON.stringify(started.fault));
      let last: { run: Run; progress: RunProgress } | null = null;
      for await (const now of watchRun(house.storage.runs, started.value.id, { everyMs: 100, signal: AbortSignal.timeout(240_000) }))
        last = now;
      if (last === null) throw new Error("the run was never seen");
      return last;
    },
    async close() {
      await house.close();
      await marketplace.close();
      await dropDatabase(server.url, databaseUrl);
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
