/** Opaque cursors of keyset paging: the sort key of the last row seen, never an offset. */
import { z } from "zod";
import { TiequanError } from "../domain/words.ts";

/** Most rows one page of a list gives; more is answered with a cursor. */
const mostRows = 500;

export function writeCursor(order: string, key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([order, ...key])).toString("base64url");
}

/** The key of a cursor of this order. A cursor of another list, or one made by hand, is a TiequanError `bad-cursor`. */
export function readCursor<Key extends z.ZodType>(order: string, cursor: string, key: Key): z.infer<Key> {
  try {
    const content = z.array(z.union([z.string(), z.number()])).parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (content[0] === order) return key.parse(content.slice(1));
  } catch (cause) {
    throw badCursor(cause);
  }
  throw badCursor();
}

function badCursor(cause?: unknown): TiequanError {
  return new TiequanError("bad-cursor", "The place to go on from is not one this list gave.", "Start again from the first page.", {
    cause,
  });
}

export const instantKey = z.iso.datetime().transform((text) => new Date(text));

/** Cuts the one row too many that was asked for, and says where to go on. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  read: (row: Row) => T,
): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(read), next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

export function boundedLimit(limit: number): number {
  return Math.max(1, Math.min(mostRows, Math.floor(limit)));
}
