/** JSON-LD as shops write it (https://www.w3.org/TR/json-ld11/): compact form read as it stands, contexts not fetched. */
import { addValue, budget, mostItems, mostValueUnits, newItem } from "./items.ts";
import { isObject, parseLenient, type Json, type JsonObject } from "./lenient-json.ts";
import { resolveUrl, scriptText, type Page } from "./page.ts";
import type { Item, Value } from "./structured-data.ts";

/** One script; a longer one is left unread: UTF-16 units. */
const mostScriptUnits = 6_000_000;
const mostDepth = 40;

/** Properties whose plain text is an address by schema.org's own definition. */
const addresses: ReadonlySet<string> = new Set([
  "url",
  "image",
  "logo",
  "contentUrl",
  "thumbnailUrl",
  "embedUrl",
  "sameAs",
  "mainEntityOfPage",
  "itemOffered",
  "hasMerchantReturnPolicy",
]);

export function readJsonLd(page: Page, note: (what: string) => void): Item[] {
  const items: Item[] = [];
  const take = budget(mostItems, () => note(`JSON-LD holds more than ${mostItems} items; the rest was left unread`));
  for (const script of page.named("script")) {
    if (!/^\s*application\/ld\+json\b/iu.test(script.attribs["type"] ?? "")) continue;
    const source = scriptText(script);
    if (source.length > mostScriptUnits) note(`a JSON-LD script of ${source.length} characters was left unread`);
    else for (const value of parseScript(source)) items.push(...itemsOf(value, page.base, take));
  }
  return items;
}

/** Some pages escape the quotes of the whole script as entities. */
function parseScript(source: string): Json[] {
  const text = !source.includes('"') && source.includes("&quot;") ? source.replaceAll("&quot;", '"').replaceAll("&amp;", "&") : source;
  return parseLenient(text);
}

function itemsOf(value: Json, base: string, take: () => boolean): Item[] {
  if (Array.isArray(value)) return value.flatMap((entry) => (isObject(entry) || Array.isArray(entry) ? itemsOf(entry, base, take) : []));
  if (!isObject(value)) return [];
  const graph = value["@graph"];
  const own = Object.keys(value).some((key) => key !== "@context" && key !== "@graph" && key !== "@id");
  const item = own || graph === undefined ? itemOf(value, base, take, 0) : null;
  const inside = graph === undefined ? [] : itemsOf(graph, base, take);
  return item === null ? inside : [item, ...inside];
}

function itemOf(object: JsonObject, base: string, take: () => boolean, depth: number): Item | null {
  if (depth > mostDepth || !take()) return null;
  const id = object["@id"];
  const item = newItem(typesOf(object["@type"]), typeof id === "string" ? id : undefined);
  for (const [name, value] of Object.entries(object)) {
    if (name === "@type" || name === "@id" || name === "@graph") continue;
    for (const one of valuesOf(name, value, base, take, depth)) addValue(item, name, one);
  }
  return item;
}

function valuesOf(name: string, value: Json, base: string, take: () => boolean, depth: number): Value[] {
  if (Array.isArray(value)) return depth > mostDepth ? [] : value.flatMap((entry) => valuesOf(name, entry, base, take, depth + 1));
  if (value === null) return [];
  if (typeof value === "string") return [addressOr(name, value, base).slice(0, mostValueUnits)];
  if (!isObject(value)) return [value];
  const literal = value["@value"];
  if (literal !== undefined && !isObject(literal)) return valuesOf(name, literal, base, take, depth + 1);
  const item = itemOf(value, base, take, depth + 1);
  return item === null ? [] : [item];
}

function addressOr(name: string, text: string, base: string): string {
  if (!addresses.has(name)) return text;
  return /^(?:\/|\.\.?\/|\?|#)/u.test(text) ? (resolveUrl(text, base) ?? text) : text;
}

function typesOf(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
