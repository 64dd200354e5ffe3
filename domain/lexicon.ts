/** The words detectors read by: slang, phrases, benign contexts, laws, regions. Data from `config/`, checked at start. */
import type { CalendarEvent } from "./calendar.ts";
import type { Category } from "./category.ts";
import type { ProtectedWords } from "./lexicon/protected-words.ts";
import type { TradeWords } from "./lexicon/trade-words.ts";
import type { LawBook } from "./law.ts";
import type { RegionTable } from "./region.ts";
import type { Register, Trademark } from "./right.ts";

export interface Lexicon {
  readonly categories: readonly Category[];
  readonly laws: LawBook;
  readonly regions: RegionTable;
  /** For trademarks: slang of the counterfeit trade, compatibility and negation words, ordinary words. */
  readonly trade: TradeWords;
  /** For patents, indications, signs and identifiers: claim wording, style wording, sign contexts, standards. */
  readonly protected: ProtectedWords;
  /** Well-known marks of the starter register: watched for look-alikes even where the register in use lacks them. */
  readonly wellKnownMarks?: readonly Trademark[];
  /** Indications and signs of the starter register: they count where the register in use does not hold the right itself. */
  readonly watched?: Pick<Register, "geographicalIndications" | "specialSigns">;
  /** Windows in which some signs are watched more closely. */
  readonly events?: readonly CalendarEvent[];
}
