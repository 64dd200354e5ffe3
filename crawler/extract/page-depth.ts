/** A page nested thousands deep is an attack on whoever walks it. One pass over the source, before any parser sees it. */

/** Open elements at once. Chromium's own parser stops nesting at 512. */
const mostDepth = 2000;

/** Never nest, or are closed by their next sibling: unclosed ones say nothing about depth. */
const flat: ReadonlySet<string> = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th thead tbody tfoot colgroup rt rp body html head".split(
    " ",
  ),
);
const raw: ReadonlySet<string> = new Set(["script", "style", "textarea", "title", "xmp"]);

const isLetter = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
const isNameUnit = (code: number) => isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x3a;

/** The offset up to which elements stay within the allowed depth; the length when all of it does. */
export function withinDepth(html: string): number {
  let depth = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    const closes = html.charCodeAt(at + 1) === 0x2f;
    const nameAt = closes ? at + 2 : at + 1;
    if (!isLetter(html.charCodeAt(nameAt))) {
      if (html.startsWith("!--", at + 1)) {
        const end = html.indexOf("-->", at + 4);
        if (end < 0) return html.length;
        at = end;
      }
      continue;
    }
    let end = nameAt + 1;
    while (end - nameAt < 40 && isNameUnit(html.charCodeAt(end))) end++;
    const name = html.slice(nameAt, end).toLowerCase();
    if (flat.has(name)) continue;
    if (closes) depth = Math.max(0, depth - 1);
    else if (raw.has(name)) at = endOfRaw(html, end, name);
    else if (++depth > mostDepth) return at;
  }
  return html.length;
}

/** Content of a script holds no elements. Unclosed, it runs to the end. */
function endOfRaw(html: string, from: number, name: string): number {
  for (let at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at + 2;
  return html.length;
}
