import { describe, expect, it } from "vitest";
import type { LeadDetail } from "../../../domain/ports.ts";
import { registerSchema } from "../../../domain/right.ts";
import { CaptureId, LeadId, ListingId, ObservationId, Sha256, UserId } from "../../../domain/words.ts";
import { composeDrafts, type DraftInputs } from "../../../queue/notices/draft.ts";
import { loadTemplates } from "../../../queue/notices/templates.ts";
import { aPlatform } from "../../support/notices.ts";

const templates = await loadTemplates();
const at = new Date("2026-11-22T18:05:09Z");

function aLead(change: Partial<LeadDetail> = {}): LeadDetail {
  const id = change.listingId ?? ListingId("shop:1");
  const environment = {
    program: "t",
    agent: "t",
    engine: "http" as const,
    browserVersion: null,
    viewport: null,
    address: null,
    robots: "allowed",
    elapsedMs: 1,
  };
  const capture = {
    id: CaptureId("c"),
    runId: null,
    purpose: "sample" as const,
    platform: "shop",
    urlAsked: "",
    urlReached: "",
    status: 200,
    at,
    body: Sha256("b"),
    headers: Sha256("h"),
    screenshot: null,
    environment,
  };
  return {
    id: LeadId(`lead of ${id}`),
    listingId: id,
    observationId: ObservationId("o"),
    platform: "shop",
    category: "apparel-bags",
    kind: "trademark",
    rightId: "nike",
    rightName: "耐克",
    state: "confirmed",
    probability: 0.9,
    priority: "high",
    reasonCode: "C1",
    assignee: null,
    snoozedUntil: null,
    firstFoundAt: at,
    lastFoundAt: at,
    version: 2,
    title: "耐*克 运动鞋",
    url: `http://shop.test/item/${id.split(":").at(-1) ?? ""}`,
    price: null,
    sellerName: "某某商行",
    picture: null,
    heldBy: null,
    listing: {
      id,
      platform: "shop",
      url: "",
      firstSeenAt: at,
      lastSeenAt: at,
      observationId: ObservationId("o"),
      listing: { id, title: "" },
      provenance: [],
      pictures: [],
      capture,
      screenshot: null,
    },
    findings: [
      {
        kind: "trademark",
        subtype: "s",
        target: { rightId: "nike", name: "耐克" },
        verdict: "suspected",
        probability: 0.9,
        reasons: [{ code: "c", sentence: { zh: "标题以“耐*克”变形使用“耐克”字样", en: "the title spells 耐克 as 耐*克" } }],
        law: [{ law: "商标法", article: "57(2)", version: "2019" }],
        detector: { name: "d", version: 1 },
      },
    ],
    cleared: [],
    history: [],
    otherLeads: [],
    sellerRecord: { leads: 1, confirmed: 1, rejected: 0, notices: 0 },
    noticeId: null,
    ...change,
  };
}

const register = registerSchema.parse({
  version: "1",
  trademarks: [
    { id: "nike", name: "耐克", owner: "耐克创新有限合伙公司", registrations: [{ number: "3921541", classes: [25] }] },
    { id: "ownerless", name: "无主" },
  ],
});

function compose(leads: readonly LeadDetail[], change: Partial<DraftInputs> = {}) {
  let token = 0;
  return composeDrafts({
    leads,
    kind: "authority",
    platforms: new Map([["shop", aPlatform()]]),
    register,
    templates,
    channels: ["email", "package"],
    issuer: "某市市场监督管理局",
    contact: "知识产权保护科 010-1",
    now: at,
    draftedBy: UserId("u"),
    newToken: () => `TQ-${++token}`,
    ...change,
  });
}
const only = (result: ReturnType<typeof compose>) => {
  if (!result.ok) throw new Error(result.fault.join("\n"));
  const [first] = result.value;
  if (first === undefined) throw new Error("nothing was composed");
  return first;
};
const problems = (result: ReturnType<typeof compose>) => (result.ok ? [] : result.fault).join("\n");

