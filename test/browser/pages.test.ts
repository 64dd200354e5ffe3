/** Every page, in both languages and both themes: it opens without an error, reads well to a screen reader, and fits its window. */
import { mkdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { User } from "../../domain/user.ts";
import { openBrowser } from "../support/browser.ts";
import { openWholeHouse, type WholeHouse } from "../support/whole-house.ts";

let whole: WholeHouse;
let browser: Browser;
let everyone: User;
const paths: Record<string, string> = {};
const shots = "test-results/pages";

beforeAll(async () => {
  whole = await openWholeHouse({ reactsAfterMs: 100 });
  browser = await openBrowser(whole.marketplace.platformFolder);
  await mkdir(shots, { recursive: true });
  everyone = await whole.person("chen", ["analyst", "liaison", "supervisor", "admin"]);
  const author = await whole.person("zhao", ["liaison", "analyst"]);
  const { run } = await whole.run(
    { seed: "pages", strata: [{ platform: "sample-mall", category: "food", take: 40, queries: [] }] },
    everyone,
  );
  const [lead] = (await whole.house.storage.leads.list({ states: ["new"], limit: 1 })).rows;
  if (lead === undefined) throw new Error("the run opened no lead");
  await whole.house.commands.decide(lead.id, lead.version, { decide: "escalate", note: null }, author, "pages-test-0001");
  const waiting = await whole.house.storage.leads.get(lead.id);
  if (waiting === null) throw new Error("the lead is gone");
  await whole.house.commands.decide(
    lead.id,
    waiting.version,
    { decide: "second-opinion", agrees: true, note: null },
    everyone,
    "pages-test-0002",
  );
  const drafted = await whole.house.commands.draftNotices({ leadIds: [lead.id], kind: "authority" }, author);
  if (!drafted.ok || drafted.value[0] === undefined) throw new Error(JSON.stringify(drafted));
  Object.assign(paths, {
    overview: "/",
    review: "/review",
    listings: "/listings",
    listing: `/listings/${encodeURIComponent(lead.listingId)}`,
    notices: "/notices",
    drafting: "/notices/new",
    notice: `/notices/${drafted.value[0].id}`,
    runs: "/runs",
    run: `/runs/${run.id}`,
    platforms: "/settings/platforms",
    register: "/settings/register",
    detectors: "/settings/detectors",
    schedules: "/settings/schedules",
    health: "/settings/health",
    users: "/users",
    audit: "/audit",
  });
}, 300_000);

afterAll(async () => {
  await browser.close();
  await whole.close();
});

async function signedIn(look: {
  language: "zh-CN" | "en";
  theme: "light" | "dark";
  width: number;
}): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.width === 1280 ? 720 : 1080 },
    locale: look.language,
    colorScheme: look.theme,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(await whole.linkFor(everyone));
  if (look.language === "en") await page.getByText("English").click();
  await page.getByRole("button", { name: look.language === "en" ? "Sign in with this link" : "使用链接登录" }).click();
  await page.waitForURL(`${whole.origin}/`);
  return { page, faults };
}

describe.each([
  { language: "zh-CN", theme: "light", width: 1280 },
  { language: "en", theme: "light", width: 1920 },
  { language: "zh-CN", theme: "dark", width: 1920 },
  { language: "en", theme: "dark", width: 1280 },
] as const)("in $language, $theme, $width wide", (look) => {
  test("every page opens without an error, fits, and has no serious accessibility fault", async () => {
    const { page, faults } = await signedIn(look);
    const found: string[] = [];
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(`${whole.origin}${path}`);
      await page.locator("h1, .evidence-title").first().waitFor();
      await page.waitForLoadState("networkidle", { timeout: 3000 }).catch(() => undefined); // The run pages keep a stream open.
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      if (scrollWidth > clientWidth + 1) found.push(`${name}: ${scrollWidth - clientWidth} px wider than the window`);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
      for (const { id, impact, nodes } of violations)
        if (impact === "serious" || impact === "critical")
          found.push(
            `${name}: ${id} at ${nodes
              .slice(0, 3)
              .map((node) => node.target.join(" "))
              .join(" | ")}`,
          );
      await page.screenshot({ path: `${shots}/${name}-${look.language}-${look.theme}-${look.width}.png` });
    }
    await page.context().close();
    expect([...found, ...faults]).toEqual([]);
  });
});

test("a title with a script in it is shown as words", async () => {
  const { page } = await signedIn({ language: "zh-CN", theme: "light", width: 1280 });
  const evil = `<img src=x onerror="document.title='pwned'"><script>document.title='pwned'</script>\u202Eecin`;
  const { storage } = whole.house;
  const hash = await storage.evidence.put(new TextEncoder().encode("x"));
  const at = new Date();
  const capture = await storage.listings.saveCapture({
    runId: null,
    purpose: "sample",
    platform: "sample-mall",
    urlAsked: "https://shop.example/1",
    urlReached: "https://shop.example/1",
    status: 200,
    at,
    body: hash,
    headers: hash,
    screenshot: null,
    environment: {
      program: "t",
      agent: "t",
      engine: "http",
      browserVersion: null,
      viewport: null,
      address: null,
      robots: "allowed",
      elapsedMs: 1,
    },
  });
  await storage.listings.observe({
    listing: { id: "sample-mall:evil", platform: "sample-mall", url: "javascript:alert(1)", title: evil },
    captureId: capture.id,
    provenance: [],
    pictures: [],
    at,
    sample: null,
  });
  await page.goto(`${whole.origin}/listings/${encodeURIComponent("sample-mall:evil")}`);
  await page.locator("main").getByText("<script>").first().waitFor();
  expect(await page.title()).not.toBe("pwned");
  expect(await page.locator("main").innerText()).toContain("<script>");
  expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
  await page.context().close();
});
