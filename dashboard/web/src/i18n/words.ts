/** Every word of the pages stands as a pair, Chinese first: a missing translation does not compile. */
export type Pair = readonly [zh: string, en: string];
export type Words = { readonly [name: string]: Pair | Words };

export type Spoken<W> = { [Name in keyof W]: W[Name] extends readonly [string, string] ? string : Spoken<W[Name]> };

/** One language out of the pairs, in the nested form that i18next reads. */
export function speak(words: Words, language: 0 | 1): Record<string, unknown> {
  return Object.fromEntries(Object.entries(words).map(([name, entry]) => [name, isPair(entry) ? entry[language] : speak(entry, language)]));
}

export function isPair(entry: Pair | Words): entry is Pair {
  return Array.isArray(entry);
}
