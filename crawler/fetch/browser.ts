/**
 * Pages that only a browser can show, and screenshots. Crawlee's `PlaywrightCrawler` keeps one browser for the whole
 * process, gives each page a context of its own, and starts a new browser when one dies; what a page may ask for is
 * decided here and in `gate.ts`.
 */
import { PlaywrightCrawler, type PlaywrightCrawlingContext } from "crawlee";
import {
  chromium as playwrightChromium,
  type BrowserContextOptions,
  type Page,
  type Response as PageResponse,
  type Route,
} from "playwright";
import type { Clock } from "../../domain/clock.ts";
import type { Platform } from "../../domain/platform.ts";
import { TiequanError } from "../../domain/words.ts";
import type { Resolver } from "./addresses.ts";
import { inScope, type Permits } from "./allowed.ts";
import { findChromium, type Chromium } from "./chromium.ts";
import type { DownloadFault } from "./download.ts";
import { asFault, pageByteLimit, patienceMs, refusedByStatus, type Fetched } from "./fetch-page.ts";
import { openGate, type Gate } from "./gate.ts";
import { createPageList } from "./page-list.ts";
import { retryAfterMs, type Pace } from "./pace.ts";
import { quietConfiguration, quietLog } from "./quiet.ts";

export interface BrowserVisitor {
  /** The page as the browser shows it once it is quiet; with `screenshot`, a PNG of it. */
  page(platform: Platform, url: string, options: { readonly screenshot: boolean; readonly signal: AbortSignal }): Promise<Fetched>;
  close(): Promise<void>;
}

const viewport = { width: 1280, height: 1600 } as const;
const navigationMs = 45_000;
/** After the document is there: how long its scripts may go on fetching before it is read as it stands. */
const settleMs = 8_000;
const screenshotMs = 15_000;
/** Tallest picture of a page, in pixels: an endless page is cut there. */
const tallest = 12_000;
const pagesAtOnce = 3;

interface Task {
  readonly platform: Platform;
  readonly gate: Gate;
  readonly work: (page: Page, version: string) => Promise<void>;
  readonly finish: (fault: unknown) => void;
}

export function createBrowserVisitor(parts: {
  readonly chromiumPath: string | null;
  readonly dataFolder: string;
  readonly userAgent: string;
  readonly program: string;
  readonly resolver: Resolver;
  readonly permits: Permits;
  readonly pace: Pace;
  readonly clock: Clock;
}): BrowserVisitor {
  const gates = new Map<string, Promise<Gate>>();
  let started: Promise<Started> | null = null;
  let closed = false;

  const start = (): Promise<Started> => {
    // A browser that could not be started is looked for again next time: the operator may have mended it.
    started ??= startCrawler(parts).catch((cause: unknown) => {
      started = null;
      throw cause;
    });
    return started;
  };
  const gateOf = (platform: Platform): Promise<Gate> => {
    const known = gates.get(platform.name);
    if (known !== undefined) return known;
    const opening = openGate(platform, parts.resolver);
    gates.set(platform.name, opening);
    return opening;
  };

  return {
    async page(platform, url, { screenshot, signal }) {
      if (closed) return { kind: "failed", cause: "stopped", detail: "the crawler is closed", retryable: true };
      const permit = await parts.permits.allow(platform, url, "page", signal);
      if (!permit.ok) return asFault(permit.fault);
      const host = new URL(permit.value.url).host;
      let browser: Started;
      try {
        browser = await start();
      } catch (cause) {
        if (!(cause instanceof TiequanError)) throw cause;
        return { kind: "failed", cause: "browser-missing", detail: cause.message, retryable: false };
      }
      const turn = await parts.pace.enter(host, { ...platform.pace, crawlDelayMs: permit.value.crawlDelayMs }, patienceMs, signal);
      if (turn.kind === "later") return { kind: "later", inMs: turn.inMs, because: `${host} asked for a slower pace` };
      const begun = parts.clock.now();
      let fetched: Fetched = { kind: "failed", cause: "unexpected", detail: "the browser gave no page", retryable: true };
      try {
        await browser.visit({ platform, gate: await gateOf(platform), signal, url: permit.value.url }, async (page, version) => {
          fetched = await look(page, {
            platform,
            url: permit.value.url,
            screenshot,
            signal,
            begun,
            version,
            robots: permit.value.robots,
            ...parts,
          });
        });
      } catch (cause) {
        if (signal.aborted) return { kind: "failed", cause: "stopped", detail: "stopped before the page had come", retryable: true };
        return { kind: "failed", cause: "unexpected", detail: `the browser failed: ${wordsOf(cause)}`, retryable: true };
      } finally {
        turn.leave();
      }
      const result = fetched as Fetched;
      if (result.kind === "later") parts.pace.hold(host, result.inMs);
      return result;
    },
    async close() {
      closed = true;
      const running = await started?.catch(() => null);
      await running?.stop();
      for (const gate of gates.values()) await (await gate).close();
      gates.clear();
    },
  };
}

