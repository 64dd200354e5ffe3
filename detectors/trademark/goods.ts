/** Whether the goods offered are of the sort a mark is known for. */
import type { CategoryName } from "../../domain/category.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Trademark } from "../../domain/right.ts";

export type GoodsFit = "fits" | "other" | "unknown";

/** By the mark's categories, else by its Nice classes: the classes are a reference, not a proof of similar goods. */
export function categoryFit(mark: Trademark, category: CategoryName | null, lexicon: Lexicon): GoodsFit {
  if (category === null) return "unknown";
  if (mark.categories.length > 0) return mark.categories.includes(category) ? "fits" : "other";
  const classes = new Set([...mark.classes, ...mark.registrations.flatMap((registration) => registration.classes)]);
  if (classes.size === 0) return "unknown";
  const usual = lexicon.categories.find((each) => each.name === category)?.niceClasses ?? [];
  return usual.some((each) => classes.has(each)) ? "fits" : "other";
}
