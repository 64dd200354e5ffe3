/** Text that was written for a browser, made plain: tags dropped, entities read, white space folded. */
import { foldSpace } from "./page.ts";

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  rsquo: "’",
  lsquo: "‘",
  rdquo: "”",
  ldquo: "“",
  times: "×",
  deg: "°",
  yen: "¥",
  euro: "€",
  pound: "£",
};

/** Never longer than `most` UTF-16 units, well-formed Unicode, without NUL. */
export function plainText(written: string, most: number): string {
  const source = written.slice(0, most * 4);
  // Twice written out: markup carries entities inside strings that were escaped already.
  const text = /&[#\w]/u.test(source) ? withoutEntities(withoutEntities(source)) : source;
  return foldSpace(/<[a-z!/]/iu.test(text) ? withoutTags(text) : text)
    .slice(0, most)
    .toWellFormed();
}

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
    },
  );
}

/** From `<` to the next `>`; a lone `<` is text. Block ends become line breaks. */
function withoutTags(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("<", at);
    if (open < 0) break;
    const close = text.indexOf(">", open);
    if (close < 0) break;
    parts.push(text.slice(at, open));
    if (/[a-z!/]/iu.test(text.charAt(open + 1)))
      parts.push(/^<\/?(?:p|br|div|li|ul|tr|h\d)\b/iu.test(text.slice(open, open + 6)) ? "\n" : " ");
    else parts.push(text.slice(open, close + 1));
    at = close + 1;
  }
  parts.push(text.slice(at));
  return parts.join("");
}