interface Started {
  visit(
    target: { readonly platform: Platform; readonly gate: Gate; readonly signal: AbortSignal; readonly url: string },
    work: Task["work"],
  ): Promise<void>;
  stop(): Promise<void>;
}

/** Gives each page's context its platform's gate: Crawlee names a page by the id of its crawling context. */
class GatedCrawler extends PlaywrightCrawler {
  taskOf(pageId: string): string | null {
    const key: unknown = this.crawlingContexts.get(pageId)?.request.userData["task"];
    return typeof key === "string" ? key : null;
  }
}

async function startCrawler(parts: {
  readonly chromiumPath: string | null;
  readonly dataFolder: string;
  readonly userAgent: string;
  readonly resolver: Resolver;
}): Promise<Started> {
  const found = await findChromium(parts.chromiumPath, parts.dataFolder);
  const sandbox = await canSandbox(found);
  const shut = await openGate(null, parts.resolver);
  const list = createPageList<{ task: string }>();
  const tasks = new Map<string, Task>();
  let counter = 0;

  const crawler: GatedCrawler = new GatedCrawler(
    {
      requestManager: list.manager,
      keepAlive: true,
      maxConcurrency: pagesAtOnce,
      maxRequestRetries: 0,
      useSessionPool: false,
      requestHandlerTimeoutSecs: 300,
      statusMessageLoggingInterval: 24 * 3600,
      statisticsOptions: { persistenceOptions: { enable: false } },
      autoscaledPoolOptions: { loggingIntervalSecs: null, maybeRunIntervalSecs: 0.1 },
      log: quietLog(),
      launchContext: {
        useIncognitoPages: true,
        userAgent: parts.userAgent,
        launchOptions: {
          executablePath: found.path,
          headless: true,
          chromiumSandbox: sandbox,
          args: browserArgs,
          env: { ...definedEnvironment(), ...found.environment },
          proxy: { server: shut.address },
          timeout: 60_000,
        },
      },
      browserPoolOptions: {
        useFingerprints: false,
        maxOpenPagesPerBrowser: 20,
        retireBrowserAfterPageCount: 200,
        operationTimeoutSecs: 60,
        prePageCreateHooks: [
          (pageId, _controller, pageOptions) => {
            const gate = tasks.get(crawler.taskOf(pageId) ?? "")?.gate ?? shut;
            Object.assign(pageOptions ?? {}, contextOptions(gate, parts.userAgent));
          },
        ],
      },
      requestHandler: async ({ page, request }: PlaywrightCrawlingContext) => {
        const task = tasks.get(String(request.userData["task"]));
        if (task === undefined) return;
        try {
          await task.work(page, found.version);
          task.finish(null);
        } catch (cause) {
          task.finish(cause);
        }
      },
      failedRequestHandler: async ({ request }, error) => {
        tasks.get(String(request.userData["task"]))?.finish(error);
      },
    },
    quietConfiguration(),
  );
  const running = crawler.run();
  const failAll = (cause: unknown) => {
    for (const task of tasks.values()) task.finish(cause);
  };
  void running.then(() => failAll(new Error("the browser was closed")), failAll);

  return {
    async visit({ platform, gate, signal, url }, work) {
      signal.throwIfAborted();
      const key = String(counter++);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const finish = (fault: unknown) => (fault === null ? resolve() : reject(fault instanceof Error ? fault : new Error(wordsOf(fault))));
      tasks.set(key, { platform, gate, work, finish });
      const stop = () => finish(new Error("stopped"));
      signal.addEventListener("abort", stop, { once: true });
      list.add({ key, url, data: { task: key } });
      void crawler.autoscaledPool?.notify();
      try {
        await promise;
      } finally {
        signal.removeEventListener("abort", stop);
        tasks.delete(key);
      }
    },
    async stop() {
      failAll(new Error("the crawler is closed"));
      crawler.stop();
      await running.catch(() => undefined);
      await crawler.teardown();
      await shut.close();
    },
  };
}

