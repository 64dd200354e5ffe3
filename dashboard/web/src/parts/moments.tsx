import { useTranslation } from "react-i18next";
import { dateAndTime, dateOnly, daysUntil, howFar, utcWords } from "../text/time-words.ts";
import { useNow } from "./now.ts";

/** An instant in the reader's zone; UTC on hover and on focus. */
export function Moment({ at, short = false }: { readonly at: string | null; readonly short?: boolean }) {
  const { i18n } = useTranslation();
  if (at === null) return <span className="faint">–</span>;
  const english = i18n.language === "en";
  return (
    <time dateTime={at} title={utcWords(at)} className="nowrap tabular">
      {short ? dateOnly(at, english) : dateAndTime(at, english)}
    </time>
  );
}

/** How long ago, with the full instant and UTC on hover. */
export function Ago({ at }: { readonly at: string }) {
  const { t, i18n } = useTranslation();
  const far = howFar(at, useNow(30_000));
  const words =
    far.unit === "now"
      ? t("time.now")
      : far.past
        ? t(`time.${far.unit}Past`, { count: far.count })
        : t(`time.${far.unit}Future`, { count: far.count });
  return (
    <time dateTime={at} title={`${dateAndTime(at, i18n.language === "en")} · ${utcWords(at)}`} className="nowrap tabular">
      {words}
    </time>
  );
}

/** Days until an instant as a number, moving with the clock. */
export function useDaysUntil(at: string | null): number | null {
  const now = useNow(60_000);
  return at === null ? null : daysUntil(at, now);
}
