import { beforeAll, describe, expect, it } from "vitest";
import { loadLexicon, loadStarterRegister } from "../../../config/load.ts";
import { detector as indications } from "../../../detectors/rules/geographical-indication.ts";
import { detector as identifiers } from "../../../detectors/rules/identifiers.ts";
import { detector as patents } from "../../../detectors/rules/patent.ts";
import { detector as signs } from "../../../detectors/rules/special-sign.ts";
import type { Detector } from "../../../domain/detector.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { Lexicon } from "../../../domain/lexicon.ts";
import type { Listing } from "../../../domain/listing.ts";
import { registerSchema } from "../../../domain/right.ts";

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await loadLexicon();
});

async function ask(
  detector: Detector,
  listing: Partial<Listing> & { title: string },
  register: Record<string, unknown> = {},
  day = "2026-06-30",
): Promise<readonly Finding[]> {
  const prepared = detector.prepare(registerSchema.parse({ version: "test", ...register }), lexicon);
  return prepared.inspect({ id: "t:1", ...listing }, { capturedAt: new Date(`${day}T04:00:00Z`) });
}
const flagged = (findings: readonly Finding[]) =>
  findings.filter((finding) => finding.verdict === "suspected" && finding.probability >= 0.5);
const textOf = (listing: Partial<Listing> & { title: string }, field: string) =>
  (field === "title"
    ? listing.title
    : field === "description"
      ? listing.description
      : listing.attributes?.[field.slice("attributes.".length)]) ?? "";

describe("patents", () => {
  it("marks exactly the number and shows the arithmetic in both languages", async () => {
    const listing = { title: "晾衣架 专利号：ＺＬ ２０１９ １ ０１２３４５６．７ 包邮" };
    const [finding] = await ask(patents, listing);
    const reason = finding?.reasons[0];
    expect(reason?.sentence.zh).toMatch(/加权和 \d+，余数 10，校验位应为 X，实为 7/u);
    expect(reason?.sentence.en).toMatch(/weighted sum \d+, remainder 10, expected X, found 7/u);
    expect(listing.title.slice(...(reason?.span ?? [0, 0]))).toBe("ＺＬ ２０１９ １ ０１２３４５６．７");
    expect(reason?.normalised).toBe("ZL201910123456.7");
  });

  it("judges two numbers of one listing apart", async () => {
    const findings = await ask(patents, { title: "水杯", description: "实用新型 ZL202020123456.8；发明 ZL201910123456.7" });
    expect(findings.map((finding) => finding.target.rightId)).toEqual(["patent:ZL201910123456"].map((id) => expect.stringContaining(id)));
  });

  it("says nothing of a sound number the register does not hold", async () =>
    expect(await ask(patents, { title: "专利号 ZL202020123456.8 拖把" })).toEqual([]));

  it("asks for the production date when a right has ended, and believes one from before", async () => {
    const [ended] = await ask(patents, { title: "水桶 专利号ZL200820111222.0" });
    expect(ended?.reasons[0]?.sentence.zh).toContain("生产日期");
    const earlier = await ask(patents, { title: "水桶 专利号ZL200820111222.0", attributes: { 生产日期: "2015-03-01" } });
    expect(earlier.map((finding) => finding.verdict)).toEqual(["cleared"]);
  });

  it("cites the rules of the day of capture", async () => {
    const listing = { title: "水桶 专利号ZL201910123456.7" };
    const before = await ask(patents, listing, {}, "2024-01-19");
    const after = await ask(patents, listing, {}, "2024-01-20");
    expect(before[0]?.law).toContainEqual({ law: "专利法实施细则", article: "84", version: "2010" });
    expect(after[0]?.law).toContainEqual({ law: "专利法实施细则", article: "101", version: "2023" });
  });

  it("does not hold against a listing what the register learnt later", async () => {
    const register = { patents: [{ number: "ZL201710601862.3", kind: "invention", status: "invalidated", statusDate: "2026-09-01" }] };
    expect(await ask(patents, { title: "锅 发明专利ZL201710601862.3" }, register)).toEqual([]);
  });

  it.each(["专利申请中 榨汁机", "榨汁机 201820953320.2 专利", "颈椎仪 证书号第12345678号 专利", "Portable blender, patent pending"])(
    "keeps the irregular below the line: %s",
    async (title) => expect(flagged(await ask(patents, { title }))).toEqual([]),
  );
});

