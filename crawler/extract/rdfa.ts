/**
 * RDFa Lite 1.1 (https://www.w3.org/TR/rdfa-lite/) with the parts of RDFa Core that pages use: about, rel with or without
 * an object of its own, content, datatype, language. Names are expanded to full addresses with RDFa 1.1's initial context.
 */
import { addValue, annotate, budget, mostItems, mostValues, mostValueUnits, newItem, type OpenItem } from "./items.ts";
import { foldSpace, isElement, resolveUrl, textOf, type AnyNode, type Element, type Page } from "./page.ts";
import { expandName, namesFrom, type Names } from "./rdfa-names.ts";
import type { Item } from "./structured-data.ts";

/** A `rel` that still waits for its object: the first thing described below it. */
interface Waiting {
  readonly owner: OpenItem;
  readonly names: readonly string[];
  /** Made when something below speaks of the object without naming it. */
  unnamed: OpenItem | null;
}

interface Context {
  readonly names: Names;
  readonly language: string;
  readonly subject: OpenItem | null;
  readonly waiting: Waiting | null;
}

const usesVocabulary = "http://www.w3.org/ns/rdfa#usesVocabulary";

export function readRdfa(page: Page, note: (what: string) => void): Item[] {
  const takeItem = budget(mostItems, () => note(`RDFa holds more than ${mostItems} items; the rest was left unread`));
  const takeValue = budget(mostValues, () => note(`RDFa holds more than ${mostValues} values; the rest was left unread`));
  const byId = new Map<string, OpenItem>();
  const holders = new Map<Item, OpenItem>();
  const all: OpenItem[] = [];

  const start: Context = { names: { vocabulary: "", prefixes: new Map() }, language: "", subject: null, waiting: null };
  const stack: { node: AnyNode; context: Context }[] = [{ node: page.root, context: start }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { node } = step;
    const context = isElement(node) ? enter(node, step.context) : step.context;
    if (!("children" in node)) continue;
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child !== undefined && isElement(child)) stack.push({ node: child, context });
    }
  }
  return all.filter((item) => !holders.has(item) && (item.type.length > 0 || Object.keys(item.properties).length > 0));

  function enter(element: Element, above: Context): Context {
    const { attribs } = element;
    const names = namesFrom(element, above.names);
    const language = attribs["lang"] ?? attribs["xml:lang"] ?? above.language;
    if (names.vocabulary !== above.names.vocabulary && names.vocabulary !== "")
      says(itemFor(page.url, []), usesVocabulary, names.vocabulary);
    const context: Context = names === above.names && language === above.language ? above : { ...above, names, language };
    if (!speaks(element)) return context;

    const types = expanded(attribs["typeof"], names);
    const properties = expanded(attribs["property"], names);
    const relations = expanded(attribs["rel"], names);
    const about = addressIn(attribs["about"], names, page.base);
    const object = addressIn(attribs["resource"] ?? attribs["href"] ?? attribs["src"], names, page.base);
    const named = attribs["resource"] === undefined && properties.length === 0 && relations.length === 0 ? null : object;
    const typed = attribs["typeof"] === undefined || about !== null ? null : itemFor(named, types);
    const inside =
      typed ??
      (attribs["resource"] !== undefined && properties.length === 0 && relations.length === 0 && about === null
        ? itemFor(object, [])
        : null);

    const subject = about === null ? subjectOf(context, typed, inside, properties.length + relations.length > 0) : itemFor(about, types);
    if (context.waiting !== null && (about !== null || inside !== null))
      for (const name of context.waiting.names) link(context.waiting.owner, name, about === null ? inside : subject);
    const owner = subject ?? (properties.length + relations.length > 0 ? itemFor(page.url, []) : null);
    if (owner !== null)
      for (const name of properties) give(owner, name, element, { typed, object, related: relations.length > 0, context });
    const waiting = owner === null ? null : relate(owner, relations, typed, object);
    return {
      names,
      language,
      subject: inside ?? (attribs["resource"] !== undefined && relations.length > 0 ? itemFor(object, []) : subject),
      waiting: waiting ?? (inside === null && about === null ? context.waiting : null),
    };
  }

  /** Whose properties stand on this element: of what is described around it, or of what a `rel` above still waits for. */
  function subjectOf(context: Context, typed: OpenItem | null, inside: OpenItem | null, needed: boolean): OpenItem | null {
    const { waiting } = context;
    if (waiting === null || !needed || typed !== null || inside !== null) return context.subject;
    if (waiting.unnamed === null) {
      waiting.unnamed = itemFor(null, []);
      for (const name of waiting.names) link(waiting.owner, name, waiting.unnamed);
    }
    return waiting.unnamed;
  }

  function give(
    owner: OpenItem,
    name: string,
    element: Element,
    about: { typed: OpenItem | null; object: string | null; related: boolean; context: Context },
  ): void {
    const { attribs } = element;
    if (about.typed !== null && attribs["content"] === undefined && !about.related) return link(owner, name, about.typed);
    const written = attribs["content"] ?? (element.name === "time" ? attribs["datetime"] : undefined);
    const datatype = attribs["datatype"];
    if (written === undefined && !about.related && datatype === undefined && about.object !== null) return says(owner, name, about.object);
    says(owner, name, written === undefined ? textOf(element, mostValueUnits) : foldSpace(written).slice(0, mostValueUnits));
    const expandedType = datatype === undefined ? null : expandName(datatype, about.context.names);
    if (expandedType !== null) annotate(owner, name, expandedType);
    else if (about.context.language !== "") annotate(owner, name, about.context.language);
  }

  /** Relations to what the element names, or the start of waiting for it. */
  function relate(owner: OpenItem, relations: readonly string[], typed: OpenItem | null, object: string | null): Waiting | null {
    if (relations.length === 0) return null;
    if (typed === null && object === null) return { owner, names: relations, unnamed: null };
    for (const name of relations)
      if (typed !== null) link(owner, name, typed);
      else if (object !== null) says(owner, name, object);
    return null;
  }

  function itemFor(id: string | null, types: readonly string[]): OpenItem | null {
    const existing = id === null ? undefined : byId.get(id);
    if (existing !== undefined) {
      for (const type of types) if (!existing.type.includes(type)) (existing.type as string[]).push(type);
      return existing;
    }
    if (!takeItem()) return null;
    const item = newItem([...types], id ?? undefined);
    all.push(item);
    if (id !== null) byId.set(id, item);
    return item;
  }

  function says(owner: OpenItem | null, name: string, value: string): void {
    if (owner !== null && takeValue()) addValue(owner, name, value);
  }

  /** An item is held once; a second mention, or one that would close a circle, is by its address. */
  function link(owner: OpenItem, name: string, object: OpenItem | null): void {
    if (object === null || object === owner || !takeValue()) return;
    if (holders.has(object) || holds(object, owner)) addValue(owner, name, object.id ?? "");
    else {
      holders.set(object, owner);
      addValue(owner, name, object);
    }
  }

  /** Whether `above` already holds `below`, at any remove: each item has one holder, so this walks up a chain. */
  function holds(above: Item, below: Item): boolean {
    for (let at: Item | undefined = below; at !== undefined; at = holders.get(at)) if (at === above) return true;
    return false;
  }
}

const speaking = ["property", "typeof", "rel", "about", "resource"] as const;
const speaks = (element: Element): boolean => speaking.some((name) => element.attribs[name] !== undefined);

/** Plain words (`rel="stylesheet"`) mean nothing without a vocabulary. */
const expanded = (list: string | undefined, names: Names): string[] =>
  (list ?? "").split(/\s+/u).flatMap((word) => (word === "" ? [] : (expandName(word, names) ?? [])));

function addressIn(written: string | undefined, names: Names, base: string): string | null {
  if (written === undefined) return null;
  const bracketed = /^\[([^\]]*)\]$/u.exec(written.trim());
  if (bracketed !== null) return expandName(bracketed[1] ?? "", names);
  const colon = written.indexOf(":");
  if (colon > 0 && !written.startsWith("//", colon + 1) && names.prefixes.has(written.slice(0, colon).toLowerCase()))
    return expandName(written, names);
  return written.trim() === "" ? base : resolveUrl(written, base);
}
