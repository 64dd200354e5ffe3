/** The one browser of this process: Crawlee's `PlaywrightCrawler` gives each page a context of its own and starts a new browser when one dies. */
import { PlaywrightCrawler, type PlaywrightCrawlingContext } from "crawlee";
import { chromium as playwrightChromium, type BrowserContextOptions, type Page } from "playwright";
import type { Resolver } from "./addresses.ts";
import { viewport, wordsOf } from "./browser-page.ts";
import { findChromium, type Chromium } from "./chromium.ts";
import { openGate, type Gate } from "./gate.ts";
import { createPageList } from "./page-list.ts";
import { quietConfiguration, quietLog } from "./quiet.ts";

const pagesAtOnce = 3;

interface Task {
  readonly gate: Gate;
  readonly work: (page: Page, version: string) => Promise<void>;
  readonly finish: (fault: unknown) => void;
}

export interface BrowserProcess {
  /** Hands an empty page, whose only way out is `gate`, to `work`. */
  visit(target: { readonly gate: Gate; readonly signal: AbortSignal; readonly url: string }, work: Task["work"]): Promise<void>;
  stop(): Promise<void>;
}

/** Gives each page's context its platform's gate: Crawlee names a page by the id of its crawling context. */
class GatedCrawler extends PlaywrightCrawler {
  taskOf(pageId: string): string | null {
    const key: unknown = this.crawlingContexts.get(pageId)?.request.userData["task"];
    return typeof key === "string" ? key : null;
  }
}

export async function startBrowser(parts: {
  readonly chromiumPath: string | null;
  readonly dataFolder: string;
  readonly userAgent: string;
  readonly resolver: Resolver;
}): Promise<BrowserProcess> {
  const found = await findChromium(parts.chromiumPath, parts.dataFolder);
  const sandbox = await canSandbox(found);
  const shut = await openGate(null, parts.resolver);
  const list = createPageList<{ task: string }>();
  const tasks = new Map<string, Task>();
  let counter = 0;

  const crawler: GatedCrawler = new GatedCrawler(
    {
      requestList: list.requests,
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
          ...signalsAreOurs,
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
    async visit({ gate, signal, url }, work) {
      signal.throwIfAborted();
      const key = String(counter++);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const finish = (fault: unknown) => (fault === null ? resolve() : reject(fault instanceof Error ? fault : new Error(wordsOf(fault))));
      tasks.set(key, { gate, work, finish });
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
      ...signalsAreOurs,
    });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

/** By itself Playwright ends the whole process at a signal, before what is in hand was stored. */
const signalsAreOurs = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
