import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpackBundledChromium } from "../../../crawler/fetch/bundled-chromium.ts";
import { checkBrowser, findChromium } from "../../../crawler/fetch/chromium.ts";
import { chineseFontSetting } from "../../../crawler/fetch/fonts.ts";
import { aPlatform } from "../../unit/crawler/platform-file.ts";
import { aCrawler } from "./crawling.ts";
import { openHostileSite } from "./hostile-site.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiequan-chromium-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the browser that came with the program", () => {
  it("starts and says its version", async () => {
    const { path } = await unpackBundledChromium(folder);
    expect(await findChromium(path, folder)).toMatchObject({
      path,
      from: "CHROMIUM_PATH",
      version: expect.stringMatching(/^\d+\./u) as string,
    });
  });
  it("takes the picture of a page, like any other", async () => {
    const { path } = await unpackBundledChromium(folder);
    const site = await openHostileSite("shop.example");
    const test = await aCrawler({ chromiumPath: path });
    try {
      const platform = aPlatform({
        scheme: "http",
        hosts: [`shop.example:${site.port}`],
        privateAddresses: true,
        needsBrowser: true,
        listing: { url: "/item/(?<id>[\\w-]+)" },
      });
      const outcome = await test.one(platform, `${site.origin}/item/scripted`, { screenshots: true });
      const png = outcome.kind === "page" ? outcome.page.screenshotPng : null;
      const picture = png === null ? outcome : await sharp(png).metadata();
      expect(picture).toMatchObject({ format: "png", width: 1280 });
    } finally {
      await test.close();
      await site.close();
    }
  });
  it("is unpacked once by two who need it at the same time", async () => {
    const fresh = join(folder, "twice");
    const [one, two] = await Promise.all([unpackBundledChromium(fresh), unpackBundledChromium(fresh)]);
    expect(one).toEqual(two);
  });
  it("is what is found when nothing is installed", async () => {
    const before = process.env["PATH"];
    process.env["PATH"] = join(folder, "nothing-here");
    try {
      // Places outside PATH may hold a browser on this machine; then that one is right.
      expect(["bundled", "installed", "playwright"]).toContain((await findChromium(null, folder)).from);
    } finally {
      process.env["PATH"] = before;
    }
  });
  it("lends its libraries to a browser that lacks them", async () => {
    const poor = join(folder, "poor-chromium");
    await writeFile(
      poor,
      '#!/bin/sh\ncase "$LD_LIBRARY_PATH" in *al2023/lib*) echo "Chromium 153.0.1";; *) echo "error while loading shared libraries: libnss3.so: cannot open shared object file" >&2; exit 127;; esac\n',
    );
    await chmod(poor, 0o755);
    expect(await findChromium(poor, folder)).toMatchObject({
      version: "153.0.1",
      environment: { LD_LIBRARY_PATH: expect.stringContaining("al2023/lib") as string },
    });
  });
});

describe("the doctor", () => {
  it("names the browser it found", async () => {
    expect(await checkBrowser(null, folder)).toMatchObject({ name: "browser", state: "present", remedy: null });
  });
  it("says what is wrong with CHROMIUM_PATH and what to do", async () => {
    expect(await checkBrowser("/nowhere/chromium", folder)).toMatchObject({
      state: "wrong",
      found: expect.stringContaining("/nowhere/chromium") as string,
      remedy: expect.stringContaining("CHROMIUM_PATH") as string,
    });
  });
});

describe("Chinese glyphs", () => {
  it("come from the host when it has them", async () => {
    expect(await chineseFontSetting(folder, async () => ["Noto Sans CJK SC"])).toEqual({
      environment: {},
      from: "the host's own fonts (Noto Sans CJK SC)",
    });
  });
  it.each([
    ["the host has none", []],
    ["the host cannot say", null],
  ])("come with the program when %s", async (_why, fonts) => {
    const setting = await chineseFontSetting(folder, async () => fonts);
    expect(await readFile(setting.environment["FONTCONFIG_FILE"] ?? "", "utf8")).toContain("fonts-sc");
  });
  it("are then drawn by the browser: two signs that differ look different", async () => {
    const { path } = await unpackBundledChromium(folder);
    const bare = join(folder, "bare");
    await mkdir(bare, { recursive: true });
    const setting = await chineseFontSetting(bare, async () => []);
    // The file as it would be on a host without any fonts: only ours are left.
    const file = setting.environment["FONTCONFIG_FILE"] ?? "";
    const alone = (await readFile(file, "utf8")).replace(/<include[^\n]*\n/u, "").replace("<dir>/usr/share/fonts</dir>", "");
    await writeFile(file, alone);
    const browser = await chromium.launch({
      executablePath: path,
      env: { ...process.env, FONTCONFIG_FILE: file },
    });
    try {
      const page = await browser.newPage();
      const draw = async (sign: string) => {
        await page.setContent(`<span id="s" style="font:80px sans-serif">${sign}</span>`);
        return (await page.locator("#s").screenshot()).toString("base64");
      };
      const [copper, fist, nothing] = [await draw("铁"), await draw("拳"), await draw("\uE123")];
      expect(new Set([copper, fist, nothing]).size).toBe(3);
    } finally {
      await browser.close();
    }
  });
});

describe("a browser that dies", () => {
  it("is started again for the next page", async () => {
    const site = await openHostileSite("shop.example");
    const test = await aCrawler();
    try {
      const platform = aPlatform({
        scheme: "http",
        hosts: [`shop.example:${site.port}`],
        privateAddresses: true,
        needsBrowser: true,
        listing: { url: "/item/(?<id>[\\w-]+)" },
      });
      await test.one(platform, `${site.origin}/item/plain`);
      const browsers = await childBrowsers();
      for (const pid of browsers) process.kill(pid, "SIGKILL");
      const outcomes = [];
      for (let i = 0; i < 3; i++) outcomes.push((await test.one(platform, `${site.origin}/item/plain?${i}`)).kind);
      expect([browsers.length > 0, outcomes.at(-1)]).toEqual([true, "page"]);
    } finally {
      await test.close();
      await site.close();
    }
  });
});

/** Main processes of browsers that this very process started (Linux). */
async function childBrowsers(): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
  const children = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      const parent = /^\d+ \((.*)\) \S (\d+)/u.exec(stat);
      return parent?.[2] === String(process.pid) && /chrom/u.test(parent[1] ?? "") ? [Number(pid)] : [];
    }),
  );
  return children.flat();
}
