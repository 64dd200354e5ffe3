/** Name and version of this program, as captures and letters record it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../config/files.ts";

export async function programName(): Promise<string> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")));
  return `tiequan/${version}`;
}
