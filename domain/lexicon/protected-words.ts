/** Words for patent claims, indications, signs and the identifiers that back them up. Data: `config/lexicon/`. */
import { z } from "zod";

const words = z.array(z.string().min(1)).default([]);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, "a date, as in 2026-06-30");

const patentWordsSchema = z.strictObject({
  /** Before a number: 专利号, patent no. */
  numberLabels: words,
  /** Before an application number: 申请号. */
  applicationLabels: words,
  publicationLabels: words,
  certificateLabels: words,
  /** Attribute names and words whose numbers are something else: 型号, 货号, 电话. */
  otherNumberLabels: words,
  kinds: z.strictObject({ invention: words, "utility-model": words, design: words }),
  /** Attribute names that state the kind: 专利类型. */
  kindLabels: words,
  /** An honest word that it is only an application: 专利申请中, patent pending. */
  pending: words,
  /** The words the marking rule prescribes before grant. */
  lawfulPending: words,
  /** An application set where a patent number belongs. */
  pendingAsNumber: words,
  /** That it is granted: 已获专利, 专利产品. Beside a mere application, an application claimed as granted. */
  granted: words,
  national: words,
  international: words,
  foreign: words,
  reference: words,
  /** Words for what a design cannot protect: 配方, 技术. */
  technical: words,
  /** Latin claims without a number; 专利 itself needs no list. */
  latinClaims: words,
  /** Not a claim at all: 专利代理, patent leather, 非专利. */
  benign: words,
  /** A listing with one of these is about patents and claims none: 专利代理, patent attorney. */
  subject: words,
  /** Leather and fashion words near which `patent` is a finish. */
  finish: words,
  productionDateLabels: words,
  makerLabels: words,
});

const originWordsSchema = z.strictObject({
  /** Names of attributes that state where goods come from. */
  labels: words,
  /** Names of attributes that state where a parcel leaves from. */
  shipLabels: words,
  makerAddressLabels: words,
  /** In prose, before a place: 产自, grown in. */
  before: words,
  /** In prose, after a place: 原产, 出产, 直发. */
  after: words,
  /** Words that make a place not the origin of these goods: 发往, ships to. */
  notOrigin: words,
});

const indicationWordsSchema = z.strictObject({
  /** Directly after a name, where the thing named is no such product: 色, 杯. */
  benignAfter: z.array(z.string().min(1)).default([]),
  /** Directly before a name. */
  benignBefore: z.array(z.string().min(1)).default([]),
  negations: z.array(z.string().min(1)).default([]),
  /** Claims of the official sign or of protection. */
  signClaims: words,
  /** Saying that a user code or approval stands beside the sign. */
  userCodeLabels: words,
  /** Goods that no protected product is: a listing about these only names the product. */
  otherGoods: words,
});

/** How a term of a sign is read. `strong`: the term itself; every other reading asks for something beside it. */
export const signReadings = [
  "strong",
  "weak",
  "code",
  "fitness",
  "never",
  "emblem",
  "supply",
  "venue",
  "cross",
  "approval",
  "organisation",
  "green",
  "organic",
  "ccc",
  "mark",
  "title",
] as const;
export type SignReading = (typeof signReadings)[number];

const signWordsSchema = z.strictObject({
  /** Reading of single terms, and of all other terms of a sign. */
  readings: z.array(z.strictObject({ reading: z.enum(signReadings), terms: words, signs: words })).default([]),
  /** Goods on which Olympic is a size of bar, not the Games. */
  fitness: words,
  /** Words near an emblem by which the goods carry it rather than are it. */
  carries: words,
  /** Words by which the goods are the flag or badge itself. */
  isItself: words,
  /** A mark offered as goods: 标贴, 代办. */
  offered: words,
  medicalGoods: words,
  /** 特供, 专供 and the like. */
  supply: words,
  /** Whom 特供 must name to be a claim of state supply. */
  stateOrgans: words,
  /** Channels and customers that make 专供 ordinary trade language. */
  channels: words,
  /** Initials and pinyin of the trade for state supply. */
  codes: words,
  /** Goods on which such initials are read as state supply. */
  stateGoods: words,
  /** What turns a Games word into merchandise or promotion. */
  commercial: words,
  /** Ambush wording: no Olympic word needed near the Games. */
  ambush: words,
  /** Speaking of the event, not trading on it. */
  reporting: words,
  licensed: words,
  approvalClaims: words,
  negations: z.array(z.string().min(1)).default([]),
  organicCodes: words,
});

const standardVersionSchema = z.strictObject({
  standard: z.string().min(2),
  year: z.number().int(),
  validFrom: date,
  validTo: date.optional(),
  about: z.enum([
    "respirator",
    "medical-protective-mask",
    "surgical-mask",
    "medical-mask",
    "daily-mask",
    "child-mask",
    "indication",
    "general",
    "other",
  ]),
  medical: z.boolean().default(false),
  source: z.string(),
  verified: z.boolean(),
});

export const protectedWordsSchema = z.strictObject({
  /** Words after an indication's name that evoke it: 式, 型, 风味, style. */
  styleWords: z.array(z.string().min(1)).default([]),
  patent: patentWordsSchema.prefault({ kinds: {} }),
  origin: originWordsSchema.prefault({}),
  indication: indicationWordsSchema.prefault({}),
  sign: signWordsSchema.prefault({}),
  /** Countries by every name a listing may give them; `code` is ISO 3166-1, with parts as in GB-SCT. */
  countries: z.array(z.strictObject({ code: z.string().min(2), names: words })).default([]),
  standards: z.array(standardVersionSchema).default([]),
  ppe: z.strictObject({ medical: words, masks: words, earLoop: words, children: words, niosh: words }).prefault({}),
  /** Product nouns by class, so that an indication is looked for on goods it could be on. */
  products: z.array(z.strictObject({ class: z.string().min(1), words: words })).default([]),
});
export type ProtectedWords = Readonly<z.infer<typeof protectedWordsSchema>>;
