/** From confirmed leads to letters: one for each platform × right × kind, split at the platform's link limit. Pure. */
import { chinaDay } from "../../domain/law.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NoticeKind } from "../../domain/notice.ts";
import type { Platform } from "../../domain/platform.ts";
import type { LeadDetail, NewNotice } from "../../domain/ports.ts";
import type { Register } from "../../domain/right.ts";
import { failed, ok, type Result, type UserId } from "../../domain/words.ts";
import { lawInWords } from "./law-words.ts";
import { rightInLetter, suspicionWords } from "./right-words.ts";
import { fill, type NoticeTemplates, type TemplateView } from "./templates.ts";
import { oneLine } from "./untrusted-text.ts";

export interface DraftInputs {
  readonly leads: readonly LeadDetail[];
  readonly kind: NoticeKind;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly register: Register;
  readonly templates: NoticeTemplates;
  readonly channels: readonly string[];
  readonly issuer: string;
  readonly contact: string | null;
  readonly now: Date;
  readonly draftedBy: UserId;
  newToken(): string;
}

type Composed = Result<NewNotice, readonly string[]>;

/** All letters, or everything that stands in their way. */
export function composeDrafts(inputs: DraftInputs): Result<readonly NewNotice[], readonly string[]> {
  const problems = inputs.leads
    .filter((lead) => lead.state !== "confirmed")
    .map(
      (lead) =>
        `线索 ${lead.id} 当前状态为 ${lead.state}，未确认的线索不能通知 / lead ${lead.id} is ${lead.state}; only confirmed leads go into a notice`,
    );
  if (inputs.leads.length === 0) problems.push("未选择线索 / no leads were chosen");
  if (problems.length > 0) return failed(problems);
  const groups = Map.groupBy(inputs.leads, (lead) => JSON.stringify([lead.platform, lead.rightId, lead.kind]));
  const composed = [...groups.values()].flatMap((leads) => composeGroup(leads, inputs));
  const faults = composed.flatMap((one) => (one.ok ? [] : one.fault));
  return faults.length > 0 ? failed([...new Set(faults)]) : ok(composed.flatMap((one) => (one.ok ? [one.value] : [])));
}

function composeGroup(leads: readonly LeadDetail[], inputs: DraftInputs): Composed[] {
  const name = leads[0]?.platform ?? "";
  const platform = inputs.platforms.get(name);
  if (platform === undefined) return [failed([`没有平台 ${name} 的配置 / there is no platform file for ${name}`])];
  const sorted = leads.toSorted((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0));
  const letters: Composed[] = [];
  for (let from = 0; from < sorted.length; from += platform.notices.linkLimit)
    letters.push(composeOne(sorted.slice(from, from + platform.notices.linkLimit), platform, inputs));
  return letters;
}

function composeOne(leads: readonly LeadDetail[], platform: Platform, inputs: DraftInputs): Composed {
  const first = leads[0];
  if (first === undefined) return failed(["未选择线索 / no leads were chosen"]);
  const { language, channel } = platform.notices;
  const problems = [
    ...channelProblems(platform, inputs),
    ...(inputs.contact === null
      ? ["尚未设置联系方式（TIEQUAN_CONTACT），通知须写明发出单位的联系方式 / no contact is set (TIEQUAN_CONTACT); a notice names one"]
      : []),
  ];
  const template = inputs.templates.latest(inputs.kind, language);
  const token = inputs.newToken();
  const right = rightInLetter(inputs.register, first.kind, first.rightId, language);
  if (inputs.kind === "right-holder" && right.owner === null)
    problems.push(
      `权利登记中没有“${first.rightName}”的权利人，权利人通知不能发出 / the register names no owner of ${first.rightName}, so no right-holder notice can leave`,
    );
  if (inputs.kind === "right-holder" && right.details === null)
    problems.push(
      `权利登记中没有“${first.rightName}”的权利编号，缺少权利证明 / the register holds no number of ${first.rightName}, so proof of right is missing`,
    );
  const view: TemplateView = {
    issuer: inputs.issuer,
    contact: inputs.contact ?? "",
    operator: platform.operator.name,
    platform: platform.title[language],
    rightName: oneLine(first.rightName),
    rightDetails: right.details ?? (language === "zh" ? "权利登记中未载编号" : "no number on file in the register"),
    owner: right.owner ?? "",
    suspicion: suspicionWords[first.kind][language],
    count: String(leads.length),
    token,
    answerDays: String(platform.notices.answerDays),
    date: dayInWords(inputs.now, language),
    items: leads.map((lead, index) => itemView(lead, index, language)),
  };
  const words = fill(template, view);
  if (!words.ok)
    problems.push(
      ...words.fault.placeholders.map(
        (name) => `模板 ${template.name} 的“${name}”没有内容 / ${template.name} has nothing to fill in for ${name}`,
      ),
    );
  if (problems.length > 0 || !words.ok) return failed(problems);
  return ok({
    kind: inputs.kind,
    platform: platform.name,
    rightId: first.rightId,
    rightName: first.rightName,
    infringementKind: first.kind,
    channel,
    recipient: recipientOf(platform),
    language,
    template: template.name,
    subject: words.value.subject,
    body: words.value.body,
    token,
    draftedBy: inputs.draftedBy,
    items: leads.map((lead) => ({ leadId: lead.id, listingId: lead.listingId, url: lead.url })),
  });
}

