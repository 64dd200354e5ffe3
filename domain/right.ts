/**
 * Rights and the register that holds them. The JSON shape is a promise to users (`register import`);
 * a change here is a line in CHANGELOG.md.
 */
import { z } from "zod";
import { nullIsAbsent } from "./absent.ts";
import { categoryNameSchema } from "./category.ts";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}/u, "a date, as in 2026-06-30");
const regionCode = z
  .string()
  .min(2)
  .max(40)
  .transform((code) => (/^(?:\d{2}|\d{4})$/u.test(code) ? code.padEnd(6, "0") : code));
const names = z.array(z.string().min(1)).default([]);

/** Where a fact of the starter register was seen. `verified: false` never decides alone. */
const sourced = { source: z.string().optional(), verified: z.boolean().optional() };

export const trademarkSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  owner: z.string().default(""),
  aliases: names,
  /** Trade nicknames (香奶奶, 大鹅): found, but weaker than a name. */
  nicknames: names,
  registrations: z
    .array(
      z.object({
        number: z.string(),
        classes: z.array(z.number().int().min(1).max(45)).default([]),
        validFrom: date.optional(),
        validTo: date.optional(),
      }),
    )
    .default([]),
  /** Nice classes where the registrations themselves are not listed. */
  classes: z.array(z.number().int().min(1).max(45)).default([]),
  categories: z.array(categoryNameSchema).default([]),
  sellers: z.object({ flagship: names, authorised: names }).default({ flagship: [], authorised: [] }),
  referencePrices: z
    .array(z.object({ item: z.string(), currency: z.string().default("CNY"), min: z.number(), max: z.number() }))
    .default([]),
  wellKnown: z.boolean().default(false),
  images: names,
  ...sourced,
});
export type Trademark = Readonly<z.infer<typeof trademarkSchema>>;

export const patentKinds = ["invention", "utility-model", "design"] as const;
export const patentStatuses = ["granted", "pending", "lapsed", "expired", "invalidated", "rejected"] as const;

export const patentSchema = z.object({
  number: z.string().min(1),
  kind: z.enum(patentKinds),
  title: z.string().default(""),
  holder: z.string().default(""),
  status: z.enum(patentStatuses),
  /** When the office's record said so; a status without a date proves little. */
  statusDate: date.optional(),
  licensees: names,
  ...sourced,
});
export type Patent = Readonly<z.infer<typeof patentSchema>>;

export const geographicalIndicationSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  aliases: names,
  translations: names,
  product: z.string().default(""),
  country: z.string().default("CN"),
  region: z.string().default(""),
  /**
   * GB/T 2260 codes; a province or prefecture code covers what lies inside it, and may be written short (53, 5308). Codes of
   * other countries (FR, GB-SCT) stay as they are and cover nothing in the table.
   */
  regionCodes: z.array(regionCode).default([]),
  regionKeywords: names,
  authorisedUsers: names,
  /** Uses of the words that are not the indication: varieties, colours, dishes, namesake places. */
  benignContexts: names,
  /** Product standard of the indication, as in GB/T 19266. */
  standard: z.string().optional(),
  ...sourced,
});
export type GeographicalIndication = Readonly<z.infer<typeof geographicalIndicationSchema>>;

export const signRegimes = ["olympic", "official", "special", "quality"] as const;

export const specialSignSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  terms: names,
  regime: z.enum(signRegimes),
  holder: z.string().default(""),
  licensees: names,
  validFrom: date.optional(),
  validTo: date.optional(),
  benignContexts: names,
  images: names,
  ...sourced,
});
export type SpecialSign = Readonly<z.infer<typeof specialSignSchema>>;

export const registerSchema = nullIsAbsent(
  z.object({
    version: z.string().min(1),
    trademarks: z.array(trademarkSchema).default([]),
    patents: z.array(patentSchema).default([]),
    geographicalIndications: z.array(geographicalIndicationSchema).default([]),
    specialSigns: z.array(specialSignSchema).default([]),
  }),
);
/** All rights at one version. */
export type Register = Readonly<z.infer<typeof registerSchema>>;

export const emptyRegister = (version: string): Register => registerSchema.parse({ version });
