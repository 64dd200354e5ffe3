/** NIOSH approval number of a filtering facepiece respirator: `TC-84A-` and four or five digits (CDC/NIOSH guidance, republished). */
import type { Parsed } from "./parsed.ts";
import { compact, hyphens } from "./parsed.ts";

export interface NioshParts {
  /** As NIOSH writes it: `TC-84A-0006`. */
  readonly number: string;
  readonly serial: string;
}

export type NioshFault = "no-number" | "bad-length" | "other-schedule";

/** The nine filter classes NIOSH knows; N96, KN100 and the like are not among them. */
export const nioshClasses = ["N95", "N99", "N100", "R95", "R99", "R100", "P95", "P99", "P100"] as const;

export function parseNiosh(text: string): Parsed<NioshParts, NioshFault> {
  const plain = compact(text).replaceAll(hyphens, "-");
  const found = /^TC-?(\d{2})([A-Z])-?(\d+)([A-Z]{0,2})$/u.exec(plain);
  if (found === null) return { ok: false, fault: "no-number" };
  const [, schedule = "", letter = "", serial = "", suffix = ""] = found;
  // Schedule 84A is filtering facepieces; 23C (gas masks) and the rest are other things.
  if (schedule !== "84" || letter !== "A") return { ok: false, fault: "other-schedule", expected: "84A", found: `${schedule}${letter}` };
  if (serial.length < 4 || serial.length > 5) return { ok: false, fault: "bad-length", expected: "4–5", found: String(serial.length) };
  return { ok: true, number: `TC-84A-${serial}${suffix}`, serial };
}
