/** A small shop whose every answer the test decides, with the platform file that describes it. */
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import { stringify } from "yaml";

export interface Item {
  readonly id: string;
  /** Answers in place of a sound page. */
  readonly answer?: (response: ServerResponse) => void;
  readonly title?: string;
  readonly picture?: "sound" | "broken";
}

export interface Shop {
  readonly origin: string;
  readonly host: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export interface ShopOptions {
  readonly items: readonly Item[];
  readonly robots?: string;
  /** Before an item is answered. */
  readonly beforeItem?: (id: string) => Promise<void>;
}

/** One pixel, as PNG; a broken one ends before it has told its size. */
const pixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

export async function openShop(options: ShopOptions): Promise<Shop> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://shop").pathname;
    asked.push(path);
    if (path === "/robots.txt") return void response.writeHead(200, { "content-type": "text/plain" }).end(options.robots ?? "");
    if (path === "/search") return show(response, options.items.map(({ id }) => `<a class="item" href="/item/${id}">${id}</a>`).join("\n"));
    if (path.startsWith("/picture/")) {
      const broken = options.items.find(({ id }) => path === `/picture/${id}.png`)?.picture === "broken";
      return void response.writeHead(200, { "content-type": "image/png" }).end(broken ? pixel.subarray(0, 20) : pixel);
    }
    const item = options.items.find(({ id }) => path === `/item/${id}`);
    if (item === undefined) return void response.writeHead(404).end();
    void (options.beforeItem ?? (async () => undefined))(item.id).then(() =>
      item.answer === undefined ? show(response, soundPage(item)) : item.answer(response),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  const host = `127.0.0.1:${address.port}`;
  return {
    origin: `http://${host}`,
    host,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function soundPage(item: Item): string {
  const picture = item.picture === undefined ? "" : `<img class="picture" src="/picture/${item.id}.png">`;
  return `<h1>${item.title ?? `帆布手提包 第${item.id}款`}</h1><p class="price">￥39.00</p>${picture}<p class="seller">小店</p>`;
}

export function show(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { "content-type": "text/html; charset=utf-8" })
    .end(`<!doctype html><html lang="zh"><head><title>小店</title></head><body>${body}</body></html>`);
}

export interface PlatformWish {
  readonly name: string;
  readonly requestsPerMinute?: number;
  readonly atOnce?: number;
}

/** What an operator would write for this shop, in a folder for TIEQUAN_PLATFORMS. */
export async function writePlatform(folder: string, host: string, wish: PlatformWish): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, `${wish.name}.yaml`),
    stringify({
      name: wish.name,
      title: { zh: "试验商城", en: "Trial shop" },
      operator: { name: "试验有限公司" },
      access: "crawl",
      hosts: [host],
      scheme: "http",
      privateAddresses: true,
      pace: { requestsPerMinute: wish.requestsPerMinute ?? 6000, atOnce: wish.atOnce ?? 4 },
      categories: { "apparel-bags": ["包"] },
      search: { url: `http://${host}/search?q={query}&p={page}`, itemLink: "a.item", nextLink: "a.next" },
      listing: {
        url: "/item/(?<id>\\w+)$",
        selectors: { title: "h1", price: ".price", seller: ".seller", images: "img.picture@src" },
      },
      notices: { channel: "email", language: "zh", email: "ipr@shop.example" },
    }),
  );
  return folder;
}
