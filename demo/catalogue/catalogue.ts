/** All offers of the sample marketplace: hand-written ones plus ordinary goods drawn by a fixed seed, the same on every machine. */
import { categoryNames, type CategoryName } from "../../domain/category.ts";
import { goods, houseBrands, places, sellers } from "./clean.ts";
import { lookAlikes } from "./look-alikes.ts";
import { shopNames, type Offer, type ShopName, type Written } from "./offer.ts";
import { suspected } from "./suspected.ts";

const cleanPerCategory = 34;

export function buildCatalogue(): readonly Offer[] {
  const chance = seeded(20200428);
  const written = [...suspected.map((offer) => asOffer(offer, true)), ...lookAlikes.map((offer) => asOffer(offer, false))];
  const clean = categoryNames.flatMap((category) =>
    Array.from({ length: cleanPerCategory }, (_, index) => ordinary(category, index, chance)),
  );
  return [...written, ...clean].map((offer, index) => placed(offer, index, chance));
}

type Unplaced = Omit<Offer, "id" | "shop" | "sales" | "licence"> & { readonly shop?: ShopName; readonly licence?: string };

function asOffer(written: Written, isSuspected: boolean): Unplaced {
  const { why, kind, currency = "CNY", ...rest } = written;
  return {
    category: rest.category,
    title: rest.title,
    description: rest.description ?? describe(rest.title, currency),
    price: rest.price.toFixed(2),
    currency,
    seller: rest.seller,
    sellerType: rest.sellerType ?? "ordinary",
    location: rest.location ?? (currency === "USD" ? "Shenzhen, China" : "浙江杭州"),
    attributes: rest.attributes ?? {},
    truth: isSuspected && kind !== undefined ? { say: "suspected", kind, why } : { say: "look-alike", why },
    ...(rest.shop === undefined ? {} : { shop: rest.shop }),
    ...(rest.quirk === undefined ? {} : { quirk: rest.quirk }),
    ...(rest.licence === undefined ? {} : { licence: rest.licence }),
  };
}

function ordinary(category: CategoryName, index: number, chance: () => number): Unplaced {
  const { zh, en, zhDetails, enDetails, price } = goods[category];
  const english = index % 5 === 4;
  const brand = pick(houseBrands, chance);
  const title = english
    ? `${brand} ${pick(en, chance)}, ${pick(enDetails, chance)}`
    : `${brand} ${pick(zh, chance)} ${pick(zhDetails, chance)}`;
  const yuan = price[0] + chance() * (price[1] - price[0]);
  return {
    category,
    title,
    description: describe(title, english ? "USD" : "CNY"),
    price: (english ? yuan / 7 : yuan).toFixed(2),
    currency: english ? "USD" : "CNY",
    seller: pick(sellers, chance),
    sellerType: "ordinary",
    location: pick(places, chance),
    attributes: english ? { Brand: brand } : { 品牌: brand },
    truth: { say: "clean" },
    ...quirkOf(category, index),
  };
}

/** A few pages misbehave the way real ones do. */
function quirkOf(category: CategoryName, index: number): Pick<Offer, "quirk"> {
  if (category === "electronics" && index === 3) return { quirk: "slow" };
  if (category === "appliances" && index === 5) return { quirk: "broken-picture" };
  if (category === "auto-parts" && index === 7) return { quirk: "no-title" };
  if (category === "agri" && index === 9) return { quirk: "malformed" };
  if (category === "food" && index === 11) return { quirk: "throttled" };
  if (category === "ppe" && index === 13) return { quirk: "disallowed" };
  return {};
}

/** The rendered shop is the smallest: a browser page costs ten times a plain one. */
function placed(offer: Unplaced, index: number, chance: () => number): Offer {
  const shop =
    offer.quirk !== undefined
      ? "sample-mall"
      : (offer.shop ?? (index % 6 === 5 ? "sample-live" : index % 2 === 0 ? "sample-mall" : "sample-bazaar"));
  return {
    ...offer,
    id: String(100_000 + index * 7),
    shop: shopNames.includes(shop) ? shop : "sample-mall",
    sales: Math.floor(chance() * 3000),
    licence: offer.licence ?? null,
  };
}

function describe(title: string, currency: Offer["currency"]): string {
  return currency === "USD"
    ? `${title}. Ships within 48 hours. Returns accepted within 7 days.`
    : `${title}。48小时内发货，支持七天无理由退换。`;
}

function pick<T>(items: readonly T[], chance: () => number): T {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error("Nothing to pick from.");
  return item;
}

/** Mulberry32: small, public domain, good enough to shuffle goods. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
