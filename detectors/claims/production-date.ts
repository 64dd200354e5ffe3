/** The day on which goods say they were made: decides whether an old patent marking was lawful (Patent Rules 2023, Art. 101(2)). */
import type { Field } from "./fields.ts";
import type { Vocabulary } from "./vocabulary.ts";

const written = /^[\s::是为()（）-]{0,6}((?:19|20)\d{2})(?:\s?[-./年]\s?(\d{1,2})(?:\s?[-./月]\s?(\d{1,2}))?)?/u;

/** `2019-05-01`, `2019-05` or `2019`; null when nothing is said. */
export function producedOn(fields: readonly Field[], labels: Vocabulary<string>, labelWords: readonly string[]): string | null {
  for (const field of fields) {
    if (field.label !== "" && labelWords.some((word) => field.label.includes(word))) {
      const day = dayAt(field.folded, 0);
      if (day !== null) return day;
    }
    for (const hit of labels.find(field)) {
      const day = dayAt(field.folded, hit.end);
      if (day !== null) return day;
    }
  }
  return null;
}

function dayAt(text: string, at: number): string | null {
  const found = written.exec(text.slice(at, at + 24));
  if (found === null) return null;
  const [, year = "", month, day] = found;
  return [year, ...(month === undefined ? [] : [month.padStart(2, "0")]), ...(day === undefined ? [] : [day.padStart(2, "0")])].join("-");
}
