/** Which element shows the listing's title. */
import { textOf, type Element, type Page } from "./page.ts";
import { likeness } from "./likeness.ts";

const mostHeadings = 60;

/** Where names are looked for, and how much each kind of element is worth before its text is compared. */
const kinds: readonly (readonly [names: readonly string[], worth: number, marked: RegExp | null])[] = [
  [["h1"], 0.55, null],
  [
    ["div", "span", "p", "h2", "h3", "h4", "strong", "b"],
    0.3,
    /(?:^|\s)name(?:\s|$)|title|product-?name|goods-?name|sku-?name|item-?name/iu,
  ],
  [["h2", "h3"], 0.15, null],
];
/** Below this nothing on the page is a title; above the second figure nothing better is looked for. */
const least = 0.5;
const enough = 1.4;

/** The element most like what the page calls itself (its title and OpenGraph title); a first-level heading is one in any case. */
export function headingOf(page: Page): Element | null {
  const named = namesOf(page);
  let best: Element | null = null;
  let bestScore = least;
  for (const [names, worth, marked] of kinds) {
    let tried = 0;
    for (const element of names.flatMap((name) => page.named(name))) {
      const { attribs } = element;
      if (marked !== null && !marked.test(`${attribs["itemprop"] ?? ""} ${attribs["class"] ?? ""} ${attribs["id"] ?? ""}`)) continue;
      if (++tried > mostHeadings) break;
      const text = textOf(element, 600);
      if (text.length < 2 || text.length > 500) continue;
      const score = worth + Math.max(0, ...named.map((name) => likeness(text, name))) * Math.min(1, text.length / 12);
      if (score > bestScore + 0.001) [best, bestScore] = [element, score];
    }
    if (bestScore >= enough) break;
  }
  return best;
}

/** What the page calls itself: its OpenGraph title and its title. */
function namesOf(page: Page): string[] {
  const openGraph = page.named("meta").find((meta) => meta.attribs["property"] === "og:title")?.attribs["content"] ?? "";
  const title = page.named("title")[0];
  return [openGraph, title === undefined ? "" : textOf(title, 600)].filter((text) => text.trim() !== "");
}
