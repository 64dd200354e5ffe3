/**
 * What the page says as "name: value": definition lists, two-cell rows, list items, a label beside its value. They make
 * the attributes table, and some of them are codes and names that no markup gives.
 */
import type { CandidateField, Collect } from "./candidates.ts";
import type { Flow, Place } from "./flow.ts";
import { labelField } from "./label-words.ts";
import { isElement, textOf, type Element } from "./page.ts";
import { pathOf } from "./price-in-text.ts";

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** Facts of one page. */
const mostFacts = 400;
const mostName = 48;
const mostValue = 400;

export function factsOf(flow: Flow): Fact[] {
  const facts: Fact[] = [];
  const seen = new Set<Element>();
  const add = (name: string, value: string, place: Place): void => {
    const key = tidyName(name);
    const text = value.replaceAll("\n", " ").trim();
    if (key !== "" && text !== "" && key.length <= mostName && text.length <= mostValue && key !== text && facts.length < mostFacts)
      facts.push({ name: key, value: text, place });
  };
  for (const run of flow.runs) {
    if (facts.length >= mostFacts) break;
    if (run.place.aside || run.text.length > mostName + mostValue) continue;
    if (!fromRow(run.place, seen, add)) fromLine(run.text, run.place, seen, add);
  }
  return facts;
}

