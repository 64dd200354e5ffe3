/** What a patent office or a register says of a patent: a status with its date and where it was read. */
import { compact } from "./identifiers/parsed.ts";
import type { Patent } from "./right.ts";

export interface PatentStatus {
  readonly patent: Patent;
  /** Where it was read: the register's version, or the export file and its date. */
  readonly source: string;
}

/** One way of knowing a patent's status. No entry is no answer: it never means that the patent does not exist. */
export interface PatentStatusSource {
  readonly name: string;
  look(number: string): PatentStatus | null;
}

/** The same for ZL 2018 1 0999999.3, 201810999999.3 and CN201810999999.3; foreign numbers keep their office. */
export function patentKey(number: string): string {
  return compact(number)
    .replace(/^(?:ZL|CN)(?=\d)/u, "")
    .replaceAll(/[^0-9A-Z]/gu, "");
}

/** Status as the register has it. The later of two entries for one number counts. */
export function registerStatus(patents: readonly Patent[], source: string): PatentStatusSource {
  const byKey = new Map<string, Patent>();
  for (const patent of patents) {
    const key = patentKey(patent.number);
    const before = byKey.get(key);
    if (before === undefined || (patent.statusDate ?? "") >= (before.statusDate ?? "")) byKey.set(key, patent);
  }
  return {
    name: "register",
    look(number) {
      const patent = byKey.get(patentKey(number));
      return patent === undefined ? null : { patent, source: patent.source ?? source };
    },
  };
}
