/** Files people write say `null` for what is not there; the shapes of the trade leave it out. */
import { z } from "zod";

/** Deeper than any shape of ours; what lies below is left as it is, for the schema to judge. */
const deepest = 8;

/** The same value without fields that are `null`. Items of a list stay where they are, so that places in it still count. */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > deepest || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutNulls(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, withoutNulls(field, depth + 1)]),
  );
}

/** `schema`, to which `null` and absent are the same. */
export function nullIsAbsent<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => withoutNulls(value), schema);
}

/** Text, also where a spreadsheet or a careless program made a number of it. */
export const looseText = z.union([z.string(), z.number(), z.boolean()]).transform(String);
