/**
 * Where storage, crawler and detectors meet without knowing each other. `storage/` implements the stores, `queue/` and
 * `dashboard/server` use them. Every changing call takes a `Change`: who, when, and the jobs that must exist if and only if
 * the change does (outbox). Each change of a state writes one audit event in the same transaction.
 */
import type { Capture, CaptureEnvironment, CapturePurpose } from "./capture.ts";
import type { CategoryName } from "./category.ts";
import type { Finding, InfringementKind, Priority, Weighed } from "./finding.ts";
import type { Lead, LeadAction, LeadFault, LeadState } from "./lead.ts";
import type { Listing, Provenance } from "./listing.ts";
import type { ApprovalFault, ApprovedNotice, ItemState, Notice, NoticeAction, NoticeFault, NoticeKind, NoticeState } from "./notice.ts";
import type { Register } from "./right.ts";
import type { PageCause, PageState, Plan, PlannedPage, Run, RunProgress, RunState, SampledListing } from "./sample.ts";
import type { JobRequest } from "./step.ts";
import type { Role, User } from "./user.ts";
import type {
  BatchId,
  CaptureId,
  LeadId,
  ListingId,
  NoticeId,
  NoticeItemId,
  ObservationId,
  PageId,
  Result,
  RunId,
  ScheduleId,
  Sha256,
  UserId,
  VerificationId,
} from "./words.ts";

export interface Change {
  /** A user id, or the name of the step that acts (`step:screen-batch`). */
  readonly actor: string;
  readonly at: Date;
  readonly jobs?: readonly JobRequest[];
}

/** Keyset paging: `after` is the opaque cursor of the last row seen. Never an offset. */
export interface PageOf<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

export type Stale = { readonly code: "stale"; readonly expected: number; readonly actual: number };
export type Missing = { readonly code: "missing"; readonly what: string };

// ---------------------------------------------------------------- evidence

export interface EvidenceStore {
  /** Content-addressed, write-once, fsynced before the hash is returned. Throws TiequanError `disk-full` with a remedy. */
  put(bytes: Uint8Array): Promise<Sha256>;
  /** Re-hashed on reading: a damaged object is a thrown TiequanError `evidence-damaged`, never served as good. Null when absent. */
  get(hash: Sha256): Promise<Uint8Array | null>;
  has(hash: Sha256): Promise<boolean>;
}

// ---------------------------------------------------------------- runs

export interface NewPage {
  readonly platform: string;
  readonly stratum: number;
  readonly kind: "search" | "listing";
  readonly url: string;
  readonly query?: string;
  readonly pageNumber?: number;
  readonly inclusionProbability?: number;
}

export interface FrameItem {
  readonly itemId: string;
  readonly url: string;
  readonly query: string;
  readonly rank: number;
}

export interface PageOutcome {
  readonly state: Exclude<PageState, "pending">;
  readonly cause?: PageCause;
  readonly detail?: string;
}

export interface RunStore {
  /** In state `queued`. Also asks for its `plan-run` job (data `{ runId }`, id `plan-<runId>`) in the same transaction: nobody else knows the id yet. */
  create(run: { plan: Plan; scheduleId: ScheduleId | null; requestedBy: string }, change: Change): Promise<Run>;
  get(id: RunId): Promise<Run | null>;
  list(query: { limit: number; after?: string }): Promise<PageOf<Run>>;
  /** Moves only from one of `from`; answers null when the run is in another state. Also writes jobs of `change`. */
  setState(id: RunId, from: readonly RunState[], to: RunState, because: string | null, change: Change): Promise<Run | null>;
  progress(id: RunId): Promise<RunProgress>;
  /** Adds pages; an address already in the run is left as it is. Answers how many were new. */
  addPages(id: RunId, pages: readonly NewPage[]): Promise<number>;
  /** Puts pending pages without a batch into batches of at most `size` per platform, and asks for a `crawl-batch` job each, in one transaction. */
  batchPages(id: RunId, size: number, at: Date): Promise<readonly { batchId: BatchId; platform: string; pages: number }[]>;
  /** Pages of a batch that are still pending, in order. */
  pendingPages(batch: BatchId): Promise<readonly PlannedPage[]>;
  finishPage(page: PageId, outcome: PageOutcome): Promise<void>;
  countAttempt(page: PageId): Promise<number>;
  openPages(id: RunId): Promise<number>;
  openSearchPages(id: RunId, stratum: number): Promise<number>;
  /** The frame a stratum is drawn from: distinct items on its results pages. The same item twice stays one. */
  addToFrame(id: RunId, stratum: number, items: readonly FrameItem[]): Promise<number>;
  frame(id: RunId, stratum: number): Promise<readonly FrameItem[]>;
  /** Pending pages of every batch back to having no batch, for resuming. */
  unbatch(id: RunId): Promise<number>;
  listPages(id: RunId, query: { state?: PageState; limit: number; after?: string }): Promise<PageOf<PlannedPage>>;
  /** Runs in a live state with open work whose last sign of life is older than `before` (for the watchdog). */
  stalled(before: Date): Promise<readonly Run[]>;
}

