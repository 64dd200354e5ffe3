/** A patent office's search result saved as CSV or XLSX, read into patents with their status and its date. */
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { parsePatentNumber, type PatentKind } from "../domain/identifiers/patent-number.ts";
import { registerStatus, type PatentStatusSource } from "../domain/patent-status.ts";
import { patentSchema, type Patent } from "../domain/right.ts";
import { TiequanError } from "../domain/words.ts";
import { ConfigError, type FileFault } from "./files.ts";

type Column = "number" | "kind" | "title" | "holder" | "status" | "statusDate" | "licensees";

/** Headings as the offices and the usual search services write them, compared without spaces and brackets. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  number: ["专利号", "申请号", "专利申请号", "申请专利号", "patentnumber", "patentno", "number", "applicationnumber", "applicationno"],
  kind: ["专利类型", "专利种类", "类型", "kind", "patenttype", "type"],
  title: ["发明名称", "专利名称", "名称", "标题", "title"],
  holder: [
    "专利权人",
    "当前权利人",
    "当前专利权人",
    "权利人",
    "申请人",
    "申请专利权人",
    "holder",
    "assignee",
    "owner",
    "patentee",
    "applicant",
  ],
  status: ["法律状态", "当前法律状态", "案件状态", "专利状态", "有效性", "状态", "legalstatus", "status"],
  statusDate: ["法律状态日", "法律状态日期", "状态日期", "法律状态公告日", "检索日期", "statusdate", "legalstatusdate", "dateofstatus"],
  licensees: ["被许可人", "许可备案被许可人", "licensees", "licensee"],
};

/** The first that fits counts: 无效 before 效, 届满 before 终止. */
const statuses: readonly (readonly [RegExp, Patent["status"]])[] = [
  [/宣告.*无效|全部无效|invalidated|revoked/u, "invalidated"],
  [/届满|期满|expired/u, "expired"],
  [/驳回|撤回|放弃取得|rejected|refused|withdrawn|abandoned/u, "rejected"],
  [/终止|未缴|失效|无权|放弃专利权|lapsed|ceased|terminated|inactive/u, "lapsed"],
  [/审中|审查|实审|公开|受理|等待|pending|examination|published|application/u, "pending"],
  [/授权|有效|有权|维持|granted|active|in force|registered/u, "granted"],
];

const mostBytes = 64 * 1024 * 1024;
const mostRows = 200_000;

/**
 * Reads the export. `searchedOn` (a calendar day) dates every status whose row has no date of its own: a status without a date proves little.
 * Every fault of the file is reported at once, in a `ConfigError`.
 */
export async function readPatentExport(path: string, searchedOn?: string): Promise<readonly Patent[]> {
  const file = basename(path);
  const rows = extname(path).toLowerCase() === ".xlsx" ? await rowsOfXlsx(path) : rowsOfCsv(await bytesOf(path), file);
  return patentsFromRows(rows, file, searchedOn);
}

/** The export as a source of status, as `patentScreener` takes it. */
export async function patentExportSource(path: string, searchedOn?: string): Promise<PatentStatusSource> {
  const patents = await readPatentExport(path, searchedOn);
  return { ...registerStatus(patents, basename(path)), name: basename(path) };
}

