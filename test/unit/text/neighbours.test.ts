import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildPhrases } from "../../../detectors/text/phrases.ts";
import { cutWithIntl, segmenterName, wordBorders } from "../../../detectors/text/segment.ts";
import { compareNames } from "../../../detectors/text/similarity.ts";

describe("phrases", () => {
  const found = (phrases: readonly string[], text: string) => buildPhrases(phrases).scan(text).map(({ matched }) => matched); // prettier-ignore

  it.each([
    ["高仿", "顶级高仿包", ["高仿"]],
    ["高仿", "高*仿", ["高*仿"]],
    ["高仿", "最高 仿佛", []],
    ["A货", "a貨 aa货", ["a貨"]],
    ["1:1", "1：1复刻 11件", ["1：1"]],
    ["a+", "A+品质 a 货", ["A+"]],
    ["not a replica", "This is NOT  a replica.", ["NOT  a replica"]],
    ["super fake", "superfake super-fake", ["super-fake"]],
    ["rep", "report", []],
  ])("finds %s in %s as %j", (phrase, text, expected) => {
    expect(found([phrase], text)).toEqual(expected);
  });

  it("says when something was put inside", () => {
    expect(buildPhrases(["原单"]).scan("原\u200b单 原单").map(({ disguised }) => disguised)).toEqual([true, false]); // prettier-ignore
  });

  it("numbers its hits by the list it was given", () => {
    expect(buildPhrases(["甲", "乙", "乙"]).scan("乙").map(({ index }) => index)).toEqual([1, 2]); // prettier-ignore
  });
});

describe("word borders", () => {
  it("come from jieba where its binary loads", () => {
    expect(segmenterName).toBe("jieba");
  });

  it("part words, both ends of the text included", () => {
    expect([...wordBorders("中华人民")]).toEqual([1, 0, 1, 0, 1]);
  });

  it("cover the whole text with the fallback, too", () => {
    expect(cutWithIntl("中华人民 nike").join("")).toBe("中华人民 nike");
  });
});

describe("similarity", () => {
  it("hears that two spellings sound alike", () => {
    expect([compareNames("nike", "nyke").soundsAlike, compareNames("nike", "puma").soundsAlike]).toEqual([true, false]);
  });

  it("ranks a slip above another name", () => {
    expect(compareNames("adidas", "addidas").jaroWinkler).toBeGreaterThan(compareNames("adidas", "admiral").jaroWinkler);
  });

  it("neither prints nor reads .env on import", () => {
    const folder = mkdtempSync(join(tmpdir(), "tiequan-similarity-"));
    writeFileSync(join(folder, ".env"), "TIEQUAN_LEAK=1\n");
    const target = new URL("../../../detectors/text/similarity.ts", import.meta.url).href;
    const code = `await import(${JSON.stringify(target)}); process.stderr.write(String(process.env.TIEQUAN_LEAK));`;
    const run = spawnSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: folder, encoding: "utf8" });
    rmSync(folder, { recursive: true, force: true });
    expect([run.stdout, run.stderr]).toEqual(["", "undefined"]);
  });
});
