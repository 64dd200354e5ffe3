/**
 * The rights register from a file: JSON or YAML in the register's own shape, or a CSV or XLSX table with one right a row.
 * Every fault at once, with line and column.
 *
 * Table columns (a header row; unknown columns are a fault): `kind` (trademark, patent, geographical-indication, special-sign),
 * `id`, `name`, `owner`, `aliases`, `nicknames`, `classes`, `registrations`, `flagship`, `authorised`, `wellKnown`, `number`,
 * `patentKind`, `status`, `statusDate`, `product`, `country`, `region`, `regionCodes`, `standard`, `regime`, `terms`, `licensees`,
 * `validFrom`, `validTo`, `source`. Several values in one cell are separated by `|`.
 */
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { z } from "zod";
import {
  geographicalIndicationSchema,
  patentSchema,
  registerSchema,
  specialSignSchema,
  trademarkSchema,
  type Register,
} from "../domain/right.ts";
import { TiequanError } from "../domain/words.ts";
import { ConfigError, readData, type FileFault } from "./files.ts";

const columns = [
  "kind",
  "id",
  "name",
  "owner",
  "aliases",
  "nicknames",
  "classes",
  "registrations",
  "flagship",
  "authorised",
  "wellKnown",
  "number",
  "patentKind",
  "status",
  "statusDate",
  "product",
  "country",
  "region",
  "regionCodes",
  "standard",
  "regime",
  "terms",
  "licensees",
  "validFrom",
  "validTo",
  "source",
] as const;
type Column = (typeof columns)[number];

/** The version a table gets when the caller names none: the file's own name. */
export async function readRegisterFile(path: string, version?: string): Promise<Register> {
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return registerOf(path, rowsOfCsv(await bytesOf(path), basename(path)), version);
    case ".xlsx":
      return registerOf(path, await rowsOfXlsx(path), version);
    case ".json":
    case ".yaml":
    case ".yml": {
      const register = await readData(path, registerSchema);
      return version === undefined ? register : { ...register, version };
    }
    default:
      throw new TiequanError(
        "unknown-format",
        `${path} is none of .json, .yaml, .csv, .xlsx.`,
        "Save the register in one of these formats.",
      );
  }
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function rowsOfCsv(bytes: Uint8Array, file: string): Row[] {
  try {
    const records = parse(Buffer.from(bytes), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    });
    return z
      .array(z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) }))
      .parse(records)
      .map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (cause) {
    throw new ConfigError([
      { file, line: lineIn(cause), column: 1, path: "", fault: cause instanceof Error ? cause.message : String(cause) },
    ]);
  }
}

async function rowsOfXlsx(path: string): Promise<Row[]> {
  const rows = await readSheet(path);
  return rows.map((cells, index) => ({
    line: index + 1,
    cells: cells.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell === null ? "" : String(cell))),
  }));
}