/** Pure: rows with a heading first. */
export function patentsFromRows(rows: readonly (readonly string[])[], file: string, searchedOn?: string): readonly Patent[] {
  const [head, ...body] = rows;
  const columns = new Map<Column, number>();
  for (const [at, name] of (head ?? []).entries()) {
    const plain = name
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll(/[\s()（）._:-]/gu, "");
    for (const [column, known] of Object.entries(headings) as [Column, readonly string[]][])
      if (known.includes(plain) && !columns.has(column)) columns.set(column, at);
  }
  const faults: FileFault[] = (["number", "status"] as const)
    .filter((column) => !columns.has(column))
    .map((column) => ({
      file,
      line: 1,
      column: 1,
      path: column,
      fault: `no heading for it; one of ${headings[column].slice(0, 4).join(", ")} is needed`,
    }));
  if (faults.length > 0) throw new ConfigError(faults);

  const patents: Patent[] = [];
  for (const [index, row] of body.entries()) {
    const line = index + 2;
    const cell = (column: Column) => (row[columns.get(column) ?? -1] ?? "").trim();
    if (row.every((each) => each.trim() === "")) continue;
    const fault = (column: Column, words: string) =>
      faults.push({ file, line, column: (columns.get(column) ?? 0) + 1, path: column, fault: words });
    const parsed = parsePatentNumber(cell("number"));
    if (!parsed.ok)
      fault(
        "number",
        `"${cell("number")}" is no patent number (${parsed.fault}${parsed.expected === undefined ? "" : `, expected ${parsed.expected}, found ${parsed.found ?? ""}`})`,
      );
    const status = statuses.find(([pattern]) => pattern.test(cell("status").toLowerCase()))?.[1];
    if (status === undefined) fault("status", `"${cell("status")}" is no status this program knows`);
    const written = cell("statusDate");
    const statusDate = written === "" ? searchedOn : dayOf(written);
    if (written !== "" && statusDate === undefined) fault("statusDate", `"${written}" is no date`);
    const stated = kindOf(cell("kind"));
    if (parsed.ok && stated !== null && stated !== parsed.kind)
      fault("kind", `"${cell("kind")}" contradicts the kind digit of ${parsed.number}`);
    if (!parsed.ok || status === undefined) continue;
    patents.push(
      patentSchema.parse({
        number: `ZL${parsed.core}${parsed.check === null ? "" : `.${parsed.check}`}`,
        kind: parsed.kind,
        title: cell("title"),
        holder: cell("holder"),
        status,
        ...(statusDate === undefined ? {} : { statusDate }),
        licensees: cell("licensees")
          .split(/[|;；、]/u)
          .map((name) => name.trim())
          .filter((name) => name !== ""),
        source: file,
      }),
    );
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return patents;
}

function kindOf(text: string): PatentKind | null {
  if (/发明|invention/iu.test(text)) return "invention";
  if (/实用新型|utility/iu.test(text)) return "utility-model";
  return /外观|design/iu.test(text) ? "design" : null;
}

/** 2024-05-01, 2024.05.01, 2024/5/1, 20240501, 2024年5月1日; a spreadsheet's own dates arrive as ISO. */
function dayOf(text: string): string | undefined {
  const found = /^(\d{4})\s?[-./年]?\s?(\d{1,2})\s?[-./月]?\s?(\d{1,2})/u.exec(text);
  if (found === null) return undefined;
  const [, year = "", month = "", day = ""] = found;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  if (bytes.byteLength > mostBytes)
    throw new TiequanError(
      "file-too-large",
      `${basename(path)} has ${bytes.byteLength} bytes; at most ${mostBytes} are read.`,
      "Export fewer patents at a time.",
    );
  return bytes;
}

/** Offices' exports come in UTF-8 or in GB 18030. */
function rowsOfCsv(bytes: Uint8Array, file: string): string[][] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("gb18030").decode(bytes);
  }
  try {
    return checked(parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true }), file);
  } catch (cause) {
    if (cause instanceof TiequanError) throw cause;
    throw new ConfigError([{ file, line: 1, column: 1, path: "", fault: cause instanceof Error ? cause.message : String(cause) }]);
  }
}

async function rowsOfXlsx(path: string): Promise<string[][]> {
  await bytesOf(path);
  const rows = await readSheet(path);
  return checked(
    rows.map((row) => row.map((cell) => (cell === null ? "" : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)))),
    basename(path),
  );
}

function checked(rows: string[][], file: string): string[][] {
  if (rows.length > mostRows)
    throw new TiequanError(
      "file-too-large",
      `${file} has ${rows.length} rows; at most ${mostRows} are read.`,
      "Export fewer patents at a time.",
    );
  return rows;
}
