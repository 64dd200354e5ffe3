import { platformSchema, type Platform } from "../../../domain/platform.ts";

/** A platform file that states only what matters to the test. */
export function aPlatform(said: Record<string, unknown> = {}): Platform {
  return platformSchema.parse({
    name: "shop",
    title: { zh: "商店", en: "Shop" },
    operator: { name: "Shop Ltd" },
    access: "crawl",
    hosts: ["shop.example"],
    pace: { requestsPerMinute: 6000, atOnce: 4 },
    search: { url: "https://shop.example/search?q={query}&page={page}", itemLink: "a.item" },
    listing: { url: "^https?://[^/]+/item/(?<id>[\\w-]+)" },
    notices: { channel: "file-package", language: "zh" },
    ...said,
  });
}
