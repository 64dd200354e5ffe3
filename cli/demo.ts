/** `tiequan demo`: everything on one machine with nothing configured, one batch run over the sample marketplace. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import Table from "cli-table3";
import { startMarketplace } from "../demo/marketplace.ts";
import { shopNames } from "../demo/catalogue/offer.ts";
import { categoryNames } from "../domain/category.ts";
import { infringementKinds } from "../domain/finding.ts";
import type { Plan, Run } from "../domain/sample.ts";
import type { Role, User } from "../domain/user.ts";
import { TiequanError } from "../domain/words.ts";
import { hashPassword } from "../dashboard/server/auth/password.ts";
import { isOver, watchRun } from "../queue/progress.ts";
import { summariseRun, type RunSummary } from "../queue/reports/summary.ts";
import { chineseFontSetting } from "../crawler/fetch/fonts.ts";
import { exitCodes } from "./exit-codes.ts";
import { openHouse, type House } from "./house.ts";
import { startProgress } from "./progress.ts";
import { wholeNumberOf } from "./screen.ts";
import { say, settings } from "./settings.ts";
import { aborted, stopSignal } from "./signals.ts";
import { oneTimeLink } from "./user.ts";

/** Drawn from each category of each shop; the rendered shop is small. */
const take = { "sample-mall": 24, "sample-bazaar": 18, "sample-live": 8 } as const;

const people: readonly { name: string; displayName: string; roles: readonly Role[]; does: string }[] = [
  { name: "demo-analyst", displayName: "王敏（演示）", roles: ["analyst", "liaison"], does: "reviews leads, drafts and sends notices" },
  { name: "demo-supervisor", displayName: "李强（演示）", roles: ["supervisor"], does: "second opinions, approves notices" },
  { name: "demo-admin", displayName: "管理员（演示）", roles: ["admin"], does: "accounts and settings" },
];

export async function demo(options: { readonly once?: boolean; readonly port: string }): Promise<number> {
  const startedAt = performance.now();
  const stop = stopSignal();
  const given = settings();
  const dataFolder = join(given.dataFolder, "demo");
  // The sample pictures carry Chinese names; fontconfig reads this once, before the first text is drawn.
  Object.assign(process.env, (await chineseFontSetting(dataFolder)).environment);
  const marketplace = await startMarketplace({ folder: join(dataFolder, "platforms"), reactsAfterMs: 3000 });
  const house = await openHouse(
    {
      ...given,
      dataFolder,
      port: wholeNumberOf("--port", options.once === true ? "0" : options.port, 0, 65_535),
      platformFolders: [...given.platformFolders, marketplace.platformFolder],
      smtp: { url: marketplace.smtpUrl, from: "tiequan@bureau.example" },
      issuer: given.issuer.includes("TIEQUAN_ISSUER") ? "示例市市场监督管理局" : given.issuer,
      contact: given.contact ?? "知识产权保护科 000-12345",
      logLevel: process.env["LOG_LEVEL"] === undefined ? "error" : given.logLevel,
    },
    { web: true, work: true, relayMs: 100, roundMs: 1000 },
  ).catch(async (cause: unknown) => {
    await marketplace.close();
    throw cause;
  });
  const close = async () => {
    await house.close();
    await marketplace.close();
  };
  try {
    const links = await demoPeople(house);
    say(`Ready after ${seconds(startedAt)}.`);
    process.stdout.write(`Dashboard: ${house.origin ?? ""}\nSign in, once with each link:\n`);
    for (const { does, link } of links) process.stdout.write(`  ${does}: ${link}\n`);
    const summary = await oneBatch(house, startedAt);
    process.stdout.write(`${summaryTable(summary)}\n`);
    for (const [cause, pages] of Object.entries(summary.failuresByCause)) process.stdout.write(`not read: ${pages} page(s), ${cause}\n`);
    if (options.once === true) {
      await close();
      return exitCodes.done;
    }
  } catch (cause) {
    await close();
    throw cause;
  }
  say("The sample marketplace takes goods down three seconds after a notice arrives. Ctrl-C ends the demo.");
  await aborted(stop);
  await close();
  return exitCodes["stopped by a signal"];
}

