/** Notices for the tests, stating only what matters; the rest is a plausible one. */
import { createHash } from "node:crypto";
import { approve, textToApprove, type ApprovedNotice, type Notice } from "../../domain/notice.ts";
import { platformSchema, type Platform } from "../../domain/platform.ts";
import type { NoticeStore } from "../../domain/ports.ts";
import { LeadId, ListingId, NoticeId, NoticeItemId, Sha256, UserId } from "../../domain/words.ts";

export function aPlatform(notices: Partial<Platform["notices"]> = {}): Platform {
  return platformSchema.parse({
    name: "shop",
    title: { zh: "测试商城", en: "Test Mall" },
    operator: { name: "测试商城有限公司" },
    access: "crawl",
    hosts: ["shop.test"],
    pace: { requestsPerMinute: 60, atOnce: 1 },
    notices: { channel: "email", language: "zh", email: "ip@shop.test", portal: "https://portal.shop.test", ...notices },
  });
}

export function anApprovedNotice(
  words: { subject?: string; body?: string; urls?: readonly string[]; recipient?: string } = {},
): ApprovedNotice {
  const id = NoticeId("01890000-0000-7000-8000-000000000001");
  const urls = words.urls ?? ["http://shop.test/item/1", "http://shop.test/item/2"];
  const draft: Notice = {
    id,
    number: "铁拳〔2026〕1号",
    kind: "authority",
    platform: "shop",
    rightId: "nike",
    rightName: "耐克",
    infringementKind: "trademark",
    channel: "email",
    recipient: words.recipient ?? "ip@shop.test",
    language: "zh",
    template: "authority.zh.v1",
    subject: words.subject ?? "关于协助处置涉嫌侵权商品信息的函（耐克）〔TQ-ABC123〕",
    body: words.body ?? "测试商城有限公司：\n　　现将有关情况函告如下。\n.\n以点开头的一行之后还有文字。",
    textHash: Sha256(""),
    token: "TQ-ABC123",
    state: "draft",
    draftedBy: UserId("one"),
    draftedAt: new Date("2026-11-20T00:00:00Z"),
    approvedBy: null,
    approvedAt: null,
    sentAt: null,
    receipt: null,
    dueAt: null,
    publishedAt: null,
    closedAt: null,
    version: 1,
    items: urls.map((url, index) => ({
      id: NoticeItemId(`item-${index}`),
      noticeId: id,
      leadId: LeadId(`lead-${index}`),
      listingId: ListingId(`shop:${index}`),
      url,
      claimed: null,
      claimedAt: null,
      verified: "pending" as const,
      verifiedAt: null,
      verifiedBy: null,
    })),
  };
  const textHash = Sha256(createHash("sha256").update(textToApprove(draft)).digest("hex"));
  const approved = approve({ ...draft, textHash }, { by: UserId("two"), at: new Date("2026-11-21T00:00:00Z"), hashShown: textHash });
  if (!approved.ok) throw new Error(JSON.stringify(approved.fault));
  return approved.value;
}

type Journal = Pick<NoticeStore, "beginDelivery" | "recordDelivery" | "abandonDelivery">;

/** The store's promises about deliveries, in memory; the store's own tests hold it to the same. */
export function aJournal(): Journal & { readonly entries: ReadonlyMap<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    async beginDelivery(key) {
      const entry = entries.get(key);
      if (entry === "begun") return "in-doubt";
      if (entry?.startsWith("delivered ") === true) return { delivered: entry.slice("delivered ".length) };
      entries.set(key, "begun");
      return "go";
    },
    async recordDelivery(key, receipt) {
      entries.set(key, `delivered ${receipt}`);
    },
    async abandonDelivery(key) {
      entries.set(key, "abandoned");
    },
  };
}
