import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { patentsFromRows } from "../../../config/patent-export.ts";
import { ConfigError } from "../../../config/files.ts";
import { loadCalendar, loadLexicon } from "../../../config/load.ts";
import { field, leanToFolded, spanOf } from "../../../detectors/claims/fields.ts";
import { buildWords } from "../../../detectors/claims/word-index.ts";
import { buildPlaces, lieOf, type PlaceIndex } from "../../../detectors/regions/places.ts";
import { openEvents, priorityRise, samplingFactor } from "../../../domain/calendar.ts";
import { patentKey, registerStatus } from "../../../domain/patent-status.ts";

let places: PlaceIndex;
beforeAll(async () => {
  const lexicon = await loadLexicon();
  places = buildPlaces(lexicon.regions, lexicon.protected.countries);
});

describe("places", () => {
  it.each([
    ["黑龙江省哈尔滨市五常市", ["230184"]],
    ["浙江 杭州 西湖区", ["330106"]],
    ["新疆巴州库尔勒", ["652801"]],
    ["贵州仁怀茅台镇", ["520382"]],
    ["山东济南平阴县东阿镇", ["370124"]],
    ["Sichuan, China", ["510000"]],
    ["法国", ["FR"]],
    ["Scotland", ["GB-SCT"]],
  ])("reads %s as one place", (text, codes) => expect(places.find(field("", "", text)).map((place) => place.codes)).toEqual([codes]));

  it.each([
    [["230184"], ["230184"], "inside"],
    [["230000"], ["230184"], "wider"],
    [["230100"], ["230184"], "wider"],
    [["231200"], ["230184"], "near"],
    [["320000"], ["230184"], "far"],
    [["CN"], ["230184"], "wider"],
    [["GB"], ["GB-SCT"], "wider"],
    [["370600"], ["FR"], "far"],
  ] as const)("%j lies to %j: %s", (place, area, lie) => expect(lieOf(place, area)).toBe(lie));
});

describe("words in a text", () => {
  it("finds what plain search finds, with Latin words whole", () => {
    const words = ["五常", "五常大米", "大", "port", "usb port", "a", "米5"];
    const index = buildWords(words.map((word) => [word, word] as const));
    const letter = fc.constantFrom(..."五常大米端口port usba5 ");
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 60 }), (letters) => {
        const text = letters.join("");
        const latin = (at: number) => /[a-z0-9]/u.test(text.charAt(at));
        const expected = words.flatMap((word) =>
          [...text].flatMap((_, at) =>
            text.startsWith(word, at) &&
            !(/^[a-z0-9]/u.test(word) && latin(at - 1)) &&
            !(/[a-z0-9]$/u.test(word) && latin(at + word.length))
              ? [`${at}:${word}`]
              : [],
          ),
        );
        expect(
          index
            .scan(text)
            .map((hit) => `${hit.start}:${hit.word}`)
            .toSorted(),
        ).toEqual(expected.toSorted());
        expect(index.any(text)).toBe(expected.length > 0);
      }),
    );
  });

  it("keeps every letter of the lean view at its own place", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."特供·★ -.5奥Ａé"), maxLength: 40 }), (text) => {
        const read = field("title", "", text);
        for (let at = 0; at < read.lean.length; at += 1) {
          const [start, end] = leanToFolded(read, at, at + 1);
          expect(read.folded.slice(start, end)).toBe(read.lean[at]);
          const [from, to] = spanOf(read, start, end);
          expect(to).toBeGreaterThan(from);
        }
      }),
    );
  });
});

describe("the calendar of events", () => {
  it("opens and closes by itself, and overlapping events do not multiply", async () => {
    const events = await loadCalendar();
    const at = (day: string) => new Date(`${day}T04:00:00Z`);
    expect(openEvents(events, at("2026-02-10")).map((event) => event.id)).toContain("milano-cortina-2026");
    expect(openEvents(events, at("2026-04-30")).map((event) => event.id)).not.toContain("milano-cortina-2026");
    expect(priorityRise(events, "olympic-name", at("2026-02-10"))).toBe(1);
    expect(priorityRise(events, "olympic-name", at("2026-05-10"))).toBe(0);
    expect(samplingFactor(events, "apparel-bags", at("2026-03-05"))).toBe(2);
    expect(samplingFactor(events, "apparel-bags", at("2026-06-05"))).toBe(1);
  });
});

describe("patent status", () => {
  it("knows a number by any of its spellings", () =>
    expect(new Set(["ZL 2018 1 0999999.3", "201810999999.3", "CN201810999999.3"].map(patentKey)).size).toBe(1));

  it("lets the later of two entries count", () => {
    const entry = { kind: "invention" as const, title: "", holder: "", licensees: [] };
    const source = registerStatus(
      [
        { ...entry, number: "ZL201710601862.3", status: "lapsed", statusDate: "2025-01-01" },
        { ...entry, number: "201710601862.3", status: "granted", statusDate: "2020-01-01" },
      ],
      "register 1",
    );
    expect(source.look("ZL 2017 1 0601862.3")).toMatchObject({ patent: { status: "lapsed" }, source: "register 1" });
    expect(source.look("ZL202020123456.8")).toBeNull();
  });

  it("reads an office's export, with its own headings and dates", () => {
    const rows = [
      ["申请号", "发明名称", "申请（专利权）人", "专利类型", "当前法律状态", "法律状态日期"],
      ["CN201710601862.3", "一种锅", "某公司", "发明", "未缴年费终止失效", "2024.05.01"],
      ["201220572874.0", "一种架", "某厂", "实用新型", "期限届满", ""],
      ["CN202020123456.8", "一种杯", "某人", "实用新型", "授权", "20240601"],
    ];
    expect(
      patentsFromRows(rows, "export.csv", "2026-06-30").map((patent) => [patent.number, patent.status, patent.statusDate, patent.holder]),
    ).toEqual([
      ["ZL201710601862.3", "lapsed", "2024-05-01", "某公司"],
      ["ZL201220572874.0", "expired", "2026-06-30", "某厂"],
      ["ZL202020123456.8", "granted", "2024-06-01", "某人"],
    ]);
  });

  it("names every fault of an export at once, with line and column", () => {
    const rows = [
      ["专利号", "法律状态"],
      ["ZL201910123456.7", "授权"],
      ["ZL202020123456.8", "某种状态"],
    ];
    const faults = () => {
      try {
        return patentsFromRows(rows, "export.csv");
      } catch (cause) {
        return cause instanceof ConfigError ? cause.faults.map((fault) => [fault.line, fault.column, fault.path]) : cause;
      }
    };
    expect(faults()).toEqual([
      [2, 1, "number"],
      [3, 2, "status"],
    ]);
  });
});
