/** Reads the Unicode Character Database as Debian's `unicode-data` lays it out (Unicode licence v3). */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface CodePoint {
  readonly cp: number;
  readonly name: string;
  readonly category: string;
}

export interface Unicode {
  /** Assigned code points outside the big ranges (Han, Hangul, private use) that the database only brackets. */
  readonly codePoints: readonly CodePoint[];
  readonly emoji: ReadonlySet<number>;
  /** CJK radicals and strokes → the ideograph they stand for (EquivalentUnifiedIdeograph.txt). */
  readonly radicals: ReadonlyMap<string, string>;
  /** Unihan field → character → value. */
  readonly unihan: (field: string) => ReadonlyMap<string, string>;
}

export function readUnicode(folder: string): Unicode {
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const codePoints = text("UnicodeData.txt")
    .split("\n")
    .filter((line) => line !== "" && !line.includes(", First>") && !line.includes(", Last>"))
    .map((line) => {
      const [hex = "", name = "", category = ""] = line.split(";");
      return { cp: Number.parseInt(hex, 16), name, category };
    });
  const fields = new Map<string, Map<string, string>>();
  for (const file of ["DictionaryLikeData", "IRGSources", "OtherMappings", "Readings", "Variants"]) {
    const lines = execFileSync("bzcat", [join(folder, `Unihan_${file}.txt.bz2`)], { maxBuffer: 1 << 28, encoding: "utf8" });
    for (const line of lines.split("\n")) {
      const [hex = "", field = "", value = ""] = line.split("\t");
      if (!hex.startsWith("U+")) continue;
      let map = fields.get(field);
      if (map === undefined) fields.set(field, (map = new Map()));
      map.set(String.fromCodePoint(Number.parseInt(hex.slice(2), 16)), value);
    }
  }
  return {
    codePoints,
    emoji: new Set(ranges(text("emoji/emoji-data.txt"), "Extended_Pictographic").flatMap(([cps]) => cps)),
    radicals: new Map(
      ranges(text("EquivalentUnifiedIdeograph.txt")).flatMap(([cps, value]) =>
        cps.map((cp): [string, string] => [String.fromCodePoint(cp), String.fromCodePoint(Number.parseInt(value, 16))]),
      ),
    ),
    unihan: (field) => fields.get(field) ?? new Map(),
  };
}

/** Lines of the form `2E80..2E81 ; value # remark`. */
function ranges(text: string, only?: string): [number[], string][] {
  return text.split("\n").flatMap((line): [number[], string][] => {
    const [span = "", value = ""] = (line.split("#")[0] ?? "").split(";").map((part) => part.trim());
    if (span === "" || (only !== undefined && value !== only)) return [];
    const [first = 0, last = first] = span.split("..").map((hex) => Number.parseInt(hex, 16));
    return [[Array.from({ length: last - first + 1 }, (_, index) => first + index), value]];
  });
}
