/** `tiequan doctor`: what is present, missing or wrong on this host, each with the remedy. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import Table from "cli-table3";
import { loadCategories, loadLexicon, loadPlatforms, loadStarterRegister } from "../config/load.ts";
import { projectRoot } from "../config/files.ts";
import type { Environment } from "../config/environment.ts";
import { checkBrowser } from "../crawler/fetch/chromium.ts";
import type { Finding } from "../crawler/fetch/doctor.ts";
import { checkFonts } from "../crawler/fetch/fonts.ts";
import { loadDetectors } from "../detectors/rules.ts";
import { checkMail, checkRedis } from "../queue/check.ts";
import { checkStorage } from "../storage/check.ts";
import { exitCodes } from "./exit-codes.ts";
import { settings } from "./settings.ts";
import type { Check } from "../domain/check.ts";

export async function checkAll(environment: Environment): Promise<Check[]> {
  const checks = await Promise.all([
    Promise.resolve(checkNode()),
    guarded("configuration", "Mend the files named.", async () => {
      const [categories, platforms, lexicon, register, detectors] = await Promise.all([
        loadCategories(),
        loadPlatforms(environment.platformFolders),
        loadLexicon(),
        loadStarterRegister(),
        loadDetectors(),
      ]);
      return `${categories.length} categories, ${platforms.size} platforms, ${lexicon.laws.rules.length} rules of law, ${register.trademarks.length + register.geographicalIndications.length + register.specialSigns.length} starter rights, ${detectors.length} detectors`;
    }),
    checkStorage({ databaseUrl: environment.databaseUrl, dataFolder: environment.dataFolder }),
    checkRedis(environment.redisUrl),
    checkBrowser(environment.chromiumPath, environment.dataFolder).then(asCheck),
    checkFonts(environment.dataFolder).then(asCheck),
    checkMail(environment.smtp),
    checkPages(),
  ]);
  return checks.flat();
}

export async function doctor(): Promise<number> {
  const checks = await checkAll(settings());
  const table = new Table({
    head: ["check", "state", "found", "remedy"],
    colWidths: [18, 10, 60, 50],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const check of checks) table.push([check.name, check.state, check.found, check.state === "ok" ? "" : check.remedy]);
  process.stdout.write(`${table.toString()}\n`);
  return checks.some((check) => check.state === "missing" || check.state === "wrong") ? exitCodes["check failed"] : exitCodes.done;
}

function checkNode(): Check {
  const major = Number(process.versions.node.split(".")[0]);
  return {
    name: "node",
    state: major >= 24 ? "ok" : "wrong",
    found: process.version,
    remedy: "Run through npm (`npm run …`) or `npx tiequan`, which use the Node 24 that `npm ci` installed.",
  };
}

function asCheck({ name, state, found, remedy }: Finding): Check {
  return { name, state: state === "present" ? "ok" : state, found, remedy: remedy ?? "" };
}

async function checkPages(): Promise<Check> {
  const present = await access(join(projectRoot, "dashboard", "web", "dist", "index.html")).then(
    () => true,
    () => false,
  );
  return {
    name: "pages",
    state: present ? "ok" : "warning",
    found: present ? "built" : "not built yet",
    remedy: "They are built when the dashboard first starts; `npm run build:web` builds them now.",
  };
}

async function guarded(name: string, remedy: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, state: "ok", found: await look(), remedy };
  } catch (cause) {
    return { name, state: "wrong", found: cause instanceof Error ? cause.message : String(cause), remedy };
  }
}
