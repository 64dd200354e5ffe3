/** Reads the data files people edit. Every fault of a file is reported at once, with line and column. */
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { TiequanError } from "../domain/words.ts";

export const projectRoot = fileURLToPath(new URL("..", import.meta.url));
export const configRoot = join(projectRoot, "config");

export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the data, as in `trademarks[3].registrations[0].number`. */
  readonly path: string;
  readonly fault: string;
}

/** Thrown when a file a person wrote does not hold what it must; exit code 3. */
export class ConfigError extends TiequanError {
  readonly faults: readonly FileFault[];
  constructor(faults: readonly FileFault[]) {
    const lines = faults.map((f) => `  ${f.file}:${f.line}:${f.column} ${f.path === "" ? "" : `${f.path}: `}${f.fault}`);
    const files = new Set(faults.map((f) => f.file)).size;
    super(
      "bad-config",
      `${faults.length} fault(s) in ${files} file(s):\n${lines.join("\n")}\n`,
      "Mend the lines named above and run it again.",
    );
    this.faults = faults;
  }
}

/** Largest file of configuration or register that is read whole. */
const mostBytes = 256 * 1024 * 1024;

/** JSON is YAML, so one reader serves both and both get line numbers. */
export function parseData<T>(text: string, file: string, schema: z.ZodType<T>): { value: T } | { faults: FileFault[] } {
  const quick = quickJson(text, schema);
  if (quick !== null) return quick;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0)
    return {
      faults: document.errors.map((error) => {
        const at = lines.linePos(error.pos[0]);
        return { file, line: at.line, column: at.col, path: "", fault: error.message };
      }),
    };
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    return { faults: [{ file, line: 1, column: 1, path: "", fault: cause instanceof Error ? cause.message : String(cause) }] };
  }
  const checked = schema.safeParse(plain);
  if (checked.success) return { value: checked.data };
  return { faults: checked.error.issues.map((issue) => locate(document, lines, file, issue.path, issue.message)) };
}

export async function readData<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const file = shown(path);
  let text: string;
  try {
    const bytes = await readFile(path);
    if (bytes.byteLength > mostBytes)
      throw new TiequanError("file-too-large", `${file} has ${bytes.byteLength} bytes; at most ${mostBytes} are read.`, "Split it.");
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TiequanError) throw cause;
    if (cause instanceof TypeError) throw new ConfigError([{ file, line: 1, column: 1, path: "", fault: "is not UTF-8 text" }]);
    throw new TiequanError(
      "file-unreadable",
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Check the path and its permissions.",
      { cause },
    );
  }
  const parsed = parseData(text, file, schema);
  if ("faults" in parsed) throw new ConfigError(parsed.faults);
  return parsed.value;
}

/** All YAML files of a folder in name order; the faults of all of them in one error. */
export async function readFolder<T>(folder: string, schema: z.ZodType<T>): Promise<{ file: string; value: T }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml") || name.endsWith(".yml")).toSorted();
  const faults: FileFault[] = [];
  const values: { file: string; value: T }[] = [];
  for (const name of names) {
    try {
      values.push({ file: shown(join(folder, name)), value: await readData(join(folder, name), schema) });
    } catch (cause) {
      if (!(cause instanceof ConfigError)) throw cause;
      faults.push(...cause.faults);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return values;
}

/** Sound JSON is read thirty times faster by JSON.parse; whatever is unsound goes the slow way, which knows lines and columns. */
function quickJson<T>(text: string, schema: z.ZodType<T>): { value: T } | null {
  if (!/^\s*[[{]/u.test(text)) return null;
  try {
    const checked = schema.safeParse(JSON.parse(text));
    return checked.success ? { value: checked.data } : null;
  } catch {
    return null;
  }
}

function locate(document: Document, lines: LineCounter, file: string, path: readonly PropertyKey[], fault: string): FileFault {
  let offset = 0;
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) {
      offset = node.range[0];
      break;
    }
  }
  const at = lines.linePos(offset);
  return { file, line: at.line, column: at.col, path: pathInWords(path), fault };
}

function pathInWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (words, key) => (typeof key === "number" ? `${words}[${key}]` : words === "" ? String(key) : `${words}.${String(key)}`),
    "",
  );
}

function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