// ---------------------------------------------------------------- captures, listings, findings

export interface NewCapture {
  readonly runId: RunId | null;
  readonly purpose: CapturePurpose;
  readonly platform: string;
  readonly urlAsked: string;
  readonly urlReached: string;
  readonly status: number;
  readonly at: Date;
  readonly body: Sha256;
  readonly headers: Sha256;
  readonly screenshot: Sha256 | null;
  readonly environment: CaptureEnvironment;
}

export interface PictureRecord {
  readonly index: number;
  readonly url: string;
  readonly sha256: Sha256 | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Why there is no picture, in words: too large, will not decode, host refused… */
  readonly fault: string | null;
}

export interface ListingRecord {
  readonly id: ListingId;
  readonly platform: string;
  readonly url: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly observationId: ObservationId;
  readonly listing: Listing;
  readonly provenance: readonly Provenance[];
  readonly pictures: readonly PictureRecord[];
  readonly capture: Capture;
  /** The picture of the page, taken when it was flagged; the capture's own where a browser fetched it. */
  readonly screenshot: Capture | null;
}

export interface ObservationRecord {
  readonly id: ObservationId;
  readonly listingId: ListingId;
  readonly captureId: CaptureId;
  readonly at: Date;
  readonly listing: Listing;
  readonly provenance: readonly Provenance[];
}

export interface ListingStore {
  saveCapture(capture: NewCapture): Promise<Capture>;
  getCapture(id: CaptureId): Promise<Capture | null>;
  /**
   * Stores what was read from a capture. Content is compared by hash (capture time left out): an unchanged listing keeps its
   * observation and only its last-seen time moves. Idempotent for one page: the same page twice gives the same rows.
   */
  observe(input: {
    listing: Listing & { id: string; platform: string; url: string };
    captureId: CaptureId;
    provenance: readonly Provenance[];
    pictures: readonly PictureRecord[];
    at: Date;
    sample: { runId: RunId; pageId: PageId; stratum: number; inclusionProbability: number } | null;
  }): Promise<SampledListing | { observationId: ObservationId; change: "new" | "changed" | "unchanged" }>;
  get(id: ListingId): Promise<ListingRecord | null>;
  getObservation(id: ObservationId): Promise<ObservationRecord | null>;
  observations(id: ListingId): Promise<readonly { id: ObservationId; at: Date; captureId: CaptureId; title: string }[]>;
  list(query: { platform?: string; category?: CategoryName; text?: string; limit: number; after?: string }): Promise<
    PageOf<{
      id: ListingId;
      platform: string;
      title: string;
      category: CategoryName | null;
      price: { amount: string; currency: string | null } | null;
      seller: string | null;
      lastSeenAt: Date;
      flagged: boolean;
    }>
  >;
  /** Sampled in this run and not yet screened with this register version; new and changed ones only unless the register changed. */
  unscreened(run: RunId, registerVersion: string, limit: number): Promise<readonly ObservationId[]>;
  /**
   * Stores findings and attaches them to leads (one lead per listing × right × kind), in one transaction.
   * Idempotent by (observation, register version): run twice, same rows. A lead opens when `weighed.probability ≥ line` and verdict
   * `suspected`; a later finding on a rejected lead does not reopen it; on a closed lead it does.
   */
  recordScreening(
    input: {
      observationId: ObservationId;
      runId: RunId | null;
      registerVersion: string;
      findings: readonly Finding[];
      weighed: readonly Weighed[];
      line: number;
      notes: readonly string[];
    },
    change: Change,
  ): Promise<{ opened: readonly LeadId[]; attached: readonly LeadId[]; reopened: readonly LeadId[] }>;
  findings(observation: ObservationId): Promise<readonly Finding[]>;
  /** The picture taken of a flagged page, or null when none was taken (yet). */
  screenshotOf(observation: ObservationId): Promise<Capture | null>;
  /** The first one stays: a picture taken later would show another moment. */
  attachScreenshot(observation: ObservationId, captureId: CaptureId, at: Date): Promise<void>;
}

