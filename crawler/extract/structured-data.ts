/**
 * The four ways a page says what it is about in a form for machines. Read as the standards say where they are followed,
 * and leniently where shops do not. Bounded in items, depth and text; what was left out is named in `cut`.
 */
import { readJsonLd } from "./json-ld.ts";
import { readMicrodata } from "./microdata.ts";
import { readOpenGraph } from "./open-graph.ts";
import { parsePage, type Page } from "./page.ts";
import { readRdfa } from "./rdfa.ts";

export type Value = string | number | boolean | Item;

/** One thing described. `type` holds the types as written, addresses resolved; every property is a list of values. */
export interface Item {
  readonly type: readonly string[];
  readonly id?: string;
  readonly properties: Readonly<Record<string, readonly Value[]>>;
  /** RDFa: languages and datatypes that the values of a property are said to have. */
  readonly annotations?: Readonly<Record<string, readonly string[]>>;
  /** OpenGraph: the addresses that its prefixes stand for. */
  readonly namespaces?: Readonly<Record<string, string>>;
}

export interface StructuredData {
  readonly jsonLd: readonly Item[];
  readonly microdata: readonly Item[];
  readonly rdfa: readonly Item[];
  /** OpenGraph, product and Twitter properties of the page, one item. */
  readonly openGraph: readonly Item[];
  /** What was left unread, in words. */
  readonly cut: readonly string[];
}

export function readStructuredData(html: string, url: string): StructuredData {
  return structuredDataOf(parsePage(html, url));
}

/** The same for a page that is parsed already. */
export function structuredDataOf(page: Page): StructuredData {
  const cut = [...page.cut];
  const note = (what: string): void => void cut.push(what);
  return {
    jsonLd: readJsonLd(page, note),
    microdata: readMicrodata(page, note),
    rdfa: readRdfa(page, note),
    openGraph: readOpenGraph(page, note),
    cut,
  };
}
