/** One page inside the browser: what it may ask for, what it is when it has settled, and its picture. */
import type { CDPSession, Page, Response as PageResponse, Route } from "playwright";
import type { Clock } from "../../domain/clock.ts";
import type { Platform } from "../../domain/platform.ts";
import { inScope, type Permits } from "./allowed.ts";
import { asksToWait, type DownloadFault } from "./download.ts";
import { asFault, pageByteLimit, refusedByStatus, type Fetched } from "./fetch-page.ts";

export const viewport = { width: 1280, height: 1600 } as const;
const navigationMs = 45_000;
/** After the document is there: how long its scripts may go on fetching before it is read as it stands. */
const settleMs = 8_000;
const screenshotMs = 15_000;
/** Tallest picture of a page, in pixels: an endless page is cut there. */
const tallest = 12_000;

export interface LookOptions {
  readonly platform: Platform;
  readonly url: string;
  readonly screenshot: boolean;
  readonly signal: AbortSignal;
  readonly begun: Date;
  readonly version: string;
  readonly robots: string;
  readonly permits: Permits;
  readonly clock: Clock;
  readonly program: string;
  readonly userAgent: string;
}

/** Never throws for what a page does. */
export async function lookAt(page: Page, options: LookOptions): Promise<Fetched> {
  const { url, signal } = options;
  let refused: DownloadFault | null = null;
  let last: PageResponse | null = null;
  const redirects: string[] = [];
  const heed = (target: string, fault: DownloadFault | null) => {
    if (fault !== null) refused ??= fault;
    else if (target !== url) redirects.push(target);
  };
  const stop = () => void page.close().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await page.route("**/*", (route) => guard(route, page, options, heed));
    await guardRedirects(await page.context().newCDPSession(page), options, heed);
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => undefined));
    page.context().on("page", (popup) => (popup === page ? undefined : void popup.close().catch(() => undefined)));
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) last = response;
    });
    const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: navigationMs });
    if (refused !== null) return refused;
    if (response === null) return { kind: "failed", cause: "unexpected", detail: "the browser showed no document", retryable: true };
    const early = serverSays(response, options.clock.now());
    if (early !== null) return early;
    await page.waitForLoadState("networkidle", { timeout: settleMs }).catch(() => undefined);
    if (refused !== null) return refused;
    return await readPage(page, response, redirects, options);
  } catch (cause) {
    // Chromium shows a page of its own for an error without a body; the server's status is what counts.
    const said = last === null ? null : serverSays(last, options.clock.now());
    if (refused === null && last !== null && said === null && /ERR_HTTP_RESPONSE_CODE_FAILURE/u.test(wordsOf(cause)))
      return readPage(page, last, redirects, options).catch((again: unknown) => explainNavigation(again, url));
    return refused ?? said ?? explainNavigation(cause, url);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Playwright's routing is not asked again for the hops of a redirect, so they are stopped one layer below, where the answer
 * has come and the next request has not gone out.
 */
async function guardRedirects(
  session: CDPSession,
  { platform, permits, signal }: LookOptions,
  main: (target: string, fault: DownloadFault | null) => void,
): Promise<void> {
  session.on("Fetch.requestPaused", (paused) => {
    const goOn = () => session.send("Fetch.continueResponse", { requestId: paused.requestId });
    const status = paused.responseStatusCode ?? 0;
    const location = paused.responseHeaders?.find(({ name }) => name.toLowerCase() === "location")?.value;
    const decide = async () => {
      if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, paused.request.url)) return goOn();
      const target = new URL(location, paused.request.url).href;
      const permit = await permits.allow(platform, target, "page", signal);
      main(target, permit.ok ? null : asFault(permit.fault));
      return permit.ok ? goOn() : session.send("Fetch.failRequest", { requestId: paused.requestId, errorReason: "BlockedByClient" });
    };
    // A page that was closed meanwhile needs no answer.
    void decide().catch(() => undefined);
  });
  await session.send("Fetch.enable", { patterns: [{ resourceType: "Document", requestStage: "Response" }] });
}

