/** `tiequan screen`: detectors over a file of listings; no database, constant memory. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { loadLexicon, loadStarterRegister } from "../config/load.ts";
import { readRegisterFile } from "../config/register-files.ts";
import { screenStream } from "../detectors/screen-stream.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { startProgress } from "./progress.ts";

export interface ScreenOptions {
  readonly register?: string;
  readonly min: string;
  readonly jobs: string;
  readonly csv?: boolean;
}

/** Most faults told one by one; the rest are counted, and said to be. */
const mostProblemsTold = 100;

export async function screen(file: string | undefined, options: ScreenOptions): Promise<number> {
  const min = numberOf("--min", options.min, 0, 1);
  const jobs = numberOf("--jobs", options.jobs, 1, 64);
  const [register, lexicon] = await Promise.all([
    options.register === undefined ? loadStarterRegister() : readRegisterFile(options.register),
    loadLexicon(),
  ]);
  if (file === undefined && process.stdin.isTTY)
    throw new TiequanError("bad-usage", "No listings were given.", "Pipe them in (`tiequan screen < listings.jsonl`) or name a file.");
  const input = file === undefined ? process.stdin : createReadStream(await existing(file));
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const progress = startProgress("screened");
  let told = 0;
  const totals = await screenStream({
    input,
    output: process.stdout,
    format: options.csv === true ? "csv" : "jsonl",
    register,
    lexicon,
    min,
    jobs,
    signal: stop.signal,
    onProblem({ line, fault }) {
      told += 1;
      if (told <= mostProblemsTold) process.stderr.write(`line ${line}: ${fault}\n`);
      if (told === mostProblemsTold + 1) process.stderr.write(`… more lines cannot be read; from here on they are only counted.\n`);
    },
    onProgress: ({ screened, flagged, problems }) =>
      progress.update(screened, null, `flagged ${flagged}${problems === 0 ? "" : `, unreadable ${problems}`}`),
  });
  progress.update(totals.screened, null, `flagged ${totals.flagged}, unreadable ${totals.problems}`);
  progress.end();
  if (stop.signal.aborted) return exitCodes["stopped by a signal"];
  return totals.problems > 0 ? exitCodes["bad configuration or input file"] : exitCodes.done;
}

async function existing(file: string): Promise<string> {
  try {
    await stat(file);
    return file;
  } catch (cause) {
    throw new TiequanError("file-unreadable", `${file} cannot be read.`, "Check the path.", { cause });
  }
}

export function numberOf(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most)
    throw new TiequanError("bad-usage", `${option} ${text} is not a number from ${least} to ${most}.`, "See --help.");
  return value;
}
