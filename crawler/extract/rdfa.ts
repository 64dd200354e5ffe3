/**
 * RDFa Lite 1.1 (https://www.w3.org/TR/rdfa-lite/) with the parts of RDFa Core that shops use: about, rel, content,
 * datatype. Names are expanded to full addresses with the initial context of RDFa 1.1.
 */
import { addValue, budget, mostItems, mostValues, mostValueUnits, newItem, type OpenItem } from "./items.ts";
import { foldSpace, resolveUrl, textOf, type Element, type Page } from "./page.ts";
import { isElement, type AnyNode } from "./page.ts";
import { expandName, type Names } from "./rdfa-names.ts";
import type { Item } from "./structured-data.ts";

interface Context {
  readonly names: Names;
  readonly subject: OpenItem | null;
  /** A `rel` above that still waits for its object. */
  readonly waiting: { readonly subject: OpenItem; readonly names: readonly string[] } | null;
}

export function readRdfa(page: Page, note: (what: string) => void): Item[] {
  const takeItem = budget(mostItems, () => note(`RDFa holds more than ${mostItems} items; the rest was left unread`));
  const takeValue = budget(mostValues, () => note(`RDFa holds more than ${mostValues} values; the rest was left unread`));
  const byId = new Map<string, OpenItem>();
  const nested = new Set<OpenItem>();
  const all: OpenItem[] = [];

  const subjectFor = (id: string | undefined, types: readonly string[]): OpenItem | null => {
    const existing = id === undefined ? undefined : byId.get(id);
    if (existing !== undefined) {
      (existing.type as string[]).push(...types.filter((type) => !existing.type.includes(type)));
      return existing;
    }
    if (!takeItem()) return null;
    const item = newItem([...types], id);
    all.push(item);
    if (id !== undefined) byId.set(id, item);
    return item;
  };

  const stack: { node: AnyNode; context: Context }[] = [
    { node: page.root, context: { names: { vocabulary: "", prefixes: new Map() }, subject: null, waiting: null } },
  ];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    let { context } = step;
    const { node } = step;
    if (isElement(node)) context = enter(node, context);
    if (!("children" in node)) continue;
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child !== undefined && isElement(child)) stack.push({ node: child, context });
    }
  }

  function enter(element: Element, context: Context): Context {
    const { attribs } = element;
    const names = namesFrom(element, context.names);
    const has = (name: string) => attribs[name] !== undefined;
    if (!has("property") && !has("typeof") && !has("rel") && !has("rev") && !has("about") && !has("resource"))
      return names === context.names ? context : { ...context, names };
    const expand = (list: string | undefined) => words(list).flatMap((word) => expandName(word, names) ?? []);
    const types = expand(attribs["typeof"]);
    const properties = expand(attribs["property"]);
    const relations = words(attribs["rel"]).flatMap((word) =>
      word.includes(":") || has("typeof") || has("property") || context.subject !== null ? (expandName(word, names) ?? []) : [],
    );
    const page_ = () => subjectFor(page.url, []);
    const address = attribs["resource"] ?? attribs["href"] ?? attribs["src"];
    const resolved = address === undefined ? undefined : (curieOrAddress(address, names, page.base) ?? undefined);
    const about = attribs["about"] === undefined ? undefined : (curieOrAddress(attribs["about"], names, page.base) ?? undefined);

    let subject = about === undefined ? context.subject : subjectFor(about, relations.length === 0 && resolved === undefined ? types : []);
    if (about !== undefined && types.length > 0 && subject !== null)
      for (const type of types) if (!subject.type.includes(type)) (subject.type as string[]).push(type);
    let inner = subject;
    let waiting: Context["waiting"] = null;

    const typedObject =
      has("typeof") && about === undefined
        ? subjectFor(attribs["resource"] === undefined && !has("property") && relations.length === 0 ? undefined : resolved, types)
        : null;
    if (typedObject !== null) inner = typedObject;
    else if (has("resource") && !has("property") && relations.length === 0 && resolved !== undefined && about === undefined)
      inner = subjectFor(resolved, []);

    if (context.waiting !== null && (about !== undefined || typedObject !== null || inner !== context.subject)) {
      const object = about === undefined ? inner : subject;
      if (object !== null && object !== context.waiting.subject)
        for (const name of context.waiting.names) link(context.waiting.subject, name, object);
    }
    if (properties.length > 0) {
      const owner = subject ?? page_();
      if (owner !== null)
        for (const name of properties) {
          if (typedObject !== null && !has("content") && relations.length === 0) link(owner, name, typedObject);
          else if (takeValue()) addValue(owner, name, literal(element, resolved, relations.length > 0));
        }
    }
    if (relations.length > 0) {
      const owner = subject ?? page_();
      if (owner !== null && typedObject !== null) for (const name of relations) link(owner, name, typedObject);
      else if (owner !== null && resolved !== undefined) {
        for (const name of relations) if (takeValue()) addValue(owner, name, resolved);
        if (has("resource")) inner = subjectFor(resolved, []);
      } else if (owner !== null) waiting = { subject: owner, names: relations };
    }
    subject = inner;
    return { names, subject, waiting: waiting ?? (inner === context.subject ? context.waiting : null) };
  }

  function link(owner: OpenItem, name: string, object: OpenItem): void {
    if (!takeValue()) return;
    // An item is held once; a second mention, or one that would close a circle, is by name.
    if (nested.has(object) || reaches(object, owner)) addValue(owner, name, object.id ?? "");
    else {
      nested.add(object);
      addValue(owner, name, object);
    }
  }

  return all.filter((item) => !nested.has(item) && (item.type.length > 0 || Object.keys(item.properties).length > 0));
}

