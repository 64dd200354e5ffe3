/**
 * JSON as pages write it: comments, CDATA, raw line breaks in strings, bad escapes, unescaped quotes, trailing commas,
 * several values in a row, a brace too many, an end cut off. Strict JSON goes through the engine's own parser.
 */

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Nesting beyond this is dropped: no honest page comes near it. */
const mostDepth = 60;

/** All values a text holds, in order; empty when none can be made out. Never throws. */
export function parseLenient(text: string): Json[] {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    return new Reader(text).values();
  }
}

/** The first value at `from`, and where it ends; null when there is none. For objects inside a script. */
export function readJsonAt(text: string, from: number): { value: Json; end: number } | null {
  const reader = new Reader(text, from);
  const value = reader.value(0);
  return value === undefined ? null : { value, end: reader.at };
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  "/": "/",
  "\\": "\\",
  '"': '"',
  "'": "'",
  "`": "`",
  "\n": "",
};
const isSpace = (code: number) => code <= 0x20 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029;

/** A cursor over one text; a class because the cursor is state that every rule moves. */
class Reader {
  at: number;
  readonly #text: string;
  constructor(text: string, from = 0) {
    this.#text = text;
    this.at = from;
  }

  values(): Json[] {
    const found: Json[] = [];
    while (this.at < this.#text.length) {
      this.#skip();
      const character = this.#text.charAt(this.at);
      if (character !== "{" && character !== "[") {
        this.at++;
        continue;
      }
      const value = this.value(0);
      if (value !== undefined) found.push(value);
    }
    return found;
  }

  /** Undefined when nothing readable stands here; the cursor then has not moved past a closing bracket. */
  value(depth: number): Json | undefined {
    this.#skip();
    const character = this.#text.charAt(this.at);
    if ((character === "{" || character === "[") && depth > mostDepth) return this.#skipNested();
    if (character === "{") return this.#object(depth);
    if (character === "[") return this.#array(depth);
    if (character === '"' || character === "'" || character === "`") return this.#string(character);
    return this.#word();
  }

  #object(depth: number): Json {
    const object: JsonObject = Object.create(null) as JsonObject;
    this.at++;
    while (this.at < this.#text.length) {
      this.#skip();
      const character = this.#text.charAt(this.at);
      if (character === "}") {
        this.at++;
        break;
      }
      if (character === ",") {
        this.at++;
        continue;
      }
      const start = this.at;
      const key = this.#key();
      this.#skip();
      if (key === null || this.#text.charAt(this.at) !== ":") {
        if (this.#text.charAt(this.at) === "]" && depth > 0) break;
        if (this.at === start) this.at++;
        continue;
      }
      this.at++;
      const value = this.value(depth + 1);
      if (value !== undefined) object[key] = value;
    }
    return object;
  }

