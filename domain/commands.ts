/**
 * What people can ask the house to do. `queue/commands.ts` implements it over the stores; the dashboard's server and the
 * command line call it. Reading goes straight to the stores.
 */
import type { LeadAction, LeadFault, Lead, ReasonCode } from "./lead.ts";
import type { ApprovalFault, Notice, NoticeFault, NoticeKind } from "./notice.ts";
import type { Missing, Schedule, Stale } from "./ports.ts";
import type { Plan, Run } from "./sample.ts";
import type { User } from "./user.ts";
import type { LeadId, NoticeId, NoticeItemId, Result, RunId, ScheduleId } from "./words.ts";

export type Forbidden = { readonly code: "forbidden"; readonly permission: string };
export type Invalid = { readonly code: "invalid"; readonly problems: readonly string[] };
/** The person acted on another's lead while it was held. */
export type Held = { readonly code: "held"; readonly by: string; readonly until: Date };

/** What a person may say about a lead; the house decides whether a second opinion is needed. */
export type Decision =
  | { readonly decide: "confirm" | "reject" | "insufficient"; readonly code: ReasonCode; readonly note: string | null }
  | { readonly decide: "escalate"; readonly note: string | null }
  | { readonly decide: "snooze"; readonly until: Date; readonly note: string }
  | { readonly decide: "second-opinion"; readonly agrees: boolean; readonly note: string | null }
  | { readonly decide: "reopen"; readonly note: string }
  /** Back to the state before the last decision; a reversing event, nothing is deleted. */
  | { readonly decide: "undo" };

export interface DraftRequest {
  readonly leadIds: readonly LeadId[];
  readonly kind: NoticeKind;
}

export interface Commands {
  /** Refuses unknown platforms, platforms that are reached only by feed, and queries without a search. */
  startRun(plan: Plan, by: User): Promise<Result<Run, Forbidden | Invalid>>;
  stopRun(id: RunId, by: User): Promise<Result<Run, Forbidden | Missing | Invalid>>;
  resumeRun(id: RunId, by: User): Promise<Result<Run, Forbidden | Missing | Invalid>>;
  saveSchedule(
    schedule: {
      id: ScheduleId | null;
      name: string;
      cron: string;
      timezone: string;
      plan: Plan;
      enabled: boolean;
      expectedVersion: number | null;
    },
    by: User,
  ): Promise<Result<Schedule, Forbidden | Invalid | Stale | Missing | { code: "name-taken" }>>;

  decide(
    id: LeadId,
    expectedVersion: number,
    decision: Decision,
    by: User,
    requestId: string,
  ): Promise<Result<Lead, Forbidden | LeadFault | Stale | Missing | Held>>;

  /** One draft for each platform × right × kind, split at the platform's link limit. */
  draftNotices(request: DraftRequest, by: User): Promise<Result<readonly Notice[], Forbidden | Invalid>>;
  editNotice(
    id: NoticeId,
    expectedVersion: number,
    words: { subject: string; body: string; recipient: string },
    by: User,
  ): Promise<Result<Notice, Forbidden | Stale | Missing | NoticeFault>>;
  approveNotice(
    id: NoticeId,
    expectedVersion: number,
    hashShown: string,
    by: User,
  ): Promise<Result<Notice, Forbidden | ApprovalFault | Stale | Missing>>;
  sendNotice(id: NoticeId, by: User): Promise<Result<Notice, Forbidden | NoticeFault | Missing>>;
  acknowledgeNotice(id: NoticeId, note: string, by: User): Promise<Result<Notice, Forbidden | NoticeFault | Missing>>;
  claimItem(item: NoticeItemId, claimed: "removed" | "edited" | "refused", by: User): Promise<Result<Notice, Forbidden | Missing>>;
  /** Re-crawls every item of the notice now, beside the scheduled checks. */
  verifyNow(id: NoticeId, by: User): Promise<Result<Notice, Forbidden | Missing | NoticeFault>>;
  /** `seen: false` records the absence against the platform. With `seen`, the page is captured by `check-publication`. */
  recordPublication(
    id: NoticeId,
    publication: { url: string; seen: boolean },
    by: User,
  ): Promise<Result<Notice, Forbidden | NoticeFault | Missing | Invalid>>;
  closeNotice(id: NoticeId, note: string, by: User): Promise<Result<Notice, Forbidden | NoticeFault | Missing>>;
  cancelNotice(id: NoticeId, note: string, by: User): Promise<Result<Notice, Forbidden | NoticeFault | Missing>>;
}

/** The action that a decision comes to. */
export type { LeadAction };