function channelProblems(platform: Platform, inputs: DraftInputs): string[] {
  const { channel } = platform.notices;
  const problems: string[] = [];
  if (!inputs.channels.includes(channel))
    problems.push(
      `平台 ${platform.name} 的通知渠道 ${channel} 不存在 / there is no channel ${channel}; known are ${inputs.channels.join(", ")}`,
    );
  if (recipientOf(platform) === "")
    problems.push(`平台 ${platform.name} 没有接收通知的地址 / the file of ${platform.name} names nowhere to send a notice`);
  return problems;
}

function recipientOf(platform: Platform): string {
  const { channel, email, portal } = platform.notices;
  return (channel === "email" ? email : (portal ?? platform.operator.name)) ?? "";
}

function itemView(lead: LeadDetail, index: number, language: "zh" | "en"): Readonly<Record<string, string>> {
  const suspected = lead.findings.filter((finding) => finding.verdict === "suspected").toSorted((a, b) => b.probability - a.probability);
  return {
    number: String(index + 1),
    url: plainUrl(lead.url),
    itemId: oneLine(lead.listingId),
    title: oneLine(lead.title) || (language === "zh" ? "（无标题）" : "(no title)"),
    seller: oneLine(lead.sellerName ?? "") || (language === "zh" ? "页面未显示" : "not shown"),
    capturedAt: momentInWords(lead.listing.capture.at),
    reasons: reasonsOf(suspected, language) || (language === "zh" ? "经人工审核认定为疑似" : "found suspicious on review"),
    laws: lawsOf(suspected, language) || (language === "zh" ? "见附件" : "see the attachment"),
  };
}

/** The three strongest sentences, each once. */
function reasonsOf(suspected: readonly Finding[], language: "zh" | "en"): string {
  const sentences = suspected.flatMap((finding) => finding.reasons.map((reason) => oneLine(reason.sentence[language]))).filter(Boolean);
  return [...new Set(sentences)].slice(0, 3).join(language === "zh" ? "；" : "; ");
}

function lawsOf(suspected: readonly Finding[], language: "zh" | "en"): string {
  return [...new Set(suspected.flatMap((finding) => finding.law.map((reference) => lawInWords(reference, language))))].join(
    language === "zh" ? "、" : "; ",
  );
}

/** As a URL is written, so that nothing in it can break a line or look like a placeholder. */
function plainUrl(url: string): string {
  const href = URL.canParse(url) ? new URL(url).href : "";
  return href.replaceAll("{", "%7B").replaceAll("}", "%7D");
}

/** China Standard Time, which is what a Chinese officer reads. */
function momentInWords(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ")} (UTC+8)`;
}

function dayInWords(at: Date, language: "zh" | "en"): string {
  const [year = "", month = "", day = ""] = chinaDay(at).split("-");
  return language === "zh" ? `${year}年${Number(month)}月${Number(day)}日` : `${year}-${month}-${day}`;
}
