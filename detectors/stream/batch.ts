/** A handful of records at a time: what travels between the reader and those who screen. */
import type { ScreeningDesk } from "../screen.ts";
import { readCsvListing, readJsonListing } from "./read-listing.ts";
import type { StreamFormat, StreamRecord } from "./records.ts";

export interface Batch {
  readonly format: StreamFormat;
  /** Columns, for CSV. */
  readonly header: readonly string[];
  readonly records: readonly StreamRecord[];
}

/** In the order of the records: a line of output, or the fault of a line of input. */
export type BatchAnswer =
  | { readonly ok: true; readonly line: number; readonly output: string; readonly probability: number }
  | { readonly ok: false; readonly line: number; readonly fault: string };

export async function screenBatch(desk: ScreeningDesk, batch: Batch): Promise<BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  for (const { line, text } of batch.records) {
    const listing = batch.format === "csv" ? readCsvListing(batch.header, text) : readJsonListing(text);
    if (!listing.ok) {
      answers.push({ ok: false, line, fault: listing.fault });
      continue;
    }
    const { weighed: _, ...screening } = await desk.screen(listing.value);
    answers.push({ ok: true, line, output: JSON.stringify(screening), probability: screening.lead.probability });
  }
  return answers;
}
