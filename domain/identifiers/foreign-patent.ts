/**
 * Shapes of foreign and international patent documents. A shape says which office and whether it is a grant or only a publication;
 * nothing foreign has effect in China. (Shapes from general knowledge; offices' own kind codes, WIPO ST.16.)
 */
import { compact } from "./parsed.ts";

export interface ForeignPatent {
  readonly office: "US" | "EP" | "JP" | "KR" | "DE" | "GB" | "WO" | "TW";
  readonly status: "granted" | "application";
  readonly number: string;
}

const shapes: readonly (readonly [RegExp, ForeignPatent["office"], ForeignPatent["status"]])[] = [
  [/^US20\d{2}\/?\d{7}(?:A[129])?$/u, "US", "application"],
  [/^US(?:D\d{3},?\d{3,4}|RE\d{2},?\d{3}|PP\d{2},?\d{3}|\d{1,2},\d{3},\d{3}|\d{7,8})(?:B[12]|S1?|E1?|P[23])?$/u, "US", "granted"],
  [/^EP\d{7}B[123]$/u, "EP", "granted"],
  [/^EP\d{7}(?:A[1239])?$/u, "EP", "application"],
  [/^(?:特許第|特许第)\d{6,7}号?$/u, "JP", "granted"],
  [/^JP\d{6,7}(?:B[12])?$/u, "JP", "granted"],
  [/^(?:実用新案登録第|意匠登録第)\d{6,7}号?$/u, "JP", "granted"],
  [/^(?:特開|特开|JP)(?:\d{4}|[HS]\d{2})-?\d{6}A?$/u, "JP", "application"],
  [/^(?:KR)?(?:10|20|30)-?\d{7}(?:B1)?$/u, "KR", "granted"],
  [/^KR(?:10|20)-?\d{4}-?\d{7}A?$/u, "KR", "application"],
  [/^WO\d{4}\/?\d{6}(?:A[1239])?$/u, "WO", "application"],
  [/^WO\d{2}\/?\d{5}(?:A[1239])?$/u, "WO", "application"],
  [/^PCT\/[A-Z]{2}\d{4}\/\d{5,6}$/u, "WO", "application"],
  [/^DE\d{8,12}(?:B[34]|U1|C[125])$/u, "DE", "granted"],
  [/^DE\d{8,12}A1$/u, "DE", "application"],
  [/^GB\d{7}B$/u, "GB", "granted"],
  [/^GB\d{7}A$/u, "GB", "application"],
  [/^TW[IMD]\d{6}[BUS]?$/u, "TW", "granted"],
];

/** Null when the text has no foreign shape. Bare digits never do: the office must be written. */
export function readForeignPatent(text: string): ForeignPatent | null {
  const plain = compact(text).replaceAll(/[‐-―]/gu, "-");
  if (plain.length > 40) return null;
  const shape = shapes.find(([pattern]) => pattern.test(plain));
  return shape === undefined ? null : { office: shape[1], status: shape[2], number: plain };
}
