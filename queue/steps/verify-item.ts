/** Looks again at one item of a notice and records what our own capture shows, beside what the platform claims. */
import type { Clock } from "../../domain/clock.ts";
import type { CrawlOutcome, Crawler } from "../../domain/crawl.ts";
import type { ItemState, Notice } from "../../domain/notice.ts";
import type { Platform, PlatformAdapter } from "../../domain/platform.ts";
import type { ListingStore, NoticeStore } from "../../domain/ports.ts";
import type { StepResult } from "../../domain/step.ts";
import { VerificationId, type CaptureId, type NoticeItemId, type ObservationId } from "../../domain/words.ts";
import type { Weighed } from "../../domain/finding.ts";
import type { Step } from "../jobs.ts";
import { judgeItem, type Verdict } from "../notices/verify.ts";
import { keepPage, keepPictures, type KeepPageDeps } from "./keep-page.ts";
import { screenOne, type ScreenDeps } from "./screen-batch.ts";

export interface VerifyItemDeps extends KeepPageDeps, Omit<ScreenDeps, "listings"> {
  readonly listings: Pick<ListingStore, "saveCapture" | "observe" | "getObservation" | "recordScreening">;
  readonly notices: Pick<NoticeStore, "getVerification" | "setVerified" | "finishVerification">;
  readonly crawler: Pick<Crawler, "crawl">;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly adapters: ReadonlyMap<string, PlatformAdapter>;
  readonly clock: Clock;
  readonly screenshots: boolean;
}

type Owed = NonNullable<Awaited<ReturnType<NoticeStore["getVerification"]>>>;

const actor = "step:verify-item";
/** A host that asks for more patience than this is looked at again with the next check that is owed. */
const mostPatienceMs = 12 * 3_600_000;

export function verifyItem(deps: VerifyItemDeps): Step<"verify-item"> {
  return {
    name: "verify-item",

    async run(data, { signal }) {
      const owed = await deps.notices.getVerification(VerificationId(data.verificationId));
      if (owed === null) return { kind: "hopeless", because: `there is no verification ${data.verificationId}` };
      if (owed.doneAt !== null) return { kind: "skipped", because: "it was looked at before" };
      if (owed.notice.state === "cancelled" || owed.notice.state === "draft")
        return { kind: "skipped", because: `the notice is ${owed.notice.state}` };
      const platform = deps.platforms.get(owed.notice.platform);
      const adapter = deps.adapters.get(owed.notice.platform);
      if (platform?.access === "feed")
        return record(
          owed,
          { state: "unknown", because: `平台 ${platform.name} 仅通过数据接口获取，不能核查页面 / its pages are never fetched` },
          null,
          deps,
        );
      if (platform === undefined || adapter === undefined)
        return record(owed, { state: "unknown", because: `没有平台 ${owed.notice.platform} 的配置 / no platform file` }, null, deps);
      const outcome = await fetchOne(platform, adapter, owed.url, signal, deps);
      if (outcome === null) return { kind: "later", because: "the worker is closing", inMs: 1 };
      return settle(owed, adapter, platform, outcome, deps);
    },

    async giveUp(data, because) {
      const owed = await deps.notices.getVerification(VerificationId(data.verificationId));
      if (owed !== null && owed.doneAt === null) await record(owed, { state: "unknown", because: `未能完成核查：${because}` }, null, deps);
    },
  };
}

async function settle(
  owed: Owed,
  adapter: PlatformAdapter,
  platform: Platform,
  outcome: CrawlOutcome,
  deps: VerifyItemDeps,
): Promise<StepResult> {
  switch (outcome.kind) {
    case "later":
      if (deps.clock.now().getTime() + outcome.inMs - owed.dueAt.getTime() <= mostPatienceMs)
        return { kind: "later", because: outcome.because, inMs: outcome.inMs };
      return record(owed, { state: "unknown", because: `平台一直要求等待：${outcome.because}` }, null, deps);
    case "failed":
      if (outcome.retryable) throw new Error(outcome.detail);
      return record(owed, { state: "unknown", because: `页面未能取得（${outcome.cause}）：${outcome.detail}` }, null, deps);
    case "page":
      return settlePage(owed, adapter, platform, outcome, deps);
  }
}

