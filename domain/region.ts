/** Administrative regions by GB/T 2260: two digits province, two prefecture, two county. */

export interface Region {
  readonly code: string;
  readonly name: string;
}

export interface RegionTable {
  readonly regions: readonly Region[];
  /** Older or other names for a code, as in 巴州 for 652800, or a lake that lies inside a county. */
  readonly aliases: readonly { readonly name: string; readonly code: string }[];
}

/** Whether `code` lies inside `area`, either of which may be a province, a prefecture or a county. */
export function liesInside(code: string, area: string): boolean {
  const significant = area.endsWith("0000") ? 2 : area.endsWith("00") ? 4 : 6;
  return code.slice(0, significant) === area.slice(0, significant);
}