/** Documents of the main frame pass the whole check with robots.txt; parts must be in scope; everything else is turned away. */
async function guard(
  route: Route,
  page: Page,
  { platform, permits, signal }: LookOptions,
  main: (target: string, fault: DownloadFault | null) => void,
): Promise<void> {
  const request = route.request();
  const target = request.url();
  try {
    if (target.startsWith("data:") || target.startsWith("blob:")) return await route.continue();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      const permit = await permits.allow(platform, target, "page", signal);
      main(target, permit.ok ? null : asFault(permit.fault));
      return permit.ok ? await route.continue() : await route.abort("blockedbyclient");
    }
    const wanted = !["media", "websocket", "eventsource", "ping"].includes(request.resourceType()) && inScope(platform, target, "part").ok;
    return wanted ? await route.continue() : await route.abort("blockedbyclient");
  } catch {
    // The page was closed under the request.
    await route.abort().catch(() => undefined);
  }
}

function serverSays(response: PageResponse, now: Date): DownloadFault | null {
  return asksToWait(response.status(), response.headers(), now) ?? refusedByStatus(response.status());
}

async function readPage(page: Page, response: PageResponse, redirects: readonly string[], options: LookOptions): Promise<Fetched> {
  const text = await page.content();
  const body = new TextEncoder().encode(text);
  if (body.byteLength > pageByteLimit)
    return {
      kind: "failed",
      cause: "too-large",
      detail: `the page has grown to ${body.byteLength} bytes; at most ${pageByteLimit} are read`,
      retryable: false,
    };
  const screenshotPng = options.screenshot ? await shoot(page) : null;
  const address = await response.serverAddr().catch(() => null);
  const now = options.clock.now();
  return {
    kind: "page",
    page: {
      urlAsked: options.url,
      urlReached: page.url(),
      redirects,
      status: response.status(),
      headers: response.headers(),
      // What the scripts made of the page is what a buyer sees; it is serialised as UTF-8.
      body,
      text,
      charset: "utf-8",
      cut: false,
      fetchedAt: now,
      screenshotPng,
      environment: {
        program: options.program,
        agent: options.userAgent,
        engine: "browser",
        browserVersion: options.version,
        viewport: `${viewport.width}x${viewport.height}`,
        address: address?.ipAddress ?? null,
        robots: options.robots,
        elapsedMs: now.getTime() - options.begun.getTime(),
      },
    },
  };
}

/** The whole page when it can be had in time, cut at `tallest`. */
async function shoot(page: Page): Promise<Uint8Array | null> {
  try {
    const height = await page.evaluate("Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0)");
    const clip = {
      x: 0,
      y: 0,
      width: viewport.width,
      height: Math.min(tallest, Math.max(viewport.height, typeof height === "number" ? Math.ceil(height) : 0)),
    };
    return new Uint8Array(
      await page.screenshot({ fullPage: true, clip, animations: "disabled", caret: "hide", timeout: screenshotMs, type: "png" }),
    );
  } catch {
    // A page that will not hold still is evidence enough without its picture; the capture says that there is none.
    return null;
  }
}

function explainNavigation(cause: unknown, url: string): DownloadFault {
  const said = wordsOf(cause);
  const host = new URL(url).host;
  if (/Timeout|ERR_TIMED_OUT/u.test(said))
    return { kind: "failed", cause: "timeout", detail: `${host} kept the browser waiting (${said})`, retryable: true };
  if (/ERR_CERT|ERR_SSL/u.test(said))
    return { kind: "failed", cause: "dead-host", detail: `no trustworthy TLS connection to ${host} (${said})`, retryable: false };
  if (
    /ERR_(?:NAME_NOT_RESOLVED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|TUNNEL_CONNECTION_FAILED|PROXY_CONNECTION_FAILED|EMPTY_RESPONSE)/u.test(
      said,
    )
  )
    return { kind: "failed", cause: "dead-host", detail: `${host} cannot be reached (${said})`, retryable: true };
  if (/ERR_TOO_MANY_REDIRECTS/u.test(said))
    return { kind: "failed", cause: "http-error", detail: `a redirect loop (${said})`, retryable: false };
  return { kind: "failed", cause: "http-error", detail: said, retryable: true };
}

export const wordsOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split("\n")[0]?.slice(0, 300) ?? "";
