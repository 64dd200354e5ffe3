/** The columns of every table, as `migrations/` makes them and as the stores read and write them. */
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { CaptureEnvironment, CapturePurpose } from "../domain/capture.ts";
import type { CategoryName } from "../domain/category.ts";
import type { Finding, InfringementKind, Priority, Verdict } from "../domain/finding.ts";
import type { LeadState, ReasonCode } from "../domain/lead.ts";
import type { Listing, Provenance } from "../domain/listing.ts";
import type { ItemState, NoticeKind, NoticeState } from "../domain/notice.ts";
import type { PictureRecord } from "../domain/ports.ts";
import type { Register } from "../domain/right.ts";
import type { PageCause, PageState, Plan, RunState, SampledListing } from "../domain/sample.ts";
import type { JobData, JobName } from "../domain/step.ts";
import type { Role } from "../domain/user.ts";
import type {
  BatchId,
  CaptureId,
  LeadId,
  ListingId,
  NoticeId,
  NoticeItemId,
  ObservationId,
  PageId,
  RunId,
  ScheduleId,
  Sha256,
  UserId,
  VerificationId,
} from "../domain/words.ts";

/** Read as a value, written as text made by `json()`. */
type Json<T> = ColumnType<T, string, string>;

export interface Tables {
  audit_events: {
    seq: number;
    at: Date;
    actor: string;
    action: string;
    object_type: string;
    object_id: string;
    from_state: string | null;
    to_state: string | null;
    body: Json<Readonly<Record<string, unknown>>>;
    previous_hash: string;
    hash: string;
  };
  audit_head: { only_row: Generated<boolean>; seq: number; hash: string };
  outbox: {
    id: GeneratedAlways<number>;
    job_id: string;
    name: JobName;
    data: Json<JobData>;
    platform: string | null;
    not_before: Date | null;
    asked_at: Date;
    relayed_at: Generated<Date | null>;
  };
  users: {
    id: UserId;
    name: string;
    display_name: string;
    roles: readonly Role[];
    disabled: Generated<boolean>;
    password_hash: string | null;
    created_at: Date;
  };
  sign_in_links: { token_hash: string; user_id: UserId; expires_at: Date; used_at: Generated<Date | null> };
  sessions: { id_hash: string; user_id: UserId | null; data: Json<unknown>; expires_at: Date };
  sign_in_failures: { id: GeneratedAlways<number>; key: string; at: Date };
  schedules: {
    id: ScheduleId;
    name: string;
    cron: string;
    timezone: string;
    plan: Json<Plan>;
    enabled: boolean;
    last_run_at: Generated<Date | null>;
    next_run_at: Date | null;
    version: number;
  };
  runs: {
    id: RunId;
    schedule_id: ScheduleId | null;
    plan: Json<Plan>;
    state: RunState;
    requested_by: string;
    created_at: Date;
    started_at: Generated<Date | null>;
    ended_at: Generated<Date | null>;
    because: Generated<string | null>;
    touched_at: Date;
  };
  pages: {
    id: PageId;
    seq: GeneratedAlways<number>;
    run_id: RunId;
    batch_id: Generated<BatchId | null>;
    platform: string;
    stratum: number;
    kind: "search" | "listing";
    url: string;
    url_hash: string;
    query: string | null;
    page_number: number | null;
    inclusion_probability: number | null;
    state: Generated<PageState>;
    cause: Generated<PageCause | null>;
    detail: Generated<string | null>;
    attempts: Generated<number>;
    touched_at: Date;
  };
  frame_items: { run_id: RunId; stratum: number; item_hash: string; item_id: string; url: string; query: string; rank: number };
  captures: {
    id: CaptureId;
    run_id: RunId | null;
    purpose: CapturePurpose;
    platform: string;
    url_asked: string;
    url_reached: string;
    status: number;
    at: Date;
    body: Sha256;
    headers: Sha256;
    screenshot: Sha256 | null;
    environment: Json<CaptureEnvironment>;
  };
  listings: {
    id: ListingId;
    platform: string;
    url: string;
    category: CategoryName | null;
    title: string;
    seller_name: string | null;
    price_amount: string | null;
    price_currency: string | null;
    flagged: Generated<boolean>;
    first_seen_at: Date;
    last_seen_at: Date;
    observation_id: Generated<ObservationId | null>;
    search_text: string;
  };
  observations: {
    id: ObservationId;
    listing_id: ListingId;
    capture_id: CaptureId;
    at: Date;
    content_hash: string;
    listing: Json<Listing>;
    provenance: Json<readonly Provenance[]>;
    pictures: Json<readonly PictureRecord[]>;
    title: string;
    seller_name: string | null;
    price_amount: string | null;
    price_currency: string | null;
    picture: Sha256 | null;
    screened_version: Generated<string | null>;
    flagged: Generated<boolean>;
    flagged_kinds: Generated<readonly InfringementKind[]>;
  };
  observation_screenshots: { observation_id: ObservationId; capture_id: CaptureId; at: Date };
  samples: {
    run_id: RunId;
    page_id: PageId;
    listing_id: ListingId;
    observation_id: ObservationId;
    stratum: number;
    category: string | null;
    platform: string;
    inclusion_probability: number;
    change: SampledListing["change"];
    at: Date;
    screened_version: Generated<string | null>;
    screened_at: Generated<Date | null>;
    flagged: Generated<boolean>;
    flagged_kinds: Generated<readonly InfringementKind[]>;
  };
  screenings: {
    observation_id: ObservationId;
    register_version: string;
    run_id: RunId | null;
    at: Date;
    flagged: boolean;
    notes: Json<readonly string[]>;
    opened: readonly LeadId[];
    attached: readonly LeadId[];
    reopened: readonly LeadId[];
  };
  findings: {
    observation_id: ObservationId;
    register_version: string;
    ordinal: number;
    listing_id: ListingId;
    kind: InfringementKind;
    right_id: string;
    verdict: Verdict;
    probability: number;
    finding: Json<Finding>;
  };
  leads: {
    id: LeadId;
    listing_id: ListingId;
    observation_id: ObservationId;
    opened_in_run: RunId | null;
    platform: string;
    category: CategoryName | null;
    kind: InfringementKind;
    right_id: string;
    right_name: string;
    state: LeadState;
    probability: number;
    doubt: GeneratedAlways<number>;
    priority: Priority;
    priority_rank: GeneratedAlways<number>;
    reason_code: Generated<ReasonCode | null>;
    assignee: Generated<UserId | null>;
    snoozed_until: Generated<Date | null>;
    first_found_at: Date;
    last_found_at: Date;
    decided_at: Generated<Date | null>;
    version: number;
    leased_by: Generated<UserId | null>;
    leased_until: Generated<Date | null>;
    seller_name: string | null;
    seller_key: string | null;
    search_text: string;
  };
  lead_requests: { lead_id: LeadId; request_id: string; at: Date };
  notice_numbers: { year: number; last: number };
  notices: {
    id: NoticeId;
    number: Generated<string | null>;
    kind: NoticeKind;
    platform: string;
    right_id: string;
    right_name: string;
    infringement_kind: InfringementKind;
    channel: string;
    recipient: string;
    language: "zh" | "en";
    template: string;
    subject: string;
    body: string;
    text_hash: Sha256;
    token: string;
    state: NoticeState;
    drafted_by: UserId;
    drafted_at: Date;
    approved_by: Generated<UserId | null>;
    approved_at: Generated<Date | null>;
    sent_at: Generated<Date | null>;
    receipt: Generated<string | null>;
    due_at: Generated<Date | null>;
    published_at: Generated<Date | null>;
    closed_at: Generated<Date | null>;
    version: number;
  };
  notice_items: {
    id: NoticeItemId;
    notice_id: NoticeId;
    ordinal: number;
    lead_id: LeadId;
    listing_id: ListingId;
    url: string;
    claimed: Generated<ItemState | null>;
    claimed_at: Generated<Date | null>;
    verified: Generated<ItemState>;
    verified_at: Generated<Date | null>;
    verified_by: Generated<CaptureId | null>;
  };
  publications: {
    id: GeneratedAlways<number>;
    notice_id: NoticeId;
    url: string;
    seen: boolean;
    capture_id: CaptureId | null;
    recorded_by: string;
    at: Date;
  };
  notice_messages: {
    id: GeneratedAlways<number>;
    notice_id: NoticeId;
    direction: "out" | "in" | "note";
    channel: string;
    at: Date;
    message_id: string | null;
    subject: string | null;
    body: string;
  };
  deliveries: {
    key: string;
    notice_id: NoticeId;
    channel: string;
    state: "begun" | "delivered" | "abandoned";
    began_at: Date;
    ended_at: Generated<Date | null>;
    receipt: Generated<string | null>;
    because: Generated<string | null>;
    tries: Generated<number>;
  };
  verifications: {
    id: VerificationId;
    item_id: NoticeItemId;
    notice_id: NoticeId;
    due_at: Date;
    done_at: Generated<Date | null>;
    outcome: Generated<ItemState | null>;
    capture_id: Generated<CaptureId | null>;
    because: Generated<string | null>;
  };
  registers: {
    version: string;
    content: Json<Register>;
    content_hash: string;
    counts: Json<Record<string, number>>;
    imported_at: Date;
    imported_by: string;
    current: boolean;
  };
}
