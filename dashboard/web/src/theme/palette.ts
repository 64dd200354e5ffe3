/** The two palettes. Every text colour stands at 4.5:1 or better on the surfaces it is used on (WCAG 2.1, 1.4.3). */
const schemes = ["light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly primary: string;
  readonly primarySoft: string;
  readonly onPrimary: string;
  readonly seal: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly warning: string;
  readonly warningSoft: string;
  readonly good: string;
  readonly goodSoft: string;
  readonly bar: string;
  readonly barInk: string;
  readonly barSoft: string;
  /** Series of a chart and letters of a reason, in order; each also has a pattern. */
  readonly series: readonly string[];
}

export const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    ground: "#f2f4f7",
    surface: "#ffffff",
    raised: "#ffffff",
    sunken: "#f6f8fa",
    line: "#dfe4ea",
    lineStrong: "#c3cbd5",
    ink: "#18222f",
    inkSoft: "#465364",
    inkFaint: "#5d6a7b",
    primary: "#1b5091",
    primarySoft: "#e7eff9",
    onPrimary: "#ffffff",
    seal: "#a8261d",
    danger: "#b3261e",
    dangerSoft: "#fdecea",
    warning: "#8a5300",
    warningSoft: "#fff4de",
    good: "#1c6b3c",
    goodSoft: "#e6f4ea",
    bar: "#16324f",
    barInk: "#ffffff",
    barSoft: "#c4d3e4",
    series: ["#1b5091", "#b3541e", "#2b7a5b", "#7a4fa3", "#a8261d", "#5d6a7b", "#8a7300"],
  },
  dark: {
    ground: "#10161d",
    surface: "#171f29",
    raised: "#1d2733",
    sunken: "#131a22",
    line: "#2b3744",
    lineStrong: "#415063",
    ink: "#e7ecf2",
    inkSoft: "#b6c1ce",
    inkFaint: "#98a5b5",
    primary: "#7db0ec",
    primarySoft: "#1c3350",
    onPrimary: "#0b1624",
    seal: "#d9534a",
    danger: "#f28b82",
    dangerSoft: "#3d1f1e",
    warning: "#f0bd6a",
    warningSoft: "#3a2c14",
    good: "#7fcf9d",
    goodSoft: "#17331f",
    bar: "#0c1218",
    barInk: "#eef3f8",
    barSoft: "#a9b8c9",
    series: ["#7db0ec", "#e59a62", "#6fc3a0", "#b99be0", "#f28b82", "#98a5b5", "#d4bd55"],
  },
};

const chineseFaces =
  '"PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"';
/** Faces that come with the systems in use; nothing is fetched. Chinese faces first, so that quotation marks take their full width. */
export const typeface = `${chineseFaces}, system-ui, sans-serif`;
/** On the English pages the Latin faces come first: a Chinese face would set every quotation mark as wide as a character. */
export const latinTypeface = `"Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, ${chineseFaces}, sans-serif`;
export const codeTypeface = '"Cascadia Mono", Consolas, "SFMono-Regular", Menlo, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';

/** The palette as CSS custom properties, `--ink-soft` for `inkSoft`, `--series-0`… for the series, `--series-soft-0`… behind marked text. */
export function cssVariables(palette: Palette): Readonly<Record<string, string>> {
  const { series, ...plain } = palette;
  const named = Object.entries(plain).map(([name, value]): [string, string] => [
    `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  const numbered = series.flatMap((value, index): [string, string][] => [
    [`--series-${index}`, value],
    [`--series-soft-${index}`, `${value}2b`],
  ]);
  return Object.fromEntries([...named, ...numbered]);
}
