/** A marketplace read by what its YAML file says. Reads pages, never fetches them. */
import { load, type CheerioAPI } from "cheerio";
import type { PageReading, Platform, PlatformAdapter, ResultItem } from "../domain/platform.ts";
import { TiequanError } from "../domain/words.ts";
import { hindranceOf } from "./challenge.ts";
import { readListing } from "./extract/listing.ts";

/** Longest address that the listing pattern is tried on; the pattern is the platform file's, the address an adversary's. */
const longestUrl = 2000;
/** Most items taken from one results page; a page with more is a trap or a dump. */
const mostItems = 500;

export function adapterFromFile(platform: Platform): PlatformAdapter {
  const pattern = listingPattern(platform);
  const signs = { goneTexts: platform.listing?.goneTexts ?? [], blockedTexts: platform.listing?.blockedTexts ?? [] };

  const itemId = (url: string): string | null => {
    if (pattern === null || url.length > longestUrl) return null;
    const id = pattern.exec(url)?.groups?.["id"];
    // An id becomes part of our own addresses: no slashes.
    return id === undefined || id === "" ? null : decoded(id).replaceAll("/", "-").slice(0, 200);
  };

  return {
    name: platform.name,
    hosts: platform.hosts,
    searchUrl(target) {
      if (platform.search === undefined) return null;
      return platform.search.url
        .replaceAll("{query}", encodeURIComponent(target.query))
        .replaceAll("{page}", String(target.page))
        .replaceAll("{category}", encodeURIComponent(target.category));
    },
    itemId,
    read(page): PageReading {
      const hindrance = hindranceOf(page, signs);
      if (hindrance !== null) return hindrance;
      const id = itemId(page.urlReached);
      if (id !== null) return readAsListing(platform, page.text, page.urlReached, id);
      if (platform.search === undefined)
        return { kind: "unreadable", because: "the address is no listing and the platform file describes no results page" };
      return readAsResults(platform.search, itemId, page.text, page.urlReached);
    },
  };
}

function readAsListing(platform: Platform, html: string, url: string, id: string): PageReading {
  const { listing, provenance, because } = readListing({ html, url, platform });
  if (listing === null) return { kind: "unreadable", because: because ?? "nothing on the page could be read as an offer" };
  if (listing.title.trim() === "") return { kind: "unreadable", because: "the page shows no title" };
  return { kind: "listing", listing: { ...listing, id: `${platform.name}:${id}`, platform: platform.name, url }, provenance };
}

function readAsResults(
  search: NonNullable<Platform["search"]>,
  itemId: (url: string) => string | null,
  html: string,
  url: string,
): PageReading {
  const document = load(html);
  const base = baseOf(document, url);
  const items = new Map<string, ResultItem>();
  let links = 0;
  document(search.itemLink).each((_, element) => {
    if (items.size >= mostItems) return false;
    const href = document(element).attr("href") ?? document(element).find("a[href]").first().attr("href");
    const target = href === undefined ? null : absolute(href, base);
    if (target === null) return;
    links++;
    const id = itemId(target);
    if (id !== null && !items.has(id)) items.set(id, { url: target, itemId: id, rank: items.size });
  });
  // Links that no longer match say that the shop changed its addresses, which is not the same as an empty shelf.
  if (links > 0 && items.size === 0)
    return { kind: "unreadable", because: `${links} links match "${search.itemLink}" but none is a listing address` };
  const nextHref = search.nextLink === undefined ? undefined : document(search.nextLink).first().attr("href");
  const next = nextHref === undefined ? null : absolute(nextHref, base);
  return { kind: "results", items: [...items.values()], total: null, next: next === url ? null : next };
}

function listingPattern(platform: Platform): RegExp | null {
  if (platform.listing === undefined) return null;
  const source = platform.listing.url;
  const refuse = (why: string, cause?: unknown): never => {
    throw new TiequanError(
      "bad-config",
      `The listing.url of platform ${platform.name} cannot be used: ${why}.`,
      "Write a regular expression with a named group, as in /item/(?<id>\\d+).",
      { cause },
    );
  };
  if (!source.includes("(?<id>")) return refuse("it has no group named id");
  // A repeated group that itself repeats can take for ever on an address made to hurt.
  if (/\([^()]*[+*][^()]*\)[+*]/u.test(source)) return refuse("it repeats a group that repeats, which can be made to run for ever");
  try {
    return new RegExp(source, "u");
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function baseOf(document: CheerioAPI, url: string): string {
  const written = document("base[href]").first().attr("href");
  return written === undefined ? url : (absolute(written, url) ?? url);
}

function absolute(href: string, base: string): string | null {
  const trimmed = href.trim();
  if (trimmed === "" || trimmed.startsWith("#") || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  url.hash = "";
  // A copy: a slice of the page would keep the whole page in memory.
  return Buffer.from(url.href, "utf8").toString("utf8");
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
