/** The dashboard's pages, built by Vite when they are missing or older than their sources. */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../config/files.ts";

const webFolder = join(projectRoot, "dashboard", "web");
const built = join(webFolder, "dist");
const stamp = join(built, ".sources");

/** The folder of built pages. Builds them first when their sources changed, which takes some seconds. */
export async function ensurePages(say: (line: string) => void): Promise<string> {
  const sources = await hashOfSources();
  const before = await readFile(stamp, "utf8").catch(() => null);
  if (before === sources) return built;
  say("Building the pages…");
  const { build } = await import("vite");
  await build({ root: webFolder, configFile: join(webFolder, "vite.config.ts"), logLevel: "error" });
  await writeFile(stamp, sources);
  return built;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of [
    join(webFolder, "src"),
    join(webFolder, "index.html"),
    join(webFolder, "vite.config.ts"),
    join(projectRoot, "dashboard", "shapes.ts"),
    join(projectRoot, "package-lock.json"),
  ])
    for (const file of await filesOf(folder)) hash.update(file).update(await readFile(file));
  return hash.digest("hex");
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