/** Three people, because no notice leaves without a second one. Their passwords are random: the links are the way in. */
async function demoPeople(house: House): Promise<{ does: string; link: string }[]> {
  const known = new Map((await house.storage.accounts.list()).map((user) => [user.name, user]));
  const links: { does: string; link: string }[] = [];
  for (const person of people) {
    const user = known.get(person.name) ?? (await newPerson(house, person));
    links.push({ does: `${person.displayName} ${person.does}`, link: await oneTimeLink(house.storage, user, house.origin ?? "") });
  }
  return links;
}

async function newPerson(house: House, person: (typeof people)[number]): Promise<User> {
  const passwordHash = await hashPassword(randomBytes(24).toString("base64url"));
  const created = await house.storage.accounts.create(
    { name: person.name, displayName: person.displayName, roles: person.roles, passwordHash },
    { actor: "demo", at: new Date() },
  );
  if (!created.ok) throw new TiequanError("name-taken", `The account ${person.name} appeared meanwhile.`, "Run the demo again.");
  return created.value;
}

async function oneBatch(house: House, startedAt: number): Promise<RunSummary> {
  const supervisor = (await house.storage.accounts.list()).find((user) => user.name === "demo-supervisor");
  if (supervisor === undefined) throw new TiequanError("missing", "The demo's supervisor is missing.", "Run the demo again.");
  const plan: Plan = {
    seed: new Date().toISOString(),
    strata: shopNames.flatMap((platform) => categoryNames.map((category) => ({ platform, category, take: take[platform], queries: [] }))),
  };
  const started = await house.commands.startRun(plan, supervisor);
  if (!started.ok)
    throw new TiequanError(
      "run-refused",
      `The run was refused: ${JSON.stringify(started.fault)}.`,
      "Look at the platform files in the data folder.",
    );
  await watch(house, started.value, startedAt);
  const summary = await summariseRun(started.value.id, house.storage);
  if (summary === null) throw new TiequanError("missing", "The run's record is missing.", "Run the demo again.");
  return summary;
}

async function watch(house: House, run: Run, startedAt: number): Promise<void> {
  const progress = startProgress("batch");
  const stop = stopSignal();
  let flaggedYet = false;
  for await (const { run: now, progress: state } of watchRun(house.storage.runs, run.id, { everyMs: 250, signal: stop })) {
    const { done, failed, skipped, pending } = state.pages;
    progress.update(
      done + failed + skipped,
      done + failed + skipped + pending,
      `pages, ${state.sampled} sampled, ${state.screened} screened, ${state.flagged} flagged`,
    );
    if (!flaggedYet && state.flagged > 0) {
      flaggedYet = true;
      say(`First flagged listing on screen after ${seconds(startedAt)}.`);
    }
    if (isOver(now.state)) {
      progress.end();
      if (now.state !== "finished")
        throw new TiequanError("run-failed", `The run ${now.state}: ${now.because ?? "no reason was recorded"}.`, "See `tiequan doctor`.");
    }
  }
  if (stop.aborted)
    throw new TiequanError("stopped", "Stopped before the batch was over.", "What was collected is kept; run the demo again.");
}

function summaryTable(summary: RunSummary): string {
  const table = new Table({
    head: ["category", "sampled", "flagged", ...infringementKinds],
    style: { head: [], border: [] },
    colAligns: ["left", "right", "right", "right", "right", "right", "right"],
  });
  for (const row of summary.rows)
    table.push([row.category, row.sampled, row.flagged, ...infringementKinds.map((kind) => row.byKind[kind])]);
  table.push(["total", summary.total.sampled, summary.total.flagged, ...infringementKinds.map((kind) => summary.total.byKind[kind])]);
  return table.toString();
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
