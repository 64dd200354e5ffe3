/** The platform file of a sample shop: what an operator would write for a real marketplace, with the port it got. */
import type { Platform } from "../domain/platform.ts";
import { shelfWords, type Shop } from "./shops/shop.ts";

type PlatformFile = Omit<Platform, "sitemaps" | "facts" | "imageHosts">;

export function platformFileOf(shop: Shop, origin: string): PlatformFile {
  const host = new URL(origin).host;
  const categories = Object.fromEntries(Object.entries(shelfWords).map(([category, word]) => [category, [word]]));
  const common = {
    name: shop.name,
    title: shop.title,
    operator: { name: shop.operator },
    access: "crawl" as const,
    hosts: [host],
    scheme: "http" as const,
    privateAddresses: true,
    categories,
    notices: { channel: "email", language: "zh" as const, email: `ipr@${shop.name}.example`, linkLimit: 20, answerDays: 5 },
    publication: { url: `${origin}/publicity` },
  };
  switch (shop.name) {
    case "sample-mall":
      return {
        ...common,
        needsBrowser: false,
        pace: { requestsPerMinute: 3000, atOnce: 8 },
        search: { url: `${origin}/search?q={query}&page={page}`, firstPage: 1, maxPages: 10, itemLink: "a.item", nextLink: "a.next" },
        listing: {
          url: "/item/(?<id>\\d+)\\.html$",
          selectors: { sellerLocation: ".location", sellerType: "a.seller@data-type", salesCount: ".sales" },
          preferSelectors: [],
          goneTexts: ["该商品已下架"],
          blockedTexts: [],
        },
      };
    case "sample-bazaar":
      return {
        ...common,
        needsBrowser: false,
        pace: { requestsPerMinute: 3000, atOnce: 8 },
        search: { url: `${origin}/list?kw={query}&p={page}`, firstPage: 1, maxPages: 10, itemLink: "li.card a", nextLink: "a.page-next" },
        listing: {
          url: "/goods\\?id=(?<id>\\d+)$",
          selectors: { sellerLocation: ".location", sellerType: ".seller@data-type", salesCount: ".sales" },
          preferSelectors: [],
          goneTexts: ["该商品已下架"],
          blockedTexts: [],
        },
      };
    case "sample-live":
      return {
        ...common,
        needsBrowser: true,
        pace: { requestsPerMinute: 600, atOnce: 2 },
        search: { url: `${origin}/search?q={query}&page={page}`, firstPage: 1, maxPages: 5, itemLink: "a.item", nextLink: "a.next" },
        listing: {
          url: "/p/(?<id>\\d+)$",
          selectors: {
            title: "h1.title",
            price: "p.price",
            seller: "p.seller",
            sellerLocation: "p.location",
            sellerType: "p.seller@data-type",
            description: "div.description",
            images: "img.picture@src",
            attributeRows: "div.attribute",
            attributeName: "b",
            attributeValue: "span",
            salesCount: "p.sales",
          },
          preferSelectors: [],
          goneTexts: ["该商品已下架"],
          blockedTexts: [],
        },
      };
  }
}
