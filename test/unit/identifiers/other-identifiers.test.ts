import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCccCertificate } from "../../../domain/identifiers/ccc-certificate.ts";
import { creditCodeCheck, creditCodeRegion, parseCreditCode } from "../../../domain/identifiers/credit-code.ts";
import { ean13Check, parseEan13 } from "../../../domain/identifiers/ean13.ts";
import { foodLicenceCheck, parseFoodLicence } from "../../../domain/identifiers/food-licence.ts";
import { readForeignPatent } from "../../../domain/identifiers/foreign-patent.ts";
import { parseGreenFood } from "../../../domain/identifiers/green-food.ts";
import { parseMedicalDeviceRegistration } from "../../../domain/identifiers/medical-device-registration.ts";
import { parseNiosh } from "../../../domain/identifiers/niosh.ts";
import { parseStandard, standardState } from "../../../domain/identifiers/standards.ts";

describe("unified social credit codes", () => {
  it.each([
    ["91350100M000100Y43", "350100"],
    ["91512081MA62K0260E", "512081"],
    ["11320000MB151840XJ", "320000"],
    ["91330100799655058B", "330100"],
    ["914403001922038216", "440300"],
    ["9144030071526726XG", "440300"],
    ["9131000063159284XQ", "310000"],
  ])("reads %s", (code, region) => expect(parseCreditCode(code)).toMatchObject({ ok: true, region, organisationSound: true }));

  it.each([
    ["91350100M000100Y4Z", "bad-character"],
    ["91310115MA1H9TGA8G", "bad-check-character"],
    ["9135010", "bad-length"],
    ["91350100M000100YI3", "bad-character"],
  ])("names the fault of %s", (code, fault) => expect(parseCreditCode(code)).toMatchObject({ ok: false, fault }));

  it("still reads the region of a genuine code that fails the check", () => expect(creditCodeRegion("91350211M0000XUF46")).toBe("350211"));

  it("catches every single wrong character", () => {
    const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
        fc.nat(16),
        fc.integer({ min: 1, max: 30 }),
        (tail, place, by) => {
          const first = `91330106${tail.join("")}`;
          const at = place % 17;
          const wrong = alphabet[(alphabet.indexOf(first[at] ?? "") + by) % 31] ?? "";
          expect(parseCreditCode(first.slice(0, at) + wrong + first.slice(at + 1) + creditCodeCheck(first)).ok).toBe(false);
        },
      ),
    );
  });
});

describe("food licences", () => {
  it.each([
    ["SC11464010500015", "640105"],
    ["SC11333019700024", "330197"],
    ["SC11837048101233", "370481"],
    ["SC11834020305037", "340203"],
    ["SC12636098200051", "360982"],
    ["SC11532139200465", "321392"],
    ["SC12434017430075", "340174"],
    ["SC11432010400101", "320104"],
    ["SC11351090100010", "510901"],
    ["SC10741018302531", "410183"],
    ["SC10744030704994", "440307"],
  ])("reads %s", (code, region) => expect(parseFoodLicence(code)).toMatchObject({ ok: true, region }));

  it.each([
    ["SC12345678901234", "2", "4"],
    ["SC10600000000000", "2", "0"],
  ])("says what the check digit of %s should be", (code, expected, found) =>
    expect(parseFoodLicence(code)).toEqual({ ok: false, fault: "bad-check-digit", expected, found }),
  );

  it("knows the mark it replaced", () => expect(parseFoodLicence("QS3301 0601 0123")).toMatchObject({ ok: false, fault: "obsolete-qs" }));

  it("catches every single wrong digit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }).map(String), { minLength: 10, maxLength: 10 }),
        fc.integer({ min: 3, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, by) => {
          const first = `101${digits.join("")}`;
          const wrong = String((Number(first[at]) + by) % 10);
          expect(parseFoodLicence(`SC${first.slice(0, at)}${wrong}${first.slice(at + 1)}${foodLicenceCheck(first)}`).ok).toBe(false);
        },
      ),
    );
  });
});

describe("EAN-13", () => {
  it.each(["6936983800013", "6921168509256", "6902538004045", "4006381333931", "5000112546415", "9780306406157"])("reads %s", (code) =>
    expect(parseEan13(code).ok).toBe(true),
  );
  it("says what the last digit of a filler should be", () =>
    expect(parseEan13("6901234567890")).toEqual({ ok: false, fault: "bad-check-digit", expected: "2", found: "0" }));
  it("takes no prefix for an origin", () => expect(parseEan13("4006381333931")).toMatchObject({ ok: true, issuedInChina: false }));
  it("catches every single wrong digit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }).map(String), { minLength: 12, maxLength: 12 }),
        fc.nat(11),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, by) => {
          const first = digits.join("");
          expect(parseEan13(first.slice(0, at) + String((Number(first[at]) + by) % 10) + first.slice(at + 1) + ean13Check(first)).ok).toBe(
            false,
          );
        },
      ),
    );
  });
});

