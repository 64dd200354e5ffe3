/** The labelled listings of `bench/data/*.jsonl` and the register they are screened against. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../config/files.ts";
import { infringementKindSchema } from "../domain/finding.ts";
import { listingSchema } from "../domain/listing.ts";
import { registerSchema, type Register } from "../domain/right.ts";

export const labelledSchema = z.object({
  listing: listingSchema,
  label: z.enum(["infringing", "clean"]),
  /** The kind that is suspected, or for a clean listing the kind it could be mistaken for. */
  kind: infringementKindSchema,
  phenomenon: z.string().min(1),
  split: z.enum(["train", "test"]),
  /** A clean listing written to look suspicious, or an infringing one written to look innocent. */
  hard: z.boolean(),
  subtype: z.string().optional(),
  /** How the name was disguised, where a script did it. */
  trick: z.string().optional(),
});
export type LabelledListing = z.infer<typeof labelledSchema>;

export const benchFolder = join(projectRoot, "bench", "data");

/** Every labelled listing of the repository, in the order of the files' names. A line that is none ends the run. */
export async function loadLabelled(): Promise<LabelledListing[]> {
  const files = (await readdir(benchFolder)).filter((file) => file.endsWith(".jsonl")).toSorted();
  const all: LabelledListing[] = [];
  for (const file of files)
    for (const [at, line] of (await readFile(join(benchFolder, file), "utf8")).split("\n").entries()) {
      if (line.trim() === "") continue;
      const parsed = labelledSchema.safeParse(JSON.parse(line));
      if (!parsed.success)
        throw new Error(
          `${file}:${at + 1} is not a labelled listing: ${parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`,
        );
      all.push(parsed.data);
    }
  return all;
}

/** Marks stand in `register.json`; patents, indications and signs in `register-protected.json`. */
export async function loadBenchRegister(): Promise<Register> {
  const [marks, rights] = await Promise.all(
    ["register.json", "register-protected.json"].map(async (file) =>
      registerSchema.parse(JSON.parse(await readFile(join(benchFolder, file), "utf8"))),
    ),
  );
  if (marks === undefined || rights === undefined) throw new Error("bench/data lacks a register.");
  return {
    ...marks,
    patents: [...marks.patents, ...rights.patents],
    geographicalIndications: [...marks.geographicalIndications, ...rights.geographicalIndications],
    specialSigns: [...marks.specialSigns, ...rights.specialSigns],
  };
}
