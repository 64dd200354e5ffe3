/** OpenGraph (https://ogp.me), its product properties and Twitter cards, from meta elements anywhere in the page. */
import { addValue, budget, mostValues, newItem } from "./items.ts";
import { foldSpace, resolveUrl, type Page } from "./page.ts";
import type { Item } from "./structured-data.ts";

/** Namespaces that keep their usual prefix here, whatever prefix the page declares for them. */
const usual: Readonly<Record<string, string>> = {
  "ogp.me/ns": "og",
  "opengraphprotocol.org/schema": "og",
  "ogp.me/ns/product": "product",
  "ogp.me/ns/article": "article",
  "ogp.me/ns/book": "book",
  "ogp.me/ns/profile": "profile",
  "ogp.me/ns/video": "video",
  "ogp.me/ns/music": "music",
  "ogp.me/ns/website": "website",
  "ogp.me/ns/fb": "fb",
  "www.facebook.com/2008/fbml": "fb",
};
const known: ReadonlySet<string> = new Set([
  ...Object.values(usual),
  "twitter",
  "al",
  "business",
  "place",
  "restaurant",
  "books",
  "fitness",
  "game",
]);

export function readOpenGraph(page: Page, note: (what: string) => void): Item[] {
  const prefixes = declaredPrefixes(page);
  const types: string[] = [];
  const item = newItem(types, undefined);
  const take = budget(mostValues, () => note(`the page holds more than ${mostValues} meta properties; the rest was left unread`));
  for (const meta of page.named("meta")) {
    const names = (meta.attribs["property"] ?? meta.attribs["name"] ?? "").trim();
    const content = foldSpace(meta.attribs["content"] ?? "");
    if (names === "" || content === "") continue;
    for (const written of names.split(/\s+/u)) {
      const name = usualName(written, prefixes);
      if (name === null || !take()) continue;
      if (name === "og:type") types.push(content);
      addValue(item, name, isAddress(name) ? (resolveUrl(content, page.base) ?? content) : content);
    }
  }
  const names = Object.keys(item.properties);
  if (names.length === 0) return [];
  item.namespaces = namespacesOf(names, page);
  return [item];
}

/** What the prefixes in use stand for: as the page declares them, else as ogp.me does. */
function namespacesOf(names: readonly string[], page: Page): Record<string, string> {
  const namespaces = Object.create(null) as Record<string, string>;
  for (const [prefix, address] of declaredAddresses(page)) namespaces[prefix] = address;
  for (const prefix of new Set(names.map((name) => name.slice(0, name.indexOf(":")))))
    if (prefix === "og") namespaces[prefix] ??= "http://ogp.me/ns#";
    else if (Object.values(usual).includes(prefix)) namespaces[prefix] ??= `http://ogp.me/ns/${prefix}#`;
  return namespaces;
}

const isAddress = (name: string): boolean =>
  /^(?:og:(?:url|image|video|audio)(?::(?:url|secure_url))?|twitter:image(?::src)?|product:product_link)$/u.test(name);

function usualName(written: string, prefixes: ReadonlyMap<string, string>): string | null {
  const colon = written.indexOf(":");
  if (colon <= 0) return null;
  const prefix = written.slice(0, colon).toLowerCase();
  const rest = written.slice(colon + 1);
  const namespace = prefixes.get(prefix);
  if (namespace !== undefined) return `${usual[namespace] ?? prefix}:${rest}`;
  return known.has(prefix) ? `${prefix}:${rest}` : null;
}

const declaredPrefixes = (page: Page): Map<string, string> =>
  new Map([...declaredAddresses(page)].map(([prefix, address]) => [prefix, namespaceOf(address)]));

/** `prefix="og: http://ogp.me/ns#"` and the older `xmlns:og="…"`, on html, head or body. */
function declaredAddresses(page: Page): Map<string, string> {
  const declared = new Map<string, string>();
  for (const element of ["html", "head", "body"].flatMap((name) => page.named(name))) {
    for (const [name, value] of Object.entries(element.attribs))
      if (name.startsWith("xmlns:")) declared.set(name.slice(6).toLowerCase(), value.trim());
    const parts = (element.attribs["prefix"] ?? "").split(/\s+/u);
    for (let at = 0; at + 1 < parts.length; at++) {
      const prefix = parts[at] ?? "";
      if (prefix.endsWith(":")) declared.set(prefix.slice(0, -1).toLowerCase(), parts[at + 1] ?? "");
    }
  }
  return declared;
}

const namespaceOf = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^https?:\/\//u, "")
    .replace(/[#/]+$/u, "");
