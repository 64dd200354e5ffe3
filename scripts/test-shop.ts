/**
 * `npm run test:shop`: installs EverShop, a shop that we did not write, from npm, fills it with its own sample goods, crawls
 * it through `config/platforms/examples/evershop.yaml`, and holds what was read against what its database says.
 *
 * Exit 0 when every product was found with title, price and picture, 1 when not.
 * `--folder DIR` keeps the installed shop there and uses it again, which saves the minutes of installing and building.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import sharp from "sharp";
import { z } from "zod";
import { configRoot, readData } from "../config/files.ts";
import { loadCategories } from "../config/load.ts";
import { createCrawler } from "../crawler/crawl.ts";
import { nextSearchPage, searchPagesOf } from "../crawler/plan.ts";
import { adapterFor } from "../crawler/platforms.ts";
import type { CrawlOutcome, CrawlRequest } from "../domain/crawl.ts";
import { platformSchema, type Platform } from "../domain/platform.ts";
import type { Plan } from "../domain/sample.ts";
import { createDatabase, dropDatabase, sharedServer } from "../test/support/database.ts";

const version = "2.2.1";
const startMs = 120_000;
const shelfMs = 120_000;
const { values: options } = parseArgs({ options: { folder: { type: "string" } } });

interface Product {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly picture: boolean;
}

const started = performance.now();
const closing: (() => Promise<void>)[] = [];
const say = (words: string) => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${words}`);

/** The shop itself could not be had: npm's registry, its build, its start. Not what is tested here. */
class NoShop extends Error {}

/** As the program's own: 1 what was checked does not hold, 4 nothing to check it on. */
const noShopCode = 4;

try {
  const faults = await main();
  for (const fault of faults) console.error(`  ✗ ${fault}`);
  say(faults.length === 0 ? "every product was found with title, price and picture" : `${faults.length} fault(s)`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof NoShop)) throw error;
  console.error(`The shop could not be set up: ${error.message}`);
  process.exitCode = noShopCode;
} finally {
  for (const close of closing.toReversed()) await close();
}

async function main(): Promise<string[]> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "tiequan-shop-")));
  if (options.folder === undefined) closing.push(() => rm(folder, { recursive: true, force: true }));
  const { products, port } = await shopIn(folder).catch((cause: unknown) => {
    throw new NoShop(cause instanceof Error ? cause.message : String(cause), { cause });
  });
  const crawled = performance.now();
  const outcomes = await crawlShop(await platformAt(port), folder);
  const pages = outcomes.length;
  say(`crawled ${pages} pages in ${((performance.now() - crawled) / 1000).toFixed(1)} s`);
  return compare(products, outcomes);
}

/** Installs, builds, starts and fills the shop. */
async function shopIn(folder: string): Promise<{ products: readonly Product[]; port: number }> {
  await install(folder);

  const server = await sharedServer();
  closing.push(() => server.close());
  const databaseUrl = await createDatabase(server.url);
  closing.push(() => dropDatabase(server.url, databaseUrl));
  const port = await freePort();
  const environment = shopEnvironment(databaseUrl, port);
  await writeFile(join(folder, "config", "default.json"), JSON.stringify({ shop: { homeUrl: `http://localhost:${port}` } }));
  if (!existsSync(join(folder, ".evershop", "build"))) {
    await run(folder, ["build"], environment);
    say("built");
  }
  await startShop(folder, port, environment);
  await servePictures(folder);
  await run(folder, ["seed", "--all"], environment);
  const products = await productsOf(databaseUrl);
  say(`filled with ${products.length} products, ${products.filter(({ picture }) => picture).length} with a picture`);
  if (products.length === 0) throw new Error("the shop has no products: its seed did not work");
  await untilShown(port, products.length);
  return { products, port };
}

