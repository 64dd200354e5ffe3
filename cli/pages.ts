/** The dashboard's pages, built by Vite when they are missing or older than their sources. */
import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../config/files.ts";

const webFolder = join(projectRoot, "dashboard", "web");
const built = join(webFolder, "dist");
const stampName = ".sources";

/** The folder of built pages. Builds them first when their sources changed, which takes some seconds. */
export async function ensurePages(say: (line: string) => void): Promise<string> {
  const sources = await hashOfSources();
  const before = await readFile(join(built, stampName), "utf8").catch(() => null);
  if (before === sources) return built;
  say("Building the pages…");
  // Built beside its place: two processes that start at once never serve or leave half a folder.
  const unfinished = `${built}-${process.pid}`;
  const { build } = await import("vite");
  try {
    await build({
      root: webFolder,
      configFile: join(webFolder, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: unfinished, emptyOutDir: true },
    });
    await writeFile(join(unfinished, stampName), sources);
    await rm(built, { recursive: true, force: true });
    // Another process may have put its own there meanwhile, built from the same sources.
    await rename(unfinished, built).catch(async (cause: unknown) => {
      if ((await readFile(join(built, stampName), "utf8").catch(() => null)) !== sources) throw cause;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
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