/** Nothing that phones home, nothing that goes round the proxy (WebRTC), nothing that makes a sound. Web security stays on. */
const browserArgs = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
  "--no-first-run",
  "--no-default-browser-check",
  "--mute-audio",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--disable-features=DnsOverHttps,AsyncDns,Translate,OptimizationHints,MediaRouter",
];

function contextOptions(gate: Gate, userAgent: string): BrowserContextOptions {
  return {
    userAgent,
    viewport,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    serviceWorkers: "block",
    acceptDownloads: false,
    permissions: [],
    // Loopback, too, goes through the gate, which knows whether the platform may be there.
    proxy: { server: gate.address, bypass: "<-loopback>" },
  };
}

/** Root cannot use Chromium's sandbox, and some hosts forbid the user namespaces it needs. Asked once, by starting it. */
async function canSandbox(found: Chromium): Promise<boolean> {
  if (process.getuid?.() === 0) return false;
  try {
    const browser = await playwrightChromium.launch({
      executablePath: found.path,
      chromiumSandbox: true,
      env: { ...definedEnvironment(), ...found.environment },
      timeout: 30_000,
    });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

interface LookOptions {
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

async function look(page: Page, options: LookOptions): Promise<Fetched> {
  const { url, signal } = options;
  let refused: DownloadFault | null = null;
  const redirects: string[] = [];
  await page.route("**/*", (route) =>
    guard(route, page, options, (target, fault) => {
      if (fault !== null) refused ??= fault;
      else if (target !== url) redirects.push(target);
    }),
  );
  page.on("dialog", (dialog) => void dialog.dismiss().catch(() => undefined));
  page.context().on("page", (popup) => (popup === page ? undefined : void popup.close().catch(() => undefined)));
  const stop = () => void page.close().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: navigationMs });
    if (refused !== null) return refused;
    if (response === null) return { kind: "failed", cause: "unexpected", detail: "the browser showed no document", retryable: true };
    const early = serverSays(response, options.clock.now());
    if (early !== null) return early;
    await page.waitForLoadState("networkidle", { timeout: settleMs }).catch(() => undefined);
    if (refused !== null) return refused;
    return await readPage(page, response, redirects, options);
  } catch (cause) {
    return refused ?? explainNavigation(cause, url);
  } finally {
    signal.removeEventListener("abort", stop);
  }
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
  const status = response.status();
  if (status === 429 || status === 503)
    return {
      kind: "later",
      inMs: Math.min(Math.max(retryAfterMs(response.headers()["retry-after"], now) ?? 60_000, 1000), 6 * 3600_000),
      because: `HTTP ${status}`,
    };
  return refusedByStatus(status);
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

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).split("\n")[0]?.slice(0, 300) ?? "";

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
