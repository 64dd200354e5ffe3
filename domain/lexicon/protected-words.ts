/** Words for patent claims, indications, signs and the identifiers that back them up. Data: `config/lexicon/`. */
import { z } from "zod";

export const protectedWordsSchema = z.strictObject({
  /** Words after an indication's name that evoke it: 式, 型, 风味, style. */
  styleWords: z.array(z.string().min(1)).default([]),
});
export type ProtectedWords = Readonly<z.infer<typeof protectedWordsSchema>>;
