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
  for (let at = nextOpening(source, 0); at >= 0 && found.length < mostObjects;) {
    const holder = opensData(source, at) ? holderOf(source, at) : null;
    if (holder === null) {
      at = nextOpening(source, at + 1);
      continue;
    }
    const read = holder.endsWith("JSON.parse") ? null : readJsonAt(source, at);
    if (read === null) break;
    if (read.end - at >= leastUnits) found.push({ name: holder === "push" ? script : holder, value: read.value });
    at = nextOpening(source, Math.max(read.end, at + 1));
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

/** `JSON.parse("…")`: data written as a string. */
function parsedIn(source: string, script: string): ScriptState[] {
  const found: ScriptState[] = [];
  for (let at = source.indexOf("JSON.parse("); at >= 0 && found.length < 20; at = source.indexOf("JSON.parse(", at + 11)) {
    const quote = source.charAt(at + 11);
    if (quote !== '"' && quote !== "'" && quote !== "`") continue;
    const read = readJsonAt(source, at + 11);
    if (read === null || typeof read.value !== "string" || read.value.length < leastUnits) continue;
    for (const value of parseLenient(read.value)) found.push({ name: `${script} JSON.parse`, value });
  }
  return found;
}

function nextOpening(source: string, from: number): number {
  const object = source.indexOf("{", from);
  const list = source.indexOf("[", from);
  if (object < 0) return list;
  return list < 0 ? object : Math.min(object, list);
}

/** `{` before a name and a colon, `[` before another opening: data. `{` before a statement: code. */
function opensData(source: string, at: number): boolean {
  const inside = source.slice(at + 1, at + 80);
  return source.charAt(at) === "{" ? /^\s*(?:"[^"]{0,60}"|'[^']{0,60}'|[\w$-]{1,60})\s*:/u.test(inside) : /^\s*[{["]/u.test(inside);
}
