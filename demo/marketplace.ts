/**
 * The sample marketplace of the demo and the end-to-end tests: three shops on loopback, each built differently, a mailbox that
 * takes notices, takes goods down and publishes the result, a seller who lists anew, and a page that ignores its notice.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { buildCatalogue } from "./catalogue/catalogue.ts";
import { shopNames, type Offer, type ShopName } from "./catalogue/offer.ts";
import { openMailbox, type Mailbox } from "./mailbox.ts";
import { drawBrokenPicture, drawPicture } from "./pictures.ts";
import { platformFileOf } from "./platform-file.ts";
import { bazaar } from "./shops/bazaar.ts";
import { live } from "./shops/live.ts";
import { mall } from "./shops/mall.ts";
import { html, offersPerPage, page, shelfWords, type Shelf, type Shop } from "./shops/shop.ts";

export interface Marketplace {
  readonly offers: readonly Offer[];
  /** The folder of platform files that describe these shops, with the ports they got. */
  readonly platformFolder: string;
  readonly smtpUrl: string;
  origin(shop: ShopName): string;
  /** Ids of offers that are no longer shown. */
  removed(): ReadonlySet<string>;
  noticesReceived(): number;
  close(): Promise<void>;
}

export interface MarketplaceOptions {
  /** Where the platform files are written. */
  readonly folder: string;
  /** How long the platform takes from a notice to taking the goods down. */
  readonly reactsAfterMs: number;
  readonly slowPageMs?: number;
}

const portsFile = "ports.json";
const shops: readonly Shop[] = [mall, bazaar, live];

export async function startMarketplace(options: MarketplaceOptions): Promise<Marketplace> {
  const offers: Offer[] = [...buildCatalogue()];
  const removed = new Set<string>();
  const published: { readonly at: Date; readonly token: string; readonly shop: ShopName; readonly ids: readonly string[] }[] = [];
  const throttledAsks = new Map<string, number>();
  const pictures = new Map<string, Promise<Buffer>>();
  const timers = new Set<NodeJS.Timeout>();
  let notices = 0;

  const shelfOf = (shop: Shop): Shelf => ({
    find: (id) => offers.find((offer) => offer.shop === shop.name && offer.id === id && !removed.has(id)) ?? null,
    search(words, number) {
      const found = offers.filter(
        (offer) =>
          offer.shop === shop.name && !removed.has(offer.id) && (shelfWords[offer.category] === words || offer.title.includes(words)),
      );
      return { offers: found.slice((number - 1) * offersPerPage, number * offersPerPage), more: found.length > number * offersPerPage };
    },
  });

  function answer(shop: Shop, request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://shop");
    const shelf = shelfOf(shop);
    if (url.pathname === "/robots.txt") return send(response, 200, "text/plain", robots(shop, offers));
    if (url.pathname === "/publicity") return send(response, 200, "text/html", publicity(shop, published));
    const picture = /^\/img\/(\d+)-(\d)\.jpg$/u.exec(url.pathname);
    if (picture?.[1] !== undefined) return sendPicture(response, picture[1], Number(picture[2]));
    const data = shop.data?.(url.pathname, url.searchParams, shelf) ?? null;
    if (data !== null) return send(response, 200, "application/json", JSON.stringify(data));
    const search = shop.search(url.pathname, url.searchParams);
    if (search !== null) {
      const found = shelf.search(search.words, search.page);
      return send(response, 200, "text/html", shop.resultsPage(found.offers, search.words, search.page, found.more));
    }
    const id = shop.itemIdOf(url.pathname + url.search);
    if (id === null)
      return send(response, url.pathname === "/" ? 200 : 404, "text/html", page(shop.title.zh, "", `<h1>${shop.title.zh}</h1>`));
    const offer = shelf.find(id);
    if (offer === null) return send(response, 404, "text/html", page("商品已下架", "", "<h1>很抱歉，该商品已下架</h1>"));
    if (offer.quirk === "throttled" && count(throttledAsks, id) <= 1)
      return send(response.setHeader("retry-after", "1"), 429, "text/html", page("请求过快", "", "<h1>429</h1>"));
    const show = () =>
      send(
        response,
        200,
        "text/html",
        shop.itemPage(
          offer,
          [0, 1].map((view) => `/img/${offer.id}-${view}.jpg`),
        ),
      );
    if (offer.quirk === "slow") later(show, options.slowPageMs ?? 2500);
    else show();
  }

  function sendPicture(response: ServerResponse, id: string, view: number): void {
    const offer = offers.find((candidate) => candidate.id === id);
    if (offer === undefined) return send(response, 404, "text/plain", "");
    const key = `${id}-${view}`;
    const drawn = pictures.get(key) ?? (offer.quirk === "broken-picture" ? drawBrokenPicture(offer) : drawPicture(offer, view));
    pictures.set(key, drawn);
    drawn.then(
      (bytes) => response.writeHead(200, { "content-type": "image/jpeg" }).end(bytes),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }

  function later(act: () => void, inMs: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, inMs);
    timers.add(timer);
  }

  const ports = await earlierPorts(options.folder);
  const servers = await Promise.all(
    shops.map(
      async (shop) =>
        [shop, await listen(() => createServer((request, response) => answer(shop, request, response)), ports[shop.name] ?? 0)] as const,
    ),
  );
  const origins = new Map<ShopName, string>(servers.map(([shop, server]) => [shop.name, `http://127.0.0.1:${portOf(server)}`]));

  /** The platform's desk: reads the links out of the letter, takes down all but the stubborn ones, and publishes what it did. */
  const mailbox: Mailbox = await openMailbox((mail) => {
    notices += 1;
    later(() => {
      for (const shop of shops) {
        const ids = offers
          .filter((offer) => offer.shop === shop.name && mail.text.includes(`${origins.get(shop.name) ?? ""}${shop.itemPath(offer.id)}`))
          .map((offer) => offer.id);
        if (ids.length === 0) continue;
        for (const id of ids) takeDown(id);
        published.push({ at: new Date(), token: mail.subject, shop: shop.name, ids });
      }
    }, options.reactsAfterMs);
  });

  function takeDown(id: string): void {
    const offer = offers.find((candidate) => candidate.id === id);
    if (offer === undefined || offer.quirk === "stubborn" || removed.has(id)) return;
    removed.add(id);
    if (offer.quirk === "relists") {
      const { quirk: _quirk, ...again } = offer;
      offers.push({ ...again, id: String(Number(id) + 3), title: `${offer.title} 新款` });
    }
  }

  await mkdir(options.folder, { recursive: true });
  await writeFile(
    join(options.folder, portsFile),
    JSON.stringify(Object.fromEntries(servers.map(([shop, server]) => [shop.name, portOf(server)]))),
  );
  for (const shop of shops)
    await writeFile(join(options.folder, `${shop.name}.yaml`), stringify(platformFileOf(shop, origins.get(shop.name) ?? "")));

  return {
    offers,
    platformFolder: options.folder,
    smtpUrl: mailbox.url,
    origin: (shop) => origins.get(shop) ?? "",
    removed: () => removed,
    noticesReceived: () => notices,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await Promise.all([mailbox.close(), ...servers.map(([, server]) => close(server))]);
    },
  };
}

