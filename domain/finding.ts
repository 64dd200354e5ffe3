/** One detector's answer on one observation, and what the answers together make of a listing. */
import { z } from "zod";
import { bilingualSchema } from "./words.ts";

export const infringementKinds = ["trademark", "patent", "geographical-indication", "special-sign"] as const;
export const infringementKindSchema = z.enum(infringementKinds);
export type InfringementKind = z.infer<typeof infringementKindSchema>;

export const verdicts = ["suspected", "cleared", "undetermined"] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * One located reason. Text reasons carry `field` and `span` (UTF-16 offsets, `text.slice(...span)` is what
 * is marked); picture reasons carry `image` (index) and `box` `[x, y, width, height]` in pixels.
 * `field` is `title`, `description`, `attributes.<name>`, `seller.name` or `ocr.<index>`.
 */
export const reasonSchema = z.object({
  code: z.string(),
  sentence: bilingualSchema,
  field: z.string().optional(),
  span: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]).optional(),
  matched: z.string().optional(),
  normalised: z.string().optional(),
  image: z.number().int().nonnegative().optional(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});
export type Reason = Readonly<z.infer<typeof reasonSchema>>;

export const lawReferenceSchema = z.object({ law: z.string(), article: z.string(), version: z.string() });
export type LawReference = Readonly<z.infer<typeof lawReferenceSchema>>;

export const findingSchema = z.object({
  kind: infringementKindSchema,
  subtype: z.string(),
  target: z.object({ rightId: z.string(), name: z.string() }),
  verdict: z.enum(verdicts),
  /** Calibrated: of the findings given 0.9, about nine in ten should hold. */
  probability: z.number().min(0).max(1),
  reasons: z.array(reasonSchema),
  law: z.array(lawReferenceSchema),
  detector: z.object({ name: z.string(), version: z.number().int().positive() }),
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

export const priorities = ["high", "medium", "low", "none"] as const;
export type Priority = (typeof priorities)[number];

/** What the findings on one right and kind add up to: the seed of a lead. */
export interface Weighed {
  readonly kind: InfringementKind;
  readonly rightId: string;
  readonly rightName: string;
  readonly probability: number;
  readonly priority: Priority;
  readonly verdict: Verdict;
  readonly sentences: readonly { readonly zh: string; readonly en: string }[];
  readonly findings: readonly Finding[];
}

/** One line of `tiequan screen`. */
export interface Screening {
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly lead: { readonly probability: number; readonly priority: Priority };
  /** What was cut short or could not be looked at, in words; absent when nothing was. */
  readonly notes?: readonly string[];
}

/** A finding at or above this probability flags its listing unless the caller says otherwise (`--min`). */
export const defaultFlaggingLine = 0.5;
