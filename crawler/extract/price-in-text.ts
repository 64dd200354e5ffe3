/** Prices a buyer would see. Scored by what their elements are called and by how near the title they stand. */
import type { Collect } from "./candidates.ts";
import type { Flow, Place, Run } from "./flow.ts";
import { foldSpace, textOf, walk, type Element } from "./page.ts";
import { parsePrice, type Price } from "./price.ts";

/** A price with its label is short. */
const mostPriceUnits = 64;
/** A part of a price that is spread over elements: a mark, an amount, cents. */
const longestPart = 20;
/** Candidates handed on. */
const mostCandidates = 12;

/** Below this, a price on the page is somebody else's: better none than the nearest number. */
const leastScore = 0.2;

export interface SeenPrice {
  readonly price: Price;
  readonly raw: string;
  readonly place: Place;
  readonly score: number;
}

export function fromPriceText(flow: Flow, locale: string | undefined, collect: Collect): readonly SeenPrice[] {
  const seen = seenPrices(flow, locale);
  for (const one of seen.slice(0, mostCandidates)) {
    if (one.score < leastScore || one.place.aside) continue;
    collect({
      field: "price",
      source: "text",
      path: pathOf(one.place),
      raw: one.raw,
      weight: one.score,
      currency: one.price.currency ?? undefined,
    });
  }
  return seen;
}

/** "<$25", "$25 - $50" beside each other are a shop's filters; "(-40.00€)" is what an option adds or takes off. */
const isFilter = /^[<>≤≥]|[(（]\s?[+-]/u;

/** Every price in the flow, best first. */
function seenPrices(flow: Flow, locale: string | undefined): SeenPrice[] {
  const seen: SeenPrice[] = [];
  const done = new Set<Place>();
  for (const run of flow.runs) {
    if (
      !/\p{N}/u.test(run.text) ||
      run.text.length > 400 ||
      isFilter.test(run.text) ||
      (run.start >= flow.titleStart && run.start < flow.titleEnd)
    )
      continue;
    const found = readAround(run, locale, done);
    if (found !== null) seen.push({ ...found, score: scoreOf(found, flow, run) });
  }
  return withoutLists(seen).sort((a, b) => b.score - a.score);
}

/** Three or more different prices in elements of the same make are a list: of other products, of sizes. */
function withoutLists(seen: readonly SeenPrice[]): SeenPrice[] {
  const amounts = new Map<string, Set<string>>();
  for (const one of seen) amounts.set(makeOf(one.place), (amounts.get(makeOf(one.place)) ?? new Set()).add(one.price.amount));
  return seen.map((one) => ((amounts.get(makeOf(one.place))?.size ?? 0) >= 3 ? { ...one, score: one.score - 0.3 } : one));
}

function makeOf(place: Place): string {
  const parts: string[] = [];
  for (let at: Place | null = place, steps = 0; at !== null && steps < 3; at = at.parent, steps++)
    parts.push(`${at.element.name}.${(at.element.attribs["class"] ?? "").replaceAll(/\d+/gu, "0")}`);
  return parts.join("<");
}

/** The smallest element around a number that reads as a price with its currency, or is named a price. */
function readAround(run: Run, locale: string | undefined, done: Set<Place>): Omit<SeenPrice, "score"> | null {
  let bare: Omit<SeenPrice, "score"> | null = null;
  for (
    let place: Place | null = run.place, steps = 0;
    place !== null && steps < 4 && place.end - place.start <= mostPriceUnits;
    place = place.parent, steps++
  ) {
    // A number in running text is no part of what stands around it: "Mate 60 Pro" beside an empty "￥".
    if (done.has(place) || (steps > 0 && run.text.length > longestPart)) break;
    const raw = priceText(place.element);
    const price = parsePrice(raw, { locale: locale ?? null });
    if (price === null || Number(price.amount) === 0) continue;
    if (price.currency === null && (bare !== null || !isNamedPrice(place))) continue;
    bare = { price, raw, place };
    if (price.currency !== null) break;
  }
  // What a price was found in is spent: the element around it would only repeat it beside its neighbours.
  if (bare !== null) for (let at: Place | null = bare.place, steps = 0; at !== null && steps < 5; at = at.parent, steps++) done.add(at);
  return bare;
}

/** The element's text, with the point put back where cents stand in an element of their own: `$229<sup>99</sup>`. */
function priceText(element: Element): string {
  const parts: string[] = [];
  walk(element, {
    enter: (inner) => (unread.has(inner.name) ? "skip" : "on"),
    text(data) {
      const last = parts.at(-1) ?? "";
      const cents =
        /^\s*\d{2}\s*$/u.test(data) && /(?:^|[^.,\d])\d+\s*$/u.test(last) && !parts.slice(0, -1).some((part) => /\d/u.test(part));
      parts.push(cents ? `.${data.trim()}` : data);
      return "on";
    },
  });
  return foldSpace(parts.join(""))
    .replaceAll("\n", " ")
    .slice(0, mostPriceUnits + 20);
}

const unread: ReadonlySet<string> = new Set(["script", "style", "template", "noscript", "svg"]);

function isNamedPrice(place: Place): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 3; at = at.parent, steps++)
    if (at.words.price || at.element.attribs["itemprop"] === "price") return true;
  return false;
}

