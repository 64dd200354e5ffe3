/** The texts of a listing, each under the name that reasons give it. */
import type { Evidence } from "../../domain/detector.ts";
import type { Listing } from "../../domain/listing.ts";

export interface TextField {
  /** `title`, `description`, `attributes.<name>`, `seller.name` or `ocr.<image>`. */
  readonly name: string;
  readonly text: string;
}

/** Every text that names may stand in, the title first. Empty texts are left out. */
export function textFields(listing: Listing, seen: Evidence): TextField[] {
  const fields: TextField[] = [{ name: "title", text: listing.title }];
  for (const [name, value] of Object.entries(listing.attributes ?? {})) fields.push({ name: `attributes.${name}`, text: value });
  fields.push({ name: "description", text: listing.description ?? "" }, { name: "seller.name", text: listing.seller?.name ?? "" });
  for (const picture of seen.pictureTexts ?? []) fields.push({ name: `ocr.${picture.image}`, text: picture.text });
  return fields.filter((field) => field.text !== "");
}
