/** Product codes in elements that are named for them, by class, id or data attribute: `<span class="sku">1002/710</span>`. */
import type { Candidate, CandidateField, Collect } from "./candidates.ts";
import type { Flow, Place } from "./flow.ts";
import { pathOf } from "./price-in-text.ts";

const fields: readonly (readonly [CandidateField, RegExp])[] = [
  [
    "sku",
    /(?:^|[^a-z])(?:sku|product-?(?:code|reference|ref|sku|number|no)|prod(?:uct)?-?id|prd-?code|item-?(?:number|code|no|ref|sku)|article-?(?:number|no|code|id)|art-?(?:no|nr)|ad-?(?:no|id)|catalog-?number|goods-?sn|style-?(?:number|code|id))(?:$|[^a-z])/u,
  ],
  ["gtin", /(?:^|[^a-z])(?:ean|gtin|upc|barcode)(?:-?13)?(?:$|[^a-z])/u],
  ["mpn", /(?:^|[^a-z])(?:mpn|part-?number|model-?(?:number|no|code)|manufacturer-?(?:number|code))(?:$|[^a-z])/u],
];
const mostCandidates = 12;
const reach = 6000;

export function fromNamedCodes(flow: Flow, collect: Collect): void {
  const found: Candidate[] = [];
  for (const run of flow.runs) {
    if (found.length >= mostCandidates) break;
    if (run.place.aside || run.text.length > 40 || !/\d/u.test(run.text)) continue;
    const distance = flow.titleEnd < 0 ? 0 : Math.abs(run.start - flow.titleEnd);
    if (distance > reach) continue;
    const raw = /^[#\s]*([\p{L}\d][\p{L}\d./_-]{2,29})$/u.exec(run.text)?.[1];
    const field = raw === undefined ? null : fieldOf(run.place);
    if (raw === undefined || field === null) continue;
    found.push({ field, source: "text", path: pathOf(run.place), raw, weight: 0.9 - (run.place.hidden ? 0.3 : 0) - distance / 60_000 });
  }
  // Several different codes of one kind belong to the parts of a set, or to other products.
  for (const field of ["sku", "gtin", "mpn"] as const) {
    const own = found.filter((one) => one.field === field);
    const many = new Set(own.map((one) => one.raw)).size > 2;
    for (const one of own) collect(many ? { ...one, weight: one.weight - 0.4 } : one);
  }
}

function fieldOf(place: Place): CandidateField | null {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 2; at = at.parent, steps++) {
    const names = Object.entries(at.element.attribs)
      .filter(([name, value]) => (name === "class" || name === "id" || name.startsWith("data-")) && value.length < 120)
      .map(([, value]) =>
        value
          .replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "-")
          .replaceAll("_", "-")
          .toLowerCase(),
      )
      .join(" ");
    for (const [field, pattern] of fields) if (pattern.test(names)) return field;
  }
  return null;
}
