/**
 * From the bytes of a page to its text. What the server or the page claims is a hint, not a fact: GBK is served as
 * UTF-8 and UTF-8 as GBK. Bytes that are well-formed UTF-8 are UTF-8; others are tried in each likely charset and
 * the reading that looks most like written language wins, the claim counting as one voice.
 */
import { isAscii, isUtf8 } from "node:buffer";
import chardet from "chardet";
import iconv from "iconv-lite";
import { readingScore } from "./charset-plausibility.ts";

export interface DecodedPage {
  readonly text: string;
  /** The charset the text was read in: WHATWG name, lower case. */
  readonly charset: string;
  /** What the header, else the page itself, said; lower case as written, null when nothing was said. */
  readonly claimed: string | null;
}

/** WHATWG Encoding Standard, section 4.2: the labels that shops still use. Supersets replace their subsets. */
const labels: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "unicode-1-1-utf-8": "utf-8",
  gbk: "gbk",
  gb2312: "gbk",
  "gb_2312-80": "gbk",
  gb18030: "gb18030",
  "x-gbk": "gbk",
  chinese: "gbk",
  "hz-gb-2312": "gbk",
  big5: "big5",
  "big5-hkscs": "big5",
  "x-x-big5": "big5",
  shift_jis: "shift_jis",
  "shift-jis": "shift_jis",
  sjis: "shift_jis",
  "x-sjis": "shift_jis",
  "windows-31j": "shift_jis",
  ms932: "shift_jis",
  "euc-jp": "euc-jp",
  "x-euc-jp": "euc-jp",
  "euc-kr": "euc-kr",
  "ks_c_5601-1987": "euc-kr",
  ksc5601: "euc-kr",
  cp949: "euc-kr",
  "windows-949": "euc-kr",
  "iso-8859-1": "windows-1252",
  latin1: "windows-1252",
  "windows-1252": "windows-1252",
  cp1252: "windows-1252",
  ascii: "windows-1252",
  "us-ascii": "windows-1252",
  "iso-8859-15": "iso-8859-15",
  "iso-8859-2": "iso-8859-2",
  latin2: "iso-8859-2",
  "windows-1250": "windows-1250",
  "windows-1251": "windows-1251",
  cp1251: "windows-1251",
  "koi8-r": "koi8-r",
  "koi8-u": "koi8-u",
  "iso-8859-5": "iso-8859-5",
  "windows-1253": "windows-1253",
  "iso-8859-7": "iso-8859-7",
  "windows-1254": "windows-1254",
  "iso-8859-9": "windows-1254",
  latin5: "windows-1254",
  "windows-1255": "windows-1255",
  "iso-8859-8": "iso-8859-8",
  "windows-1256": "windows-1256",
  "iso-8859-6": "iso-8859-6",
  "windows-1257": "windows-1257",
  "windows-1258": "windows-1258",
  "tis-620": "windows-874",
  "windows-874": "windows-874",
  "iso-8859-11": "windows-874",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
};

/** Tried on bytes that are not UTF-8 and whose claim does not hold. */
const likely = ["gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-1251", "windows-1252"] as const;

/** How much of the page is looked at to choose between charsets: bytes. */
const sampleBytes = 96 * 1024;
/** Where a page may declare itself: bytes. The standard looks at 1,024; shops put the declaration later. */
const prescanBytes = 8192;
/** Advantage of the claimed charset over the others, on a scale where written Chinese scores about 1. */
const claimBonus = 0.12;
/** Few letters prove little, so the claim weighs more: divided by the number of non-ASCII bytes. */
const fewLettersBonus = 3;

/**
 * Decodes a page. Never throws: bytes that fit nowhere become U+FFFD.
 * `contentType` is the header's value, as in `text/html; charset=gbk`.
 */
export function decodePage(bytes: Uint8Array, contentType?: string | null): DecodedPage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const claimed = claimInHeader(contentType ?? "") ?? claimInPage(buffer);
  const marked = byteOrderMark(buffer);
  if (marked !== null) return { text: read(buffer.subarray(marked.length), marked.charset), charset: marked.charset, claimed };
  const charset = chooseCharset(buffer, claimed === null ? null : (labels[claimed] ?? null));
  return { text: read(buffer, charset), charset, claimed };
}

function chooseCharset(buffer: Buffer, claim: string | null): string {
  const wide = unmarkedUtf16(buffer);
  if (wide !== null) return wide;
  if (isAscii(buffer)) return claim === null || claim.startsWith("utf-16") ? "utf-8" : claim;
  const whole = withoutTornTail(buffer);
  if (isUtf8(whole)) return looksLikeAccidentalUtf8(whole, claim) ? bestReading(whole, claim, ["utf-8"]) : "utf-8";
  if (mostlyUtf8(whole)) return "utf-8";
  return bestReading(whole, claim, likely);
}

/** The well-known accident: a few GBK characters can form valid UTF-8. Only short non-ASCII text can be that unlucky. */
function looksLikeAccidentalUtf8(buffer: Buffer, claim: string | null): boolean {
  if (claim === null || claim === "utf-8" || claim.startsWith("utf-16")) return false;
  return highBytes(buffer) <= 24;
}

