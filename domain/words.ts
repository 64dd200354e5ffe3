/** The small words every other file of the trade uses: two languages, identities, results. */
import { z } from "zod";

/** A sentence for people, written twice by someone who knows both languages. */
export const bilingualSchema = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = Readonly<z.infer<typeof bilingualSchema>>;

declare const brand: unique symbol;
/** A string that only its own maker below produces, so that a lead's id cannot be passed as a notice's. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type RunId = Branded<"RunId">;
export type PageId = Branded<"PageId">;
export type BatchId = Branded<"BatchId">;
export type ScheduleId = Branded<"ScheduleId">;
export type CaptureId = Branded<"CaptureId">;
export type ObservationId = Branded<"ObservationId">;
/** `platform:item`, as in `jd:100012043978`; the one id that people type. */
export type ListingId = Branded<"ListingId">;
export type LeadId = Branded<"LeadId">;
export type NoticeId = Branded<"NoticeId">;
export type NoticeItemId = Branded<"NoticeItemId">;
export type VerificationId = Branded<"VerificationId">;
export type UserId = Branded<"UserId">;
/** Lower-case hex of a SHA-256: the name of an object in the evidence store. */
export type Sha256 = Branded<"Sha256">;

export const RunId = (text: string) => text as RunId;
export const PageId = (text: string) => text as PageId;
export const BatchId = (text: string) => text as BatchId;
export const ScheduleId = (text: string) => text as ScheduleId;
export const CaptureId = (text: string) => text as CaptureId;
export const ObservationId = (text: string) => text as ObservationId;
export const ListingId = (text: string) => text as ListingId;
export const LeadId = (text: string) => text as LeadId;
export const NoticeId = (text: string) => text as NoticeId;
export const NoticeItemId = (text: string) => text as NoticeItemId;
export const VerificationId = (text: string) => text as VerificationId;
export const UserId = (text: string) => text as UserId;
export const Sha256 = (text: string) => text as Sha256;

/** An outcome the caller is expected to handle; exceptions are for what nobody foresaw. */
export type Result<T, Fault> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const failed = <Fault>(fault: Fault): { readonly ok: false; readonly fault: Fault } => ({ ok: false, fault });

/** Fixes a `switch` as complete: a new case is a type error where it is forgotten. */
export function unreachable(value: never): never {
  throw new Error(`A case nobody wrote: ${JSON.stringify(value)}`);
}

/** An error meant to be read by the person who can mend it: what, where, and the way out. */
export class TiequanError extends Error {
  readonly code: string;
  readonly remedy: string;
  constructor(code: string, sentence: string, remedy: string, options?: ErrorOptions) {
    super(`${sentence} ${remedy}`, options);
    this.name = "TiequanError";
    this.code = code;
    this.remedy = remedy;
  }
}
