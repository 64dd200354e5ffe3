import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMatcher, loadMatcher, nameLimit, scanLimit } from "../../../detectors/text/matcher.ts";
import { aName, strongest, watching } from "./names.ts";

describe("matcher", () => {
  it("tells a name inside another word from the name", () => {
    const matcher = watching("李宁", "Gap", "3M");
    expect(matcher.find("宁静 singapore 13mm").matches).toEqual([]);
  });

  it("asks for the sign that makes a short name", () => {
    const matcher = watching("H&M");
    expect([matcher.find("hm").matches.length, matcher.find("Ｈ＆Ｍ 外套").matches.length]).toEqual([0, 1]);
  });

  it("looks for register names by exact spelling only", () => {
    const matcher = buildMatcher([aName("康师傅", 1, { tier: "register" })]);
    expect([matcher.find("康帅傅").matches.length, matcher.find("康師傅").matches.length]).toEqual([0, 1]);
  });

  it("keeps to folding when asked for exact layers", () => {
    const matcher = watching("康师傅");
    expect([
      matcher.find("康帅傅", { layers: "exact" }).matches.length,
      matcher.find("康*师*傅", { layers: "exact" }).matches.length,
    ]).toEqual([0, 1]);
  });

  it("gives both of two names that are spelt alike", () => {
    const matcher = buildMatcher([aName("Dove", 7), aName("DOVE", 8)]);
    expect(matcher.find("dove").matches.map(({ pattern }) => pattern.id)).toEqual([7, 8]);
  });

  it("does not guess at another name where one is spelt out", () => {
    const matcher = watching("康师傅", "康帅傅");
    expect(matcher.find("康帅傅").matches.map(({ pattern }) => pattern.text)).toEqual(["康帅傅"]);
  });

  it("asks more of an ordinary word before it reads a misspelling as it", () => {
    const plain = strongest(buildMatcher([aName("小米")]), "小未 手机", "小米")?.strength ?? 0;
    const ordinary = strongest(buildMatcher([aName("小米", 1, { ordinary: true })]), "小未 手机", "小米")?.strength ?? 0;
    expect(ordinary).toBeLessThan(plain);
  });

  it("gives the strongest matches when there are more than the limit, and says how many it left out", () => {
    const { matches, leftOut } = watching("Nike").find("nike nike niike nike", { limit: 2 });
    expect([matches.map(({ strength }) => strength), leftOut]).toEqual([[0.95, 0.95], 2]);
  });

  it("finds the same after saving and loading", () => {
    const matcher = watching("耐克", "New Balance", "康师傅");
    const text = "奈克 new-balance 康帅傅 n e w b a l a n c e";
    expect(loadMatcher(Uint8Array.from(matcher.save())).find(text)).toEqual(matcher.find(text));
  });

  it("refuses bytes that are no index", () => {
    expect(() => loadMatcher(new TextEncoder().encode("not an index at all"))).toThrow("Build it again");
  });

  it("refuses an index that was cut short", () => {
    const bytes = watching("耐克").save();
    expect(() => loadMatcher(bytes.slice(0, bytes.length - 64))).toThrow("cut short");
  });

  it("lets another thread read the very same bytes", async () => {
    const bytes = watching("耐克").save();
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    const code =
      "const { parentPort, workerData } = require('node:worker_threads'); new Uint8Array(workerData.buffer)[4] = 99; parentPort.postMessage('done');";
    const worker = new Worker(code, { eval: true, workerData: bytes });
    await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    expect(bytes[4]).toBe(99);
  });

  it("refuses a name longer than it can index, and says which", () => {
    expect(() => buildMatcher([aName("字".repeat(nameLimit + 1), 42)])).toThrow("id 42");
  });

  it("takes a name of the longest length", () => {
    const name = "字".repeat(nameLimit);
    expect(watching(name).find(name).matches).toHaveLength(1);
  });
});

describe("spans", () => {
  const matcher = watching("耐克", "康师傅", "Nike", "New Balance", "茅台", "阿迪达斯", "H&M", "一");
  const pieces = fc.constantFrom(
    "耐",
    "克",
    "康",
    "帅",
    "师",
    "傅",
    "N",
    "ｉ",
    "k",
    "e",
    "new",
    " ",
    "balance",
    "*",
    "\u200b",
    "🔥",
    "\u0301",
    "mao",
    "台",
    "阿迪",
    "达",
    "嘶",
    "&",
    "h",
    "m",
    "一",
    "\ud800",
    "𝐍",
    "ﬁ",
    "3",
    ".",
  );

  it("give back what was matched, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        for (const { span, matched, strength } of matcher.find(text).matches) {
          expect(text.slice(...span)).toBe(matched);
          expect(matched).not.toBe("");
          expect(strength).toBeGreaterThan(0);
          expect(strength).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("are found whole in any text that holds the name by itself", () => {
    fc.assert(
      fc.property(fc.constantFrom("耐克", "康师傅", "Nike", "阿迪达斯"), fc.array(pieces, { maxLength: 10 }), (name, parts) => {
        const before = parts.join("");
        const text = `${before} ，， ${name} ，，`;
        const from = text.length - name.length - 3;
        expect(matcher.find(text).matches.some(({ span }) => span[0] === from && span[1] === from + name.length)).toBe(true);
      }),
    );
  }, 60_000);
});

describe("hostile text", () => {
  const matcher = watching("耐克", "Nike", "aaaaaaaaaaaaaaaaaaaab", "康师傅", "一");

  it("is read to a stated limit, which is reported", () => {
    const { matches, truncatedAt } = matcher.find(`${"x ".repeat(scanLimit / 2)}Nike`);
    expect([matches.length, truncatedAt]).toEqual([0, scanLimit]);
  });

  it("is not cut through a character", () => {
    expect(matcher.find(`${"x".repeat(scanLimit - 1)}𝐍ike`).truncatedAt).toBe(scanLimit - 1);
  });

  it.each([
    ["a million combining characters", `耐${"\u0301".repeat(1_000_000)}克`],
    ["lone surrogates", "\ud800\udc00\ud800 耐克 \udc00".repeat(1000)],
    ["right-to-left marks", "\u202e耐\u200f克\u202c"],
    ["one letter for ever", "a".repeat(5_000_000)],
    ["one character for ever", "耐".repeat(5_000_000)],
    ["pinyin for ever", "nai".repeat(100_000)],
    ["signs for letters for ever", "1l|!".repeat(100_000)],
    ["gaps for ever", "耐*".repeat(100_000)],
    ["the name for ever", "nike 耐克 ".repeat(25_000)],
    ["disguises for ever", "n1ke naike 奈克 康帅傅 康*傅 ".repeat(8_000)],
    ["nothing", ""],
  ])("of %s is read in time that grows with its length", (_, text) => {
    expect(() => matcher.find(text)).not.toThrow();
  }, 30_000); // prettier-ignore

  it("finds nothing in an empty register", () => {
    expect(buildMatcher([]).find("耐克 Nike naike").matches).toEqual([]);
  });

  it("passes over a name without a letter", () => {
    expect(
      watching("***", "", "耐克")
        .find("*** 耐克")
        .matches.map(({ pattern }) => pattern.text),
    ).toEqual(["耐克"]);
  });

  it("gives a name of one character only where it stands alone", () => {
    expect(matcher.find("一 一样 统一").matches.map(({ span }) => span)).toEqual([[0, 1]]);
  });
});
