/** Every platform file and every code adapter, tested the moment it exists. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPlatforms } from "../../config/load.ts";
import { adapterFor, codeAdapterNames } from "../../crawler/platforms.ts";
import type { Platform } from "../../domain/platform.ts";

const platforms = [...(await loadPlatforms([join(import.meta.dirname, "../../config/platforms/examples")])).values()];
const fixtureRoot = join(import.meta.dirname, "../fixtures/crawler/platforms");

describe.each(platforms.map((platform) => [platform.name, platform] as const))("the platform %s", (_name, platform: Platform) => {
  const adapter = adapterFor(platform);
  const url = `${platform.scheme}://${platform.hosts[0]?.replace("*.", "www.") ?? ""}/`;

  it("has a reader of its own name and hosts", () => {
    expect([adapter.name, adapter.hosts]).toEqual([platform.name, platform.hosts]);
  });
  it("searches only on its own hosts", () => {
    const search = adapter.searchUrl({ category: "food", query: "大米", page: 2 });
    expect(search === null || platform.hosts.includes(new URL(search).host)).toBe(true);
  });
  it("sees no listing in its own front page's address", () => {
    expect(adapter.itemId(url)).toBeNull();
  });
  it.each(["", "<", "<html>", "\u0000".repeat(100), "<a".repeat(5000), "{}"])(
    "answers something, and never half a listing, for %j",
    (text) => {
      const reading = adapter.read({ urlReached: url, status: 200, text });
      expect(reading.kind === "listing" && reading.listing.title === "").toBe(false);
    },
  );
  it("reads the same page twice the same way", () => {
    const page = { urlReached: url, status: 200, text: "<title>x</title><h1>y</h1>" };
    expect(adapter.read(page)).toEqual(adapter.read(page));
  });
  it("takes 404 for gone and 403 for blocked", () => {
    expect([404, 403].map((status) => adapter.read({ urlReached: url, status, text: "" }).kind)).toEqual(["gone", "blocked"]);
  });
  it("names a source for every fact", () => {
    expect(platform.facts.filter(({ fact, source }) => fact.trim() === "" || source.trim() === "")).toEqual([]);
  });
  it("can be told: its notice channel has an address", () => {
    expect(platform.notices.email !== undefined || platform.notices.portal !== undefined).toBe(true);
  });
});

it("has a platform file for every code adapter", () => {
  expect(codeAdapterNames.filter((name) => !platforms.some((platform) => platform.name === name))).toEqual([]);
});

/** `test/fixtures/crawler/platforms/<name>/<page>.html` beside `<page>.json` with the address and what must be read. */
const pages = await Promise.all(
  platforms.map(async (platform) => ({
    platform,
    files: (await readdir(join(fixtureRoot, platform.name)).catch((): string[] => [])).filter((file) => file.endsWith(".html")),
  })),
);

describe("saved pages", () => {
  const cases = pages.flatMap(({ platform, files }) => files.map((file) => [platform.name, file, platform] as const));
  it.each(cases)("of %s are read right: %s", async (name, file, platform) => {
    const text = await readFile(join(fixtureRoot, name, file), "utf8");
    const { url, expect: wanted } = JSON.parse(await readFile(join(fixtureRoot, name, file.replace(/html$/u, "json")), "utf8")) as {
      url: string;
      expect: object;
    };
    expect(adapterFor(platform).read({ urlReached: url, status: 200, text })).toMatchObject(wanted);
  });
});