async function install(folder: string): Promise<void> {
  await mkdir(join(folder, "config"), { recursive: true });
  if (existsSync(join(folder, "node_modules", "@evershop", "evershop", "package.json"))) return say("EverShop is there already");
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "shop-under-test", private: true, version: "1.0.0", type: "module" }),
  );
  await command(
    "npm",
    ["install", "--no-audit", "--no-fund", "--no-progress", `@evershop/evershop@${version}`, "concat-stream"],
    folder,
    {},
  );
  say(`EverShop ${version} is installed`);
}

function shopEnvironment(databaseUrl: string, port: number): Record<string, string> {
  const url = new URL(databaseUrl);
  return {
    DB_HOST: url.hostname,
    DB_PORT: url.port,
    DB_USER: decodeURIComponent(url.username),
    DB_PASSWORD: decodeURIComponent(url.password),
    DB_NAME: url.pathname.slice(1),
    DB_SSLMODE: "disable",
    PORT: String(port),
    NODE_ENV: "production",
  };
}

function evershop(folder: string): string {
  return join(folder, "node_modules", "@evershop", "evershop", "dist", "bin", "evershop.js");
}

function run(folder: string, words: readonly string[], environment: Record<string, string>): Promise<void> {
  return command(process.execPath, [evershop(folder), ...words], folder, environment);
}

/** The shop's tools look for `node` on the path: the one that runs us comes first. */
function childOptions(folder: string, environment: Record<string, string>) {
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  return {
    cwd: folder,
    env: { ...process.env, ...environment, PATH: path },
    stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"],
  };
}

async function command(program: string, words: readonly string[], folder: string, environment: Record<string, string>): Promise<void> {
  const child = spawn(program, words, childOptions(folder, environment));
  const said = lastWords(child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${code}:\n${said()}`);
}

function lastWords(child: ChildProcess): () => string {
  let words = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (words = (words + chunk.toString("utf8")).slice(-4000)));
  return () => words;
}

async function startShop(folder: string, port: number, environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [evershop(folder), "start"], { ...childOptions(folder, environment), detached: true });
  const said = lastWords(child);
  closing.push(async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  });
  const until = performance.now() + startMs;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`EverShop ended while starting:\n${said()}`);
    const answer = await fetch(`http://localhost:${port}/`, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (answer?.ok === true) return say("the shop answers");
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`EverShop did not answer within ${startMs / 1000} s:\n${said()}`);
}

