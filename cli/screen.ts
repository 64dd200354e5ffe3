/** `tiequan screen`: detectors over a file of listings; no database, constant memory. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { loadLexicon, loadStarterRegister } from "../config/load.ts";
import { readRegisterFile } from "../config/register-files.ts";
import { screenStream } from "../detectors/screen-stream.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { startProgress } from "./progress.ts";
import { stopSignal } from "./signals.ts";

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
  const jobs = wholeNumberOf("--jobs", options.jobs, 1, 64);
  const [register, lexicon] = await Promise.all([
    options.register === undefined ? loadStarterRegister() : readRegisterFile(options.register),
    loadLexicon(),
  ]);
  if (file === undefined && process.stdin.isTTY)
    throw new TiequanError("bad-usage", "No listings were given.", "Pipe them in (`tiequan screen < listings.jsonl`) or name a file.");
  const input = file === undefined ? process.stdin : createReadStream(await existing(file));
  const stop = stopSignal();
  const progress = startProgress("screened");
  let told = 0;
  const totals = await screenStream({
    input,
    output: process.stdout,
    format: options.csv === true || file?.toLowerCase().endsWith(".csv") === true ? "csv" : "jsonl",
    register,
    lexicon,
    min,
    jobs,
    signal: stop,
    onProblem({ line, fault }) {
      told += 1;
      if (told <= mostProblemsTold) process.stderr.write(`line ${line}: ${fault}\n`);
      if (told === mostProblemsTold + 1) process.stderr.write(`… more lines cannot be read; from here on they are only counted.\n`);
    },
    onProgress: ({ screened, flagged, problems }) =>
      progress.update(screened, null, `flagged ${flagged}${problems === 0 ? "" : `, unreadable ${problems}`}`),
  }).catch((cause: unknown) => {
    if (stop.aborted) return null;
    throw cause;
  });
  if (totals === null) {
    progress.end();
    return exitCodes["stopped by a signal"];
  }
  progress.update(totals.screened, null, `flagged ${totals.flagged}, unreadable ${totals.problems}`);
  progress.end();
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
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < least || value > most)
    throw new TiequanError("bad-usage", `${option} ${text} is not a number from ${least} to ${most}.`, "See --help.");
  return value;
}

export function wholeNumberOf(option: string, text: string, least: number, most: number): number {
  const value = numberOf(option, text, least, most);
  if (!Number.isInteger(value)) throw new TiequanError("bad-usage", `${option} ${text} is not a whole number.`, "See --help.");
  return value;
}
