/** The listing's pictures, each once, in the best resolution that its address tells. */
import type { Candidate, Collect } from "./candidates.ts";
import { walk, type Element, type Page } from "./page.ts";
import { regionWords } from "./region-words.ts";

/** Pictures of one listing. */
const mostPictures = 40;

/** Attributes that name a larger version than `src`, best first. */
const larger = [
  "data-old-hires",
  "data-zoom-image",
  "data-zoom",
  "data-large",
  "data-full",
  "data-original",
  "data-lazy-img",
  "data-lazyload",
  "data-src",
  "data-lazy-src",
  "src",
];

/** Pictures in elements named as a gallery, for pages whose markup gives none. */
export function fromGallery(page: Page, collect: Collect): void {
  let given = 0;
  let inGallery = 0;
  const opened: boolean[] = [];
  walk(page.root, {
    enter(element) {
      const { attribs } = element;
      const names = `${attribs["class"] ?? ""} ${attribs["id"] ?? ""}`;
      const opens = gallery.test(names) && !regionWords(names).aside;
      opened.push(opens);
      if (opens) inGallery++;
      if (element.name === "img" && inGallery > 0 && given < mostPictures) {
        const raw = bestSource(element);
        if (raw !== null) {
          collect({
            field: "image",
            source: "text",
            path: `img in ${names.trim() === "" ? "gallery" : names.trim().slice(0, 60)}`,
            raw,
            weight: 0.5,
          });
          given++;
        }
      }
      return given >= mostPictures ? "stop" : "on";
    },
    leave() {
      if (opened.pop() === true) inGallery--;
    },
  });
}

const gallery =
  /gallery|thumb|main-?(?:image|pic|img)|product-?(?:image|img|photo|pic)|goods-?(?:image|img|pic)|image-?(?:block|viewer|wrap)|spec-?(?:list|img)|tb-(?:thumb|pic|gallery)|preview|swiper|carousel-?image/iu;

function bestSource(image: Element): string | null {
  const { attribs } = image;
  const dynamic = attribs["data-a-dynamic-image"];
  if (dynamic !== undefined) {
    const widest = [...dynamic.slice(0, 4000).matchAll(/"(https?:[^"]{1,500})":\[(\d{1,5})/gu)].toSorted(
      (a, b) => Number(b[2]) - Number(a[2]),
    )[0]?.[1];
    if (widest !== undefined) return widest;
  }
  const set = attribs["srcset"] ?? attribs["data-srcset"];
  const largest = set === undefined ? null : largestOf(set.slice(0, 8000));
  if (largest !== null) return largest;
  for (const name of larger) {
    const value = attribs[name]?.trim();
    if (
      value !== undefined &&
      value !== "" &&
      !value.startsWith("data:") &&
      !/blank|spacer|pixel|loading|placeholder|\.svg(?:$|\?)/iu.test(value)
    )
      return value;
  }
  return null;
}

/** `a.jpg 1x, b.jpg 800w`: the largest. */
function largestOf(set: string): string | null {
  let best: string | null = null;
  let bestSize = 0;
  for (const entry of set.split(/,\s+/u)) {
    const [address = "", size = "1x"] = entry.trim().split(/\s+/u);
    const weight = Number.parseFloat(size) || 1;
    if (address !== "" && !address.startsWith("data:") && weight > bestSize) [best, bestSize] = [address, weight];
  }
  return best;
}

/**
 * Addresses that carry a size, without it: `x.jpg_60x60.jpg`, `x._AC_SX38_.jpg`, `x.jpg_.webp`. The unsized original is
 * served beside the sized one by every host that writes addresses so.
 */
function unsized(address: string): string {
  return address
    .replace(
      /(\.(?:jpe?g|png|webp|gif|avif))_(?:\d{2,4}x\d{2,4}[\w.-]{0,20}|q\d{2}[\w.]{0,12}|\.webp|sum)(?:\.(?:jpe?g|png|webp|avif))?(?:_\.webp)?$/iu,
      "$1",
    )
    .replace(/\._[A-Z]{2}[A-Za-z0-9,_-]{0,60}_(?=\.(?:jpe?g|png|webp|gif)$)/u, "");
}

/** Of the candidates the best source's pictures, then what the others add, each address once. */
export function pictureAddresses(
  candidates: readonly Candidate[],
  resolve: (raw: string) => string | null,
): { address: string; candidate: Candidate }[] {
  const pictures = new Map<string, Candidate>();
  const sources = candidates.filter((one) => one.field === "image").toSorted((a, b) => b.weight - a.weight);
  const trusted = sources.some((one) => one.source !== "text" && one.source !== "open-graph");
  for (const candidate of sources) {
    if (trusted && candidate.source === "text") continue;
    const resolved = resolve(candidate.raw);
    if (resolved === null || !/^https?:/iu.test(resolved)) continue;
    const address = unsized(resolved);
    if (!pictures.has(address) && pictures.size < mostPictures) pictures.set(address, candidate);
  }
  return [...pictures].map(([address, candidate]) => ({ address, candidate }));
}
