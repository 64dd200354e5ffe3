/** Which element shows the listing's title. */
import { isElement, textOf, type Element, type Page } from "./page.ts";
import { likeness } from "./product-items.ts";

const mostHeadings = 60;

/** Where names are looked for, and how much each kind of element is worth before its text is compared. */
const kinds: readonly (readonly [selector: string, worth: number])[] = [
  ["h1", 0.55],
  ["[itemprop='name']", 0.35],
  ["[class*='title' i], [id*='title' i], [class*='product-name' i], [class*='goods-name' i], [class*='sku-name' i]", 0.25],
  ["h2, h3", 0.15],
];
/** Below this nothing on the page is a title. */
const least = 0.5;

/** The element most like what the page calls itself (its title and OpenGraph title); a first-level heading is one in any case. */
export function headingOf(page: Page): Element | null {
  const named = [page.$("meta[property='og:title']").attr("content") ?? "", page.$("title").first().text()].filter(
    (text) => text.trim() !== "",
  );
  let best: Element | null = null;
  let bestScore = least;
  for (const [selector, worth] of kinds)
    for (const element of page.$(selector).toArray().filter(isElement).slice(0, mostHeadings)) {
      if (outside.has(element.name)) continue;
      const text = textOf(element, 600);
      if (text.length < 2 || text.length > 500) continue;
      const score = worth + Math.max(0, ...named.map((name) => likeness(text, name))) * Math.min(1, text.length / 12);
      if (score > bestScore + 0.001) [best, bestScore] = [element, score];
    }
  return best;
}

const outside: ReadonlySet<string> = new Set(["title", "meta", "html", "body", "head", "a", "li", "button", "img"]);
