/** Whose names are watched, and where they stand in a text. */
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Register, Trademark } from "../../domain/right.ts";
import { fold } from "../text/fold.ts";
import { buildMatcher, type Match, type NamePattern } from "../text/matcher.ts";

/** What sort of name was found. A nickname is weaker than a name: it is the buyers' word, not the owner's. */
export type NameSort = "name" | "nickname";

export interface Mention {
  readonly mark: Trademark;
  /** The starter list holds the mark, the register in use does not. */
  readonly unlisted: boolean;
  readonly name: string;
  readonly sort: NameSort;
  readonly field: string;
  readonly match: Match;
}

export interface Watch {
  /** Names in one text, strongest first where they overlap. `leftOut` counts what the matcher had to drop. */
  mentionsIn(field: string, text: string): readonly Mention[];
  /** Every folded name of every mark, so that one mark's name is never taken for a misspelling of another's. */
  isName(text: string): boolean;
}

/** Marks of a register that get every layer; beyond, exact spelling only (measured in bench: fuzzy hits on two-character marks grow with the register). */
const mostWatched = 10_000;

const cache = new WeakMap<Register, WeakMap<Lexicon, Watch>>();

/** Built once per register and lexicon, however many detectors ask. */
export function watchOf(register: Register, lexicon: Lexicon): Watch {
  const byLexicon = cache.get(register) ?? new WeakMap<Lexicon, Watch>();
  cache.set(register, byLexicon);
  const before = byLexicon.get(lexicon);
  if (before !== undefined) return before;
  const made = build(register, lexicon);
  byLexicon.set(lexicon, made);
  return made;
}

interface Named {
  readonly mark: Trademark;
  readonly unlisted: boolean;
  readonly name: string;
  readonly sort: NameSort;
}

function build(register: Register, lexicon: Lexicon): Watch {
  const ordinary = new Set(lexicon.trade.ordinaryWords.map((entry) => key(entry.word)));
  const named = namesToWatch(register.trademarks, lexicon.wellKnownMarks ?? []);
  const fullyWatched = new Set(
    [...register.trademarks.filter((mark) => mark.wellKnown), ...register.trademarks].slice(0, mostWatched).map((mark) => mark.id),
  );
  const patterns: NamePattern[] = named.map(({ mark, unlisted, name, sort }, id) => ({
    id,
    text: name,
    owner: mark.id,
    // A nickname is found as it is written: its look-alikes are everyday words.
    tier: sort === "name" && (unlisted || fullyWatched.has(mark.id)) ? "watched" : "register",
    ordinary: ordinary.has(key(name)),
  }));
  const matcher = buildMatcher(patterns);
  const names = new Set(named.map(({ name }) => key(name)));
  return {
    mentionsIn: (field, text) =>
      matcher.find(text).matches.flatMap((match) => {
        const entry = named[match.pattern.id];
        return entry === undefined ? [] : [{ ...entry, field, match }];
      }),
    isName: (text) => names.has(key(text)),
  };
}

function namesToWatch(marks: readonly Trademark[], wellKnown: readonly Trademark[]): Named[] {
  const named: Named[] = [];
  const ownerOf = new Map<string, Trademark>();
  const add = (mark: Trademark, unlisted: boolean, name: string, sort: NameSort) => {
    if (name.length > 64 || key(name) === "") return;
    named.push({ mark, unlisted, name, sort });
    if (!ownerOf.has(key(name))) ownerOf.set(key(name), mark);
  };
  for (const mark of marks) {
    for (const name of new Set([mark.name, ...mark.aliases])) add(mark, false, name, "name");
    for (const nickname of new Set(mark.nicknames)) add(mark, false, nickname, "nickname");
  }
  for (const known of wellKnown) {
    const names = [known.name, ...known.aliases];
    // A mark that the register holds under any of its names keeps the register's id and gains the other spellings.
    const listed =
      marks.find((mark) => mark.id === known.id) ?? names.map((name) => ownerOf.get(key(name))).find((mark) => mark !== undefined);
    const fresh = (name: string) => !ownerOf.has(key(name));
    for (const name of names.filter(fresh)) add(listed ?? known, listed === undefined, name, "name");
    for (const nickname of known.nicknames.filter(fresh)) add(listed ?? known, listed === undefined, nickname, "nickname");
  }
  return named;
}

/** Letters and digits only, folded: how two spellings are compared. */
export const key = (text: string) => fold(text).text.replace(/[^\p{L}\p{N}]/gu, "");
