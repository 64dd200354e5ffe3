/** Takes the picture of a page that was flagged: the page again, in a browser, kept as a capture of its own beside the observation. */
import type { Clock } from "../../domain/clock.ts";
import type { Crawler } from "../../domain/crawl.ts";
import type { Platform, PlatformAdapter } from "../../domain/platform.ts";
import type { ListingStore } from "../../domain/ports.ts";
import { ObservationId } from "../../domain/words.ts";
import type { Step } from "../jobs.ts";
import { keepPage, type KeepPageDeps } from "./keep-page.ts";
import { fetchOne } from "./verify-item.ts";

export interface CaptureFlaggedDeps extends KeepPageDeps {
  readonly listings: Pick<ListingStore, "saveCapture" | "getObservation" | "screenshotOf" | "attachScreenshot">;
  readonly crawler: Pick<Crawler, "crawl">;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly adapters: ReadonlyMap<string, PlatformAdapter>;
  readonly clock: Clock;
  readonly screenshots: boolean;
}

export function captureFlagged(deps: CaptureFlaggedDeps): Step<"capture-flagged"> {
  return {
    name: "capture-flagged",
    async run(data, { signal }) {
      const id = ObservationId(data.observationId);
      const observation = await deps.listings.getObservation(id);
      if (observation === null) return { kind: "hopeless", because: `there is no observation ${id}` };
      if ((await deps.listings.screenshotOf(id)) !== null) return { kind: "skipped", because: "it has a screenshot already" };
      const { platform: name, url } = observation.listing;
      const platform = name === undefined ? undefined : deps.platforms.get(name);
      const adapter = name === undefined ? undefined : deps.adapters.get(name);
      if (platform === undefined || adapter === undefined || url === undefined)
        return { kind: "hopeless", because: `the platform of observation ${id} is not configured here` };

      const outcome = await fetchOne(platform, adapter, url, signal, deps);
      if (outcome === null) return { kind: "later", because: "the worker is closing", inMs: 1 };
      switch (outcome.kind) {
        case "later":
          return { kind: "later", because: outcome.because, inMs: outcome.inMs };
        case "failed":
          if (outcome.retryable) throw new Error(outcome.detail);
          return { kind: "hopeless", because: `${outcome.cause}: ${outcome.detail}` };
        case "page": {
          if (outcome.page.screenshotPng === null)
            return { kind: "hopeless", because: "no browser took a screenshot of it; see `tiequan doctor`" };
          const capture = await keepPage(outcome.page, { runId: null, purpose: "sample", platform: platform.name }, deps);
          await deps.listings.attachScreenshot(id, capture.id, capture.at);
          return { kind: "done" };
        }
      }
    },
  };
}
