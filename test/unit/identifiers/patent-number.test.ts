import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePatentNumber, patentCheck, termState } from "../../../domain/identifiers/patent-number.ts";

const sound: readonly (readonly [string, string, number, string])[] = [
  ["ZL201710601862.3", "new12", 2017, "invention"],
  ["ZL95115608.X", "old8", 1995, "invention"],
  ["97101765.4", "old8", 1997, "invention"],
  ["ZL99113861.9", "old8", 1999, "invention"],
  ["ZL01105715.7", "old8", 2001, "invention"],
  ["ZL00125301.8", "old8", 2000, "invention"],
  ["ZL200510030457.8", "new12", 2005, "invention"],
  ["ZL201110087876.0", "new12", 2011, "invention"],
  ["ZL201220572874.0", "new12", 2012, "utility-model"],
  ["ZL201330496875.1", "new12", 2013, "design"],
  ["ZL 2018 1 0999999.3", "new12", 2018, "invention"],
  ["ZL201680012345.6", "new12", 2016, "invention"],
  ["ZL201890001234.X", "new12", 2018, "utility-model"],
  ["CN202110123456.7", "new12", 2021, "invention"],
  ["ZL2023201234561", "new12", 2023, "utility-model"],
  ["ＺＬ２０２０２０１２３４５６．8", "new12", 2020, "utility-model"],
  ["ZL2O171O6O1862.3", "new12", 2017, "invention"],
];

const faulty: readonly (readonly [string, string])[] = [
  ["ZL201910123456.7", "bad-check-digit"],
  ["CN201711469835.X", "bad-check-digit"],
  ["CN201820953320.X", "bad-check-digit"],
  ["ZL202420000001.X", "bad-check-digit"],
  ["ZL202310123456", "missing-check-digit"],
  ["ZL202310123456.5", "bad-check-digit"],
  ["ZL201710601826.3", "bad-check-digit"],
  ["ZL202440123456.7", "bad-kind-digit"],
  ["ZL202050123456.1", "bad-kind-digit"],
  ["ZL198010123456.1", "year-before-system"],
  ["ZL199810123456.1", "wrong-form-for-year"],
  ["ZL10123456.1", "wrong-form-for-year"],
  ["ZL2020201234.5", "bad-length"],
  ["ZL20202012345678.9", "bad-length"],
  ["ZL2020XXXXXXXX.X", "masked"],
  ["ZL123456789", "wrong-form-for-year"],
  ["ZL1234567890", "bad-length"],
  ["CN108888888A", "publication-number"],
  ["CN208888888U", "grant-publication-number"],
  ["CN308888888S", "grant-publication-number"],
  ["CN108888888B", "grant-publication-number"],
  ["证书号第12345678号", "certificate-number"],
  ["ZL000000000000.0", "year-before-system"],
  ["专利号:申请中", "no-number"],
];

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const kindDigit = fc.constantFrom("1", "2", "3", "8", "9");
const newCore = fc
  .tuple(fc.integer({ min: 2004, max: 2026 }).map(String), kindDigit, fc.array(digit, { minLength: 7, maxLength: 7 }))
  .map(([year, kind, serial]) => year + kind + serial.join(""));
const oldCore = fc
  .tuple(fc.constantFrom("89", "95", "99", "00", "02"), kindDigit, fc.array(digit, { minLength: 5, maxLength: 5 }))
  .map(([year, kind, serial]) => year + kind + serial.join(""));
const soundNumber = fc.oneof(newCore, oldCore).map((core) => ({ core, text: `ZL${core}.${patentCheck(core).expected}` }));

