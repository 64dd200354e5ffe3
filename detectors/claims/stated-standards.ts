/** Standards and device numbers as a listing states them, each with its place. */
import { parseMedicalDeviceRegistration } from "../../domain/identifiers/medical-device-registration.ts";
import { parseStandard } from "../../domain/identifiers/standards.ts";
import type { Field } from "./fields.ts";

export interface Stated<T> {
  readonly field: Field;
  /** In the folded view. */
  readonly start: number;
  readonly end: number;
  readonly written: string;
  readonly parsed: T;
}

const standardShape =
  /(?<![a-z0-9])(?:gb|yy|ny|sb|qb|en|astm|db\d{2,4})\s?\/?\s?[tz]?\s?[-‐-―]?\s?[a-z]?\d{3,6}(?:\.\d{1,2})?(?:\s?[-‐-―:]\s?(?:19|20)\d{2})?(?!\d)/gu;
const deviceShape =
  /[国京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][\u4e00-\u9fff]?械(?:注[准进许]|备)\s?[\d\s]{6,14}\d/gu;

export function standardsIn(fields: readonly Field[]): Stated<ReturnType<typeof parseStandard>>[] {
  return fields.flatMap((field) =>
    /\d/u.test(field.folded) ? [...field.folded.matchAll(standardShape)].map((match) => stated(field, match, parseStandard(match[0]))) : [],
  );
}

export function deviceNumbersIn(fields: readonly Field[]): Stated<ReturnType<typeof parseMedicalDeviceRegistration>>[] {
  return fields.flatMap((field) =>
    field.folded.includes("械")
      ? [...field.folded.matchAll(deviceShape)].map((match) => stated(field, match, parseMedicalDeviceRegistration(match[0])))
      : [],
  );
}

function stated<T>(field: Field, match: RegExpExecArray, parsed: T): Stated<T> {
  return { field, start: match.index, end: match.index + match[0].length, written: match[0].trim(), parsed };
}
