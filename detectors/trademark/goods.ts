/** Whether the goods offered are of the sort a mark is known for. */
import type { CategoryName } from "../../domain/category.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Trademark } from "../../domain/right.ts";

export type GoodsFit = "fits" | "other" | "unknown";

/** Class 35, advertising and retail: any maker has it and it says nothing of the goods. */
const advertising = 35;

/** By the mark's categories, else by its Nice classes: the classes are a reference, not a proof of similar goods. */
export function categoryFit(mark: Trademark, category: CategoryName | null, lexicon: Lexicon): GoodsFit {
  if (category === null) return "unknown";
  if (mark.categories.includes(category)) return "fits";
  const classes = new Set([...mark.classes, ...mark.registrations.flatMap((registration) => registration.classes)]);
  const usual = lexicon.categories.find((each) => each.name === category)?.niceClasses ?? [];
  const shared = usual.some((each) => classes.has(each) && each !== advertising);
  // 3M is watched for masks and registered for tapes: goods of a registered class are not foreign to it.
  if (mark.categories.length > 0) return shared ? "unknown" : "other";
  if (classes.size === 0) return "unknown";
  return shared ? "fits" : "other";
}
