/** One record of a file of listings, as JSON or CSV, into a listing or the reason why it is none. */
import { listingSchema, type Listing } from "../../domain/listing.ts";
import { failed, ok, type Result } from "../../domain/words.ts";

export function readJsonListing(text: string): Result<Listing, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return failed(`is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return checked(value);
}

/**
 * A CSV record under its header. Columns are named as the listing's fields, with a dot for a field inside a field:
 * `id`, `title`, `seller.name`, `attributes.brand`, `price.amount`, `identifiers.gtin`; `images` are separated by `|`.
 * An empty cell is an absent field, except for the title. Unknown columns are passed over.
 */
export function readCsvListing(header: readonly string[], text: string): Result<Listing, string> {
  const cells = splitCsv(text);
  if (cells.length > header.length)
    return failed(`has ${cells.length} cells under ${header.length} columns; put text that holds a comma in quotation marks`);
  const listing: Record<string, unknown> = {};
  const nested: Record<string, Record<string, string>> = {};
  for (const [column, cell] of cells.entries()) {
    const name = header[column] ?? "";
    if (cell === "" && name !== "title") continue;
    const dot = name.indexOf(".");
    if (dot > 0) (nested[name.slice(0, dot)] ??= {})[name.slice(dot + 1)] = cell;
    else if (name === "images") listing[name] = cell.split("|").filter((image) => image !== "");
    else if (name === "salesCount") listing[name] = Number(cell);
    else listing[name] = cell;
  }
  return checked({ ...listing, ...nested });
}

/** Names of the columns, or why these cannot be a header. */
export function readHeader(text: string): Result<readonly string[], string> {
  const header = splitCsv(text).map((name) => name.trim());
  const absent = ["id", "title"].filter((name) => !header.includes(name));
  if (absent.length > 0) return failed(`is the header and lacks the column(s) ${absent.join(", ")}`);
  const twice = header.find((name, at) => name !== "" && header.indexOf(name) !== at);
  if (twice !== undefined) return failed(`is the header and names the column ${twice} twice`);
  return ok(header);
}

function checked(value: unknown): Result<Listing, string> {
  const parsed = listingSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return failed(
    `is not a listing: ${parsed.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
      .join("; ")}`,
  );
}

/** RFC 4180: a quoted cell may hold commas, line ends and doubled quotation marks. */
export function splitCsv(record: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      let cell = "";
      let from = at + 1;
      for (;;) {
        const end = record.indexOf('"', from);
        if (end === -1) {
          cell += record.slice(from);
          at = record.length;
          break;
        }
        cell += record.slice(from, end);
        if (record[end + 1] !== '"') {
          at = end + 1;
          break;
        }
        cell += '"';
        from = end + 2;
      }
      const next = record.indexOf(",", at);
      cells.push(cell + (next === -1 ? record.slice(at) : record.slice(at, next)));
      if (next === -1) return cells;
      at = next + 1;
    } else {
      const next = record.indexOf(",", at);
      cells.push(next === -1 ? record.slice(at) : record.slice(at, next));
      if (next === -1) return cells;
      at = next + 1;
    }
  }
}