function robots(shop: Shop, offers: readonly Offer[]): string {
  const kept = offers
    .filter((offer) => offer.shop === shop.name && offer.quirk === "disallowed")
    .map((offer) => `Disallow: ${shop.itemPath(offer.id)}`);
  return ["User-agent: *", "Disallow: /internal/", ...kept, ""].join("\n");
}

/** E-Commerce Law Art. 44: notices, declarations and results are made public. */
function publicity(shop: Shop, published: readonly { at: Date; token: string; shop: ShopName; ids: readonly string[] }[]): string {
  const rows = published
    .filter((entry) => entry.shop === shop.name)
    .map(
      (entry) =>
        `<li><time>${entry.at.toISOString()}</time> ${html(entry.token)}：已对 ${entry.ids.length} 个商品链接采取必要措施（${entry.ids.map((id) => html(shop.itemPath(id))).join("、")}）</li>`,
    )
    .join("");
  return page("知识产权公示", "", `<h1>知识产权通知及处理结果公示</h1><ul>${rows}</ul>`);
}

function count(asks: Map<string, number>, key: string): number {
  const asked = (asks.get(key) ?? 0) + 1;
  asks.set(key, asked);
  return asked;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response
    .writeHead(status, { "content-type": type.startsWith("text/") || type === "application/json" ? `${type}; charset=utf-8` : type })
    .end(body);
}

/** On the port of the last time where it is free, so that a listing keeps its address from one demo to the next. */
async function listen(make: () => Server, port: number): Promise<Server> {
  const server = make();
  const heard = await new Promise<boolean>((resolve, reject) => {
    server.once("error", (error) => (port !== 0 && "code" in error && error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  return heard ? server : listen(make, 0);
}

const portsShape = z.partialRecord(z.enum(shopNames), z.number().int());

async function earlierPorts(folder: string): Promise<z.infer<typeof portsShape>> {
  const text = await readFile(join(folder, portsFile), "utf8").catch(() => "{}");
  return portsShape.catch({}).parse(JSON.parse(text));
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The sample shop has no port.");
  return address.port;
}