function reaches(from: Item, to: Item): boolean {
  const stack: Item[] = [from];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (item === to) return true;
    for (const values of Object.values(item.properties)) for (const value of values) if (typeof value === "object") stack.push(value);
  }
  return false;
}

function literal(element: Element, resolved: string | undefined, related: boolean): string {
  const { attribs } = element;
  const written = attribs["content"] ?? (element.name === "time" ? attribs["datetime"] : undefined);
  if (written !== undefined) return foldSpace(written).slice(0, mostValueUnits);
  if (!related && attribs["datatype"] === undefined && resolved !== undefined) return resolved;
  return textOf(element, mostValueUnits);
}

function namesFrom(element: Element, above: Names): Names {
  const { vocab, prefix } = element.attribs;
  const spaces = Object.entries(element.attribs).filter(([name]) => name.startsWith("xmlns:"));
  if (vocab === undefined && prefix === undefined && spaces.length === 0) return above;
  const prefixes = new Map(above.prefixes);
  for (const [name, address] of spaces) prefixes.set(name.slice(6).toLowerCase(), address);
  const parts = words(prefix);
  for (let at = 0; at + 1 < parts.length; at++) {
    const name = parts[at] ?? "";
    if (name.endsWith(":")) prefixes.set(name.slice(0, -1).toLowerCase(), parts[at + 1] ?? "");
  }
  return { vocabulary: vocab === undefined ? above.vocabulary : vocab.trim(), prefixes };
}

function curieOrAddress(written: string, names: Names, base: string): string | null {
  const bracketed = /^\[([^\]]*)\]$/u.exec(written.trim());
  if (bracketed !== null) return expandName(bracketed[1] ?? "", names);
  const colon = written.indexOf(":");
  if (colon > 0 && !written.startsWith("//", colon + 1) && names.prefixes.has(written.slice(0, colon).toLowerCase()))
    return expandName(written, names);
  return written.trim() === "" ? base : resolveUrl(written, base);
}

const words = (text: string | undefined): string[] => (text ?? "").split(/\s+/u).filter((word) => word !== "");
