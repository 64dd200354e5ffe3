/** Everything the page offers for every field, in the order its parts are trusted. */
import type { Platform } from "../../domain/platform.ts";
import type { Candidate } from "./candidates.ts";
import { flowOf } from "./flow.ts";
import { fromSelectors } from "./from-selectors.ts";
import { fromState } from "./from-state.ts";
import { headingOf } from "./heading.ts";
import { fromIdentifiers } from "./identifiers.ts";
import { codeInUrl } from "./item-id.ts";
import { factsOf, fromFacts, type Fact } from "./labelled-facts.ts";
import { fromMakerText } from "./maker-in-text.ts";
import { fromNamedCodes } from "./named-codes.ts";
import { textOf, type Page } from "./page.ts";
import { fromGallery } from "./pictures.ts";
import { plainText } from "./plain-text.ts";
import { fromPriceText } from "./price-in-text.ts";
import { fromStructuredData } from "./product-items.ts";
import { fromSalesText } from "./sales-count.ts";
import { scriptStates } from "./script-state.ts";
import { fromStockText } from "./stock-in-text.ts";
import { structuredDataOf } from "./structured-data.ts";

export interface Collected {
  readonly candidates: readonly Candidate[];
  /** The page's table of attributes, names as printed. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The page's language, as it says. */
  readonly locale: string | undefined;
  readonly cut: readonly string[];
}

/** Candidates of one page; a page that offers more is an attack on whoever weighs them. */
const mostCandidates = 3000;
const mostAttributes = 150;

export function collectAll(page: Page, platform: Platform | undefined): Collected {
  const candidates: Candidate[] = [];
  const collect = (candidate: Candidate): void => {
    if (candidates.length < mostCandidates && candidate.raw.trim() !== "") candidates.push(candidate);
  };
  const locale = page.named("html")[0]?.attribs["lang"];
  const data = structuredDataOf(page);
  const cut = [...data.cut];
  const flow = flowOf(page, headingOf(page));
  const code = codeInUrl(page.url, platform);

  fromStructuredData(data, flow.title, collect);
  fromState(
    scriptStates(page, (what) => void cut.push(what)),
    flow.title === "" ? pageName(page) : flow.title,
    collect,
  );
  const bySelector = platform === undefined ? {} : fromSelectors(page, platform, collect);
  if (flow.title !== "") collect({ field: "title", source: "text", path: flow.titleElement?.name ?? "h1", raw: flow.title, weight: 0.9 });
  fromMeta(page, collect);
  fromPriceText(flow, locale, collect);
  fromStockText(flow, collect);
  const facts = factsOf(flow);
  fromFacts(facts, flow, collect);
  fromNamedCodes(flow, collect);
  fromMakerText(flow, collect);
  fromSalesText(flow, collect);
  fromGallery(page, collect);
  fromIdentifiers(
    facts,
    [
      { path: "title", text: flow.title },
      ...candidates.filter((one) => one.field === "description").map((one) => ({ path: one.path, text: one.raw })),
    ],
    collect,
  );
  if (code !== null) collect({ field: "sku", source: "url", path: page.url.slice(0, 200), raw: code, weight: 0.5 });
  return { candidates, attributes: { ...attributesOf(facts), ...bySelector }, locale, cut };
}

/** What the browser's tab says, for pages whose heading a script has yet to write. */
function pageName(page: Page): string {
  const title = page.named("title")[0];
  return title === undefined ? "" : textOf(title, 300);
}

/** The description for search engines; shops put the price into it, too. */
function fromMeta(page: Page, collect: (candidate: Candidate) => void): void {
  const description = page.named("meta").find((meta) => meta.attribs["name"]?.toLowerCase() === "description")?.attribs["content"];
  if (description !== undefined)
    collect({ field: "description", source: "open-graph", path: "meta[name=description]", raw: description, weight: 0.3 });
}

function attributesOf(facts: readonly Fact[]): Record<string, string> {
  const attributes = Object.create(null) as Record<string, string>;
  let taken = 0;
  for (const { name, value, place } of facts) {
    if (taken >= mostAttributes) break;
    const key = plainText(name, 60);
    if (place.hidden || key === "" || attributes[key] !== undefined || value.length > 300) continue;
    attributes[key] = plainText(value, 300);
    taken++;
  }
  return attributes;
}