async function settlePage(
  owed: Owed,
  adapter: PlatformAdapter,
  platform: Platform,
  back: Extract<CrawlOutcome, { kind: "page" }>,
  deps: VerifyItemDeps,
): Promise<StepResult> {
  const capture = await keepPage(back.page, { runId: null, purpose: "verification", platform: platform.name }, deps);
  const weighed = await screened(owed, platform, back, capture.id, deps);
  if (weighed === "no-register") return { kind: "later", because: "no register of rights has been imported", inMs: 30_000 };
  const verdict = judgeItem({
    reading: back.reading,
    itemAsked: adapter.itemId(owed.url),
    itemReached: adapter.itemId(back.page.urlReached),
    weighed,
    target: { kind: owed.notice.infringementKind, rightId: owed.notice.rightId },
    line: deps.line,
    before: stateBefore(owed.notice, owed.itemId),
  });
  return record(owed, verdict, capture.id, deps);
}

/** A listing that was read is kept and screened like any other; a page that broke a detector counts as not screened. */
async function screened(
  owed: Owed,
  platform: Platform,
  back: Extract<CrawlOutcome, { kind: "page" }>,
  captureId: CaptureId,
  deps: VerifyItemDeps,
): Promise<readonly Weighed[] | null | "no-register"> {
  if (back.reading.kind !== "listing") return null;
  const current = await deps.register.current();
  if (current === null) return "no-register";
  const observed = await deps.listings.observe({
    listing: { ...back.reading.listing, platform: platform.name, url: back.reading.listing.url ?? back.page.urlReached },
    captureId,
    provenance: back.reading.provenance,
    pictures: await keepPictures(back.pictures, deps),
    at: back.page.fetchedAt,
    sample: null,
  });
  const observationId: ObservationId = observed.observationId;
  const screening = await screenOne(observationId, null, current.version, await deps.desk(current.register), deps);
  return screening === null || ((screening.notes ?? []).length > 0 && screening.weighed.length === 0) ? null : screening.weighed;
}

async function record(owed: Owed, verdict: Verdict, captureId: CaptureId | null, deps: VerifyItemDeps): Promise<StepResult> {
  const at = deps.clock.now();
  await deps.notices.setVerified(owed.itemId, verdict.state, captureId, verdict.because, { actor, at });
  await deps.notices.finishVerification(owed.id, verdict.state, captureId, verdict.because, at);
  return { kind: "done", note: verdict.state };
}

function stateBefore(notice: Notice, itemId: NoticeItemId): ItemState {
  return notice.items.find((item) => item.id === itemId)?.verified ?? "pending";
}

function wasStopped(outcome: CrawlOutcome): boolean {
  return outcome.kind === "failed" && outcome.cause === "stopped";
}

/** Null when the worker closed before the page came back. */
export async function fetchOne(
  platform: Platform,
  adapter: PlatformAdapter,
  url: string,
  signal: AbortSignal,
  deps: { readonly crawler: Pick<Crawler, "crawl">; readonly screenshots: boolean },
): Promise<CrawlOutcome | null> {
  let outcome: CrawlOutcome | null = null;
  await deps.crawler.crawl(platform, adapter, [{ key: "only", url, kind: "listing" }], {
    pictures: true,
    screenshots: deps.screenshots,
    signal,
    async onOutcome(came) {
      outcome = came;
    },
  });
  if (signal.aborted && (outcome === null || wasStopped(outcome))) return null;
  if (outcome === null) throw new Error(`the crawler answered nothing about ${url}`);
  return outcome;
}