// ---------------------------------------------------------------- leads

export interface LeadQuery {
  readonly states?: readonly LeadState[];
  readonly kinds?: readonly InfringementKind[];
  readonly platforms?: readonly string[];
  readonly categories?: readonly CategoryName[];
  readonly priorities?: readonly Priority[];
  readonly rightId?: string;
  readonly sellerName?: string;
  readonly text?: string;
  readonly minProbability?: number;
  /** Put off until this moment or before: due to come back. */
  readonly snoozedBefore?: Date;
  readonly assignee?: UserId | "nobody";
  readonly runId?: RunId;
  readonly listingId?: ListingId;
  readonly order?: "priority" | "newest" | "oldest";
  readonly limit: number;
  readonly after?: string;
}

export interface LeadRow extends Lead {
  readonly title: string;
  readonly url: string;
  readonly price: { readonly amount: string; readonly currency: string | null } | null;
  readonly sellerName: string | null;
  readonly picture: Sha256 | null;
  readonly heldBy: UserId | null;
}

export interface LeadDetail extends LeadRow {
  readonly listing: ListingRecord;
  /** Findings on this lead's right and kind, newest observation first. */
  readonly findings: readonly Finding[];
  /** Cleared findings on the same listing, so that the analyst sees what was considered. */
  readonly cleared: readonly Finding[];
  readonly history: readonly AuditEvent[];
  readonly otherLeads: readonly LeadRow[];
  readonly sellerRecord: { readonly leads: number; readonly confirmed: number; readonly rejected: number; readonly notices: number };
  readonly noticeId: NoticeId | null;
}

export interface LeadStore {
  get(id: LeadId): Promise<LeadDetail | null>;
  list(query: LeadQuery): Promise<PageOf<LeadRow>>;
  counts(query: Omit<LeadQuery, "limit" | "after" | "order">): Promise<{
    total: number;
    byState: Record<string, number>;
    byKind: Record<string, number>;
    byPlatform: Record<string, number>;
    byCategory: Record<string, number>;
    byPriority: Record<string, number>;
  }>;
  /** Applies `domain/lead.ts`'s `next` under the expected version, writes the audit event, releases the lease. */
  act(
    id: LeadId,
    expectedVersion: number,
    action: LeadAction,
    change: Change & { requestId?: string },
  ): Promise<Result<Lead, LeadFault | Stale | Missing>>;
  /** Takes or renews a lease; a second person gets who holds it and until when. */
  lease(
    id: LeadId,
    by: UserId,
    until: Date,
    now: Date,
  ): Promise<Result<{ until: Date }, { code: "held"; by: UserId; until: Date } | Missing>>;
  release(id: LeadId, by: UserId): Promise<void>;
}

// ---------------------------------------------------------------- notices

export interface NewNotice {
  readonly kind: NoticeKind;
  readonly platform: string;
  readonly rightId: string;
  readonly rightName: string;
  readonly infringementKind: InfringementKind;
  readonly channel: string;
  readonly recipient: string;
  readonly language: "zh" | "en";
  readonly template: string;
  readonly subject: string;
  readonly body: string;
  readonly token: string;
  readonly draftedBy: UserId;
  readonly items: readonly { leadId: LeadId; listingId: ListingId; url: string }[];
}

export interface NoticeQuery {
  readonly states?: readonly NoticeState[];
  readonly platform?: string;
  readonly due?: boolean;
  readonly limit: number;
  readonly after?: string;
}

export interface NoticeMessage {
  readonly direction: "out" | "in" | "note";
  readonly channel: string;
  readonly at: Date;
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly body: string;
}

export interface NoticeDetail extends Notice {
  readonly messages: readonly NoticeMessage[];
  readonly history: readonly AuditEvent[];
  readonly publication: { readonly url: string; readonly seen: boolean; readonly captureId: CaptureId | null; readonly at: Date } | null;
  readonly verifications: readonly Verification[];
}