describe("medical device numbers", () => {
  it.each([
    ["国械注准20203140123", 3],
    ["浙械注准20202140456", 2],
    ["国械注进20193140123", 3],
    ["国械注许20203140001", 3],
    ["浙杭械备20200123号", 1],
  ])("reads %s", (text, deviceClass) => expect(parseMedicalDeviceRegistration(text)).toMatchObject({ ok: true, deviceClass }));
  it.each([
    ["国械注准2020214123", "bad-length"],
    ["国械注准20201140123", "bad-class-digit"],
    ["国械注准20202140123", "class-against-authority"],
    ["浙械注准20203140123", "class-against-authority"],
    ["械字号", "no-number"],
  ])("names the fault of %s", (text, fault) => expect(parseMedicalDeviceRegistration(text)).toMatchObject({ ok: false, fault }));
});

describe("the remaining identifiers", () => {
  it("reads a CCC certificate and refuses other lengths, years to come and filler", () => {
    expect(parseCccCertificate("2016010901123456")).toMatchObject({ ok: true, year: 2016, body: "01", category: "0901" });
    expect(parseCccCertificate("20160109011234567890")).toMatchObject({ ok: false, fault: "bad-length" });
    expect(parseCccCertificate("2030010901123456", new Date("2026-06-30"))).toMatchObject({ ok: false, fault: "future-year" });
    expect(parseCccCertificate("2020011111111111")).toMatchObject({ ok: false, fault: "filler" });
  });
  it("reads a NIOSH number in every spelling of its joints", () => {
    for (const text of ["TC-84A-0007", "TC 84A 0007", "tc84a-0007", "TC–84A–0007"])
      expect(parseNiosh(text)).toMatchObject({ ok: true, serial: "0007" });
    expect(parseNiosh("TC-23C-1234")).toMatchObject({ ok: false, fault: "other-schedule" });
  });
  it("reads green-food codes", () => {
    expect(parseGreenFood("GF330102201234")).toMatchObject({ ok: true, region: "330102", year: 2020 });
    expect(parseGreenFood("LB-40-21011234567A")).toMatchObject({ ok: true, form: "product" });
    expect(parseGreenFood("GF3301022012")).toMatchObject({ ok: false, fault: "bad-length" });
  });
  it.each([
    ["GB2626-2019", "GB 2626", 2019],
    ["GB/T 1354—2018", "GB/T 1354", 2018],
    ["YY/T0969-2013", "YY/T 0969", 2013],
    ["EN149:2001+A1:2009", "EN 149", 2001],
  ])("reads the standard %s", (text, name, year) => expect(parseStandard(text)).toMatchObject({ ok: true, name, year }));
  it("tells a standard in force from one replaced and one to come", () => {
    const versions = [
      { standard: "YY 0469", year: 2011, validFrom: "2013-06-01", validTo: "2026-11-30" },
      { standard: "YY 0469", year: 2023, validFrom: "2026-12-01" },
    ];
    expect(standardState({ name: "YY 0469", year: 2011 }, versions, "2026-11-30").kind).toBe("in-force");
    expect(standardState({ name: "YY 0469", year: 2011 }, versions, "2026-12-01")).toEqual({
      kind: "replaced",
      since: "2026-12-01",
      by: "YY 0469-2023",
    });
    expect(standardState({ name: "YY 0469", year: 2023 }, versions, "2026-11-30")).toEqual({ kind: "not-yet", from: "2026-12-01" });
  });
  it.each([
    ["US 9,999,999 B2", "US", "granted"],
    ["US D812,345 S", "US", "granted"],
    ["US 2020/0123456 A1", "US", "application"],
    ["EP 2123456 B1", "EP", "granted"],
    ["EP1234567A1", "EP", "application"],
    ["特許第6123456号", "JP", "granted"],
    ["WO2019/123456", "WO", "application"],
    ["PCT/CN2019/123456", "WO", "application"],
  ])("takes %s for what it is", (text, office, status) => expect(readForeignPatent(text)).toMatchObject({ office, status }));
});
