/**
 * Pages that only a browser can show, and screenshots. The browser is started when first needed and shared by everyone;
 * see `browser-process.ts` for how it is kept, `browser-page.ts` for what a page may ask for and how it is read.
 */
import type { Clock } from "../../domain/clock.ts";
import type { Platform } from "../../domain/platform.ts";
import { TiequanError } from "../../domain/words.ts";
import type { Resolver } from "./addresses.ts";
import type { Permits } from "./allowed.ts";
import { lookAt, wordsOf } from "./browser-page.ts";
import { startBrowser, type BrowserProcess } from "./browser-process.ts";
import { asFault, patienceMs, type Fetched } from "./fetch-page.ts";
import { openGate, type Gate } from "./gate.ts";
import type { Pace } from "./pace.ts";

export interface BrowserVisitor {
  /** The page as the browser shows it once it is quiet; with `screenshot`, a PNG of it. */
  page(platform: Platform, url: string, options: { readonly screenshot: boolean; readonly signal: AbortSignal }): Promise<Fetched>;
  close(): Promise<void>;
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
  let started: Promise<BrowserProcess> | null = null;
  let closed = false;

  const start = (): Promise<BrowserProcess> => {
    // A browser that could not be started is looked for again next time: the operator may have mended it.
    started ??= startBrowser(parts).catch((cause: unknown) => {
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
      let browser: BrowserProcess;
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
        await browser.visit({ gate: await gateOf(platform), signal, url: permit.value.url }, async (page, version) => {
          fetched = await lookAt(page, {
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
