/** Builders for the tests of the text engine. */
import { buildMatcher } from "../../../detectors/text/matcher.ts";
import type { Match, Matcher, NamePattern } from "../../../detectors/text/matcher.ts";

export const aName = (text: string, id = 1, more: Partial<NamePattern> = {}): NamePattern => ({
  id,
  text,
  owner: "owner",
  tier: "watched",
  ordinary: false,
  ...more,
});

export const watching = (...texts: string[]): Matcher => buildMatcher(texts.map((text, id) => aName(text, id)));

/** The strongest match of a name in a text. */
export function strongest(matcher: Matcher, text: string, name: string): Match | undefined {
  return matcher.find(text).matches.filter((match) => match.pattern.text === name).sort((a, b) => b.strength - a.strength)[0]; // prettier-ignore
}
