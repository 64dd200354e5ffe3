/** The sentences that explain the suspicion, each with its letter, its place, and the law in force when the page was captured. */
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { LeadDetailView } from "../../../../shapes.ts";
import { useSay } from "../../i18n/say.ts";
import type { LetteredReason } from "../../text/letters.ts";
import { plainly } from "../../text/hidden-characters.ts";
import { Label } from "../tags.tsx";
import { Untrusted } from "../untrusted.tsx";
import { markId } from "./marked-text.tsx";

type Rules = LeadDetailView["rules"];
type Reference = LeadDetailView["findings"][number]["law"][number];

/** Leads the eye and the focus to the mark. */
function showMark(letter: string): void {
  const mark = document.getElementById(markId(letter));
  mark?.scrollIntoView({ block: "center", behavior: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  mark?.focus({ preventScroll: true });
}

function useFieldWords(): (reason: LetteredReason["reason"]) => string | null {
  const { t } = useTranslation();
  return (reason) => {
    if (reason.image !== undefined) return t("evidence.field.image", { index: reason.image + 1 });
    const field = reason.field ?? "";
    if (field === "title") return t("evidence.field.title");
    if (field === "description") return t("evidence.field.description");
    if (field.startsWith("attributes.")) return t("evidence.field.attributes", { name: plainly(field.slice("attributes.".length)) });
    if (field === "seller.name") return t("evidence.field.seller");
    if (field.startsWith("ocr.")) return t("evidence.field.ocr", { index: Number(field.slice(4)) + 1 });
    return field === "" ? null : field;
  };
}

function LawReference({ reference, rules }: { readonly reference: Reference; readonly rules: Rules }) {
  const { t } = useTranslation();
  const say = useSay();
  const rule = rules.find((one) => one.law === reference.law && one.article === reference.article && one.version === reference.version);
  return (
    <Tooltip
      title={
        <>
          <div>
            {reference.law} {reference.article} · {t("evidence.lawVersion", { version: reference.version })}
          </div>
          <div>{rule === undefined ? t("evidence.lawNoText") : say(rule.rule)}</div>
          {rule !== undefined && !rule.verified && <div>⚠ {t("evidence.lawUnverified")}</div>}
        </>
      }
    >
      <button type="button" className="law">
        {reference.law} {reference.article}
        {rule !== undefined && !rule.verified && <span aria-label={t("evidence.lawUnverified")}> ⚠</span>}
      </button>
    </Tooltip>
  );
}

export function ReasonList({ reasons, rules }: { readonly reasons: readonly LetteredReason[]; readonly rules: Rules }) {
  const { t } = useTranslation();
  const say = useSay();
  const fieldWords = useFieldWords();
  if (reasons.length === 0) return <p className="faint">{t("evidence.noReasons")}</p>;
  return (
    <ol className="reasons">
      {reasons.map(({ letter, look, reason, finding }, index) => {
        // All reasons of a finding rest on the same law: it is cited once, with the first.
        const first = reasons[index - 1]?.finding !== finding;
        const place = fieldWords(reason);
        const hasMark = reason.span !== undefined;
        return (
          <li key={letter}>
            <button
              type="button"
              className={`letter mark-${look}`}
              disabled={!hasMark}
              aria-label={t("evidence.showMark", { letter })}
              onClick={() => showMark(letter)}
            >
              {letter}
            </button>
            <div className="reason-words">
              <p>{say(reason.sentence)}</p>
              <div className="reason-meta">
                {place !== null && <span>{place}</span>}
                {reason.matched !== undefined && reason.normalised !== undefined && reason.normalised !== reason.matched && (
                  <span>
                    {t("evidence.matched")} “<Untrusted text={reason.matched.slice(0, 80)} />” → {t("evidence.normalised")} “
                    <Untrusted text={reason.normalised.slice(0, 80)} />”
                  </span>
                )}
                {(first ? finding.law : []).map((reference) => (
                  <LawReference key={`${reference.law}${reference.article}${reference.version}`} reference={reference} rules={rules} />
                ))}
                <span className="faint" title={t("evidence.detector", finding.detector)}>
                  {finding.detector.name}@{finding.detector.version}
                </span>
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** What was looked at and found innocent, or could not be told: the analyst sees that it was considered. */
export function ClearedList({ cleared }: { readonly cleared: LeadDetailView["cleared"] }) {
  const { t } = useTranslation();
  const say = useSay();
  if (cleared.length === 0) return null;
  return (
    <details className="cleared">
      <summary>
        {t("evidence.cleared")} ({cleared.length})
      </summary>
      <ul className="plain-list">
        {cleared.map((finding, index) => (
          <li key={index}>
            <Label>{finding.verdict === "undetermined" ? t("evidence.undetermined") : t(`kind.${finding.kind}`)}</Label>{" "}
            {finding.target.name}: {finding.reasons.map((reason) => say(reason.sentence)).join(" ")}
          </li>
        ))}
      </ul>
    </details>
  );
}
