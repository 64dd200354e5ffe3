/** A listing from a page someone saved: `tiequan extract`. */
import type { Platform } from "../../domain/platform.ts";
import { decodePage } from "./charset.ts";
import { readListing, type ListingReading } from "./listing.ts";

export interface FileInput {
  readonly html: Uint8Array;
  readonly url: string;
  readonly platform?: Platform | undefined;
  readonly capturedAt?: Date | undefined;
}

export interface FileReading extends ListingReading {
  readonly charset: string;
  readonly claimedCharset: string | null;
}

export function extractFile(input: FileInput): FileReading {
  const { text, charset, claimed } = decodePage(input.html);
  const reading = readListing({ html: text, url: input.url, platform: input.platform, capturedAt: input.capturedAt });
  return { ...reading, charset, claimedCharset: claimed };
}