describe("geographical indications", () => {
  it("finds misuse of a well-known name under a register that lacks it", async () => {
    const [finding] = flagged(await ask(indications, { title: "阳澄湖大闸蟹 礼盒", attributes: { 产地: "安徽巢湖" } }));
    expect(finding?.target.rightId).toBe("yangchenghu-crab");
  });

  it("prefers the register's own right over the starter's", async () => {
    const register = { geographicalIndications: [{ id: "mine", name: "五常大米", regionCodes: ["230184"] }] };
    const findings = flagged(await ask(indications, { title: "五常大米", attributes: { 产地: "江苏" } }, register));
    expect(findings.map((finding) => finding.target.rightId)).toEqual(["mine"]);
  });

  it("points at the name and at the place, in the listing's own words", async () => {
    const listing = { title: "正宗 五 常 大 米 10斤", attributes: { 产地: "吉林省松原市" } };
    const [finding] = await ask(indications, listing);
    expect(finding?.reasons.map((reason) => [reason.code, textOf(listing, reason.field ?? "").slice(...(reason.span ?? [0, 0]))])).toEqual([
      ["indication-named", "五 常 大 米"],
      ["origin-stated", "吉林省松原市"],
    ]);
  });

  it("takes the narrower name: 新昌 lies in the area of 龙井茶, not in that of 西湖龙井", async () => {
    expect(flagged(await ask(indications, { title: "龙井茶 明前", attributes: { 产地: "浙江新昌" } }))).toEqual([]);
    expect(
      flagged(await ask(indications, { title: "西湖龙井 明前", attributes: { 产地: "浙江新昌" } })).map(
        (finding) => finding.target.rightId,
      ),
    ).toEqual(["xihu-longjing"]);
  });

  it("lets a register without regions borrow the starter's", async () => {
    const register = { geographicalIndications: [{ id: "mine", name: "西湖龙井" }] };
    expect(flagged(await ask(indications, { title: "西湖龙井", attributes: { 产地: "四川" } }, register))).toHaveLength(1);
  });

  it("watches at least 120 Chinese and 60 foreign names, each with its source and flag", async () => {
    const { geographicalIndications } = await loadStarterRegister();
    const chinese = geographicalIndications.filter((each) => each.country === "CN");
    expect(chinese.length).toBeGreaterThanOrEqual(120);
    expect(geographicalIndications.length - chinese.length).toBeGreaterThanOrEqual(60);
    expect(geographicalIndications.filter((each) => each.source === undefined || each.verified === undefined)).toEqual([]);
    const known = new Set(lexicon.regions.regions.map((region) => region.code));
    expect(
      chinese.filter((each) => each.regionCodes.length === 0 || each.regionCodes.some((code) => !known.has(code))).map((each) => each.name),
    ).toEqual([]);
    expect(new Set(geographicalIndications.map((each) => each.id)).size).toBe(geographicalIndications.length);
  });
});

describe("special signs", () => {
  it("finds the Games, the Red Cross and state supply under an empty register", async () => {
    for (const title of ["奥运五环 纪念T恤", "急救包 红十字 家用", "军队特供 白酒"])
      expect(flagged(await ask(signs, { title })), title).toHaveLength(title.includes("五环") ? 2 : 1);
  });

  it("counts a dated sign only in its time", async () => {
    const register = {
      specialSigns: [
        { id: "x", name: "示例运动会", terms: ["示例运动会"], regime: "special", validFrom: "2020-01-01", validTo: "2023-12-31" },
      ],
    };
    const verdicts = async (day: string) =>
      (await ask(signs, { title: "示例运动会 纪念徽章" }, register, day)).map((finding) => finding.verdict);
    expect(await verdicts("2022-06-30")).toEqual(["suspected"]);
    expect(await verdicts("2024-06-30")).toEqual(["cleared"]);
    expect(await verdicts("2019-06-30")).toEqual(["cleared"]);
  });

  it("hears ambush wording while the Games are on, and no longer after", async () => {
    const listing = { title: "为中国队加油 纪念T恤 限定" };
    expect(flagged(await ask(signs, listing, {}, "2026-02-10"))).toHaveLength(1);
    expect(flagged(await ask(signs, listing, {}, "2026-06-10"))).toEqual([]);
  });

  it("never lets an unverified sign decide alone", async () =>
    expect(flagged(await ask(signs, { title: "布里斯班2032 手提袋" }))).toEqual([]));
});

describe("every detector of protected rights", () => {
  const hostile: readonly (Partial<Listing> & { title: string })[] = [
    { title: "" },
    { title: "专利".repeat(1500), description: "ZL".repeat(20_000) },
    { title: "ZL" + "2 ".repeat(1900), description: "专利号" + "2020 1 ".repeat(20_000) },
    { title: "五常".repeat(1500), description: "产自".repeat(20_000) },
    { title: "特 供".repeat(1000), description: "\u{1F600}".repeat(20_000) },
    { title: "gb 1 - ".repeat(500), description: "sc1".repeat(30_000) },
    { title: "\ud800\udc00\ud800", attributes: { "": "", 专利号: "x".repeat(4000), 产地: "省".repeat(4000) } },
  ];

  it.each([patents, indications, signs, identifiers])(
    "$name answers hostile pages in time, and the same twice",
    async (detector) => {
      for (const listing of hostile) {
        const began = performance.now();
        const first = await ask(detector, listing);
        expect(performance.now() - began, listing.title.slice(0, 10)).toBeLessThan(5_000);
        expect(await ask(detector, listing)).toEqual(first);
        const located = first.flatMap((finding) => finding.reasons).filter((reason) => reason.span !== undefined);
        expect(located.map((reason) => textOf(listing, reason.field ?? "").slice(...(reason.span ?? [0, 0])))).toEqual(
          located.map((reason) => reason.matched),
        );
      }
    },
    60_000,
  );
});
