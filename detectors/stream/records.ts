/** Cuts a stream of bytes into records: lines of JSON, or CSV records, whose quoted fields may hold line ends. */
import type { Readable } from "node:stream";

export type StreamFormat = "jsonl" | "csv";

export interface StreamRecord {
  /** Line of the file on which the record begins, from 1. */
  readonly line: number;
  readonly text: string;
}

export type Cut =
  | { readonly ok: true; readonly record: StreamRecord }
  | { readonly ok: false; readonly line: number; readonly fault: string };

/** Bytes of one record. A description of 5 million Chinese characters has 15 million. */
export const mostRecordBytes = 32 * 1024 * 1024;

const newline = 10;
const carriageReturn = 13;
const quote = 34;
const comma = 44;

/**
 * Records in order, blank ones left out, in memory bounded by one record. A record that is too long is reported and
 * passed over; a quote that never closes costs the line it stands on, not the rest of the file.
 */
export async function* cutRecords(input: Readable, format: StreamFormat, mostBytes: number = mostRecordBytes): AsyncGenerator<Cut> {
  const cutter = makeCutter(format === "csv", mostBytes);
  for await (const chunk of input) yield* cutter.push(asBytes(chunk));
  yield* cutter.end();
}

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  return new TextEncoder().encode(String(chunk));
}

function makeCutter(quotes: boolean, mostBytes: number) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let line = 1;
  let recordLine = 1;
  let inQuotes = false;
  let fieldStart = true;
  let afterQuote = false;
  let dropping = false;
  let first = true;

  function* finish(): Generator<Cut> {
    const whole = parts.length === 1 ? parts[0] : joined(parts);
    const at = recordLine;
    parts = [];
    bytes = 0;
    recordLine = line;
    fieldStart = true;
    afterQuote = false;
    if (dropping) {
      dropping = false;
      return;
    }
    const content = trimmed(whole ?? new Uint8Array(0), first);
    first = false;
    if (content.length === 0) return;
    let text: string;
    try {
      text = decoder.decode(content);
    } catch {
      yield { ok: false, line: at, fault: "is not UTF-8 text" };
      return;
    }
    if (text.trim() !== "") yield { ok: true, record: { line: at, text } };
  }

  function* scan(chunk: Uint8Array): Generator<Cut> {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === newline) {
        line++;
        if (!inQuotes) {
          keep(chunk.subarray(start, at));
          start = at + 1;
          yield* finish();
          continue;
        }
      }
      if (!quotes) continue;
      if (inQuotes) {
        if (byte === quote) {
          inQuotes = false;
          afterQuote = true;
        }
      } else if (byte === quote && (fieldStart || afterQuote)) {
        inQuotes = true;
        afterQuote = false;
        fieldStart = false;
      } else {
        afterQuote = false;
        // The byte-order mark before a quoted first header is no content.
        fieldStart = byte === comma || (fieldStart && first && byte !== undefined && byte >= 0xbb && bytes + at - start < 3);
      }
    }
    keep(chunk.subarray(start));
    if (bytes > mostBytes) yield* overflow();
  }

  function keep(part: Uint8Array): void {
    if (dropping || part.length === 0) return;
    parts.push(part);
    bytes += part.length;
  }

  function* overflow(): Generator<Cut> {
    if (inQuotes) {
      yield* reopen();
      return;
    }
    yield { ok: false, line: recordLine, fault: `is longer than ${mostBytes} bytes` };
    parts = [];
    bytes = 0;
    dropping = true;
  }

  /** Gives up the line on which a quote opened and reads on behind it. */
  function* reopen(): Generator<Cut> {
    yield { ok: false, line: recordLine, fault: "has a quotation mark that never closes" };
    const whole = joined(parts);
    const end = whole.indexOf(newline);
    parts = [];
    bytes = 0;
    inQuotes = false;
    fieldStart = true;
    afterQuote = false;
    first = false;
    if (end === -1) {
      dropping = true;
      return;
    }
    line = recordLine + 1;
    recordLine = line;
    yield* scan(whole.subarray(end + 1));
  }

  return {
    *push(chunk: Uint8Array): Generator<Cut> {
      // Slices, so that a single chunk of a large file never carries a record far beyond the bound.
      for (let at = 0; at < chunk.length; at += 1 << 20) yield* scan(chunk.subarray(at, at + (1 << 20)));
    },
    *end(): Generator<Cut> {
      while (inQuotes) yield* reopen();
      yield* finish();
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function trimmed(bytes: Uint8Array, first: boolean): Uint8Array {
  const from = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const to = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  return bytes.subarray(from, Math.max(from, to));
}
