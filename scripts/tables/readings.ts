/** Toneless Mandarin readings of characters from Unihan (Unicode licence v3). */
import type { Unicode } from "./unicode.ts";

export interface Readings {
  /** Syllable → the characters usually read so. Each character stands once. */
  readonly usual: Readonly<Record<string, string>>;
  /** Syllable → characters that can also be read so (长, 行, 单). */
  readonly also: Readonly<Record<string, string>>;
}

const toneless = (reading: string) =>
  reading.normalize("NFD").replace(/[\u0300\u0301\u0302\u0304\u030c]/gu, "").normalize("NFC").replaceAll("ü", "v").replace(/[^a-zê]/gu, ""); // prettier-ignore

export function buildReadings(unicode: Unicode): Readings {
  const mandarin = unicode.unihan("kMandarin");
  const counted = unicode.unihan("kHanyuPinlu");
  const standard = unicode.unihan("kTGHZ2013");
  const usual = new Map<string, string>();
  const also = new Map<string, string>();
  for (const [character, value] of mandarin) {
    const cp = character.codePointAt(0) ?? 0;
    if (cp < 0x4e00 || cp > 0x9fff) continue;
    const first = toneless(value.split(" ")[0] ?? "");
    if (!/^[a-z]+$/u.test(first)) continue;
    usual.set(first, (usual.get(first) ?? "") + character);
    const others = new Set([
      ...(counted.get(character) ?? "").split(" ").map((entry) => toneless(entry.split("(")[0] ?? "")),
      ...(standard.get(character) ?? "").split(" ").flatMap((entry) => (entry.split(":")[1] ?? "").split(",").map(toneless)),
    ]);
    others.delete(first);
    for (const other of [...others].slice(0, 3)) if (/^[a-z]+$/u.test(other)) also.set(other, (also.get(other) ?? "") + character);
  }
  const sorted = (map: ReadonlyMap<string, string>) => Object.fromEntries([...map].sort(([one], [two]) => (one < two ? -1 : 1)));
  return { usual: sorted(usual), also: sorted(also) };
}