const tidyName = (name: string): string =>
  name
    .replaceAll("\n", " ")
    .replace(/[\s:：*•·\-–#]+$/u, "")
    .replace(/^[\s•·\-–*【[]+/u, "")
    .trim();

/** A name and its value in elements of their own: dt and dd, th and td, two cells, two children. */
function fromRow(place: Place, seen: Set<Element>, add: (name: string, value: string, place: Place) => void): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 3; at = at.parent, steps++) {
    const { element } = at;
    if (at.end - at.start > mostName + 2) return false;
    const next = nextElement(element);
    const pair =
      (element.name === "dt" && next?.name === "dd") ||
      ((element.name === "th" || element.name === "td") && next?.name === "td") ||
      (labelled(element) && next !== null && !blocksOut.has(next.name));
    if (!pair || next === null) continue;
    const row = element.parent;
    if (row === null || !isElement(row) || seen.has(element)) return true;
    // A row of many cells is a table of sizes or prices, not a name with its value.
    if (
      (element.name === "td" || element.name === "th") &&
      row.children.filter(isElement).length !== 2 &&
      row.children.filter(isElement).length !== 4
    )
      return false;
    seen.add(element);
    seen.add(next);
    add(textOf(element, mostName + 2), textOf(next, mostValue + 2), at);
    return true;
  }
  return false;
}

const blocksOut: ReadonlySet<string> = new Set(["script", "style", "table", "form", "ul", "ol", "button", "input"]);

/** Says of itself that it is a label, or ends in a colon. */
function labelled(element: Element): boolean {
  if (element.name === "dd" || element.name === "td" || element.name === "a") return false;
  const names = element.attribs["class"] ?? "";
  const text = textOf(element, mostName + 2);
  if (text.length === 0 || text.length > mostName) return false;
  return /[:：]\s*$/u.test(text) || (/label|-name|_name|-key|title|term|caption/iu.test(names) && labelField(tidyName(text)) !== null);
}

function nextElement(element: Element): Element | null {
  let next = element.next;
  for (let steps = 0; next !== null && steps < 8; steps++, next = next.next) if (isElement(next)) return next;
  return null;
}

/** "名称：值" within one element, the value perhaps in a child or in the text that follows a bold label. */
function fromLine(text: string, place: Place, seen: Set<Element>, add: (name: string, value: string, place: Place) => void): void {
  if (seen.has(place.element)) return;
  const whole = /^([^:：]{1,48})\s?[:：]\s*(.*)$/su.exec(text) ?? dashed(text);
  if (whole === null) return bareLabel(text, place, add);
  const [, name = "", value = ""] = whole;
  if (/https?$|\d$/iu.test(name.trim())) return;
  if (value.trim() !== "") return add(name, value, place);
  const around = place.end - place.start > text.length + 1 ? place : place.parent;
  if (around === null || around.end - around.start > mostName + mostValue) return;
  const beside = elementBeside(text, around.element);
  if (beside !== null) return add(name, textOf(beside, mostValue + 2), place);
  const line = textOf(around.element, mostName + mostValue).replaceAll("\n", " ");
  const at = line.indexOf(text.trim());
  if (at < 0) return;
  const rest = line.slice(at + text.trim().length).trim();
  // Several labels in one element: the value ends where the next label begins.
  add(name, rest.split(/\s(?=[^\s:：]{1,30}[:：]\s)/u)[0] ?? rest, place);
}

/** The value set apart: "发货地：<span>浙江</span> 已售 <b>12</b>" gives the span, not all that follows the label. */
function elementBeside(label: string, within: Element): Element | null {
  const own = within.children.find((child) => "data" in child && child.data.trim() === label.trim());
  const next = own?.next ?? null;
  if (next === null || !isElement(next) || blocksOut.has(next.name)) return null;
  return textOf(next, 2).trim() === "" ? null : next;
}

/** "Product Code - " before its value; a dash ends a label only when the label is known. */
function dashed(text: string): RegExpExecArray | null {
  const found = /^([^–-]{2,40}) ?[–-] ?(.{0,60})$/u.exec(text);
  return found !== null && labelField(found[1] ?? "") !== null ? found : null;
}

/** "Ref. 1002/710", "SKU 12345": a known label, a short code, no colon. */
function bareLabel(text: string, place: Place, add: (name: string, value: string, place: Place) => void): void {
  if (text.length > 60) return;
  const found = /^(.{2,32}?)[\s.#№]+([\p{L}\d][\p{L}\d./_-]{2,30})$/u.exec(text);
  if (found === null || !/\d/u.test(found[2] ?? "")) return;
  if (labelField(tidyName(found[1] ?? "").replace(/\.$/u, "")) === "sku") add(found[1] ?? "", found[2] ?? "", place);
}

/** Labels that name one code of the listing and nothing else. */
const sure = /^(?:sku|asin|ebay|product (?:code|id|number)|item number|stock|商品|货号|貨號|款号|品番|상품)/iu;

/** Facts whose label is a known field, as candidates. */
export function fromFacts(facts: readonly Fact[], flow: Flow, collect: Collect): void {
  const values = new Map<string, Set<string>>();
  for (const fact of facts) values.set(fact.name, (values.get(fact.name) ?? new Set()).add(fact.value));
  for (const fact of facts) {
    const field = labelField(fact.name);
    if (field === null || !fits(field, fact.value)) continue;
    const distance = Math.abs(fact.place.start - flow.titleEnd);
    let weight = 0.85;
    if (flow.titleEnd >= 0) weight += distance < 1500 ? 0.1 : distance > 15_000 ? -0.2 : 0;
    if (fact.place.hidden) weight -= 0.2;
    if (field === "sku" && sure.test(fact.name)) weight += 0.05;
    if (field === "sku" && /\S\s+\S/u.test(fact.value)) weight -= 0.15;
    // The same label with several values lists the parts of a set, or other products.
    if ((values.get(fact.name)?.size ?? 0) > 2) weight -= 0.4;
    collect({ field, source: "text", path: `${pathOf(fact.place)} "${fact.name}"`, raw: codeOf(field, fact.value), weight });
  }
}

const codes: ReadonlySet<CandidateField> = new Set(["sku", "gtin", "mpn"]);

/** A code is short and holds a digit; text that runs on is a sentence about codes. */
function fits(field: CandidateField, value: string): boolean {
  if (field === "sku" || field === "gtin") return value.length <= 60 && /\d/u.test(value);
  if (field === "mpn") return value.length <= 80;
  if (field === "brand" || field === "origin" || field === "seller") return value.length <= 100;
  return value.length <= mostValue;
}

/** Of "B0756B4GVG (Italia)" the first word is the code. */
function codeOf(field: CandidateField, value: string): string {
  if (!codes.has(field) || field === "mpn") return value;
  return /^[^\s,;，；(（)）〈〉《》【】\]]+/u.exec(value.trim())?.[0] ?? value;
}
