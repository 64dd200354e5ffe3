import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePrice } from "../../../crawler/extract/price.ts";

interface Case {
  readonly text: string;
  /** Null where the text holds no price. */
  readonly amount: number | null;
  /** ISO code; null for none; undefined where the table does not say. */
  readonly currency: string | null | undefined;
  readonly hint: string | null;
}

const table = readFileSync(fileURLToPath(new URL("../../fixtures/extract/price-table.txt", import.meta.url)), "utf8");
const cases = table
  .split("\n")
  .filter((line) => line.includes("\t") && !line.startsWith("# Fo") && !line.startsWith("#                 "))
  .flatMap(casesOf);

function casesOf(line: string): Case[] {
  const [form = "", second = "", third = "", fourth = "", numbers = ""] = line.split("\t");
  const hint = fourth === "" ? null : fourth;
  if (form === "=")
    return [
      { text: second, amount: third === "-" ? null : Number(third), currency: currencyOf(fourth), hint: numbers === "" ? null : numbers },
    ];
  return numbers.split("|").map((written) => ({
    text: form.replace("#", () => written),
    amount: second === "-" ? 1 : amountOf(written, second),
    currency: currencyOf(third),
    hint,
  }));
}

function amountOf(written: string, marks: string): number {
  const [decimal = "", group = ""] = marks;
  return Number(written.replaceAll(group, "").replace(decimal, "."));
}

function currencyOf(written: string): string | null | undefined {
  if (written === "?") return undefined;
  return written === "-" || written === "" ? null : written;
}

describe("the table of real pages", () => {
  it("holds at least the 1,042 prices and 119 currencies it is taken from, repeats aside", () => {
    expect(cases.length).toBeGreaterThan(1100);
  });

  it("is read right in every amount", () => {
    const wrong = cases.flatMap((one) => {
      const found = parsePrice(one.text, { currency: one.hint })?.amount;
      const right = one.amount === null ? found === undefined : Number(found) === one.amount;
      return right ? [] : [`${one.text} → ${found ?? "none"}, not ${one.amount ?? "none"}`];
    });
    expect(wrong).toEqual([]);
  });

  it("is read right in every currency", () => {
    const wrong = cases.flatMap((one) => {
      if (one.amount === null) return [];
      const found = parsePrice(one.text, { currency: one.hint })?.currency ?? null;
      const right = one.currency === undefined ? found !== null : found === one.currency;
      return right ? [] : [`${one.text} → ${found ?? "none"}, not ${one.currency ?? "some"}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe("Chinese prices", () => {
  it.each([
    ["￥129.00", "129.00"],
    ["¥ 1,299", "1299"],
    ["１２９．９０元", "129.90"],
    ["人民币 88 元", "88"],
    ["RMB 1280", "1280"],
    ["1.2万", "12000"],
    ["1.25万元起", "12500"],
    ["3亿元", "300000000"],
    ["券后价￥89.9", "89.9"],
    ["原价￥199 券后 ￥89", "89"],
    ["到手价¥79 ￥99", "79"],
    ["划线价 ￥399.00 现价 ￥259.00", "259.00"],
    ["￥59.00-￥129.00", "59.00"],
    ["59~129元", "59"],
    ["99元起", "99"],
    ["满300减50 ￥199", "199"],
    ["定金50 到手价999元", "999"],
    ["运费￥12 售价￥45", "45"],
    ["2件8.5折 ¥168", "168"],
    ["￥1,999.00 或 ￥166.58×12期", "1999.00"],
    ["价格:￥45.00/斤", "45.00"],
  ])("reads %s as %s", (text, amount) => {
    expect(parsePrice(text)?.amount).toBe(amount);
  });

  it.each(["满300减50", "8.5折", "月销 2000+", "已售1.2万件", "库存 88 件", "暂无报价", "50%"])("finds no price in %s", (text) => {
    expect(parsePrice(text)).toBeNull();
  });

  it("takes a yuan sign for yen where the page is Japanese", () => {
    expect(parsePrice("¥1,980", { locale: "ja-JP" })?.currency).toBe("JPY");
    expect(parsePrice("¥1,980", { locale: "zh-CN" })?.currency).toBe("CNY");
  });
});

describe("locale and hint", () => {
  it("settle which dollar is meant", () => {
    expect(parsePrice("$12", { currency: "CAD" })?.currency).toBe("CAD");
    expect(parsePrice("$12", { locale: "es-MX" })?.currency).toBe("MXN");
    expect(parsePrice("US$12", { locale: "es-MX" })?.currency).toBe("USD");
  });

  it("settle whether three digits are decimals", () => {
    expect(parsePrice("1.299", { locale: "de-DE" })?.amount).toBe("1299");
    expect(parsePrice("1.299", { locale: "en-US" })?.amount).toBe("1.299");
    expect(parsePrice("KWD 12.500")?.amount).toBe("12.500");
  });

  it("do not fail on a locale that does not exist", () => {
    expect(parsePrice("1.299", { locale: "not a locale" })?.amount).toBe("1299");
  });
});

describe("any text", () => {
  it("gives a plain decimal or nothing, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        const price = parsePrice(text);
        expect(price === null || /^\d+(?:\.\d+)?$/u.test(price.amount)).toBe(true);
      }),
    );
  });

  it("reads back what it is written from, with any mark and grouping", () => {
    const marks = fc.constantFrom("￥", "$", "€", "£", "HK$", "Rp", "₹");
    fc.assert(
      fc.property(marks, fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 0, max: 99 }), (mark, whole, cents) => {
        const written = `${mark}${whole.toLocaleString("en-US")}.${String(cents).padStart(2, "0")}`;
        expect(Number(parsePrice(written)?.amount)).toBeCloseTo(whole + cents / 100, 5);
      }),
    );
  });

  it("is read in time linear in its length", () => {
    for (const hostile of ["1 ".repeat(100_000), "1,".repeat(100_000), "￥".repeat(100_000), "9".repeat(100_000), "€ ".repeat(100_000)]) {
      const started = performance.now();
      parsePrice(hostile);
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});
