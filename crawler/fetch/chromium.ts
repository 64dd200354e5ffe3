/** Which Chromium to start, and what it needs around it on this host. */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright";
import { TiequanError } from "../../domain/words.ts";
import { unpackBundledChromium } from "./bundled-chromium.ts";
import type { Finding } from "./doctor.ts";
import { chineseFontSetting } from "./fonts.ts";

const run = promisify(execFile);

export interface Chromium {
  readonly path: string;
  readonly from: "CHROMIUM_PATH" | "installed" | "playwright" | "bundled";
  readonly version: string;
  /** Added to the child's environment: fonts, and libraries the host lacks. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Names under which distributions install a browser that Playwright can drive. */
const installedNames = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome-headless-shell",
  "microsoft-edge-stable",
];
const installedPlaces = [
  "/usr/lib/chromium/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * `CHROMIUM_PATH`, else an installed browser, else Playwright's own download, else the one inside `@sparticuz/chromium`.
 * Each candidate must start and say its version; a `CHROMIUM_PATH` that does not is an error, not a reason to look further.
 */
export async function findChromium(chromiumPath: string | null, dataFolder: string): Promise<Chromium> {
  const fonts = (await chineseFontSetting(dataFolder)).environment;
  if (chromiumPath !== null) {
    const given = await tryBrowser(chromiumPath, fonts, dataFolder);
    if ("version" in given) return { ...given, from: "CHROMIUM_PATH" };
    throw new TiequanError(
      "browser-missing",
      `CHROMIUM_PATH is ${chromiumPath}, which does not start: ${given.fault}.`,
      "Correct CHROMIUM_PATH, or unset it to use the browser that came with the program.",
    );
  }
  const faults: string[] = [];
  for await (const { path, from, fault } of candidates(dataFolder)) {
    const tried = path === null ? { fault } : await tryBrowser(path, fonts, dataFolder);
    if ("version" in tried) return { ...tried, from };
    faults.push(`${path ?? from}: ${tried.fault}`);
  }
  throw new TiequanError(
    "browser-missing",
    `No Chromium starts on this host (${faults.join("; ")}).`,
    "Install Debian's chromium, or set CHROMIUM_PATH.",
  );
}

interface Candidate {
  readonly path: string | null;
  readonly from: Exclude<Chromium["from"], "CHROMIUM_PATH">;
  readonly fault: string;
}

async function* candidates(dataFolder: string): AsyncGenerator<Candidate> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const place of [...installedNames.flatMap((name) => folders.map((folder) => join(folder, name))), ...installedPlaces])
    if (await isExecutable(place)) yield { path: place, from: "installed", fault: "" };
  const own = chromium.executablePath();
  if (own !== "" && (await isExecutable(own))) yield { path: own, from: "playwright", fault: "" };
  try {
    yield { path: (await unpackBundledChromium(dataFolder)).path, from: "bundled", fault: "" };
  } catch (cause) {
    yield { path: null, from: "bundled", fault: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Asks for the version. A binary that only lacks libraries gets the ones that come with the bundled browser. */
async function tryBrowser(
  path: string,
  fonts: Readonly<Record<string, string>>,
  dataFolder: string,
): Promise<Omit<Chromium, "from"> | { readonly fault: string }> {
  const plain = await versionOf(path, fonts);
  if ("version" in plain) return { path, version: plain.version, environment: fonts };
  if (!/error while loading shared libraries/u.test(plain.fault)) return plain;
  const { libraries } = await unpackBundledChromium(dataFolder);
  const environment = {
    ...fonts,
    LD_LIBRARY_PATH: [libraries, process.env["LD_LIBRARY_PATH"]].filter((one) => one !== undefined && one !== "").join(delimiter),
  };
  const helped = await versionOf(path, environment);
  return "version" in helped ? { path, version: helped.version, environment } : helped;
}

async function versionOf(
  path: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly version: string } | { readonly fault: string }> {
  try {
    const { stdout } = await run(path, ["--version"], { timeout: 20_000, env: { ...process.env, ...environment } });
    const version = /\d+(?:\.\d+){1,3}/u.exec(stdout)?.[0];
    return version === undefined ? { fault: `says "${stdout.trim().slice(0, 100)}" instead of its version` } : { version };
  } catch (cause) {
    const stderr = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : "";
    const message = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    return { fault: (stderr === "" ? message : stderr).slice(0, 300) };
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** For `tiequan doctor`: finds the browser as the crawler would. */
export async function checkBrowser(chromiumPath: string | null, dataFolder: string): Promise<Finding> {
  try {
    const { path, from, version, environment } = await findChromium(chromiumPath, dataFolder);
    const helped = "LD_LIBRARY_PATH" in environment ? ", with the libraries that came with the program" : "";
    return { name: "browser", state: "present", found: `Chromium ${version} (${from}: ${path}${helped})`, remedy: null };
  } catch (cause) {
    if (cause instanceof TiequanError)
      return {
        name: "browser",
        state: chromiumPath === null ? "missing" : "wrong",
        found: cause.message.replace(cause.remedy, "").trim(),
        remedy: cause.remedy,
      };
    return {
      name: "browser",
      state: "wrong",
      found: cause instanceof Error ? cause.message : String(cause),
      remedy: `Make ${dataFolder} writable, or set CHROMIUM_PATH.`,
    };
  }
}
