/**
 * One page, parsed once and within bounds. The parser is htmlparser2 through cheerio: it is linear, while the HTML
 * standard's own tree construction can be made quadratic by a hostile page (unclosed formatting elements).
 */
import { load, type CheerioAPI } from "cheerio/slim";
import { withinDepth } from "./page-depth.ts";

export type Document = ReturnType<CheerioAPI["root"]>[number];
type ChildNode = Document["children"][number];
export type Element = Extract<ChildNode, { readonly attribs: object }>;
export type AnyNode = ChildNode | Document;

export interface Page {
  readonly $: CheerioAPI;
  readonly root: Document;
  /** Elements by name in document order, collected in one walk: a selector would walk the page anew each time. */
  named(name: string): readonly Element[];
  /** The address relative links are resolved against: `<base href>`, else the page's own. */
  readonly base: string;
  readonly url: string;
  readonly html: string;
  /** What was left unread, in words; empty when all was read. */
  readonly cut: readonly string[];
}

/** Largest page that is parsed, in UTF-16 units; the rest is left unread and said so. Real listing pages stay under 3 million. */
const mostPageUnits = 8_000_000;

export function parsePage(html: string, url: string): Page {
  const cut: string[] = [];
  let source = html;
  if (source.length > mostPageUnits) {
    cut.push(`the page has ${source.length} characters; the first ${mostPageUnits} were read`);
    source = source.slice(0, mostPageUnits);
  }
  const shallow = withinDepth(source);
  if (shallow < source.length) {
    cut.push(`elements are nested too deeply; the first ${shallow} of ${source.length} characters were read`);
    source = source.slice(0, shallow);
  }
  const $ = load(source, { xml: { xmlMode: false, decodeEntities: true, recognizeSelfClosing: false } });
  const root = $.root()[0] as Document;
  const byName = new Map<string, Element[]>();
  walk(root, {
    enter(element) {
      const same = byName.get(element.name);
      if (same === undefined) byName.set(element.name, [element]);
      else same.push(element);
      return "on";
    },
  });
  const named = (name: string): readonly Element[] => byName.get(name) ?? [];
  const href = named("base").find((element) => element.attribs["href"] !== undefined)?.attribs["href"];
  return { $, root, named, base: href === undefined ? url : (resolveUrl(href, url) ?? url), url, html: source, cut };
}

/** An absolute address, or null for what is no address. Data and script addresses are none. */
export function resolveUrl(href: string, base: string): string | null {
  const trimmed = href.trim();
  if (trimmed === "" || trimmed.length > 4000) return null;
  return URL.canParse(trimmed, base) ? new URL(trimmed, base).href : null;
}

/** The text of a script as it stands. */
export function scriptText(script: Element): string {
  const only = script.children[0];
  return script.children.length === 1 && only !== undefined && "data" in only
    ? only.data
    : script.children.map((child) => ("data" in child ? child.data : "")).join("");
}

export const isElement = (node: AnyNode): node is Element => "attribs" in node;

/** Elements whose text stands on its own line. */
const blocks: ReadonlySet<string> = new Set(
  "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul".split(
    " ",
  ),
);
const silent: ReadonlySet<string> = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg"]);

/** Visible text below a node, white space folded, one space or line between blocks. At most `most` characters. */
export function textOf(node: AnyNode, most = 20_000): string {
  const parts: string[] = [];
  let length = 0;
  walk(node, {
    enter(element) {
      if (silent.has(element.name) && element !== node) return "skip";
      if (blocks.has(element.name)) parts.push("\n");
      return length > most ? "stop" : "on";
    },
    leave(element) {
      if (blocks.has(element.name)) parts.push("\n");
    },
    text(data) {
      parts.push(data);
      length += data.length;
      return length > most ? "stop" : "on";
    },
  });
  return foldSpace(parts.join("")).slice(0, most);
}

/** White space folded to single spaces or, where it held a line break, single line breaks; controls dropped. */
export function foldSpace(text: string): string {
  return text
    .replace(/[^\S\n]+/gu, " ")
    .replace(/[^\P{Cc}\n]|[\u200b\ufeff]/gu, "")
    .replace(/ ?\n[ \n]*/gu, "\n")
    .trim();
}

export type WalkOrder = "on" | "skip" | "stop";
export interface Visitor {
  enter?(element: Element, depth: number): WalkOrder;
  leave?(element: Element): void;
  text?(data: string, depth: number): WalkOrder;
}

/** Document order without recursion, so that depth costs memory and not the stack. */
export function walk(from: AnyNode, visitor: Visitor): void {
  const stack: { node: AnyNode; done: boolean; depth: number }[] = [{ node: from, done: false, depth: 0 }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { node, depth } = step;
    if (step.done) {
      if (isElement(node)) visitor.leave?.(node);
      continue;
    }
    if (node.nodeType === 3) {
      if (visitor.text?.(node.data, depth) === "stop") return;
      continue;
    }
    if (isElement(node)) {
      const order = visitor.enter?.(node, depth) ?? "on";
      if (order === "stop") return;
      if (order === "skip") continue;
      stack.push({ node, done: true, depth });
    }
    if (!("children" in node)) continue;
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child !== undefined) stack.push({ node: child, done: false, depth: depth + 1 });
    }
  }
}
