/** Names in RDFa: terms, prefixed names and addresses, with the initial context (https://www.w3.org/2011/rdfa-context/rdfa-1.1). */

import type { Element } from "./page.ts";

export interface Names {
  readonly vocabulary: string;
  /** Prefixes the page declares, lower case. */
  readonly prefixes: ReadonlyMap<string, string>;
}

/** Of the initial context, what pages use without declaring it. */
const initial: Readonly<Record<string, string>> = {
  og: "http://ogp.me/ns#",
  schema: "http://schema.org/",
  dc: "http://purl.org/dc/terms/",
  dcterms: "http://purl.org/dc/terms/",
  dc11: "http://purl.org/dc/elements/1.1/",
  foaf: "http://xmlns.com/foaf/0.1/",
  gr: "http://purl.org/goodrelations/v1#",
  v: "http://rdf.data-vocabulary.org/#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  cc: "http://creativecommons.org/ns#",
  ctag: "http://commontag.org/ns#",
  ical: "http://www.w3.org/2002/12/cal/icaltzd#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  rev: "http://purl.org/stuff/rev#",
  sioc: "http://rdfs.org/sioc/ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  owl: "http://www.w3.org/2002/07/owl#",
  prov: "http://www.w3.org/ns/prov#",
  void: "http://rdfs.org/ns/void#",
  wdr: "http://www.w3.org/2007/05/powder#",
  xhv: "http://www.w3.org/1999/xhtml/vocab#",
};
const terms: Readonly<Record<string, string>> = {
  describedby: "http://www.w3.org/2007/05/powder-s#describedby",
  license: "http://www.w3.org/1999/xhtml/vocab#license",
  role: "http://www.w3.org/1999/xhtml/vocab#role",
};

/** The full address of a name, or null when it has no vocabulary to belong to. */
export function expandName(written: string, names: Names): string | null {
  const colon = written.indexOf(":");
  if (colon < 0) return names.vocabulary === "" ? (terms[written.toLowerCase()] ?? null) : names.vocabulary + written;
  const prefix = written.slice(0, colon).toLowerCase();
  const rest = written.slice(colon + 1);
  if (rest.startsWith("//")) return written;
  const namespace =
    names.prefixes.get(prefix) ?? (prefix === "" ? "http://www.w3.org/1999/xhtml/vocab#" : prefix === "_" ? undefined : initial[prefix]);
  return namespace === undefined ? written : namespace + rest;
}

/** The names in force inside an element, given those around it. The same object when it declares none. */
export function namesFrom(element: Element, above: Names): Names {
  const { vocab, prefix } = element.attribs;
  const spaces =
    element.name === "html" || element.name === "head" || element.name === "body"
      ? Object.entries(element.attribs).filter(([name]) => name.startsWith("xmlns:"))
      : [];
  if (vocab === undefined && prefix === undefined && spaces.length === 0) return above;
  const prefixes = new Map(above.prefixes);
  for (const [name, address] of spaces) prefixes.set(name.slice(6).toLowerCase(), address);
  const parts = (prefix ?? "").split(/\s+/u).filter((part) => part !== "");
  for (let at = 0; at + 1 < parts.length; at++) {
    const name = parts[at] ?? "";
    if (name.endsWith(":")) prefixes.set(name.slice(0, -1).toLowerCase(), parts[at + 1] ?? "");
  }
  return { vocabulary: vocab === undefined ? above.vocabulary : vocab.trim(), prefixes };
}