/** A re-crawl owed on one item. */
export interface Verification {
  readonly id: VerificationId;
  readonly itemId: NoticeItemId;
  readonly dueAt: Date;
  readonly doneAt: Date | null;
  readonly outcome: ItemState | null;
  readonly captureId: CaptureId | null;
  readonly because: string | null;
}

export interface NoticeStore {
  /** Also moves the leads to `in-notice`; a lead that is not `confirmed` fails the whole draft. */
  draft(
    notice: NewNotice,
    change: Change,
  ): Promise<Result<Notice, { code: "lead-not-confirmed"; leadId: LeadId; state: LeadState } | Missing>>;
  get(id: NoticeId): Promise<NoticeDetail | null>;
  list(query: NoticeQuery): Promise<PageOf<Notice>>;
  counts(): Promise<{ byState: Record<string, number>; byPlatform: Record<string, number>; overdue: number }>;
  /** Any edit of a draft gives a new hash. An approved notice cannot be edited; it is cancelled and drafted anew. */
  edit(
    id: NoticeId,
    expectedVersion: number,
    words: { subject: string; body: string; recipient: string },
    change: Change,
  ): Promise<Result<Notice, Stale | Missing | NoticeFault>>;
  /** Runs `domain/notice.ts`'s `approve` inside the transaction and gives the gap-free number. */
  approve(
    id: NoticeId,
    expectedVersion: number,
    approval: { by: UserId; hashShown: string },
    change: Change,
  ): Promise<Result<ApprovedNotice, ApprovalFault | Stale | Missing>>;
  /** Moves the leads along in the same transaction: `cancel` gives them back to `confirmed`, `close` closes them. */
  act(id: NoticeId, action: NoticeAction, change: Change): Promise<Result<Notice, NoticeFault | Missing>>;
  /** The approved notice as it must leave, or null when its stored text no longer has the approved hash. */
  approvedForSending(id: NoticeId): Promise<ApprovedNotice | null>;
  /** Before the channel is touched. `in-doubt`: an earlier try began and its end was never recorded. */
  beginDelivery(key: string, id: NoticeId, channel: string, at: Date): Promise<"go" | "in-doubt" | { delivered: string }>;
  recordDelivery(key: string, receipt: string, at: Date): Promise<void>;
  abandonDelivery(key: string, because: string): Promise<void>;
  addMessage(id: NoticeId, message: NoticeMessage, change: Change): Promise<void>;
  setClaim(item: NoticeItemId, claimed: ItemState, change: Change): Promise<Result<Notice, Missing>>;
  /** Only a capture verifies; `captureId` null only for `unknown` (dead host). */
  setVerified(
    item: NoticeItemId,
    verified: ItemState,
    captureId: CaptureId | null,
    because: string,
    change: Change,
  ): Promise<Result<Notice, Missing>>;
  scheduleVerifications(id: NoticeId, dueAt: readonly Date[], change: Change): Promise<readonly Verification[]>;
  getVerification(id: VerificationId): Promise<(Verification & { notice: Notice; url: string; listingId: ListingId }) | null>;
  finishVerification(id: VerificationId, outcome: ItemState, captureId: CaptureId | null, because: string, at: Date): Promise<void>;
  dueVerifications(now: Date, limit: number): Promise<readonly Verification[]>;
}

// ---------------------------------------------------------------- the rest

export interface RegisterStore {
  current(): Promise<{ version: string; importedAt: Date; importedBy: string; register: Register } | null>;
  /** Makes it current; the same version twice with other content is refused. */
  import(register: Register, change: Change): Promise<Result<void, { code: "version-taken"; version: string }>>;
  versions(): Promise<
    readonly { version: string; importedAt: Date; importedBy: string; counts: Record<string, number>; current: boolean }[]
  >;
}

export interface Schedule {
  readonly id: ScheduleId;
  readonly name: string;
  /** Five-field cron in `timezone`. */
  readonly cron: string;
  readonly timezone: string;
  readonly plan: Plan;
  readonly enabled: boolean;
  readonly lastRunAt: Date | null;
  readonly nextRunAt: Date | null;
  readonly version: number;
}

