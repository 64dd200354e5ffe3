/** The name of a listing within its platform, from its address. */
import type { Platform } from "../../domain/platform.ts";

/** Query parameters that carry an item's id, by what shops call them. Order is precedence. */
const parameters = [
  "id",
  "itemid",
  "item_id",
  "goods_id",
  "goodsid",
  "goodsId",
  "productid",
  "product_id",
  "pid",
  "sku",
  "skuid",
  "skuId",
  "spuid",
  "num_iid",
  "offerid",
  "item",
  "product",
  "p",
];

/** The platform's own pattern decides; without one, a parameter, then the path's last telling part. Null when nothing tells. */
export function itemIdOf(url: string, platform: Platform | undefined): string | null {
  const byPlatform = platform?.listing === undefined ? null : groupId(platform.listing.url, url);
  if (byPlatform !== null) return byPlatform;
  if (!URL.canParse(url)) return null;
  const address = new URL(url);
  for (const name of parameters) {
    const value = address.searchParams.get(name);
    if (value !== null && /^[\w.-]{1,64}$/u.test(value) && /\d/u.test(value)) return value;
  }
  return fromPath(address.pathname);
}

/** A code within the address that may stand for a SKU where the page shows none; null for a name in words. */
export function codeInUrl(url: string, platform: Platform | undefined): string | null {
  const id = itemIdOf(url, platform);
  return id !== null && (codeIn(id) === id || /^\d{3,}$/u.test(id) || /^[A-Za-z]{0,4}\d{4,}[A-Za-z]{0,2}$/u.test(id)) ? id : null;
}

function groupId(pattern: string, url: string): string | null {
  const id = new RegExp(pattern, "u").exec(url.slice(0, 4000))?.groups?.["id"];
  return id === undefined || id === "" ? null : id;
}

/** Long numbers and codes of letters and digits are ids; otherwise the last part of the path as it stands. */
function fromPath(path: string): string | null {
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .slice(-4)
    .map(decoded);
  for (const part of parts.toReversed()) {
    const whole = part.replace(/\.(?:s?html?|php|aspx?|jsp)$/iu, "");
    const code = codeIn(whole);
    if (code !== null) return code;
  }
  const last = parts.at(-1)?.replace(/\.(?:s?html?|php|aspx?|jsp)$/iu, "");
  return last === undefined || last === "" ? null : last.slice(0, 120);
}

function codeIn(part: string): string | null {
  if (/^[A-Z0-9]{8,20}$/u.test(part) && /\d/u.test(part)) return part;
  const runs = part.split(/[^A-Za-z0-9]+/u);
  const number = runs.findLast((run) => /^[A-Za-z]{0,3}\d{5,20}$/u.test(run));
  const prefixed = runs.findLast((run) => /^[a-z]\d{3,6}[a-z]\d{6,}$/u.test(run));
  if (number === undefined && prefixed !== undefined) return /\d+$/u.exec(prefixed)?.[0] ?? null;
  if (number !== undefined) return number.replace(/^(?:p|i|iid|itm|item|id)(?=\d)/iu, "");
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
