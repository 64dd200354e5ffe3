/** One page exactly as seen. Never changed after it is stored. */
import type { CaptureId, RunId, Sha256 } from "./words.ts";

export const capturePurposes = ["sample", "verification", "publication"] as const;
export type CapturePurpose = (typeof capturePurposes)[number];

/** What came back, as the fetcher saw it and before any reading. Bodies are bounded; `cut` says when. */
export interface FetchedPage {
  readonly urlAsked: string;
  readonly urlReached: string;
  readonly redirects: readonly string[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Body decoded to text with the charset that was detected, not the one that was claimed. */
  readonly text: string;
  readonly charset: string;
  readonly cut: boolean;
  readonly fetchedAt: Date;
  readonly screenshotPng: Uint8Array | null;
  readonly environment: CaptureEnvironment;
}

/** Who looked, with what, from where: a court asks for it (法释〔2018〕16号 Art. 11). */
export interface CaptureEnvironment {
  readonly program: string;
  readonly agent: string;
  readonly engine: "http" | "browser";
  readonly browserVersion: string | null;
  readonly viewport: string | null;
  readonly address: string | null;
  readonly robots: string;
  readonly elapsedMs: number;
}

/** The stored record: bytes by their hash. */
export interface Capture {
  readonly id: CaptureId;
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
