/** Words of the counterfeit trade and of honest trade, for the trademark detectors. Data: `config/lexicon/`. */
import { z } from "zod";
import { categoryNameSchema } from "../category.ts";
import { bilingualSchema } from "../words.ts";

const words = z.array(z.string().min(1)).default([]);

/** What a word of the counterfeit trade talks about. Each group is one signal of its own. */
export const slangGroups = ["grade", "copy", "channel", "place", "evasion", "style", "boast", "disclaimer"] as const;

export const slangSchema = z.strictObject({
  term: z.string().min(1),
  group: z.enum(slangGroups),
  /** `strong` is enough to look at; `weak` and `ambiguous` only add to other signals. */
  strength: z.enum(["strong", "weak", "ambiguous"]),
  /** What must stand in the same listing before the word counts. */
  needs: z.enum(["none", "brand-nearby", "apparel", "shoes"]),
  why: z.string(),
  variants: words,
  /** Longer wordings in which the word is innocent; each cancels the hit it covers. */
  benignContexts: words,
  /** Words that make it innocent wherever they stand in the listing, as 翡翠 does for A货. */
  benignTopics: words,
});
export type Slang = Readonly<z.infer<typeof slangSchema>>;

/** A circumstance under which naming another's mark is honest, with the words that show it. */
export const clearingSchema = z.strictObject({
  code: z.string().regex(/^[a-z-]+$/u),
  sentence: bilingualSchema,
  words: z.array(z.string().min(1)).min(1),
  /** Wordings that hold one of the words but mean something else. */
  except: words,
});
export type Clearing = Readonly<z.infer<typeof clearingSchema>>;

export const ordinaryWordSchema = z.strictObject({
  /** The mark's name, as the register writes it. */
  word: z.string().min(1),
  /** What the word means when it is no mark, for the sentence that clears it. */
  meaning: bilingualSchema,
  /** Words that show the ordinary meaning. */
  asWord: words,
  /** Words that show that the mark is meant. */
  asMark: words,
});
export type OrdinaryWord = Readonly<z.infer<typeof ordinaryWordSchema>>;

export const tradeWordsSchema = z.strictObject({
  slang: z.array(slangSchema).default([]),
  /** Words that deny what stands next to them: 拒绝高仿, "not a replica". */
  negation: z.strictObject({ before: words, after: words, except: words }).prefault({}),
  /** A name after one of `before` or before one of `after` names the machine that a part fits. */
  compatibility: z
    .strictObject({
      before: words,
      after: words,
      /** Accessories and consumables that are made to fit another's machine. */
      parts: words,
      /** Goods that fit no machine: compatibility is no excuse (clothing, bags, jewellery, cosmetics). */
      never: words,
    })
    .prefault({}),
  /** What follows one of these in a description is said by buyers. */
  otherSpeakers: words,
  /** Characters that make one word with a name and leave it the name (茅台酒). */
  nameEndings: words,
  /** Values of a brand attribute that name no brand. */
  noBrand: words,
  /** Names of attributes that hold the brand. */
  brandAttributes: words,
  clearings: z.array(clearingSchema).default([]),
  authority: z
    .strictObject({
      /** Claims of the maker's own shop. */
      shop: words,
      /** Claims of a licence from the maker. */
      licence: words,
      /** Shops that say what they are not. */
      except: words,
    })
    .prefault({}),
  genuine: words,
  labels: z
    .strictObject({
      /** Labels, tags and packaging that carry a mark apart from the goods. */
      goods: words,
      /** Containers that are refilled when they come back. */
      empties: words,
      /** Acts that put a mark where the maker did not. */
      acts: words,
      except: words,
    })
    .prefault({}),
  prices: z
    .strictObject({
      /** The price is not that of the whole article. */
      partial: words,
      /** Articles that cost a fraction of what the mark is known for. */
      smallGoods: words,
      /** Rough yuan of one unit, for telling orders of magnitude apart and nothing else. */
      yuan: z.record(z.string().length(3), z.number().positive()).default({}),
    })
    .prefault({}),
  /** Words for kinds of goods: the same kind in listing and reference price makes the two comparable. */
  kindsOfGoods: z
    .array(z.strictObject({ kind: z.string().min(1), category: categoryNameSchema, words: z.array(z.string().min(1)).min(1) }))
    .default([]),
  /** Names in the register that are also words. */
  ordinaryWords: z.array(ordinaryWordSchema).default([]),
});
export type TradeWords = Readonly<z.infer<typeof tradeWordsSchema>>;
