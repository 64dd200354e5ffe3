/** What the README promises of each verb, played on real processes. */
import { readFile, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startMarketplace, type Marketplace } from "../../demo/marketplace.ts";
import { findingSchema } from "../../domain/finding.ts";
import { listingSchema, type Listing } from "../../domain/listing.ts";
import { createDatabase, dropDatabase, sharedServer } from "../support/database.ts";
import { jsonLines, start, temporaryFolder, tiequan, type Folder } from "./program.ts";
import { openShop, writePlatform } from "./shop.ts";

let folder: Folder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

/** One line on stderr that says what is wrong and what to do. */
const oneSentenceAndRemedy = /^tiequan: [^\n]+\. [A-Z][^\n]+\.\n$/u;

describe("every verb", () => {
  test.each([
    [[]],
    [["demo"]],
    [["start"]],
    [["crawl"]],
    [["screen"]],
    [["extract"]],
    [["register"]],
    [["register", "check"]],
    [["register", "import"]],
    [["register", "export"]],
    [["user"]],
    [["user", "add"]],
    [["user", "reset"]],
    [["user", "list"]],
    [["doctor"]],
  ])("%j explains itself", async (words) => {
    const { code, stdout, stderr } = await tiequan([...words, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Usage: tiequan ${words.join(" ")}`, "u"));
  });

  test.each([
    [["brew"], "Unknown command 'brew'"],
    [["screen", "--brew"], "Unknown option '--brew'"],
    [["extract", "page.html"], "'--url <url>' not specified"],
    [["crawl", "--platform", "jd"], "'--category <name>' not specified"],
    [["screen", "--min", "2"], "--min 2 is not a number from 0 to 1"],
    [["screen", "--jobs", "1.5"], "--jobs 1.5 is not a whole number"],
    [["start", "--only", "half"], "--only half is neither web nor worker"],
    [["crawl", "--platform", "nowhere", "--category", "food"], "No platform is named nowhere"],
    [["crawl", "--platform", "jd", "--category", "cars"], "There is no category cars"],
    [["crawl", "--platform", "jd", "--category", "food", "--limit", "0"], "--limit 0 is not a number from 1"],
    [["user", "add", "Wang!", "--roles", "analyst"], '"Wang!" cannot be a user name'],
    [["user", "add", "wang", "--roles", "king"], "Unknown role(s): king"],
  ])("%j is bad usage: one line with the remedy, exit code 2", async (words, said) => {
    const { code, stdout, stderr } = await tiequan(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).toMatch(oneSentenceAndRemedy);
  });

  test.each([
    [["screen", "/nowhere/listings.jsonl"], {}, 3],
    [["screen", "/"], {}, 3],
    [["screen", "--register", "/nowhere/register.json"], {}, 3],
    [["extract", "--url", "https://shop.example/1", "/nowhere/page.html"], {}, 3],
    [["register", "check", "/nowhere/register.json"], {}, 3],
    [["user", "list"], { TIEQUAN_DATA: "/dev/null/data" }, 3],
    [["user", "list"], { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" }, 4],
    [["start"], { REDIS_URL: "redis://127.0.0.1:1", DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" }, 4],
  ])("%j with %j ends in one line with the remedy and code %d", async (words, env, expected) => {
    const { code, stdout, stderr } = await tiequan(words, { env });
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toMatch(oneSentenceAndRemedy);
  });

  test("a setting that cannot be used is named, exit code 3", async () => {
    const { code, stderr } = await tiequan(["user", "list"], { env: { TIEQUAN_PORT: "many", REDIS_URL: "http://x" } });
    expect(code).toBe(3);
    expect(stderr).toMatch(/2 setting\(s\)[^]*REDIS_URL[^]*TIEQUAN_PORT/u);
  });
});

describe("screen", () => {
  const listings: readonly Listing[] = [
    { id: "a", title: "耐克同款运动鞋 高仿 现货", description: "一比一复刻，专柜验货" },
    { id: "b", title: "" },
    { id: "c", title: "家用玻璃杯 300ml" },
    { id: "d", title: "五常大米 10斤", attributes: { origin: "安徽省合肥市" } },
  ];
  const jsonl = listings.map((listing) => JSON.stringify(listing)).join("\n");
  const line = z.object({
    id: z.string(),
    findings: z.array(findingSchema),
    lead: z.object({ probability: z.number(), priority: z.string() }),
  });

  test("answers each listing with one line, in input order, from stdin and from a file alike", async () => {
    const file = join(folder.path, "listings.jsonl");
    await writeFile(file, jsonl);
    const [piped, read] = await Promise.all([tiequan(["screen"], { input: jsonl }), tiequan(["screen", file])]);
    expect(piped.code).toBe(0);
    expect(jsonLines(piped.stdout, (value) => line.parse(value).id)).toEqual(["a", "b", "c", "d"]);
    expect(read.stdout).toBe(piped.stdout);
  });

  test("marks in the listing's own text what it says it matched", async () => {
    const { stdout } = await tiequan(["screen"], { input: jsonl });
    const textOf = (id: string, field: string): unknown => {
      const listing = listings.find((one) => one.id === id);
      return field.startsWith("attributes.")
        ? listing?.attributes?.[field.slice("attributes.".length)]
        : new Map<string, unknown>(Object.entries(listing ?? {})).get(field);
    };
    const marked = jsonLines(stdout, (value) => line.parse(value)).flatMap(({ id, findings }) =>
      findings.flatMap(({ reasons }) =>
        reasons.flatMap(({ field, span, matched }) =>
          field === undefined || span === undefined ? [] : [{ shown: String(textOf(id, field)).slice(...span), matched }],
        ),
      ),
    );
    expect(marked.length).toBeGreaterThan(2);
    for (const { shown, matched } of marked) expect(shown).toBe(matched);
  });

  test("reports a line that cannot be read with its number, screens all others, and ends with 3", async () => {
    const input = `${JSON.stringify(listings[0])}\n{"id":"no-title"}\nnot json\n\n${JSON.stringify(listings[2])}\n`;
    const { code, stdout, stderr } = await tiequan(["screen"], { input });
    expect(code).toBe(3);
    expect(jsonLines(stdout, (value) => line.parse(value).id)).toEqual(["a", "c"]);
    expect(stderr).toMatch(/^line 2: [^\n]*title/mu);
    expect(stderr).toMatch(/^line 3: is not JSON/mu);
  });

  test("reads CSV with a header, quoted line ends and all, as it reads JSONL", async () => {
    const csv = `\uFEFFid,title,description,attributes.origin\r\n${listings
      .map((one) => `${one.id},"${one.title}","${one.description ?? ""}",${one.attributes?.["origin"] ?? ""}`)
      .join("\r\n")}\r\n`;
    const file = join(folder.path, "listings.csv");
    await writeFile(file, csv);
    const [asJson, asCsv, byName] = await Promise.all([
      tiequan(["screen"], { input: jsonl }),
      tiequan(["screen", "--csv"], { input: csv }),
      tiequan(["screen", file]),
    ]);
    expect(asCsv).toMatchObject({ code: 0, stdout: asJson.stdout });
    expect(byName.stdout).toBe(asJson.stdout);
    const split = await tiequan(["screen", "--csv"], { input: 'id,title\n1,"耐克\n高仿"\n2\n' });
    expect(split.code).toBe(3);
    expect(split.stderr).toMatch(/^line 4: /mu);
    expect(jsonLines(split.stdout, (value) => line.parse(value).id)).toEqual(["1"]);
  });

  test("a CSV without the columns it needs is refused with 3", async () => {
    const { code, stdout, stderr } = await tiequan(["screen", "--csv"], { input: "name,price\n耐克,3\n" });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain("lacks the column(s) id, title");
  });

  test("--min says from where on a listing counts as flagged", async () => {
    const flagged = async (min: string) => /flagged (\d+)/u.exec((await tiequan(["screen", "--min", min], { input: jsonl })).stderr)?.[1];
    expect([await flagged("0.5"), await flagged("1")]).toEqual(["2", "0"]);
  });

  test("--jobs changes nothing but the time", async () => {
    const [one, two] = await Promise.all([tiequan(["screen"], { input: jsonl }), tiequan(["screen", "--jobs", "2"], { input: jsonl })]);
    expect(two).toMatchObject({ code: 0, stdout: one.stdout });
  });

  test("neither reads a .env beside it nor writes anything but findings to stdout", async () => {
    const here = await temporaryFolder();
    await writeFile(join(here.path, ".env"), "TIEQUAN_PORT=many\nDATABASE_URL=no\nPGHOST=trap\nNODE_OPTIONS=--bad\n");
    const { code, stdout } = await tiequan(["screen"], { input: jsonl, cwd: here.path });
    expect(code).toBe(0);
    expect(jsonLines(stdout, (value) => line.parse(value))).toHaveLength(4);
    expect((await tiequan(["user", "add", "x", "--roles", "king"], { cwd: here.path })).code).toBe(2);
    await here.remove();
  });

  test("ends without a word when its reader has left", async () => {
    const many = Array.from({ length: 3000 }, (_, index) => JSON.stringify({ id: String(index), title: "家用玻璃杯" })).join("\n");
    const running = start(["screen"], { input: many });
    running.child.stdout?.once("data", () => running.child.stdout?.destroy());
    const { code, stderr } = await running.ended;
    expect(code).toBe(5);
    expect(stderr).not.toContain("unforeseen");
  });

  test("stops at Ctrl-C with 5, and what is out is whole lines", async () => {
    const running = start(["screen", "--csv"], {
      input: `id,title\n${Array.from({ length: 60_000 }, (_, index) => `${index},家用玻璃杯 ${index} 号 耐克 高仿`).join("\n")}`,
    });
    await running.says(/"id":"64"/u);
    running.signal("SIGINT");
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(5);
    const ids = jsonLines(stdout, (value) => line.parse(value).id);
    expect(ids.length).toBeLessThan(60_000);
    expect(ids).toEqual(ids.map((_, index) => String(index)));
    expect(stderr).not.toContain("unforeseen");
  });
});

describe("extract", () => {
  const answer = z.object({
    listing: listingSchema.nullable(),
    provenance: z.array(z.object({ field: z.string(), source: z.string(), path: z.string(), chosen: z.boolean() })),
    because: z.string().nullable(),
  });
  const page = join(import.meta.dirname, "..", "fixtures", "e2e", "saved-page.html");

  test("reads a saved page, GB18030 and all, and says where each field was found", async () => {
    const { code, stdout } = await tiequan(["extract", "--url", "https://shop.example/item/8812.html", page]);
    expect(code).toBe(0);
    const { listing, provenance } = answer.parse(JSON.parse(stdout));
    expect(listing).toMatchObject({
      title: "景德镇手绘青花瓷茶杯 200ml",
      price: { amount: "58.00", currency: "CNY" },
      seller: { name: "青花小铺" },
      availability: "InStock",
    });
    for (const field of ["title", "price", "seller"]) expect(provenance.filter((one) => one.field === field && one.chosen)).toHaveLength(1);
  });

  test("says of a page that is no listing why it is none, and ends with 1", async () => {
    const file = join(folder.path, "nothing.html");
    await writeFile(file, "<html><body></body></html>");
    const { code, stdout, stderr } = await tiequan(["extract", "--url", "https://shop.example/", file]);
    expect(code).toBe(1);
    expect(answer.parse(JSON.parse(stdout)).listing).toBeNull();
    expect(stderr).toMatch(/nothing\.html is not read as a listing: .+\n$/u);
  });
});

describe("register check", () => {
  test("reports all of fifty faults at once, each with line and column, and ends with 3", async () => {
    const file = join(folder.path, "faulty.json");
    const marks = Array.from(
      { length: 50 },
      (_, index) =>
        `    {"id": "mark-${index}", "name": "某牌", "owner": "某厂",\n     "registrations": [{"number": "1", "classes": [99]}]}`,
    );
    const columnOf99 = (marks[0]?.split("\n")[1]?.indexOf("99") ?? -1) + 1;
    await writeFile(file, `{\n  "version": "1",\n  "trademarks": [\n${marks.join(",\n")}\n  ]\n}\n`);
    const { code, stdout, stderr } = await tiequan(["register", "check", file]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    const places = [...stderr.matchAll(/faulty\.json:(\d+):(\d+) (\S+):/gu)].map(([, line, column, path]) => ({
      at: `${line}:${column}`,
      path,
    }));
    expect(places).toEqual(
      Array.from({ length: 50 }, (_, index) => ({
        at: `${5 + index * 2}:${columnOf99}`,
        path: `trademarks[${index}].registrations[0].classes[0]`,
      })),
    );
  });

  test("counts what a sound register holds", async () => {
    const file = join(folder.path, "sound.csv");
    await writeFile(file, "kind,id,name,owner,classes\ntrademark,acme,艾克米,某厂,25|18\n");
    expect(await tiequan(["register", "check", file])).toMatchObject({
      code: 0,
      stdout: "Register sound.csv (1 trademarks, 0 patents, 0 geographical indications, 0 signs): no fault.\n",
    });
  });
});

describe("crawl", () => {
  let marketplace: Marketplace;
  let env: Record<string, string>;
  beforeAll(async () => {
    marketplace = await startMarketplace({ folder: join(folder.path, "market"), reactsAfterMs: 50, slowPageMs: 200 });
    env = { TIEQUAN_PLATFORMS: marketplace.platformFolder, TIEQUAN_DATA: join(folder.path, "data") };
  });
  afterAll(() => marketplace.close());

  const sample = (seed: string) =>
    tiequan(["crawl", "--platform", "sample-mall", "--category", "food", "--limit", "6", "--seed", seed], { env });

  test("prints listings that screen reads, and nothing else, on stdout", async () => {
    const { code, stdout } = await sample("one");
    expect(code).toBe(0);
    const listings = jsonLines(stdout, (value) => listingSchema.parse(value));
    expect(listings).toHaveLength(6);
    for (const listing of listings) {
      const offer = marketplace.offers.find(({ id, shop }) => shop === "sample-mall" && listing.id === `sample-mall:${id}`);
      expect(listing.title).toBe(offer?.title);
    }
    expect((await tiequan(["screen"], { input: stdout })).code).toBe(0);
  });

  test("draws the same sample from the same seed, and another from another", async () => {
    const drawn = (stdout: string) => jsonLines(stdout, (value) => listingSchema.parse(value).id).toSorted();
    const [first, again, other] = [await sample("one"), await sample("one"), await sample("two")];
    expect(drawn(again.stdout)).toEqual(drawn(first.stdout));
    expect(drawn(other.stdout)).not.toEqual(drawn(first.stdout));
  });

  test("is refused with 6 by a platform that is only reached by feed, without a request", async () => {
    const { code, stdout, stderr } = await tiequan(["crawl", "--platform", "jd", "--category", "food"]);
    expect({ code, stdout }).toEqual({ code: 6, stdout: "" });
    expect(stderr).toMatch(/reached only by data feed/u);
    expect(stderr).toMatch(oneSentenceAndRemedy);
  });

  test("is refused with 6 by a robots.txt that allows nothing, and asks for nothing else", async () => {
    const shop = await openShop({ items: [{ id: "1" }], robots: "User-agent: *\nDisallow: /\n" });
    const platforms = await writePlatform(join(folder.path, "closed"), shop.host, { name: "closed" });
    const { code, stdout, stderr } = await tiequan(["crawl", "--platform", "closed", "--category", "apparel-bags"], {
      env: { TIEQUAN_PLATFORMS: platforms },
    });
    expect({ code, stdout, asked: shop.asked }).toEqual({ code: 6, stdout: "", asked: ["/robots.txt"] });
    expect(stderr).toContain("robots");
    await shop.close();
  });

  test("finds nothing reachable on a dead host, and ends with 4", async () => {
    const gone = await openShop({ items: [] });
    await gone.close();
    const platforms = await writePlatform(join(folder.path, "dead"), gone.host, { name: "dead" });
    const { code, stdout, stderr } = await tiequan(["crawl", "--platform", "dead", "--category", "apparel-bags"], {
      env: { TIEQUAN_PLATFORMS: platforms },
    });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toContain("dead-host: 1");
  });

  test("ends at Ctrl-C with 5, what was read until then printed; npm's second Ctrl-C is the same wish", async () => {
    const hanging = Promise.withResolvers<void>();
    const shop = await openShop({
      items: [{ id: "1" }, { id: "2" }, { id: "3" }],
      beforeItem: (id) => (id === "3" ? new Promise(() => hanging.resolve()) : Promise.resolve()),
    });
    const platforms = await writePlatform(join(folder.path, "slow"), shop.host, { name: "slow" });
    const running = start(["crawl", "--platform", "slow", "--category", "apparel-bags", "--limit", "3"], {
      env: { TIEQUAN_PLATFORMS: platforms },
    });
    await hanging.promise;
    await Promise.all([running.says(/"slow:1"/u), running.says(/"slow:2"/u)]);
    running.signal("SIGINT");
    running.signal("SIGINT");
    const { code, stdout } = await running.ended;
    expect(code).toBe(5);
    expect(jsonLines(stdout, (value) => listingSchema.parse(value).id).toSorted()).toEqual(["slow:1", "slow:2"]);
    await shop.close();
  });

  test("a shop that only ever says 429 is given up as blocked", async () => {
    const busy = { answer: (response: ServerResponse) => void response.writeHead(429, { "retry-after": "0" }).end() };
    const shop = await openShop({ items: [{ id: "1", ...busy }] });
    const platforms = await writePlatform(join(folder.path, "busy"), shop.host, { name: "busy" });
    const { code, stderr } = await tiequan(["crawl", "--platform", "busy", "--category", "apparel-bags"], {
      env: { TIEQUAN_PLATFORMS: platforms },
    });
    expect(code).toBe(4);
    expect(stderr).toContain("blocked: 1");
    await shop.close();
  });
});

describe("register and user, with a database", () => {
  let env: Record<string, string>;
  let end: () => Promise<void>;
  beforeAll(async () => {
    const server = await sharedServer();
    const databaseUrl = await createDatabase(server.url);
    env = { DATABASE_URL: databaseUrl, TIEQUAN_DATA: join(folder.path, "accounts"), TIEQUAN_PORT: "4681" };
    end = async () => {
      await dropDatabase(server.url, databaseUrl);
      await server.close();
    };
  });
  afterAll(() => end());

  const link = /^http:\/\/127\.0\.0\.1:4681\/link#token=[\w-]{32}\n$/u;

  test("a user is added with a one-time link, listed, and given a new link", async () => {
    const added = await tiequan(["user", "add", "wang", "--roles", "analyst,liaison", "--display", "王敏"], { env });
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(link) as string });
    const listed = await tiequan(["user", "list"], { env });
    expect(listed.stdout).toMatch(/wang[^\n]*王敏[^\n]*analyst, liaison[^\n]*active/u);
    const reset = await tiequan(["user", "reset", "wang"], { env });
    expect(reset).toMatchObject({ code: 0, stdout: expect.stringMatching(link) as string });
    expect(reset.stdout).not.toBe(added.stdout);
  });

  test("a second user of one name, and a reset of nobody, are bad usage", async () => {
    expect((await tiequan(["user", "add", "zhao", "--roles", "admin"], { env })).code).toBe(0);
    expect(await tiequan(["user", "add", "zhao", "--roles", "admin"], { env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("There is a user named zhao already.") as string,
    });
    expect(await tiequan(["user", "reset", "nobody"], { env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("There is no user named nobody.") as string,
    });
  });

  test("a register that was imported comes out as it went in", async () => {
    const file = join(folder.path, "mine.csv");
    const out = join(folder.path, "out.json");
    await writeFile(file, "kind,id,name,owner,aliases,classes\ntrademark,acme,艾克米,某厂,ACME|艾克,25|18\n");
    expect((await tiequan(["register", "import", file, "--version", "2026-11"], { env })).code).toBe(0);
    expect((await tiequan(["register", "export", out], { env })).code).toBe(0);
    expect(JSON.parse(await readFile(out, "utf8"))).toMatchObject({
      version: "2026-11",
      trademarks: [{ id: "acme", name: "艾克米", aliases: ["ACME", "艾克"], classes: [25, 18] }],
    });
    expect((await tiequan(["register", "check", out])).code).toBe(0);
  });
});

describe("doctor", () => {
  test("prints a row for each check, and the remedy where one is due", async () => {
    const { code, stdout } = await tiequan(["doctor"], { env: { TIEQUAN_DATA: join(folder.path, "doctor") } });
    expect(code).toBe(0);
    const rows = [...stdout.matchAll(/^│ (\S[^│]*?) +│ (ok|warning|missing|wrong) /gmu)].map(([, name, state]) => [name, state]);
    const names = rows.map(([name]) => name);
    for (const name of [
      "node",
      "configuration",
      "data folder",
      "disk space",
      "database",
      "job queue",
      "browser",
      "fonts",
      "mail server",
      "pages",
    ])
      expect(names).toContain(name);
    expect(stdout).toMatch(/SMTP_URL is not set[^]*Set SMTP_URL/u);
  });

  test("says what is wrong, and ends with 1", async () => {
    const { code, stdout } = await tiequan(["doctor"], {
      env: { CHROMIUM_PATH: "/nowhere/chromium", DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none", TIEQUAN_DATA: folder.path },
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/│ browser +│ (missing|wrong) /u);
    expect(stdout).toMatch(/│ database +│ missing /u);
  });
});
