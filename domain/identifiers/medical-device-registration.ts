/**
 * Medical device registration and filing numbers (SAMR Order 47, Arts. 115–116): `×械注(准|进|许)` + year 4 + class digit + code 2 +
 * serial 4; 国 stands for domestic class III and everything imported, the province's sign for domestic class II. Class I is
 * only filed (`×械备`) with the city.
 */
import type { Parsed } from "./parsed.ts";
import { compact } from "./parsed.ts";

export interface MedicalDeviceParts {
  readonly number: string;
  readonly form: "registration" | "filing";
  /** 国 or the province's sign. */
  readonly authority: string;
  readonly origin: "domestic" | "imported" | "hong-kong-macau-taiwan" | null;
  readonly year: number;
  readonly deviceClass: 1 | 2 | 3;
  readonly serial: string;
}

export type MedicalDeviceFault = "no-number" | "bad-length" | "bad-class-digit" | "class-against-authority";

const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
const registration = new RegExp(`^([国${provinces}])械注([准进许])(\\d+)号?$`, "u");
const filing = new RegExp(`^([国${provinces}])[\\u4e00-\\u9fff]?械备(\\d+)号?$`, "u");
const origins = { 准: "domestic", 进: "imported", 许: "hong-kong-macau-taiwan" } as const;

export function parseMedicalDeviceRegistration(text: string): Parsed<MedicalDeviceParts, MedicalDeviceFault> {
  const plain = compact(text).replaceAll(/[-.::()（）[\]]/gu, "");
  const filed = filing.exec(plain);
  if (filed !== null) {
    const [, authority = "", digits = ""] = filed;
    // The rule shows four digits of serial; older filings carry other lengths, so only an impossible length is a fault.
    if (digits.length < 7 || digits.length > 10) return { ok: false, fault: "bad-length", expected: "8", found: String(digits.length) };
    return {
      ok: true,
      number: plain,
      form: "filing",
      authority,
      origin: plain.includes("进") ? "imported" : null,
      year: Number(digits.slice(0, 4)),
      deviceClass: 1,
      serial: digits.slice(4),
    };
  }
  const registered = registration.exec(plain);
  if (registered === null) return { ok: false, fault: "no-number" };
  const [, authority = "", way = "", digits = ""] = registered;
  if (digits.length !== 11) return { ok: false, fault: "bad-length", expected: "11", found: String(digits.length) };
  const classDigit = digits[4] ?? "";
  if (classDigit !== "2" && classDigit !== "3") return { ok: false, fault: "bad-class-digit", expected: "2, 3", found: classDigit };
  const deviceClass = classDigit === "2" ? 2 : 3;
  const origin = way === "准" || way === "进" || way === "许" ? origins[way] : null;
  if (origin === "domestic" && authority === "国" && deviceClass === 2)
    return { ok: false, fault: "class-against-authority", expected: "3", found: classDigit };
  if (authority !== "国" && (origin !== "domestic" || deviceClass === 3))
    return { ok: false, fault: "class-against-authority", expected: "国", found: authority };
  return {
    ok: true,
    number: plain,
    form: "registration",
    authority,
    origin,
    year: Number(digits.slice(0, 4)),
    deviceClass,
    serial: digits.slice(7),
  };
}
