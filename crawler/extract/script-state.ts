/** Data objects that a page's scripts carry: `<script type="application/json">`, `window.x = {…}`, `push({…})`. Scripts are read, never run. */
import { parseLenient, readJsonAt, type Json } from "./lenient-json.ts";
import { scriptText, type Page } from "./page.ts";

export interface ScriptState {
  /** The variable or element id it hangs on; the script's number where it has no name. */
  readonly name: string;
  readonly value: Json;
}

/** Objects of one page, and UTF-16 units of script read for them. */
const mostObjects = 150;
const mostUnits = 6_000_000;
/** Shorter objects hold settings, not goods. */
const leastUnits = 30;

export function scriptStates(page: Page, note: (what: string) => void): ScriptState[] {
  const found: ScriptState[] = [];
  let units = 0;
  for (const [index, script] of page.named("script").entries()) {
    const { src, type = "", id } = script.attribs;
    if (src !== undefined || /ld\+json|x-template|text\/html|speculationrules|importmap/iu.test(type)) continue;
    const source = scriptText(script);
    if (source.length < leastUnits || found.length >= mostObjects) continue;
    units += source.length;
    if (units > mostUnits) {
      note(`scripts hold more than ${mostUnits} characters; the rest was not searched for data`);
      break;
    }
    const name = id ?? `script[${index}]`;
    if (/json/iu.test(type)) for (const value of parseLenient(source)) found.push({ name, value });
    else found.push(...assignedIn(source, name).slice(0, mostObjects - found.length));
  }
  return found;
}

/** Objects after `=`, `:` of a call, or `(`; each is passed over once read, so that a script is read once. */
function assignedIn(source: string, script: string): ScriptState[] {
  const found: ScriptState[] = [];
  const nextOpening = openingsOf(source);
  for (let at = nextOpening(0); at >= 0 && found.length < mostObjects;) {
    const holder = opensData(source, at) ? holderOf(source, at) : null;
    if (holder === null) {
      at = nextOpening(at + 1);
      continue;
    }
    const read = holder.endsWith("JSON.parse") ? null : readJsonAt(source, at);
    if (read === null) break;
    if (read.end - at >= leastUnits) found.push({ name: holder === "push" ? script : holder, value: read.value });
    at = nextOpening(Math.max(read.end, at + 1));
  }
  return [...found, ...parsedIn(source, script)];
}

/** What an object is assigned to or handed to, read backwards from it: `window.x = {`, `push({`. */
function holderOf(source: string, at: number): string | null {
  let end = at - 1;
  while (end > 0 && source.charCodeAt(end) <= 0x20) end--;
  if (source.charAt(end) !== "=" && source.charAt(end) !== "(") return null;
  do end--;
  while (end > 0 && source.charCodeAt(end) <= 0x20);
  let start = end;
  while (start >= 0 && end - start < 80 && /[\w$.[\]"']/u.test(source.charAt(start))) start--;
  return start === end ? null : source.slice(start + 1, end + 1);
}

/** `JSON.parse("…")`: data written as a string. Each is passed over once read. */
function parsedIn(source: string, script: string): ScriptState[] {
  const found: ScriptState[] = [];
  const call = "JSON.parse(";
  for (let at = source.indexOf(call); at >= 0 && found.length < 20;) {
    const start = at + call.length;
    const read = /["'`]/u.test(source.charAt(start)) ? readJsonAt(source, start) : null;
    if (read !== null && typeof read.value === "string" && read.value.length >= leastUnits)
      for (const value of parseLenient(read.value)) found.push({ name: `${script} JSON.parse`, value });
    at = source.indexOf(call, Math.max(start, read?.end ?? 0));
  }
  return found;
}

/** Finds the next `{` or `[`; remembers the one further on, so that a script without one of them is not searched again and again. */
function openingsOf(source: string): (from: number) => number {
  let object = -1;
  let list = -1;
  return (from) => {
    if (object < from) object = indexOrEnd(source, "{", from);
    if (list < from) list = indexOrEnd(source, "[", from);
    const next = Math.min(object, list);
    return next >= source.length ? -1 : next;
  };
}

function indexOrEnd(source: string, sign: string, from: number): number {
  const at = source.indexOf(sign, from);
  return at < 0 ? source.length : at;
}

/** `{` before a name and a colon, `[` before another opening: data. `{` before a statement: code. */
function opensData(source: string, at: number): boolean {
  const inside = source.slice(at + 1, at + 80);
  return source.charAt(at) === "{" ? /^\s*(?:"[^"]{0,60}"|'[^']{0,60}'|[\w$-]{1,60})\s*:/u.test(inside) : /^\s*[{["]/u.test(inside);
}
