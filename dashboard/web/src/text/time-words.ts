/** Instants as people read them: local time in front, UTC behind. */

const two = (value: number) => String(value).padStart(2, "0");

/** `2026年11月23日 08:05` or `2026-11-23 08:05`, in the reader's zone; the words as given when they are no date. */
export function dateAndTime(instant: string | Date, english: boolean): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return String(instant);
  return `${dateOnly(at, english)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function dateOnly(instant: string | Date, english: boolean): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return String(instant);
  return english
    ? `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
    : `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日`;
}

/** `2026-11-23 00:05:00 UTC`. */
export function utcWords(instant: string | Date): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? String(instant) : `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

export type Span = { readonly unit: "now" | "minutes" | "hours" | "days"; readonly count: number; readonly past: boolean };

/** How far `instant` lies from `now`, in the largest unit that fits, rounded down. */
export function howFar(instant: string | Date, now: Date): Span {
  const ms = new Date(instant).getTime() - now.getTime();
  const past = ms < 0;
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 1) return { unit: "now", count: 0, past };
  if (minutes < 60) return { unit: "minutes", count: minutes, past };
  if (minutes < 48 * 60) return { unit: "hours", count: Math.floor(minutes / 60), past };
  return { unit: "days", count: Math.floor(minutes / 1440), past };
}

/** Whole calendar days in the reader's zone from `now` to `instant`; negative when it has passed. */
export function daysUntil(instant: string | Date, now: Date): number {
  const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  return Math.round((midnight(new Date(instant)) - midnight(now)) / 86_400_000);
}

/** How long something took: `1 h 05 min`, `4 min 10 s`, `12 s`. */
export function duration(from: string | Date, to: string | Date, english: boolean): string {
  const seconds = Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 1000));
  const [h, min, s] = english ? [" h", " min", " s"] : [" 小时", " 分", " 秒"];
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}${h} ${two(Math.floor((seconds % 3600) / 60))}${min}`;
  if (seconds >= 60) return `${Math.floor(seconds / 60)}${min} ${two(seconds % 60)}${s}`;
  return `${seconds}${s}`;
}