const structuralSteps = 5;

function scoreOf(found: Omit<SeenPrice, "score">, flow: Flow, run: Run): number {
  const { place, price, raw } = found;
  let score = 0.35;
  let named = false;
  let current = false;
  let other = false;
  for (let at: Place | null = place, steps = 0; at !== null && steps < structuralSteps; at = at.parent, steps++) {
    named ||= at.words.price || at.element.attribs["itemprop"] === "price";
    current ||= steps < 3 && at.words.currentPrice;
    other ||= steps < 3 && at.words.otherPrice;
  }
  if (named) score += 0.25;
  if (current && named) score += 0.1;
  if (price.currency !== null) score += 0.1;
  if (other) score -= current ? 0.15 : 0.35;
  if (place.struck) score -= 0.6;
  if (place.aside) score -= 0.6;
  if (place.hidden) score -= 0.3;
  if (place.linked) score -= 0.35;
  if (raw.length > 30) score -= 0.1;
  if (inOtherCard(place, flow)) score -= 0.4;
  return score + nearness(run, flow);
}

/** A small box that holds a link with a name of its own, and not the title, shows another product. */
function inOtherCard(place: Place, flow: Flow): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 6; at = at.parent, steps++) {
    if (at.end - at.start > 500 || (at.start <= flow.titleStart && at.end >= flow.titleEnd)) return false;
    if (holdsNamedLink(at.element)) return true;
  }
  return false;
}

function holdsNamedLink(element: Element): boolean {
  let found = false;
  walk(element, {
    enter(inner) {
      if (inner.name !== "a" || !/^(?:https?:|\/|[\w-]+[./])/iu.test(inner.attribs["href"] ?? "")) return "on";
      const inHeading = inner.parent !== null && "name" in inner.parent && /^h[2-6]$/u.test(inner.parent.name);
      if (inHeading || (textOf(inner, 200).length >= 25 && !/\d[.,]\d\d/u.test(textOf(inner, 200)))) found = true;
      return found ? "stop" : "skip";
    },
  });
  return found;
}

/** Prices stand soon after the title; one before it is rarer, one far below belongs to something else. */
function nearness(run: Run, flow: Flow): number {
  if (flow.titleEnd < 0) return 0;
  const after = run.start - flow.titleEnd;
  if (after >= 0) return after < 300 ? 0.25 : after < 1000 ? 0.15 : after < 3000 ? 0 : after < 8000 ? -0.15 : -0.3;
  const before = flow.titleStart - run.start;
  return before < 300 ? 0.05 : before < 1500 ? -0.1 : -0.3;
}

/** A short CSS-like way to an element, for people. */
export function pathOf(place: Place): string {
  const parts: string[] = [];
  for (let at: Place | null = place, steps = 0; at !== null && steps < 3; at = at.parent, steps++) {
    const { name, attribs } = at.element;
    const id = attribs["id"];
    const first = (attribs["class"] ?? "").trim().split(/\s+/u)[0] ?? "";
    parts.unshift(`${name}${id !== undefined && id !== "" ? `#${id}` : first === "" ? "" : `.${first}`}`);
    if (id !== undefined && id !== "") break;
  }
  return parts.join(" > ").slice(0, 200);
}
