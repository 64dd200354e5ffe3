/** Asks every detector about a listing. Nothing here decides; nothing here ends a batch. */
import type { Detector, Evidence, Screener } from "../domain/detector.ts";
import { defaultFlaggingLine, type Finding, type Screening, type Weighed } from "../domain/finding.ts";
import type { Lexicon } from "../domain/lexicon.ts";
import type { Listing } from "../domain/listing.ts";
import type { Register } from "../domain/right.ts";
import { TiequanError } from "../domain/words.ts";
import { weigh } from "./weigh.ts";

/** One register, lexicon and set of detectors, ready to be asked about any number of listings. */
export interface ScreeningDesk {
  screen(listing: Listing, seen?: Partial<Evidence>): Promise<Screening & { readonly weighed: readonly Weighed[] }>;
}

export interface DeskOptions {
  /** Probability at which a listing counts as flagged; sets where priority `none` ends. */
  readonly line?: number;
  /** Stands in for an observation without a time. */
  readonly now?: () => Date;
}

/** Builds every detector's index once. A detector that cannot be prepared stops the start, named. */
export function prepareScreening(
  register: Register,
  lexicon: Lexicon,
  detectors: readonly Detector[],
  options: DeskOptions = {},
): ScreeningDesk {
  const line = options.line ?? defaultFlaggingLine;
  const now = options.now ?? (() => new Date());
  const screeners = detectors.map((detector) => ({ name: detector.name, screener: prepared(detector, register, lexicon) }));
  return {
    async screen(given, seen = {}) {
      const { listing, notes } = bounded(given);
      const evidence: Evidence = { ...seen, capturedAt: seen.capturedAt ?? capturedAt(listing) ?? now() };
      const findings: Finding[] = [];
      for (const { name, screener } of screeners)
        try {
          findings.push(...(await screener.inspect(listing, evidence)));
        } catch (cause) {
          notes.push(
            `探测器 ${name} 出错，此项无法判断 / detector ${name} failed, so its question stays undetermined: ${cause instanceof Error ? cause.message : String(cause)}`,
          );
        }
      const { weighed, lead } = weigh(findings, line);
      return { id: listing.id, findings, lead, weighed, ...(notes.length > 0 ? { notes } : {}) };
    },
  };
}

function prepared(detector: Detector, register: Register, lexicon: Lexicon): Screener {
  try {
    return detector.prepare(register, lexicon);
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    throw new TiequanError(
      "detector-unprepared",
      `The detector ${detector.name} could not read the register ${register.version}: ${because}.`,
      "Check the register with `tiequan register check`.",
      { cause },
    );
  }
}

/** UTF-16 units read of one field. The longest honest description seen has some 30,000. */
export const mostUnits = { title: 4_000, description: 200_000, attribute: 4_000 } as const;
/** Attributes read of one listing. */
const mostAttributes = 200;

/** A prefix of each field, so that spans still point into the listing's own text. What was cut is said. */
function bounded(listing: Listing): { listing: Listing; notes: string[] } {
  const notes: string[] = [];
  const cut = (field: string, text: string, most: number): string => {
    if (text.length <= most) return text;
    notes.push(
      `${field} 仅读取前 ${most} 个字符，共 ${text.length} 个 / only the first ${most} of ${text.length} characters of ${field} were read`,
    );
    return text.slice(0, most);
  };
  const title = cut("title", listing.title, mostUnits.title);
  const description = listing.description === undefined ? undefined : cut("description", listing.description, mostUnits.description);
  const entries = Object.entries(listing.attributes ?? {});
  if (entries.length > mostAttributes)
    notes.push(
      `attributes 仅读取前 ${mostAttributes} 项，共 ${entries.length} 项 / only the first ${mostAttributes} of ${entries.length} attributes were read`,
    );
  const attributes = Object.fromEntries(
    entries.slice(0, mostAttributes).map(([name, value]) => [name, cut(`attributes.${name.slice(0, 40)}`, value, mostUnits.attribute)]),
  );
  const seller =
    listing.seller?.name === undefined
      ? listing.seller
      : { ...listing.seller, name: cut("seller.name", listing.seller.name, mostUnits.attribute) };
  if (notes.length === 0) return { listing, notes };
  return {
    listing: {
      ...listing,
      title,
      ...(description === undefined ? {} : { description }),
      ...(listing.attributes === undefined ? {} : { attributes }),
      ...(seller === undefined ? {} : { seller }),
    },
    notes,
  };
}

function capturedAt(listing: Listing): Date | null {
  if (listing.capturedAt === undefined) return null;
  const at = new Date(listing.capturedAt);
  return Number.isNaN(at.getTime()) ? null : at;
}
