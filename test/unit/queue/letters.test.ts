/** What leaves in writing: templates, law references, page text in letters, link tables. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cell, linkTable } from "../../../queue/notices/attachments.ts";
import { inChinese, lawInWords } from "../../../queue/notices/law-words.ts";
import { fill, loadTemplates, readTemplate } from "../../../queue/notices/templates.ts";
import { oneLine } from "../../../queue/notices/untrusted-text.ts";
import { unfilledPlaceholders } from "../../../domain/notice.ts";
import { anApprovedNotice } from "../../support/notices.ts";

describe("a template", () => {
  const template = readTemplate("authority.zh.v1.mustache", "subject: 函 {{right}}\n---\n{{#items}}{{number}} {{title}}\n{{/items}}");

  it("is filled without escaping: a letter is plain text", () => {
    expect(fill(template, { right: "A&B <c>", items: [{ number: "1", title: '"x"' }] })).toMatchObject({
      ok: true,
      value: { subject: "函 A&B <c>", body: expect.stringContaining('1 "x"') },
    });
  });
  it("refuses with the names of everything that has no value, inside lists, too", () => {
    expect(fill(template, { items: [{ number: "1", title: " " }] })).toEqual({
      ok: false,
      fault: { code: "unfilled", placeholders: ["right", "title"] },
    });
  });
  it("refuses an empty list", () => {
    expect(fill(template, { right: "r", items: [] })).toMatchObject({ ok: false, fault: { placeholders: ["items"] } });
  });
  it.each([
    ["letter.mustache", "subject: a\n---\nb"],
    ["authority.fr.v1.mustache", "subject: a\n---\nb"],
    ["authority.zh.v1.mustache", "no subject"],
    ["authority.zh.v1.mustache", "subject: a\nb\n---\nc"],
  ])("in a file that cannot be one is refused by its name: %s", (file, text) => {
    expect(() => readTemplate(file, text)).toThrow(file);
  });
  it("exists for both kinds in both languages, and never says that anything infringes", async () => {
    const templates = await loadTemplates();
    expect(templates.all.map((one) => one.name)).toEqual([
      "authority.en.v1",
      "authority.zh.v1",
      "right-holder.en.v1",
      "right-holder.zh.v1",
    ]);
    for (const one of templates.all) expect(one.body).toMatch(one.language === "zh" ? /涉嫌|疑似/u : /suspected/u);
  });
});

describe("a law reference", () => {
  it.each([
    [{ law: "商标法", article: "57(2)", version: "2019" }, "《商标法》（2019年文本）第五十七条第（二）项"],
    [{ law: "商标法", article: "14(5)", version: "2019" }, "《商标法》（2019年文本）第十四条第五款"],
    [{ law: "专利法实施细则", article: "101", version: "2023" }, "《专利法实施细则》（2023年文本）第一百零一条"],
    [{ law: "商标法", article: "（条号待核）", version: "2026" }, "《商标法》（2026年文本）（条号待核）"],
  ])("is written as an officer writes it: %o", (reference, words) => {
    expect(lawInWords(reference, "zh")).toBe(words);
  });
  it.each([
    [1, "一"],
    [10, "十"],
    [12, "十二"],
    [20, "二十"],
    [57, "五十七"],
    [100, "一百"],
    [101, "一百零一"],
    [110, "一百一十"],
    [1005, "一千零五"],
    [1195, "一千一百九十五"],
  ])("%i is %s", (number, words) => {
    expect(inChinese(number)).toBe(words);
  });
});

const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));
const hostileText = fc
  .array(fc.oneof(fc.constantFrom("{", "}", "\n", "\r", "\u0085", "\u200B", "\u2028", "\u202E"), anyCharacter), { maxLength: 40 })
  .map((characters) => characters.join(""));

describe("text from a page", () => {
  it("cannot add a line, turn the line around or look like a placeholder", () => {
    expect(oneLine("a{{{b}}}")).toBe("a{ { {b} } }");
    expect(oneLine("正品\r\n\r\n此致 敬礼\u202Emoc\u200B {{owner}}")).toBe("正品 此致 敬礼moc { {owner} }");
  });
  it("is cut with a mark, never inside a character", () => {
    expect(oneLine("👟".repeat(300))).toBe(`${"👟".repeat(200)}…`);
  });
  it("never yields a line break or a placeholder, whatever it is", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
        expect(unfilledPlaceholders(line)).toEqual([]);
      }),
    );
  });
});

describe("the table of links", () => {
  it.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@sum", "'@sum"],
    ["＝1", "'＝1"],
    ['a "quoted", b', '"a ""quoted"", b"'],
    ["plain", "plain"],
  ])("writes %s as %s", (text, written) => {
    expect(cell(text)).toBe(written);
  });
  it("has a head, a row for each link and a byte-order mark", () => {
    const lines = linkTable(anApprovedNotice()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]?.charCodeAt(0)).toBe(0xfeff);
    expect(lines[1]).toContain("http://shop.test/item/1");
  });
});
