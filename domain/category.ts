/**
 * The priority goods of the 2020 Iron Fist plan (2020年知识产权执法“铁拳”行动方案, SAMR, 2020-04-28),
 * plus the agricultural specialities that geographical indications protect.
 */
import { z } from "zod";
import { bilingualSchema } from "./words.ts";

export const categoryNames = ["ppe", "food", "electronics", "appliances", "auto-parts", "apparel-bags", "agri"] as const;
export const categoryNameSchema = z.enum(categoryNames);
export type CategoryName = z.infer<typeof categoryNameSchema>;

/** One category as `config/categories.yaml` describes it. Prices are in whole yuan. */
export const categorySchema = z.strictObject({
  name: categoryNameSchema,
  title: bilingualSchema,
  /** What a sampler types into a marketplace's search box. */
  searchWords: z.array(z.string().min(1)).min(1),
  /** Nice classes the goods usually fall in; a reference, not a proof of similar goods. */
  niceClasses: z.array(z.number().int().min(1).max(45)).min(1),
  /** Lower bounds of the price bands that sampling stratifies by. */
  priceBands: z.array(z.number().nonnegative()).min(1),
  /** Words that place a listing without a category here, by plain counting. */
  signalWords: z.array(z.string().min(1)).default([]),
  /** Identifiers that lawful goods of this category usually show. */
  identifiers: z.array(z.string()).default([]),
});
export type Category = z.infer<typeof categorySchema>;
