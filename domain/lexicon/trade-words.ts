/** Words of the counterfeit trade and of honest trade, for the trademark detectors. Data: `config/lexicon/`. */
import { z } from "zod";

const words = z.array(z.string().min(1)).default([]);

export const tradeWordsSchema = z.strictObject({
  slang: z
    .array(
      z.strictObject({
        term: z.string().min(1),
        strength: z.enum(["strong", "weak", "ambiguous"]),
        needs: z.enum(["none", "brand-nearby", "apparel", "shoes"]),
        why: z.string(),
        variants: words,
        benignContexts: words,
      }),
    )
    .default([]),
});
export type TradeWords = Readonly<z.infer<typeof tradeWordsSchema>>;