  #array(depth: number): Json {
    const list: Json[] = [];
    this.at++;
    while (this.at < this.#text.length) {
      this.#skip();
      const character = this.#text.charAt(this.at);
      if (character === "]") {
        this.at++;
        break;
      }
      if (character === ",") {
        this.at++;
        continue;
      }
      if (character === "}" && depth > 0) break;
      const start = this.at;
      const value = this.value(depth + 1);
      if (value !== undefined) list.push(value);
      if (this.at === start) this.at++;
    }
    return list;
  }

  /** Passes over a bracket and all it holds without going down into it. */
  #skipNested(): undefined {
    let open = 0;
    for (; this.at < this.#text.length; this.at++) {
      const character = this.#text.charAt(this.at);
      if (character === "{" || character === "[") open++;
      else if ((character === "}" || character === "]") && --open === 0) {
        this.at++;
        return;
      }
    }
  }

  #key(): string | null {
    const character = this.#text.charAt(this.at);
    if (character === '"' || character === "'") return this.#string(character);
    const start = this.at;
    while (/[\p{L}\p{N}_$@-]/u.test(this.#text.charAt(this.at)) && this.at - start < 200) this.at++;
    return this.at === start ? null : this.#text.slice(start, this.at);
  }

  #string(quote: string): string {
    let written = "";
    let from = ++this.at;
    for (; this.at < this.#text.length; this.at++) {
      const character = this.#text.charAt(this.at);
      if (character === quote && this.#endsString()) break;
      if (character !== "\\") continue;
      written += this.#text.slice(from, this.at) + this.#escape();
      from = this.at + 1;
    }
    written += this.#text.slice(from, this.at);
    this.at++;
    return written;
  }

  /** Leaves the cursor on the last unit of the escape. An unknown one is no escape: C:\\videos keeps its backslash. */
  #escape(): string {
    const character = this.#text.charAt(++this.at);
    if (character === "u" || character === "x") {
      const size = character === "u" ? 4 : 2;
      const digits = this.#text.slice(this.at + 1, this.at + 1 + size);
      if (digits.length === size && /^[0-9a-f]+$/iu.test(digits)) {
        this.at += size;
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
      return `\\${character}`;
    }
    return escapes[character] ?? `\\${character}`;
  }

  /** A quote ends its string when what follows could follow a string; otherwise the author forgot to escape it. */
  #endsString(): boolean {
    let next = this.at + 1;
    while (next < this.#text.length && isSpace(this.#text.charCodeAt(next))) next++;
    const character = this.#text.charAt(next);
    if (character === "" || character === "}" || character === "]" || character === ":" || character === ";" || character === "/")
      return true;
    if (character !== ",") return false;
    next++;
    while (next < this.#text.length && isSpace(this.#text.charCodeAt(next))) next++;
    return /["'{[\]}\d\-tfnu/$_\p{L}]|^$/u.test(this.#text.charAt(next));
  }

  /** Numbers, true, false, null; anything else (a function call, a variable) is passed over as undefined. */
  #word(): Json | undefined {
    const start = this.at;
    while (this.at < this.#text.length && !/[,:;{}[\]"'\s()]/u.test(this.#text.charAt(this.at))) this.at++;
    const word = this.#text.slice(start, this.at);
    if (word === "true" || word === "!0") return true;
    if (word === "false" || word === "!1") return false;
    if (word === "null" || word === "undefined") return null;
    if (/^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(word) && word.length < 40) return Number(word);
    if (this.#text.charAt(this.at) === "(") this.#skipCall();
    return undefined;
  }

  #skipCall(): void {
    let open = 0;
    const limit = Math.min(this.#text.length, this.at + 2000);
    for (; this.at < limit; this.at++) {
      const character = this.#text.charAt(this.at);
      if (character === "(") open++;
      else if (character === ")" && --open === 0) {
        this.at++;
        return;
      }
    }
  }

  /** White space, comments of three languages, CDATA marks. */
  #skip(): void {
    for (;;) {
      while (this.at < this.#text.length && isSpace(this.#text.charCodeAt(this.at))) this.at++;
      const two = this.#text.slice(this.at, this.at + 2);
      if (two === "/*") this.#skipTo("*/");
      else if (two === "//") this.#skipLine();
      else if (this.#text.startsWith("<!--", this.at)) this.at += 4;
      else if (this.#text.startsWith("-->", this.at)) this.at += 3;
      else if (this.#text.startsWith("<![CDATA[", this.at)) this.at += 9;
      else if (this.#text.startsWith("]]>", this.at)) this.at += 3;
      else return;
    }
  }

  #skipTo(mark: string): void {
    const end = this.#text.indexOf(mark, this.at + 2);
    this.at = end < 0 ? this.#text.length : end + mark.length;
  }

  /** `//<![CDATA[` hides the mark, not what follows on the line. */
  #skipLine(): void {
    if (this.#text.startsWith("//<![CDATA[", this.at)) this.at += 11;
    else if (this.#text.startsWith("//]]>", this.at)) this.at += 5;
    else {
      const end = this.#text.indexOf("\n", this.at);
      this.at = end < 0 ? this.#text.length : end + 1;
    }
  }
}