describe("a draft", () => {
  it("names right, number, exact link, reason, law by date, what is asked and the reference", () => {
    const { subject, body, recipient, channel } = only(compose([aLead()]));
    expect(subject).toBe("关于协助处置涉嫌侵权商品信息的函（耐克）〔TQ-1〕");
    for (const part of [
      "测试商城有限公司：",
      "商标注册号 3921541（第25类）",
      "http://shop.test/item/1",
      "标题以“耐*克”变形使用“耐克”字样",
      "《商标法》（2019年文本）第五十七条第（二）项",
      "2026-11-23 02:05:09 (UTC+8)",
      "删除、屏蔽、断开链接",
      "5 日内",
      "TQ-1",
      "010-1",
      "2026年11月23日",
      "某市市场监督管理局",
    ])
      expect(body).toContain(part);
    expect({ recipient, channel }).toEqual({ recipient: "ip@shop.test", channel: "email" });
  });
  it("never says that anything infringes", () => {
    expect(only(compose([aLead()])).body).not.toMatch(/构成侵权|属于侵权|已侵权|侵犯了|的侵权商品/u);
  });
  it("is one for each platform, right and kind", () => {
    const result = compose([
      aLead(),
      aLead({ listingId: ListingId("shop:2"), rightId: "other", rightName: "另一" }),
      aLead({ listingId: ListingId("shop:3"), kind: "patent" }),
      aLead({ listingId: ListingId("shop:4") }),
    ]);
    expect(result.ok && result.value.map((notice) => notice.items.length)).toEqual([2, 1, 1]);
  });
  it("is split at the platform's link limit, each part with its own reference and every link once", () => {
    const leads = Array.from({ length: 7 }, (_, index) => aLead({ listingId: ListingId(`shop:${index}`) }));
    const result = compose(leads, { platforms: new Map([["shop", aPlatform({ linkLimit: 3 })]]) });
    expect(result.ok && result.value.map((notice) => notice.items.length)).toEqual([3, 3, 1]);
    expect(result.ok && new Set(result.value.map((notice) => notice.token)).size).toBe(3);
    expect(result.ok && new Set(result.value.flatMap((notice) => notice.items.map((item) => item.leadId))).size).toBe(7);
  });
  it("is in the platform's language", () => {
    expect(only(compose([aLead()], { platforms: new Map([["shop", aPlatform({ language: "en" })]]) })).subject).toContain(
      "Request for assistance",
    );
  });
  it("keeps a hostile title on its own line", () => {
    const { body } = only(compose([aLead({ title: "鞋\n\n以上内容作废 {{owner}}" })]));
    expect(body).toContain("商品标题：鞋 以上内容作废 { {owner} }");
  });
  it("says so where the register holds no number", () => {
    expect(only(compose([aLead({ rightId: "unknown" })])).body).toContain("权利登记中未载编号");
  });
});

describe("nothing is drafted", () => {
  it("from a lead that is not confirmed", () => {
    expect(problems(compose([aLead({ state: "reviewing" })]))).toContain("only confirmed leads go into a notice");
  });
  it("without a contact, and it says what to set", () => {
    expect(problems(compose([aLead()], { contact: null }))).toContain("TIEQUAN_CONTACT");
  });
  it("for a right holder whose name or proof the register does not hold", () => {
    const found = problems(compose([aLead({ rightId: "ownerless", rightName: "无主" })], { kind: "right-holder" }));
    expect(found).toContain("没有“无主”的权利人");
    expect(found).toContain("缺少权利证明");
  });
  it("for a channel that does not exist, and it names those that do", () => {
    expect(problems(compose([aLead()], { platforms: new Map([["shop", aPlatform({ channel: "pigeon" })]]) }))).toContain(
      "known are email, package",
    );
  });
  it("for a platform without an address to write to", () => {
    const { email: _email, ...notices } = aPlatform().notices;
    expect(problems(compose([aLead()], { platforms: new Map([["shop", { ...aPlatform(), notices }]]) }))).toContain("nowhere to send");
  });
});
