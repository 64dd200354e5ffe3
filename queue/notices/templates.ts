/**
 * The letters, as files a lawyer can read: `templates/<kind>.<language>.v<version>.mustache`, subject in the first line, body under
 * `---`. A new wording is a new version in a new file; the old one stays, because notices name the version they were made from.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import Mustache from "mustache";
import { noticeKinds, type NoticeKind } from "../../domain/notice.ts";
import { failed, ok, TiequanError, type Result } from "../../domain/words.ts";

export interface NoticeTemplate {
  /** As it is stored with the notice, for instance `authority.zh.v1`. */
  readonly name: string;
  readonly kind: NoticeKind;
  readonly language: "zh" | "en";
  readonly version: number;
  readonly subject: string;
  readonly body: string;
}

export interface NoticeTemplates {
  readonly all: readonly NoticeTemplate[];
  /** The newest version for this kind and language. */
  latest(kind: NoticeKind, language: "zh" | "en"): NoticeTemplate;
}

const fileName = /^(?<kind>[a-z-]+)\.(?<language>zh|en)\.v(?<version>\d{1,4})\.mustache$/u;
const subjectMark = "subject: ";
const bodyMark = "\n---\n";

/** Reads the folder in name order and refuses a file it cannot place, and a kind or language without a letter. */
export async function loadTemplates(folder: string = join(import.meta.dirname, "templates")): Promise<NoticeTemplates> {
  const all: NoticeTemplate[] = [];
  for (const file of (await readdir(folder)).toSorted()) all.push(readTemplate(file, await readFile(join(folder, file), "utf8")));
  const newest = (kind: NoticeKind, language: "zh" | "en"): NoticeTemplate => {
    const found = all.filter((one) => one.kind === kind && one.language === language).toSorted((a, b) => b.version - a.version)[0];
    if (found === undefined)
      throw new TiequanError(
        "no-template",
        `There is no letter for ${kind} in ${language}.`,
        `Add queue/notices/templates/${kind}.${language}.v1.mustache.`,
      );
    return found;
  };
  for (const kind of noticeKinds) for (const language of ["zh", "en"] as const) newest(kind, language);
  return { all, latest: newest };
}

export function readTemplate(file: string, text: string): NoticeTemplate {
  const refuse = (sentence: string, remedy: string): never => {
    throw new TiequanError("bad-template", `queue/notices/templates/${file} ${sentence}.`, remedy);
  };
  const parts = fileName.exec(file)?.groups;
  const kind = noticeKinds.find((one) => one === parts?.["kind"]);
  if (parts === undefined || kind === undefined)
    return refuse("is not named as a letter is", `Name it <${noticeKinds.join("|")}>.<zh|en>.v<number>.mustache.`);
  const split = text.indexOf(bodyMark);
  if (!text.startsWith(subjectMark) || split === -1)
    return refuse("has no subject", `Begin with "${subjectMark}…" and put the body under a line of ---.`);
  const template = {
    name: file.slice(0, -".mustache".length),
    kind,
    language: parts["language"] === "en" ? ("en" as const) : ("zh" as const),
    version: Number(parts["version"]),
  };
  const subject = text.slice(subjectMark.length, split);
  if (subject.includes("\n")) return refuse("has a subject of more than one line", "A subject is one line, with --- under it.");
  return { ...template, subject, body: text.slice(split + bodyMark.length).trimEnd() };
}

export type TemplateView = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

/** Both parts filled in, or the names of the variables that had nothing to fill them. Nothing is escaped: a letter is plain text. */
export function fill(
  template: NoticeTemplate,
  view: TemplateView,
): Result<{ subject: string; body: string }, { code: "unfilled"; placeholders: readonly string[] }> {
  const empty = new Set<string>();
  for (const part of [template.subject, template.body]) checkTokens(Mustache.parse(part) as readonly Token[], view, empty);
  if (empty.size > 0) return failed({ code: "unfilled", placeholders: [...empty] });
  const render = (part: string): string => Mustache.render(part, view, undefined, { escape: String });
  return ok({ subject: render(template.subject), body: render(template.body) });
}

/** Mustache's own parse: kind, name, start, end, and the tokens inside a section. */
type Token = readonly [kind: string, name: string, start: number, end: number, inside?: readonly Token[]];

function checkTokens(tokens: readonly Token[], view: TemplateView, empty: Set<string>): void {
  for (const [kind, name, , , inside] of tokens) {
    if (kind === "text" || kind === "!") continue;
    const value = view[name];
    if (kind === "#" && inside !== undefined) {
      if (!Array.isArray(value) || value.length === 0) empty.add(name);
      else for (const one of value as readonly Readonly<Record<string, string>>[]) checkTokens(inside, { ...view, ...one }, empty);
    } else if (typeof value !== "string" || value.trim() === "") empty.add(name);
  }
}
