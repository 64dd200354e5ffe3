/** Folding: one spelling for every way of writing the same letters. */

export interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of `text`, the UTF-16 offset in the original of the character it came from. */
  readonly offsets: readonly number[];
}

const dropped = /^(?:\p{Cf}|\p{Mn}|\p{Me}|\p{Variation_Selector}|\u00ad|\u180e)$/u;

/**
 * Folds case, width, compatibility forms, look-alike letters of other scripts, diacritics and traditional characters;
 * drops what cannot be seen. Spaces and punctuation stay. For comparing, never for display (UTS #39, section 4).
 */
export function fold(text: string): Folded {
  let out = "";
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = dropped.test(character)
      ? ""
      : character
          .normalize("NFKD")
          .replace(/\p{Mn}/gu, "")
          .normalize("NFC")
          .toLowerCase();
    for (let index = 0; index < folded.length; index += 1) offsets.push(at);
    out += folded;
    at += character.length;
  }
  return { text: out, offsets };
}
