/** Law by date: a finding cites the version in force when the listing was captured. */
import { z } from "zod";
import type { LawReference } from "./finding.ts";
import { bilingualSchema } from "./words.ts";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, "a date, as in 2021-06-01");

export const lawRuleSchema = z.strictObject({
  /** What detectors ask for, as in `trademark.similar-mark`; the same id stands once per version. */
  id: z.string().min(1),
  law: z.string().min(1),
  article: z.string().min(1),
  version: z.string().min(1),
  validFrom: date,
  /** Last day in force; absent while it still is. */
  validTo: date.optional(),
  rule: bilingualSchema,
  source: z.string().min(1),
  /** False where text or article number was not read in an official text. */
  verified: z.boolean(),
});
export type LawRule = Readonly<z.infer<typeof lawRuleSchema>>;

export interface LawBook {
  readonly rules: readonly LawRule[];
}

/** The version of rule `id` in force at `at`, or null when the book has none: never a guess from another date. */
export function ruleInForce(book: LawBook, id: string, at: Date): LawRule | null {
  const day = chinaDay(at);
  return book.rules.find((rule) => rule.id === id && rule.validFrom <= day && (rule.validTo === undefined || day <= rule.validTo)) ?? null;
}

/** References for the rules in force; ids without a version at that date are left out. */
export function cite(book: LawBook, ids: readonly string[], at: Date): LawReference[] {
  return ids.flatMap((id) => {
    const rule = ruleInForce(book, id, at);
    return rule === null ? [] : [{ law: rule.law, article: rule.article, version: rule.version }];
  });
}

/** Calendar day in China (UTC+8, no daylight saving), in which Chinese law counts. */
export function chinaDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
