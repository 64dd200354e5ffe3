/** Finds the detectors: every file of `detectors/rules/` is one, and is asked from the moment it exists. */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import type { Detector } from "../domain/detector.ts";
import { TiequanError } from "../domain/words.ts";

export const rulesFolder = fileURLToPath(new URL("rules/", import.meta.url));

const shape = z.object({
  name: z.string().min(1),
  version: z.number().int().positive(),
  question: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  examples: z.array(z.unknown()),
  prepare: z.custom<Detector["prepare"]>((value) => typeof value === "function", "must be a function"),
});

/**
 * The detectors of a folder in name order. Refuses a file that lacks the export `detector`, whose detector is not
 * whole, or whose name is not the file's: a name is a storage key, so two spellings of it may not exist.
 */
export async function loadDetectors(folder: string = rulesFolder): Promise<readonly Detector[]> {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .map((file) => basename(file, ".ts"));
  const detectors: Detector[] = [];
  for (const name of names.toSorted()) {
    const module: unknown = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
    detectors.push(detectorOf(module, name));
  }
  return detectors;
}

function detectorOf(module: unknown, expected: string): Detector {
  if (typeof module !== "object" || module === null || !("detector" in module))
    throw new TiequanError(
      "bad-detector",
      `detectors/rules/${expected}.ts has no export named "detector".`,
      "Export it, or move the file out of detectors/rules.",
    );
  const checked = shape.safeParse(module.detector);
  if (!checked.success) {
    const faults = checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new TiequanError(
      "bad-detector",
      `The detector in detectors/rules/${expected}.ts is not whole (${faults}).`,
      "Give it all that domain/detector.ts asks for.",
    );
  }
  if (checked.data.name !== expected)
    throw new TiequanError(
      "bad-detector",
      `The detector in detectors/rules/${expected}.ts is named "${checked.data.name}".`,
      `Name it "${expected}", as its file.`,
    );
  return module.detector as Detector;
}