describe("patent numbers", () => {
  it.each(sound)("reads %s", (text, form, year, kind) => {
    expect(parsePatentNumber(text)).toMatchObject({ ok: true, form, year, kind });
  });

  it.each(faulty)("names the fault of %s", (text, fault) => {
    expect(parsePatentNumber(text)).toMatchObject({ ok: false, fault });
  });

  it("says which check digit it expected and which it found", () => {
    expect(parsePatentNumber("ZL201910123456.7")).toEqual({ ok: false, fault: "bad-check-digit", expected: "X", found: "7" });
  });

  it("shows the arithmetic of the worked example: sum 186, remainder 10, X", () => {
    expect(patentCheck("95115608")).toEqual({ sum: 186, remainder: 10, expected: "X" });
  });

  it("takes a year after the capture for a fault only when it is told the day", () => {
    const text = `ZL203010123456.${patentCheck("203010123456").expected}`;
    expect(parsePatentNumber(text).ok).toBe(true);
    expect(parsePatentNumber(text, new Date("2026-06-30T00:00:00Z"))).toMatchObject({ fault: "future-year", found: "2030" });
  });

  it("counts the year in China: on New Year's Eve in London it is already next year", () => {
    const text = `ZL202710123456.${patentCheck("202710123456").expected}`;
    expect(parsePatentNumber(text, new Date("2026-12-31T17:00:00Z")).ok).toBe(true);
  });

  it("reads any sound number in any spacing, width and case", () => {
    fc.assert(
      fc.property(soundNumber, fc.constantFrom(" ", "  ", ""), fc.boolean(), ({ core, text }, gap, wide) => {
        const year = core.length === 12 ? 4 : 2;
        const spaced = `ZL${gap}${core.slice(0, year)}${gap}${core.slice(year, year + 1)}${gap}${core.slice(year + 1)}.${text.slice(-1).toLowerCase()}`;
        const written = wide
          ? [...spaced].map((letter) => (letter > " " ? String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0) : letter)).join("")
          : spaced;
        expect(parsePatentNumber(written)).toMatchObject({ ok: true, number: text });
      }),
    );
  });

  it("catches every single wrong digit", () => {
    fc.assert(
      fc.property(soundNumber, fc.nat(12), fc.integer({ min: 1, max: 9 }), ({ core, text }, place, by) => {
        const at = place % core.length;
        const wrong = String((Number(core[at]) + by) % 10);
        expect(parsePatentNumber(`ZL${core.slice(0, at)}${wrong}${core.slice(at + 1)}.${text.slice(-1)}`).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("catches every wrong check digit", () => {
    fc.assert(
      fc.property(soundNumber, fc.constantFrom(..."0123456789X"), ({ core, text }, check) => {
        expect(parsePatentNumber(`ZL${core}.${check}`).ok).toBe(check === text.slice(-1));
      }),
    );
  });

  it("catches every swap of neighbours", () => {
    fc.assert(
      fc.property(soundNumber, fc.nat(12), ({ core, text }, place) => {
        const at = place % (core.length - 1);
        fc.pre(core[at] !== core[at + 1]);
        const swapped = core.slice(0, at) + core.slice(at + 1, at + 2) + core.slice(at, at + 1) + core.slice(at + 2);
        expect(parsePatentNumber(`ZL${swapped}.${text.slice(-1)}`).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("answers any text without throwing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((units) => String.fromCharCode(...units)),
        (text) => typeof parsePatentNumber(text).ok === "boolean",
      ),
      { numRuns: 100 },
    );
    expect(parsePatentNumber("\u0000").ok).toBe(false);
  });
});

describe("the term by number", () => {
  it.each([
    ["ZL200820111222.0", "2020-06-30", "expired"],
    ["ZL200910000001.5", "2020-06-30", "in-term"],
    ["ZL99113861.9", "2020-06-30", "expired"],
    ["ZL201020123456.4", "2020-06-30", "borderline"],
    ["ZL201530098765.9", "2026-11-23", "expired"],
    ["ZL202130123456.8", "2032-01-01", "borderline"],
    ["ZL202230123456.0", "2035-01-01", "in-term"],
  ])("of %s on %s is %s", (text, day, state) => {
    const core = text.replaceAll(/\D/gu, "").slice(0, text.length > 14 ? 12 : 8);
    const year = core.length === 12 ? Number(core.slice(0, 4)) : Number(core.slice(0, 2)) + (core.startsWith("0") ? 2000 : 1900);
    const kind = ({ 1: "invention", 2: "utility-model", 3: "design" } as const)[
      (core.length === 12 ? core[4] : core[2]) as "1" | "2" | "3"
    ];
    expect(termState({ year, kind }, new Date(`${day}T02:00:00Z`))).toBe(state);
  });
});
