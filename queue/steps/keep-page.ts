/** Keeps one page exactly as it was seen: bytes by their hash first, then the capture that names them. */
import type { Capture, CapturePurpose, FetchedPage } from "../../domain/capture.ts";
import type { FetchedPicture } from "../../domain/crawl.ts";
import type { EvidenceStore, ListingStore, PictureRecord } from "../../domain/ports.ts";
import type { RunId } from "../../domain/words.ts";

export interface KeepPageDeps {
  readonly evidence: Pick<EvidenceStore, "put">;
  readonly listings: Pick<ListingStore, "saveCapture">;
}

/** Killed halfway it leaves at most an object that nothing names; never a capture whose bytes are missing. */
export async function keepPage(
  page: FetchedPage,
  about: { runId: RunId | null; purpose: CapturePurpose; platform: string },
  deps: KeepPageDeps,
): Promise<Capture> {
  const body = await deps.evidence.put(page.body);
  const headers = await deps.evidence.put(new TextEncoder().encode(headerText(page)));
  const screenshot = page.screenshotPng === null ? null : await deps.evidence.put(page.screenshotPng);
  return deps.listings.saveCapture({
    ...about,
    urlAsked: page.urlAsked,
    urlReached: page.urlReached,
    status: page.status,
    at: page.fetchedAt,
    body,
    headers,
    screenshot,
    environment: page.environment,
  });
}

export async function keepPictures(pictures: readonly FetchedPicture[], deps: Pick<KeepPageDeps, "evidence">): Promise<PictureRecord[]> {
  const kept: PictureRecord[] = [];
  for (const { bytes, ...picture } of pictures) kept.push({ ...picture, sha256: bytes === null ? null : await deps.evidence.put(bytes) });
  return kept;
}

/** Status and headers in the form of an HTTP/1.1 message head, names sorted, so that the same answer has the same hash. */
function headerText(page: FetchedPage): string {
  const lines = Object.entries(page.headers)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${page.status}`, ...page.redirects.map((url) => `x-redirected-from: ${url}`), ...lines, ""].join("\r\n");
}
