/** Captures the page on which a platform says it published a notice and its outcome (电子商务法 Art. 44): the third leg of 通知—删除—公示. */
import type { Clock } from "../../domain/clock.ts";
import type { CrawlOutcome, Crawler } from "../../domain/crawl.ts";
import type { Platform, PlatformAdapter } from "../../domain/platform.ts";
import type { NoticeDetail, NoticeStore } from "../../domain/ports.ts";
import type { StepResult } from "../../domain/step.ts";
import { NoticeId } from "../../domain/words.ts";
import type { Step } from "../jobs.ts";
import { keepPage, type KeepPageDeps } from "./keep-page.ts";
import { fetchOne } from "./verify-item.ts";

export interface CheckPublicationDeps extends KeepPageDeps {
  readonly notices: Pick<NoticeStore, "get" | "act" | "addMessage">;
  readonly crawler: Pick<Crawler, "crawl">;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly adapters: ReadonlyMap<string, PlatformAdapter>;
  readonly clock: Clock;
  readonly screenshots: boolean;
}

const actor = "step:check-publication";

export function checkPublication(deps: CheckPublicationDeps): Step<"check-publication"> {
  return {
    name: "check-publication",

    async run(data, { signal }) {
      const notice = await deps.notices.get(NoticeId(data.noticeId));
      if (notice === null) return { kind: "hopeless", because: `there is no notice ${data.noticeId}` };
      const { publication } = notice;
      if (publication === null || !publication.seen || publication.captureId !== null)
        return { kind: "skipped", because: "there is no publication to be captured" };
      const platform = deps.platforms.get(notice.platform);
      const adapter = deps.adapters.get(notice.platform);
      if (platform?.access === "feed")
        return told(
          notice,
          `平台 ${platform.name} 不抓取页面，公示页面请人工留存 / its pages are never fetched, keep the publication by hand`,
          deps,
        );
      if (platform === undefined || adapter === undefined)
        return told(notice, `没有平台 ${notice.platform} 的配置，公示页面未留存 / no platform file, the page was not captured`, deps);
      const outcome = await fetchOne(platform, adapter, publication.url, signal, deps);
      return outcome === null
        ? { kind: "later", because: "the worker is closing", inMs: 1 }
        : settle(notice, publication.url, outcome, deps);
    },

    async giveUp(data, because) {
      const notice = await deps.notices.get(NoticeId(data.noticeId));
      if (notice !== null) await told(notice, `公示页面未能留存 / the publication could not be captured: ${because}`, deps);
    },
  };
}

async function settle(notice: NoticeDetail, url: string, outcome: CrawlOutcome, deps: CheckPublicationDeps): Promise<StepResult> {
  switch (outcome.kind) {
    case "later":
      return { kind: "later", because: outcome.because, inMs: outcome.inMs };
    case "failed":
      if (outcome.retryable) throw new Error(outcome.detail);
      return told(notice, `公示页面未能取得（${outcome.cause}） / the publication could not be fetched: ${outcome.detail}`, deps);
    case "page": {
      const capture = await keepPage(outcome.page, { runId: null, purpose: "publication", platform: notice.platform }, deps);
      const { status } = outcome.page;
      const gone = outcome.reading.kind === "gone" || status === 404 || status === 410;
      if (!gone && (outcome.reading.kind === "blocked" || status >= 400))
        return told(notice, `公示页面无法查看（HTTP ${status}） / the publication could not be looked at`, deps);
      // What the page says is for a person to read; that nothing is there, the answer itself says.
      const seen = !gone;
      const recorded = await deps.notices.act(
        notice.id,
        { act: "record-publication", url, captureId: capture.id, seen },
        { actor, at: deps.clock.now() },
      );
      if (!recorded.ok) return { kind: "skipped", because: `the notice is ${notice.state}` };
      return { kind: "done", note: seen ? "captured" : "the page shows no publication" };
    }
  }
}

/** The person's word stands; that our own capture is missing is said beside it. */
async function told(notice: NoticeDetail, because: string, deps: CheckPublicationDeps): Promise<StepResult> {
  const at = deps.clock.now();
  await deps.notices.addMessage(
    notice.id,
    { direction: "note", channel: notice.channel, at, messageId: null, subject: "公示页面核查 / publication check", body: because },
    { actor, at },
  );
  return { kind: "done", note: because };
}
