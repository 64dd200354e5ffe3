/** What leaves beside the letter: the links as a table and as a file for machines. Both hold only what the approval covers. */
import type { Attachment } from "../../domain/channel.ts";
import type { ApprovedNotice } from "../../domain/notice.ts";

const utf8 = new TextEncoder();

export function attachmentsOf(notice: ApprovedNotice): readonly Attachment[] {
  return [
    { name: "links.csv", type: "text/csv; charset=utf-8", bytes: utf8.encode(linkTable(notice)) },
    { name: "notice.json", type: "application/json", bytes: utf8.encode(`${JSON.stringify(machineReadable(notice), null, 2)}\n`) },
  ];
}

/** RFC 4180 with a byte-order mark, so that Excel reads the Chinese. */
export function linkTable(notice: ApprovedNotice): string {
  const head =
    notice.language === "zh"
      ? ["序号", "通知编号", "回复编号", "权利名称", "商品编号", "商品链接"]
      : ["no", "notice", "reference", "right", "item", "link"];
  const rows = notice.items.map((item, index) => [
    String(index + 1),
    notice.number ?? "",
    notice.token,
    notice.rightName,
    item.listingId,
    item.url,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection): it begins with = + - @, their
 * full-width forms, a tab or a carriage return. Item numbers and links are written by sellers.
 */
export function cell(text: string): string {
  const guarded = /^[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function machineReadable(notice: ApprovedNotice): object {
  return {
    schema: "tiequan-notice/1",
    number: notice.number,
    reference: notice.token,
    kind: notice.kind,
    platform: notice.platform,
    right: { id: notice.rightId, name: notice.rightName, kind: notice.infringementKind },
    textHash: notice.textHash,
    approvedAt: notice.approvedAt.toISOString(),
    items: notice.items.map((item) => ({ lead: item.leadId, listing: item.listingId, url: item.url })),
  };
}
