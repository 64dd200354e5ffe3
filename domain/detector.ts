/**
 * The detector contract. A detector is one file in `detectors/rules/` that exports `detector`;
 * it is found at start and tested by `test/contract/detectors.test.ts` the moment it exists.
 */
import type { Finding, Verdict } from "./finding.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Listing } from "./listing.ts";
import type { Register } from "./right.ts";
import type { Bilingual } from "./words.ts";

/** A listing and the verdict it must get. At least one example of every detector is an innocent look-alike. */
export interface Example {
  readonly why: string;
  readonly listing: Listing;
  /** Rights the example needs, beside an otherwise empty register. */
  readonly register: Partial<Register>;
  /** The strongest verdict among the findings; `none` when there must be no finding at all. */
  readonly expect: Verdict | "none";
}

/** What is known about the observation beyond the listing's own text. */
export interface Evidence {
  /** The instant of capture: decides which law version applies and which rights were in force. */
  readonly capturedAt: Date;
  /** Text read out of pictures, when something read it. */
  readonly pictureTexts?: readonly PictureText[];
}

export interface PictureText {
  readonly image: number;
  readonly text: string;
  readonly box: readonly [number, number, number, number];
}

export interface Screener {
  inspect(listing: Listing, seen: Evidence): readonly Finding[] | Promise<readonly Finding[]>;
}

export interface Detector {
  readonly name: string;
  /** Raised whenever the same listing could get another answer. */
  readonly version: number;
  /** The one question it answers. */
  readonly question: Bilingual;
  readonly examples: readonly Example[];
  /** Builds whatever index it needs, once per register version. */
  prepare(register: Register, lexicon: Lexicon): Screener;
}
