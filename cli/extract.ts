/** `tiequan extract`: one listing read from a saved page, with provenance per field. */
import { readFile } from "node:fs/promises";
import { loadPlatforms } from "../config/load.ts";
import { extractFile } from "../crawler/extract/from-file.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";

export async function extract(file: string, options: { readonly url: string; readonly platform?: string }): Promise<number> {
  if (!URL.canParse(options.url))
    throw new TiequanError("bad-usage", `--url ${options.url} is not an address.`, "Give the address the page was saved from.");
  const html = await readFile(file).catch((cause: unknown) => {
    throw new TiequanError("file-unreadable", `${file} cannot be read.`, "Check the path.", { cause });
  });
  const platforms = await loadPlatforms();
  const host = new URL(options.url).host;
  const platform =
    options.platform === undefined
      ? [...platforms.values()].find((candidate) => candidate.hosts.includes(host))
      : platforms.get(options.platform);
  if (options.platform !== undefined && platform === undefined)
    throw new TiequanError("bad-usage", `No platform is named ${options.platform}.`, `Known are ${[...platforms.keys()].join(", ")}.`);
  const read = extractFile({ html, url: options.url, ...(platform === undefined ? {} : { platform }) });
  process.stdout.write(`${JSON.stringify(read, null, 2)}\n`);
  return read.listing === null ? exitCodes["check failed"] : exitCodes.done;
}
