/**
 * One rule table chooses among candidates. A candidate's score is how far its source is trusted for its field, times how
 * surely that part of the page speaks of it, plus a little for every other source that agrees. Selectors that a
 * platform's file prefers carry a weight above 1 and so win over everything.
 */
import type { Provenance, ReadingSource } from "../../domain/listing.ts";
import type { Candidate, CandidateField } from "./candidates.ts";

type Trust = Readonly<Record<ReadingSource, number>>;
const usual: Trust = {
  "json-ld": 1,
  microdata: 0.95,
  rdfa: 0.9,
  "open-graph": 0.8,
  state: 0.75,
  selector: 0.85,
  text: 0.6,
  url: 0.3,
  feed: 1,
};

/** Where a field departs from the usual order, and why. */
const trusted: Readonly<Partial<Record<CandidateField, Partial<Trust>>>> = {
  // Titles in OpenGraph carry the shop's name and slogans; the heading is what the buyer reads.
  title: { "open-graph": 0.6, text: 0.75 },
  // What stands on the page is what is asked; markup keeps old and starting prices.
  price: { text: 0.95 },
  // The code a buyer is shown is the shop's own; markup often carries an internal one.
  sku: { text: 1.1, url: 0.9 },
  availability: { text: 0.9 },
  brand: { text: 0.9 },
  gtin: { text: 0.9 },
  mpn: { text: 1.05 },
};

/** Added when what the page shows and what its markup says agree. */
const agreement = 0.12;
/** Added for a second source of the same kind: markup of every sort is made from one record, so it is hardly a second voice. */
const echo = 0.04;
const shown: ReadonlySet<ReadingSource> = new Set(["text", "selector"]);

export interface Choice<T> {
  readonly value: T;
  readonly candidate: Candidate;
}

/** `read` turns a raw text into a value, or null when it is none; equal `key`s agree. */
export function choose<T>(
  candidates: readonly Candidate[],
  read: (candidate: Candidate) => T | null,
  key: (value: T) => string,
): Choice<T> | null {
  const readable = candidates.flatMap((candidate) => {
    const value = read(candidate);
    return value === null ? [] : [{ value, candidate, key: key(value) }];
  });
  const voices = new Map<string, Set<ReadingSource>>();
  for (const one of readable)
    if (one.candidate.weight >= 0.3 && one.candidate.source !== "url")
      voices.set(one.key, (voices.get(one.key) ?? new Set()).add(one.candidate.source));
  let best: Choice<T> | null = null;
  let bestScore = 0;
  for (const one of readable) {
    const { field, source, weight } = one.candidate;
    const trust = trusted[field]?.[source] ?? usual[source];
    const score = weight <= 0 ? 0 : trust * weight + support(voices.get(one.key), source);
    if (score > bestScore) [best, bestScore] = [one, score];
  }
  return best;
}

function support(voices: ReadonlySet<ReadingSource> | undefined, own: ReadingSource): number {
  let confirmed = false;
  let echoes = 0;
  for (const voice of voices ?? []) {
    if (voice === own) continue;
    // The address confirms what the page shows; markup is made from the same key as the address.
    if (voice === "url") confirmed ||= shown.has(own);
    else if (shown.has(voice) === shown.has(own)) echoes++;
    else confirmed = true;
  }
  return (confirmed ? agreement : 0) + Math.min(3, echoes) * echo;
}

const mostRaw = 500;

export function provenanceOf(candidate: Candidate, chosen: boolean): Provenance {
  return { field: candidate.field, source: candidate.source, path: candidate.path, raw: candidate.raw.slice(0, mostRaw), chosen };
}
