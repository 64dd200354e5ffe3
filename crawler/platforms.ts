/** The readers of the marketplaces: built from the YAML file, or from code where a file of `platforms/` says it better. */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Platform, PlatformAdapter } from "../domain/platform.ts";
import { TiequanError } from "../domain/words.ts";
import { adapterFromFile } from "./platform-adapter.ts";

/** Code for one marketplace: exported as `adapter` by `crawler/platforms/<name of the platform>.ts`. */
export interface CodeAdapter {
  readonly name: string;
  /** Takes the reader that the YAML gives and answers with a better one. */
  build(platform: Platform, fromFile: PlatformAdapter): PlatformAdapter;
}

const codeFolder = join(import.meta.dirname, "platforms");

/** Finds the code adapters at start. Refuses a file whose adapter is named otherwise or that exports none. */
export async function loadCodeAdapters(folder: string = codeFolder): Promise<ReadonlyMap<string, CodeAdapter>> {
  const found = new Map<string, CodeAdapter>();
  const files = await readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  });
  for (const file of files.filter((name) => name.endsWith(".ts")).toSorted()) {
    const loaded = (await import(join(folder, file))) as { readonly adapter?: CodeAdapter };
    const name = basename(file, ".ts");
    if (loaded.adapter?.name !== name)
      throw new TiequanError(
        "bad-plugin",
        `crawler/platforms/${file} exports ${loaded.adapter === undefined ? "no `adapter`" : `an adapter named "${loaded.adapter.name}"`}.`,
        `Export \`adapter\` with the name "${name}".`,
      );
    found.set(name, loaded.adapter);
  }
  return found;
}

const code = await loadCodeAdapters();

/** The reader of one marketplace's pages. Throws a readable error when the platform file's patterns cannot be used. */
export function adapterFor(platform: Platform): PlatformAdapter {
  const fromFile = adapterFromFile(platform);
  return code.get(platform.name)?.build(platform, fromFile) ?? fromFile;
}

/** Names that have code of their own. */
export const codeAdapterNames: readonly string[] = [...code.keys()];
