/** The pictures of one listing: a bounded number, each bounded in bytes, only from the platform's hosts. */
import type { FetchedPicture } from "../domain/crawl.ts";
import type { Platform } from "../domain/platform.ts";
import type { Visitor } from "./fetch/fetch-page.ts";
import { pictureSize } from "./picture-size.ts";

/** Most pictures fetched of one listing; the first ones are what a buyer sees. The rest are named as left out. */
const mostPictures = 12;
/** Most pixels a picture may claim; a larger one is not handed on to anything that would decode it. */
const mostPixels = 50_000_000;

export async function fetchPictures(
  platform: Platform,
  visitor: Visitor,
  images: readonly string[],
  base: string,
  signal: AbortSignal,
): Promise<FetchedPicture[]> {
  const pictures: FetchedPicture[] = [];
  for (const [index, image] of images.entries()) {
    if (index >= mostPictures) {
      pictures.push(without(index, image, `left out: only the first ${mostPictures} pictures of a listing are fetched`));
      continue;
    }
    pictures.push(await fetchOne(platform, visitor, index, image, base, signal));
  }
  return pictures;
}

async function fetchOne(
  platform: Platform,
  visitor: Visitor,
  index: number,
  image: string,
  base: string,
  signal: AbortSignal,
): Promise<FetchedPicture> {
  if (image.startsWith("data:")) return without(index, image.slice(0, 100), "is written into the page, not fetched");
  if (!URL.canParse(image, base)) return without(index, image.slice(0, 300), "is not an address");
  const url = new URL(image, base).href;
  const answer = await visitor.picture(platform, url, signal);
  if (answer.kind === "later") return without(index, url, answer.because);
  if (answer.kind === "failed") return without(index, url, answer.detail);
  if (answer.status !== 200) return without(index, url, `HTTP ${answer.status}`);
  const size = pictureSize(answer.body);
  if (size === null) return without(index, url, `is not a picture (${(answer.headers["content-type"] ?? "no type").slice(0, 60)})`);
  if (size.width * size.height > mostPixels)
    return without(index, url, `claims ${size.width} × ${size.height} pixels, more than ${mostPixels}`);
  return { index, url, bytes: answer.body, width: size.width, height: size.height, fault: null };
}

const without = (index: number, url: string, fault: string): FetchedPicture => ({
  index,
  url,
  bytes: null,
  width: null,
  height: null,
  fault,
});
