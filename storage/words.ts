/** Finding rows by any part of their text, Chinese included, at a million rows. */
import { sql, type RawBuilder } from "kysely";
import { searchText } from "./storable.ts";

/**
 * True of rows whose `search_text` holds every word of the question, anywhere in it. Words of two or more characters are found
 * by the index over pairs of characters; a single character is compared row by row.
 */
export function containsWords(question: string): RawBuilder<boolean> {
  const words = searchText(question)
    .split(/\s+/u)
    .filter((word) => word !== "");
  const tests = words.map((word) => {
    const pattern = `%${word.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
    return [...word].length < 2
      ? sql<boolean>`search_text like ${pattern}`
      : sql<boolean>`(search_text like ${pattern} and character_pairs(search_text) @> character_pairs(${word}))`;
  });
  return tests.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(tests, sql` and `)})`;
}
