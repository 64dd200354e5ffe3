/** Looking into items of any vocabulary. */
import { isItem } from "./items.ts";
import type { Item, Value } from "./structured-data.ts";

/** The last part of a type's address: `http://schema.org/Product` is a Product. */
export const shortType = (type: string): string =>
  type.slice(Math.max(type.lastIndexOf("/"), type.lastIndexOf("#"), type.lastIndexOf(":")) + 1);

/** Values of a property under any vocabulary's address. */
export function valuesOf(item: Item, ...names: readonly string[]): readonly Value[] {
  for (const name of names) {
    const values =
      item.properties[name] ??
      item.properties[`http://schema.org/${name}`] ??
      item.properties[`https://schema.org/${name}`] ??
      item.properties[`http://purl.org/goodrelations/v1#${name}`] ??
      item.properties[`schema:${name}`];
    if (values !== undefined && values.length > 0) return values;
  }
  return [];
}

export const localName = (name: string): string => (name.includes("/") || name.includes("#") ? shortType(name) : name);

/** The text of a value: its own, or the name of the thing it is. */
export function textOfValue(value: Value | undefined): string {
  if (value === undefined) return "";
  if (!isItem(value)) return String(value).trim();
  return textOfValue(valuesOf(value, "name", "title", "legalName")[0]) || (value.id ?? "");
}