export interface ScheduleStore {
  list(): Promise<readonly Schedule[]>;
  save(
    schedule: {
      id: ScheduleId | null;
      name: string;
      cron: string;
      timezone: string;
      plan: Plan;
      enabled: boolean;
      nextRunAt: Date | null;
      expectedVersion: number | null;
    },
    change: Change,
  ): Promise<Result<Schedule, Stale | Missing | { code: "name-taken" }>>;
  /** Under the leader's lock: creates the run of every schedule that is due (with its `plan-run` job, as `RunStore.create`) and moves it on, in one transaction each. */
  fireDue(now: Date, nextAfter: (schedule: Schedule, now: Date) => Date | null, change: Change): Promise<readonly Run[]>;
}

/** One leader among all processes, by a PostgreSQL advisory lock; null when another process leads. */
export interface Leadership {
  tryLead<T>(name: string, work: () => Promise<T>): Promise<T | null>;
}

export interface Outbox {
  /** Hands unrelayed jobs to `enqueue` in order and marks them; safe in several processes at once. */
  relay(enqueue: (jobs: readonly JobRequest[]) => Promise<void>, limit: number): Promise<number>;
}

export interface AuditEvent {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly hash: string;
  readonly previousHash: string;
}

export interface AuditLog {
  append(event: Omit<AuditEvent, "seq" | "hash" | "previousHash">): Promise<void>;
  list(query: { objectType?: string; objectId?: string; limit: number; after?: string }): Promise<PageOf<AuditEvent>>;
  /** Recomputes the chain; answers the first broken sequence number, or null when whole. */
  verify(): Promise<{ checked: number; brokenAt: number | null }>;
}

export interface AccountStore {
  find(id: UserId): Promise<User | null>;
  byName(name: string): Promise<(User & { passwordHash: string | null }) | null>;
  list(): Promise<readonly User[]>;
  create(
    user: { name: string; displayName: string; roles: readonly Role[]; passwordHash: string | null },
    change: Change,
  ): Promise<Result<User, { code: "name-taken" }>>;
  update(
    id: UserId,
    fields: { displayName?: string; roles?: readonly Role[]; disabled?: boolean; passwordHash?: string },
    change: Change,
  ): Promise<Result<User, Missing>>;
  /** One-time sign-in links: stored as hashes, used once, expire. */
  createLink(userId: UserId, tokenHash: string, expiresAt: Date, change: Change): Promise<void>;
  useLink(tokenHash: string, now: Date): Promise<User | null>;
  saveSession(id: string, userId: UserId | null, data: unknown, expiresAt: Date): Promise<void>;
  loadSession(id: string, now: Date): Promise<unknown>;
  dropSession(id: string): Promise<void>;
  dropSessionsOf(userId: UserId): Promise<void>;
  countFailure(key: string, now: Date, windowMs: number): Promise<number>;
  clearFailures(key: string): Promise<void>;
}

export interface Overview {
  readonly listings: number;
  readonly observations: number;
  readonly flagged: number;
  readonly leadsByState: Readonly<Record<string, number>>;
  /** One row for each category × platform × kind that has anything. */
  readonly cells: readonly {
    readonly category: string;
    readonly platform: string;
    readonly kind: string;
    readonly leads: number;
    readonly confirmed: number;
    readonly rejected: number;
  }[];
  readonly sampledByCategory: readonly {
    readonly category: string;
    readonly platform: string;
    readonly sampled: number;
    readonly flagged: number;
  }[];
  readonly noticesByState: Readonly<Record<string, number>>;
  readonly items: {
    readonly total: number;
    readonly claimedRemoved: number;
    readonly verifiedRemoved: number;
    readonly stillUp: number;
    readonly unknown: number;
  };
  readonly perDay: readonly { readonly day: string; readonly sampled: number; readonly flagged: number; readonly confirmed: number }[];
}

/** Everything one process holds of the store; made once in `main.ts` by `openStorage`. */
export interface Storage {
  readonly evidence: EvidenceStore;
  readonly runs: RunStore;
  readonly listings: ListingStore;
  readonly leads: LeadStore;
  readonly notices: NoticeStore;
  readonly register: RegisterStore;
  readonly schedules: ScheduleStore;
  readonly leadership: Leadership;
  readonly outbox: Outbox;
  readonly audit: AuditLog;
  readonly accounts: AccountStore;
  overview(query: { since?: Date }): Promise<Overview>;
  /** Connection string, for the queue's own pool on the PostgreSQL backend. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}
