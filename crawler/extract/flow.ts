/**
 * The page as a reader meets it: runs of text in order, each with where it stands and what the elements around it are
 * for. One walk; everything that reads text near the title works on this.
 */
import { foldSpace, textOf, walk, type Element, type Page } from "./page.ts";
import { regionWords, type RegionWords } from "./region-words.ts";

export interface Place {
  readonly parent: Place | null;
  readonly element: Element;
  readonly words: RegionWords;
  /** In navigation, advertisements, other products or reviews. */
  readonly aside: boolean;
  readonly struck: boolean;
  readonly hidden: boolean;
  /** Inside a link to another page. */
  readonly linked: boolean;
  /** Offsets of the element's text in the flow. */
  readonly start: number;
  end: number;
}

export interface Run {
  readonly text: string;
  readonly start: number;
  readonly place: Place;
}

export interface Flow {
  readonly runs: readonly Run[];
  readonly title: string;
  /** Offsets of the heading; -1 when there is none. */
  readonly titleStart: number;
  readonly titleEnd: number;
  readonly titleElement: Element | null;
}

/** Text runs that are kept; pages have a few thousand. */
const mostRuns = 60_000;

const asideElements: ReadonlySet<string> = new Set(["nav", "footer", "aside", "select", "datalist"]);
const unread: ReadonlySet<string> = new Set([
  "script",
  "style",
  "template",
  "noscript",
  "iframe",
  "object",
  "svg",
  "head",
  "textarea",
  "title",
]);

export function flowOf(page: Page, heading: Element | null): Flow {
  const above = ancestorsOf(heading);
  const known = new Map<string, RegionWords>();
  const runs: Run[] = [];
  const places: Place[] = [];
  let length = 0;
  walk(page.root, {
    enter(element) {
      if (unread.has(element.name)) return "skip";
      const parent = places.at(-1) ?? null;
      places.push(placeOf(element, parent, length, above, known));
      return runs.length > mostRuns ? "stop" : "on";
    },
    leave() {
      const place = places.pop();
      if (place !== undefined) place.end = length;
    },
    text(data) {
      const place = places.at(-1);
      const text = foldSpace(data);
      if (place === undefined || text === "") return "on";
      runs.push({ text, start: length, place });
      length += text.length + 1;
      return "on";
    },
  });
  for (const place of places) place.end = length;
  const titleRun = heading === null ? undefined : runs.find((run) => isInside(run.place, heading));
  const titlePlace = titleRun === undefined || heading === null ? null : placeFor(titleRun.place, heading);
  return {
    runs,
    title: heading === null ? "" : textOf(heading, 1000).replaceAll("\n", " "),
    titleStart: titlePlace?.start ?? -1,
    titleEnd: titlePlace?.end ?? -1,
    titleElement: heading,
  };
}

function placeOf(
  element: Element,
  parent: Place | null,
  start: number,
  above: ReadonlySet<Element>,
  known: Map<string, RegionWords>,
): Place {
  const { attribs, name } = element;
  const names = `${attribs["class"] ?? ""} ${attribs["id"] ?? ""} ${attribs["data-testid"] ?? ""} ${attribs["data-component"] ?? ""} ${attribs["itemprop"] ?? ""}`;
  let words = known.get(names);
  if (words === undefined) known.set(names, (words = regionWords(names)));
  // What holds the heading is about the listing, whatever it is called.
  const holdsTitle = above.has(element);
  const style = attribs["style"] ?? "";
  return {
    parent,
    element,
    words,
    aside: (parent?.aside ?? false) || (!holdsTitle && (words.aside || asideElements.has(name))),
    struck: (parent?.struck ?? false) || name === "del" || name === "s" || name === "strike" || /line-through/u.test(style),
    hidden:
      (parent?.hidden ?? false) ||
      (!holdsTitle && (attribs["hidden"] !== undefined || /display:\s?none|visibility:\s?hidden/u.test(style) || words.hidden)),
    linked: (parent?.linked ?? false) || (name === "a" && leadsElsewhere(attribs["href"])),
    start,
    end: start,
  };
}

const leadsElsewhere = (href: string | undefined): boolean => href !== undefined && !/^(?:#|javascript:|$)/iu.test(href.trim());

function ancestorsOf(element: Element | null): Set<Element> {
  const above = new Set<Element>();
  for (let at: Element["parent"] = element; at !== null; at = at.parent) if ("attribs" in at) above.add(at);
  return above;
}

function isInside(place: Place, element: Element): boolean {
  return placeFor(place, element) !== null;
}

/** The place of an element at or above a place. */
function placeFor(place: Place, element: Element): Place | null {
  for (let at: Place | null = place; at !== null; at = at.parent) if (at.element === element) return at;
  return null;
}
