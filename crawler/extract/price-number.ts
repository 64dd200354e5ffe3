/** Numbers as people write them: groups, decimals, 万 and 亿, the euro sign as a decimal point. */

export interface NumberToken {
  readonly start: number;
  /** After the number and a 万 or 亿 that belongs to it. */
  readonly end: number;
  /** Digits with their separators; spaces removed. */
  readonly written: string;
  /** 1, or what 千, 万, 亿 multiply by, as a power of ten. */
  readonly tens: number;
}

const isDigit = (character: string): boolean => character >= "0" && character <= "9" && character.length === 1;
const powers: Readonly<Record<string, number>> = { 千: 3, 万: 4, 萬: 4, 亿: 8, 億: 8 };

/** Every number of a plain text (ASCII digits), left to right. Linear in its length. */
export function numbersIn(line: string): NumberToken[] {
  const tokens: NumberToken[] = [];
  let at = 0;
  while (at < line.length) {
    const starts =
      isDigit(line.charAt(at)) ||
      (line.charAt(at) === "." && isDigit(line.charAt(at + 1)) && !isDigit(line.charAt(at - 1)) && !/\p{L}/u.test(line.charAt(at - 1)));
    if (!starts) {
      at++;
      continue;
    }
    const token = numberAt(line, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function numberAt(line: string, start: number): NumberToken {
  let at = start;
  let written = "";
  while (at < line.length) {
    const run = digitsFrom(line, at);
    if (run > at) {
      written += line.slice(at, run);
      at = run;
      continue;
    }
    const joined = joinTo(line, at, written);
    if (joined === null) break;
    written += joined.written;
    at = joined.at;
  }
  const gap = line.charAt(at) === " " && powers[line.charAt(at + 1)] !== undefined ? 1 : 0;
  const tens = powers[line.charAt(at + gap)] ?? 0;
  return { start, end: tens > 0 ? at + gap + 1 : at, written, tens };
}

function digitsFrom(line: string, at: number): number {
  let end = at;
  while (isDigit(line.charAt(end))) end++;
  return end;
}

/**
 * What stands between two runs of digits of one number, or null when the number ends here. A space joins only a group of
 * three digits, or decimals after their separator (`119. 95`).
 */
function joinTo(line: string, at: number, written: string): { written: string; at: number } | null {
  const character = line.charAt(at);
  if (character === " ") {
    let next = at + 1;
    while (line.charAt(next) === " " && next - at < 3) next++;
    const length = digitsFrom(line, next) - next;
    if (length === 3 && groupsSoFar(written)) return { written: " ", at: next };
    if (/[.,]/u.test(line.charAt(next)) && isDigit(line.charAt(next + 1)) && !/[.,]/u.test(written)) return { written: "", at: next };
    return null;
  }
  if (character === "." || character === ",") {
    if (isDigit(line.charAt(at + 1))) return { written: character, at: at + 1 };
    const gap = line.charAt(at + 1) === " " ? at + 2 : at + 1;
    const length = digitsFrom(line, gap) - gap;
    return gap === at + 2 && length === 2 && !written.endsWith(character) ? { written: character, at: gap } : null;
  }
  if (character === "'" && digitsFrom(line, at + 1) - at - 1 === 3) return { written: "'", at: at + 1 };
  return joinByEuro(line, at);
}

/** `35€ 99`: the sign stands where the decimal point would, when it is the only one and two digits follow. */
function joinByEuro(line: string, at: number): { written: string; at: number } | null {
  let sign = at;
  while (line.charAt(sign) === " ") sign++;
  if (line.charAt(sign) !== "€" || line.indexOf("€") !== line.lastIndexOf("€")) return null;
  let next = sign + 1;
  while (line.charAt(next) === " ") next++;
  const length = digitsFrom(line, next) - next;
  if (next === at + 1 && length >= 1 && length <= 3) return { written: "€", at: next };
  return length === 2 && !/[.,]\d/u.test(line.slice(next + 2, next + 4)) ? { written: "€", at: next } : null;
}

/** A space may group only while every earlier group fits: one to three digits, then threes, no decimals yet. */
function groupsSoFar(written: string): boolean {
  const groups = written.split(" ");
  return groups.every((group, index) => (index === 0 ? /^\d{1,3}$/u.test(group) : group.length === 3 && /^\d+$/u.test(group)));
}

export interface NumberHints {
  readonly locale?: string | undefined;
  /** The currency counts in thousandths. */
  readonly threeDecimals: boolean;
}

/** The number as a plain decimal, or null when it has no digits or is absurdly long. */
export function decimalOf(token: NumberToken, hints: NumberHints): string | null {
  const plain = plainDecimal(token.written.replaceAll(" ", "").replaceAll("'", ""), hints);
  if (plain === null || plain.length > 40) return null;
  return token.tens === 0 ? plain : shifted(plain, token.tens);
}

function plainDecimal(written: string, hints: NumberHints): string | null {
  const trimmed = written.replace(/[.,]+$/u, "").replace(/^[.,](?=\d+[.,])/u, "");
  const mark = decimalMark(trimmed, hints);
  const cut = mark === null ? -1 : trimmed.lastIndexOf(mark);
  const whole = (cut < 0 ? trimmed : trimmed.slice(0, cut)).replace(/[.,€]/gu, "").replace(/^0+(?=\d)/u, "");
  const fraction = cut < 0 ? "" : trimmed.slice(cut + 1);
  if (whole === "" && fraction === "") return null;
  return `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The last separator is a decimal mark unless exactly three digits follow it: those are thousands. */
function decimalMark(written: string, hints: NumberHints): string | null {
  const last = Math.max(written.lastIndexOf("."), written.lastIndexOf(","), written.lastIndexOf("€"));
  if (last < 0) return null;
  const mark = written.charAt(last);
  const digits = written.length - last - 1;
  if (mark === "€") return mark;
  const once = written.indexOf(mark) === last;
  if (!once) return null;
  if (digits !== 3) return mark;
  if (/^0?[.,]/u.test(written)) return mark;
  if (hints.threeDecimals && mark === ".") return mark;
  // Two kinds of separator, as in 1,234.500: the last is the decimal one.
  if (/[.,]/u.test(written.slice(0, last)) && hints.threeDecimals) return mark;
  return hints.locale !== undefined && decimalMarkOf(hints.locale) === mark ? mark : null;
}

function decimalMarkOf(locale: string): string | null {
  try {
    return new Intl.NumberFormat(locale.replaceAll("_", "-")).formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? null;
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

function shifted(plain: string, tens: number): string {
  const [whole = "0", fraction = ""] = plain.split(".");
  const moved = (whole + fraction.padEnd(tens, "0").slice(0, tens)).replace(/^0+(?=\d)/u, "");
  const rest = fraction.slice(tens).replace(/0+$/u, "");
  return rest === "" ? moved : `${moved}.${rest}`;
}
