/**
 * A file of listings in, a file of findings out: one line a listing, in input order, in memory that does not grow
 * with the file. Lines that cannot be read are reported with their number and passed over.
 */
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Lexicon } from "../domain/lexicon.ts";
import type { Register } from "../domain/right.ts";
import { TiequanError } from "../domain/words.ts";
import type { Batch, BatchAnswer } from "./stream/batch.ts";
import { hireCrew, type Crew } from "./stream/crew.ts";
import { readHeader } from "./stream/read-listing.ts";
import { cutRecords, mostRecordBytes, type StreamFormat, type StreamRecord } from "./stream/records.ts";

export interface StreamProblem {
  /** Line of the input, from 1. */
  readonly line: number;
  readonly fault: string;
}

export interface StreamProgress {
  readonly screened: number;
  readonly flagged: number;
  readonly problems: number;
}

export interface StreamOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly format: StreamFormat;
  readonly register: Register;
  readonly lexicon: Lexicon;
  /** Probability from which a listing counts as flagged. */
  readonly min: number;
  /** Threads; 1 screens in this one. */
  readonly jobs: number;
  readonly onProblem: (problem: StreamProblem) => void;
  readonly onProgress?: (progress: StreamProgress) => void;
  readonly signal?: AbortSignal;
  /** Bytes of one record; a longer one is reported and passed over. */
  readonly mostRecordBytes?: number;
}

/** A batch goes out when it has this many records or bytes, whichever is first. */
const batchRecords = 64;
const batchUnits = 128 * 1024;
/** Batches under way for each thread: one being screened, one waiting. */
const batchesPerHand = 2;

/** Ends with the totals; `problems > 0` is exit code 3. A CSV without a usable header ends at once. */
export async function screenStream(options: StreamOptions): Promise<StreamProgress> {
  const crew = await hireCrew(Math.max(1, Math.floor(options.jobs)), {
    register: options.register,
    lexicon: options.lexicon,
    line: options.min,
  });
  try {
    return await run(options, crew);
  } finally {
    await crew.close();
  }
}

async function run(options: StreamOptions, crew: Crew): Promise<StreamProgress> {
  const total = { screened: 0, flagged: 0, problems: 0 };
  const problem = (line: number, fault: string) => {
    total.problems++;
    options.onProblem({ line, fault });
  };
  const underWay: Promise<readonly BatchAnswer[]>[] = [];
  const deliverOldest = async () => {
    const oldest = underWay.shift();
    if (oldest === undefined) return;
    let text = "";
    for (const answer of await oldest) {
      if (!answer.ok) {
        problem(answer.line, answer.fault);
        continue;
      }
      total.screened++;
      if (answer.probability >= options.min) total.flagged++;
      text += `${answer.output}\n`;
    }
    if (text !== "" && !options.output.write(text)) await once(options.output, "drain");
    options.onProgress?.({ ...total });
  };

  try {
    for await (const batch of batches(options, problem)) {
      options.signal?.throwIfAborted();
      const asked = crew.screen(batch);
      // Awaited in order below; a failure must not count as unhandled while older batches are still being written.
      asked.catch(() => {});
      underWay.push(asked);
      while (underWay.length >= crew.size * batchesPerHand) await deliverOldest();
    }
    while (underWay.length > 0) await deliverOldest();
  } catch (cause) {
    await Promise.allSettled(underWay);
    throw cause;
  }
  return total;
}

async function* batches(options: StreamOptions, problem: (line: number, fault: string) => void): AsyncGenerator<Batch> {
  let header: readonly string[] | null = options.format === "csv" ? null : [];
  let records: StreamRecord[] = [];
  let units = 0;
  for await (const cut of cutRecords(options.input, options.format, options.mostRecordBytes ?? mostRecordBytes)) {
    if (!cut.ok) {
      problem(cut.line, cut.fault);
      continue;
    }
    if (header === null) {
      const read = readHeader(cut.record.text);
      if (!read.ok)
        throw new TiequanError(
          "bad-csv-header",
          `Line ${cut.record.line} ${read.fault}.`,
          "Name the columns as the fields of a listing: id,title,seller.name,price.amount,…",
        );
      header = read.value;
      continue;
    }
    records.push(cut.record);
    units += cut.record.text.length;
    if (records.length >= batchRecords || units >= batchUnits) {
      yield { format: options.format, header, records };
      records = [];
      units = 0;
    }
  }
  if (records.length > 0 && header !== null) yield { format: options.format, header, records };
}
