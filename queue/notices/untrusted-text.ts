/** Text that a seller wrote, made fit to stand in a letter of ours. */

/** Longest piece of page text a letter carries, in UTF-16 units; the capture keeps the rest. */
const most = 200;
/** A page may hold a title of megabytes; no more of it is looked at. */
const mostRead = 4000;

/**
 * One line, without control and direction marks (which could add a line to our letter or turn one around) and without braces that
 * look like an unfilled placeholder.
 */
export function oneLine(text: string): string {
  const flat = [...text.slice(0, mostRead).normalize("NFC")]
    .filter((character) => !isInvisible(character.codePointAt(0) ?? 0))
    .map((character) => (/\s/u.test(character) ? " " : character))
    .join("")
    .split(" ")
    .filter(Boolean)
    .join(" ")
    .replaceAll(/\{(?=\{)/gu, "{ ")
    .replaceAll(/\}(?=\})/gu, "} ");
  const characters = [...flat];
  return characters.length <= most && text.length <= mostRead ? flat : `${characters.slice(0, most).join("")}…`;
}

/** C0 and C1 controls but tab and line break, zero-width marks, and the bidirectional controls of UAX #9. */
function isInvisible(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return (
    (code >= 0x7f && code <= 0x9f) ||
    code === 0xad ||
    code === 0x61c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff
  );
}
