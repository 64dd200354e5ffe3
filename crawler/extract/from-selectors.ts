/** What the platform's own file says: a CSS selector a field, its value the text or, after `@`, an attribute. */
import type { Platform, PlatformField } from "../../domain/platform.ts";
import type { CandidateField, Collect } from "./candidates.ts";
import { isElement, textOf, type Element, type Page } from "./page.ts";

const fieldOf: Readonly<Partial<Record<PlatformField, CandidateField>>> = {
  title: "title",
  price: "price",
  currency: "currency",
  seller: "seller",
  sellerId: "sellerId",
  sellerLicence: "sellerLicence",
  sellerLocation: "sellerLocation",
  sellerType: "sellerType",
  description: "description",
  images: "image",
  brand: "brand",
  sku: "sku",
  availability: "availability",
  salesCount: "salesCount",
  origin: "origin",
};

/** Fields of which a page holds many. */
const many: ReadonlySet<PlatformField> = new Set(["images", "attributeRows"]);
const mostMatches = 200;

/** Splits `css@attribute`; an `@` inside brackets belongs to the selector. */
function splitSelector(written: string): { css: string; attribute: string | null } {
  const found = /^(.*[^@\s])\s*@([\w:-]+)$/u.exec(written.trim());
  return found === null ? { css: written.trim(), attribute: null } : { css: (found[1] ?? "").trim(), attribute: found[2] ?? null };
}

export function fromSelectors(page: Page, platform: Platform, collect: Collect): Record<string, string> {
  const rules = platform.listing;
  if (rules === undefined) return {};
  for (const [name, written] of Object.entries(rules.selectors) as [PlatformField, string | undefined][]) {
    const field = fieldOf[name];
    if (field === undefined || written === undefined) continue;
    const weight = rules.preferSelectors.includes(name) ? 3 : 0.9;
    for (const raw of readSelector(page, written, many.has(name) ? mostMatches : 1))
      collect({ field, source: "selector", path: written, raw, weight });
  }
  return attributesBySelector(page, rules.selectors);
}

/** Texts or attribute values of what a selector finds, empty ones left out. A selector that does not parse finds nothing; the platform's contract test reports it. */
function readSelector(page: Page, written: string, most: number): string[] {
  const { css, attribute } = splitSelector(written);
  const values: string[] = [];
  for (const element of page.$(css).toArray().filter(isElement).slice(0, mostMatches)) {
    const value = valueOf(element, attribute);
    if (value !== "") values.push(value);
    if (values.length >= most) break;
  }
  return values;
}

function valueOf(element: Element, attribute: string | null): string {
  if (attribute !== null) return (element.attribs[attribute] ?? "").trim();
  if (element.name === "meta") return (element.attribs["content"] ?? "").trim();
  if (element.name === "img") return (element.attribs["src"] ?? "").trim();
  if (element.name === "input") return (element.attribs["value"] ?? "").trim();
  return textOf(element);
}

function attributesBySelector(page: Page, selectors: Readonly<Partial<Record<PlatformField, string>>>): Record<string, string> {
  const { attributeRows, attributeName, attributeValue } = selectors;
  const attributes = Object.create(null) as Record<string, string>;
  if (attributeRows === undefined) return attributes;
  for (const row of page.$(splitSelector(attributeRows).css).toArray().filter(isElement).slice(0, mostMatches)) {
    const text = textOf(row, 600);
    const name = attributeName === undefined ? (/^([^：:]{1,40})[：:]/u.exec(text)?.[1] ?? "") : partOf(page, row, attributeName);
    const value = attributeValue === undefined ? text.slice(text.search(/[：:]/u) + 1) : partOf(page, row, attributeValue);
    const key = name.replace(/[：:\s]+$/u, "").trim();
    if (key !== "" && value.trim() !== "" && attributes[key] === undefined) attributes[key] = value.trim();
  }
  return attributes;
}

function partOf(page: Page, row: Element, written: string): string {
  const { css, attribute } = splitSelector(written);
  const element = page.$(row).find(css).first()[0];
  return element === undefined || !isElement(element) ? "" : valueOf(element, attribute);
}