function registerOf(path: string, rows: readonly Row[], version: string | undefined): Register {
  const file = basename(path);
  const [head, ...body] = rows;
  if (head === undefined) throw new ConfigError([{ file, line: 1, column: 1, path: "", fault: "is empty; a header row is needed" }]);
  const names = head.cells.map((cell) => cell.trim());
  const faults: FileFault[] = names.flatMap((name, index) =>
    isColumn(name)
      ? []
      : [{ file, line: head.line, column: index + 1, path: name, fault: `unknown column; known are ${columns.join(", ")}` }],
  );
  const trademarks: unknown[] = [];
  const patents: unknown[] = [];
  const geographicalIndications: unknown[] = [];
  const specialSigns: unknown[] = [];
  const seen = new Map<string, number>();
  for (const row of body) {
    const cell = (column: Column) => (row.cells[names.indexOf(column)] ?? "").trim();
    const at = (column: Column) => Math.max(1, names.indexOf(column) + 1);
    const reader = readers[cell("kind")];
    if (reader === undefined) {
      faults.push({
        file,
        line: row.line,
        column: at("kind"),
        path: "kind",
        fault: `"${cell("kind")}" is none of ${Object.keys(readers).join(", ")}`,
      });
      continue;
    }
    const right = reader.schema.safeParse(reader.read(cell));
    for (const issue of right.success ? [] : right.error.issues) {
      const column = columnOf(issue.path);
      faults.push({ file, line: row.line, column: at(column), path: issue.path.map(String).join("."), fault: issue.message });
    }
    const id = `${cell("kind")} ${cell("id") === "" ? cell("number") : cell("id")}`;
    const before = seen.get(id);
    if (before !== undefined)
      faults.push({ file, line: row.line, column: at("id"), path: "id", fault: `stands on line ${before} already` });
    seen.set(id, row.line);
    if (right.success)
      ({ trademark: trademarks, patent: patents, "geographical-indication": geographicalIndications, "special-sign": specialSigns })[
        reader.kind
      ].push(right.data);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return registerSchema.parse({ version: version ?? file, trademarks, patents, geographicalIndications, specialSigns });
}

type Cell = (column: Column) => string;
type Kind = "trademark" | "patent" | "geographical-indication" | "special-sign";

const readers: Readonly<Record<string, { kind: Kind; schema: z.ZodType; read(cell: Cell): unknown }>> = {
  trademark: {
    kind: "trademark",
    schema: trademarkSchema,
    read: (cell) => ({
      id: cell("id"),
      name: cell("name"),
      owner: cell("owner"),
      aliases: list(cell("aliases")),
      nicknames: list(cell("nicknames")),
      classes: list(cell("classes")).map(Number),
      registrations: list(cell("registrations")).map((number) => ({ number })),
      sellers: { flagship: list(cell("flagship")), authorised: list(cell("authorised")) },
      wellKnown: ["true", "1", "yes", "是"].includes(cell("wellKnown").toLowerCase()),
      ...filled({ source: cell("source") }),
    }),
  },
  patent: {
    kind: "patent",
    schema: patentSchema,
    read: (cell) => ({
      number: cell("number") === "" ? cell("id") : cell("number"),
      kind: cell("patentKind"),
      title: cell("name"),
      holder: cell("owner"),
      status: cell("status"),
      licensees: list(cell("licensees")),
      ...filled({ statusDate: cell("statusDate"), source: cell("source") }),
    }),
  },
  "geographical-indication": {
    kind: "geographical-indication",
    schema: geographicalIndicationSchema,
    read: (cell) => ({
      id: cell("id"),
      name: cell("name"),
      aliases: list(cell("aliases")),
      product: cell("product"),
      region: cell("region"),
      regionCodes: list(cell("regionCodes")),
      authorisedUsers: list(cell("licensees")),
      ...filled({ country: cell("country"), standard: cell("standard"), source: cell("source") }),
    }),
  },
  "special-sign": {
    kind: "special-sign",
    schema: specialSignSchema,
    read: (cell) => ({
      id: cell("id"),
      name: cell("name"),
      terms: list(cell("terms")),
      regime: cell("regime"),
      holder: cell("owner"),
      licensees: list(cell("licensees")),
      ...filled({ validFrom: cell("validFrom"), validTo: cell("validTo"), source: cell("source") }),
    }),
  },
};

const list = (cell: string): string[] =>
  cell
    .split("|")
    .map((part) => part.trim())
    .filter((part) => part !== "");
const filled = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));

/** Fields of a right whose column has another name. */
const renamed: Readonly<Record<string, Column>> = {
  kind: "patentKind",
  title: "name",
  holder: "owner",
  sellers: "authorised",
  authorisedUsers: "licensees",
};

function columnOf(path: readonly PropertyKey[]): Column {
  const field = String(path[0] ?? "id");
  return renamed[field] ?? (isColumn(field) ? field : "id");
}

function isColumn(name: string): name is Column {
  return columns.some((column) => column === name);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new TiequanError(
      "file-unreadable",
      `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Check the path and its permissions.",
      { cause },
    );
  }
}

function lineIn(cause: unknown): number {
  return typeof cause === "object" && cause !== null && "lines" in cause && typeof cause.lines === "number" ? cause.lines : 1;
}