function highBytes(buffer: Buffer): number {
  let high = 0;
  for (const byte of buffer) if (byte >= 0x80) high++;
  return high;
}

function bestReading(buffer: Buffer, claim: string | null, among: readonly string[]): string {
  const sample = highRegions(buffer);
  const guess = labels[(chardet.detect(sample) ?? "").toLowerCase()] ?? null;
  const names = new Set<string>(among);
  if (claim !== null && claim !== "utf-8" && !claim.startsWith("utf-16")) names.add(claim === "gbk" ? "gb18030" : claim);
  if (among.length > 1 && guess !== null && guess !== "utf-8" && !guess.startsWith("utf-16"))
    names.add(guess === "gbk" ? "gb18030" : guess);
  const trust = claimBonus + fewLettersBonus / Math.max(4, highBytes(sample));
  let best = "windows-1252";
  let bestScore = -Infinity;
  for (const name of names) {
    const bonus = (sameFamily(name, claim) ? trust : 0) + (sameFamily(name, guess) ? claimBonus / 2 : 0);
    const score = readingScore(read(sample, name), name) + bonus;
    if (score > bestScore) [best, bestScore] = [name, score];
  }
  return best;
}

const sameFamily = (name: string, other: string | null): boolean => name === other || (name === "gb18030" && other === "gbk");

/** Lines of the page that hold non-ASCII bytes, up to the sample's size: markup says nothing about a charset. */
function highRegions(buffer: Buffer): Buffer {
  const parts: Buffer[] = [];
  let taken = 0;
  let at = 0;
  while (at < buffer.length && taken < sampleBytes) {
    if ((buffer[at] ?? 0) < 0x80) {
      at++;
      continue;
    }
    let end = at;
    let lastHigh = at;
    while (end < buffer.length && end - lastHigh < 8 && end - at < 4096) {
      if ((buffer[end] ?? 0) >= 0x80) lastHigh = end;
      // Second bytes of GBK, Big5 and Shift_JIS may be ASCII letters, never controls.
      if ((buffer[end] ?? 0) < 0x20) break;
      end++;
    }
    const part = buffer.subarray(at, Math.min(end, lastHigh + 2));
    parts.push(part, Buffer.from("\n"));
    taken += part.length + 1;
    at = Math.max(end, at + 1);
  }
  return Buffer.concat(parts);
}

/** Valid sequences outnumber broken ones fifty to one: a UTF-8 page with a torn character, as cut pages and ads leave. */
function mostlyUtf8(buffer: Buffer): boolean {
  let good = 0;
  let bad = 0;
  for (let at = 0; at < buffer.length;) {
    const lead = buffer[at] ?? 0;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    let follows = 0;
    while (follows < length - 1 && ((buffer[at + 1 + follows] ?? 0) & 0xc0) === 0x80) follows++;
    if (length > 0 && follows === length - 1) good++;
    else bad++;
    at += Math.max(1, follows + 1);
  }
  return good >= 50 * bad || (good >= 8 && good >= 20 * bad);
}

/** A body cut by a size limit may end inside a character. */
function withoutTornTail(buffer: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, buffer.length); back++) {
    const byte = buffer[buffer.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? buffer.subarray(0, buffer.length - back) : buffer;
  }
  return buffer;
}

function byteOrderMark(buffer: Buffer): { charset: string; length: number } | null {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return { charset: "utf-8", length: 3 };
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return { charset: "utf-16le", length: 2 };
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return { charset: "utf-16be", length: 2 };
  if (buffer[0] === 0x84 && buffer[1] === 0x31 && buffer[2] === 0x95 && buffer[3] === 0x33) return { charset: "gb18030", length: 4 };
  return null;
}

/** Markup in UTF-16 has a zero in every second byte. */
function unmarkedUtf16(buffer: Buffer): string | null {
  const span = Math.min(buffer.length, 512) & ~1;
  if (span < 16) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < span; at += 2) {
    if (buffer[at] === 0) even++;
    if (buffer[at + 1] === 0) odd++;
  }
  const pairs = span / 2;
  if (odd > pairs * 0.7 && even < pairs * 0.1) return "utf-16le";
  if (even > pairs * 0.7 && odd < pairs * 0.1) return "utf-16be";
  return null;
}

function claimInHeader(contentType: string): string | null {
  return label(/charset\s{0,5}=\s{0,5}["']?([^\s;"',]{1,40})/iu.exec(contentType.slice(0, 500))?.[1]);
}

function claimInPage(buffer: Buffer): string | null {
  const head = buffer.toString("latin1", 0, prescanBytes);
  const inXml = /^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([^"']{1,40})/iu.exec(head)?.[1];
  if (inXml !== undefined) return label(inXml);
  for (const meta of head.matchAll(/<meta\b[^>]{0,1000}>/giu)) {
    const found = /charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})/iu.exec(meta[0])?.[1];
    if (found !== undefined) return label(found);
  }
  return null;
}

const label = (found: string | undefined): string | null => (found === undefined ? null : found.trim().toLowerCase());

function read(bytes: Buffer, charset: string): string {
  if (charset === "utf-8") return bytes.toString("utf8");
  return iconv.decode(bytes, charset, { stripBOM: true });
}
