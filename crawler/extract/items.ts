/** Building items from a page: names like `__proto__` are plain keys, and there is an end to how many. */
import type { Item, Value } from "./structured-data.ts";

/** Items of one syntax on one page, nested ones counted. */
export const mostItems = 5000;
/** Values of all properties of one syntax on one page. */
export const mostValues = 50_000;
/** Units of one value; a longer one is cut. */
export const mostValueUnits = 50_000;

export interface OpenItem extends Item {
  readonly type: readonly string[];
  id?: string;
  readonly properties: Record<string, Value[]>;
  annotations?: Record<string, string[]>;
  namespaces?: Record<string, string>;
}

export function newItem(type: readonly string[], id: string | undefined): OpenItem {
  const properties = Object.create(null) as Record<string, Value[]>;
  return id === undefined ? { type, properties } : { type, id, properties };
}

export function addValue(item: OpenItem, name: string, value: Value): void {
  const values = item.properties[name];
  if (values === undefined) item.properties[name] = [value];
  else values.push(value);
}

/** Says once for a property what language or datatype its values have. */
export function annotate(item: OpenItem, name: string, note: string): void {
  item.annotations ??= Object.create(null) as Record<string, string[]>;
  const notes = (item.annotations[name] ??= []);
  if (!notes.includes(note)) notes.push(note);
}

export const isItem = (value: Value | undefined): value is Item => typeof value === "object";

/** Counts down what may still be taken; says once when it ran out. */
export function budget(most: number, onEmpty: () => void): () => boolean {
  let left = most;
  return () => {
    if (left > 0) {
      left--;
      return true;
    }
    if (left === 0) {
      left = -1;
      onEmpty();
    }
    return false;
  };
}