/** The shop puts new goods on its shelves in the background: wait for it, or say how far it came. */
async function untilShown(port: number, wanted: number): Promise<void> {
  const until = performance.now() + shelfMs;
  let shown = 0;
  while (performance.now() < until) {
    const page = await fetch(`http://localhost:${port}/accessories`).then((answer) => answer.text());
    shown = page.split("product__list__link").length - 1;
    if (shown >= wanted) return say(`the shelves show all ${shown}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`After ${shelfMs / 1000} s the shop shows ${shown} of its ${wanted} products.`);
}

/** Its sample goods have their pictures on another site; a test that needs the internet is none, so we draw them here. */
async function servePictures(folder: string): Promise<void> {
  const server: Server = createServer((_request, response) => {
    void sharp({ create: { width: 600, height: 600, channels: 3, background: { r: 180, g: 170, b: 150 } } })
      .jpeg()
      .toBuffer()
      .then((bytes) => response.writeHead(200, { "content-type": "image/jpeg" }).end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => void server.close());
  const file = join(folder, "node_modules", "@evershop", "evershop", "dist", "bin", "seed", "data", "products.json");
  const seed = await readFile(file, "utf8");
  await writeFile(
    file,
    seed.replaceAll(/"https?:\/\/[^"]*\/([\w.-]+\.jpg)"/gu, `"http://127.0.0.1:${(server.address() as AddressInfo).port}/$1"`),
  );
}

async function productsOf(databaseUrl: string): Promise<Product[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select p.sku, d.name, p.price::float8 as price, exists (select from product_image i where i.product_image_product_id = p.product_id) as picture from product p join product_description d on d.product_description_product_id = p.product_id where p.status and p.visibility order by p.sku",
    );
    return z.array(z.object({ sku: z.string(), name: z.string(), price: z.number(), picture: z.boolean() })).parse(rows);
  } finally {
    await client.end();
  }
}

async function platformAt(port: number): Promise<Platform> {
  const file = await readData(join(configRoot, "platforms", "examples", "evershop.yaml"), platformSchema);
  const moved = JSON.stringify(file).replaceAll("localhost:3000", `localhost:${port}`);
  return platformSchema.parse(JSON.parse(moved));
}

async function crawlShop(platform: Platform, folder: string): Promise<CrawlOutcome[]> {
  const adapter = adapterFor(platform);
  const readable = { platform, adapter };
  const crawler = createCrawler({
    agent: "TiequanMonitor",
    contact: null,
    chromiumPath: null,
    dataFolder: join(folder, "data"),
    program: "tiequan test:shop",
    log: { debug: () => undefined, warn: () => undefined },
  });
  closing.push(() => crawler.close());
  const outcomes: CrawlOutcome[] = [];
  const visit = async (requests: readonly CrawlRequest[]) => {
    const came: CrawlOutcome[] = [];
    await crawler.crawl(platform, adapter, requests, {
      pictures: true,
      screenshots: false,
      signal: new AbortController().signal,
      onOutcome: async (outcome) => void came.push(outcome),
    });
    outcomes.push(...came);
    return came;
  };

  const plan: Plan = { seed: "shop", strata: [{ platform: platform.name, category: "appliances", take: 1000, queries: [] }] };
  const found = new Map<string, CrawlRequest>();
  for (const first of searchPagesOf(plan, await loadCategories(), new Map([[platform.name, readable]]))) {
    let next: { url: string; pageNumber: number } | null = { url: first.url, pageNumber: first.pageNumber ?? 1 };
    while (next !== null) {
      const page: number = next.pageNumber;
      const [outcome] = await visit([{ key: next.url, url: next.url, kind: "search" }]);
      if (outcome?.kind !== "page" || outcome.reading.kind !== "results") break;
      for (const item of outcome.reading.items) found.set(item.itemId, { key: item.itemId, url: item.url, kind: "listing" });
      next = nextSearchPage(readable, {
        category: "appliances",
        query: first.query ?? "",
        page,
        next: outcome.reading.next,
        items: outcome.reading.items.length,
      });
    }
  }
  await visit([...found.values()]);
  return outcomes;
}

function compare(products: readonly Product[], outcomes: readonly CrawlOutcome[]): string[] {
  const faults = outcomes.flatMap((outcome) => {
    if (outcome.kind === "failed") return [`${outcome.key}: ${outcome.cause}, ${outcome.detail}`];
    if (outcome.kind === "later") return [`${outcome.key}: asked to wait (${outcome.because})`];
    return outcome.reading.kind === "unreadable" ? [`${outcome.key}: unreadable, ${outcome.reading.because}`] : [];
  });
  for (const product of products) {
    const outcome = outcomes.find(
      (one) => one.kind === "page" && one.reading.kind === "listing" && one.reading.listing.identifiers?.["sku"] === product.sku,
    );
    if (outcome?.kind !== "page" || outcome.reading.kind !== "listing") {
      faults.push(`${product.sku} ${product.name}: was not found`);
      continue;
    }
    const { title, price } = outcome.reading.listing;
    if (title !== product.name) faults.push(`${product.sku}: the title is "${product.name}", read was "${title}"`);
    if (price === undefined || Number(price.amount) !== product.price || price.currency !== "USD")
      faults.push(`${product.sku}: the price is ${product.price} USD, read was ${JSON.stringify(price)}`);
    if (!product.picture) faults.push(`${product.sku}: the shop has no picture of it`);
    else if (!outcome.pictures.some(({ bytes }) => bytes !== null))
      faults.push(
        `${product.sku}: no picture came (${outcome.pictures.map(({ fault }) => fault).join("; ") || "none was found on the page"})`,
      );
  }
  return faults;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
