/** Microdata by the WHATWG algorithm (HTML standard, section 5), itemref included. */
import { addValue, budget, mostItems, mostValues, mostValueUnits, newItem } from "./items.ts";
import { foldSpace, resolveUrl, textOf, walk, type Element, type Page } from "./page.ts";
import type { Item, Value } from "./structured-data.ts";

interface Reading {
  readonly page: Page;
  readonly byId: ReadonlyMap<string, Element>;
  readonly takeItem: () => boolean;
  readonly takeValue: () => boolean;
}

/** How deep items may nest in items. */
const mostDepth = 40;

export function readMicrodata(page: Page, note: (what: string) => void): Item[] {
  const scopes: Element[] = [];
  const byId = new Map<string, Element>();
  walk(page.root, {
    enter(element) {
      const { id, itemscope, itemprop } = element.attribs;
      if (id !== undefined && !byId.has(id)) byId.set(id, element);
      if (itemscope !== undefined && itemprop === undefined) scopes.push(element);
      return "on";
    },
  });
  const reading: Reading = {
    page,
    byId,
    takeItem: budget(mostItems, () => note(`microdata holds more than ${mostItems} items; the rest was left unread`)),
    takeValue: budget(mostValues, () => note(`microdata holds more than ${mostValues} values; the rest was left unread`)),
  };
  return scopes.flatMap((scope) => itemOf(scope, reading, new Set()) ?? []);
}

/** Null for an item inside itself, which itemref can build, and when the page holds too many. */
function itemOf(scope: Element, reading: Reading, above: ReadonlySet<Element>): Item | null {
  if (above.has(scope) || above.size > mostDepth || !reading.takeItem()) return null;
  const id = scope.attribs["itemid"];
  const item = newItem(words(scope.attribs["itemtype"]), id === undefined ? undefined : (resolveUrl(id, reading.page.base) ?? id));
  const inside = new Set([...above, scope]);
  for (const element of propertiesOf(scope, reading)) {
    const value = valueOf(element, reading, inside);
    if (value === null || !reading.takeValue()) continue;
    for (const name of words(element.attribs["itemprop"])) addValue(item, name, value);
  }
  return item;
}

/** The elements that carry properties of an item: below it or below what it refers to, not inside another item. */
function propertiesOf(scope: Element, reading: Reading): Element[] {
  const referred = words(scope.attribs["itemref"])
    .slice(0, 100)
    .flatMap((id) => reading.byId.get(id) ?? []);
  const found: Element[] = [];
  const seen = new Set<Element>([scope]);
  for (const start of new Set([scope, ...referred]))
    walk(start, {
      enter(element) {
        if (element !== scope) {
          if (seen.has(element)) return "skip";
          seen.add(element);
          if (element.attribs["itemprop"] !== undefined) found.push(element);
          if (element.attribs["itemscope"] !== undefined) return "skip";
        }
        return "on";
      },
    });
  return found;
}

const sources: ReadonlySet<string> = new Set(["audio", "embed", "iframe", "img", "source", "track", "video"]);
const links: ReadonlySet<string> = new Set(["a", "area", "link"]);

function valueOf(element: Element, reading: Reading, above: ReadonlySet<Element>): Value | null {
  const { attribs, name } = element;
  if (attribs["itemscope"] !== undefined) return itemOf(element, reading, above);
  const address = sources.has(name) ? attribs["src"] : links.has(name) ? attribs["href"] : name === "object" ? attribs["data"] : undefined;
  if (address !== undefined) return resolveUrl(address, reading.page.base) ?? address.slice(0, 4000);
  const given = name === "data" || name === "meter" ? attribs["value"] : name === "time" ? attribs["datetime"] : undefined;
  // Beyond the standard: shops write `content` on any element and mean it.
  const written = given ?? attribs["content"];
  return written === undefined ? textOf(element, mostValueUnits) : foldSpace(written).slice(0, mostValueUnits);
}

const words = (text: string | undefined): string[] => (text ?? "").split(/\s+/u).filter((word) => word !== "");
