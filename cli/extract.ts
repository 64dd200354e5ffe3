/** `tiequan extract`: one listing read from a saved page, with provenance per field. */
import { readFile, stat } from "node:fs/promises";
import { loadPlatforms } from "../config/load.ts";
import { extractFile } from "../crawler/extract/from-file.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { say, settings } from "./settings.ts";

/** Pages saved with their pictures inside are larger than what is fetched; beyond this it is no page. */
const mostBytes = 64 * 1024 * 1024;

export async function extract(file: string, options: { readonly url: string; readonly platform?: string }): Promise<number> {
  if (!URL.canParse(options.url))
    throw new TiequanError("bad-usage", `--url ${options.url} is not an address.`, "Give the address the page was saved from.");
  const html = await readPage(file);
  const platforms = await loadPlatforms(settings().platformFolders);
  const host = new URL(options.url).host;
  const platform =
    options.platform === undefined
      ? [...platforms.values()].find((candidate) => candidate.hosts.includes(host))
      : platforms.get(options.platform);
  if (options.platform !== undefined && platform === undefined)
    throw new TiequanError("bad-usage", `No platform is named ${options.platform}.`, `Known are ${[...platforms.keys()].join(", ")}.`);
  const read = extractFile({ html, url: options.url, ...(platform === undefined ? {} : { platform }) });
  process.stdout.write(`${JSON.stringify(read, null, 2)}\n`);
  if (read.listing !== null) return exitCodes.done;
  say(`${file} is not read as a listing: ${read.because ?? "nobody said why"}. Name the platform with --platform if it has a file.`);
  return exitCodes["check failed"];
}

async function readPage(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes)
      throw new TiequanError("file-too-large", `${file} has ${size} bytes; at most ${mostBytes} are read.`, "Save the page alone.");
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof TiequanError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TiequanError("file-unreadable", `${file} cannot be read: ${why}.`, "Check the path.", { cause });
  }
}
