/** A real Chromium for tests: the one the crawler would use. */
import { chromium, type Browser } from "playwright";
import { findChromium } from "../../crawler/fetch/chromium.ts";

/** As root Chromium refuses its sandbox; the tests only show it our own pages. */
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export async function openBrowser(dataFolder: string): Promise<Browser> {
  const found = await findChromium(process.env["CHROMIUM_PATH"] ?? null, dataFolder);
  return chromium.launch({ executablePath: found.path, args: asRoot, env: { ...stringsOf(process.env), ...found.environment } });
}

function stringsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
