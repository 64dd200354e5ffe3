import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useEventWords } from "../../parts/evidence/history.tsx";
import { percent } from "../../text/money.ts";
import type { Difference } from "./decision.ts";

/** A refused decision shows what changed meanwhile, so that the analyst decides again with open eyes. */
export function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const value = (of: string, text: string) =>
    of === "state" ? words.state("lead", text) : of === "probability" ? percent(Number(text)) : (words.code(text) ?? text);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t("review.staleTitle")}
      description={
        differences.length === 0 ? (
          t("review.noDifference")
        ) : (
          <ul className="plain-list">
            {differences.map((difference, index) => (
              <li key={index}>
                {difference.of === "event"
                  ? t("review.changed.events", {
                      name: words.actor(difference.name),
                      action: words.action(difference),
                    })
                  : difference.of === "observationId"
                    ? t("review.changed.observationId")
                    : `${t(`review.changed.${difference.of}`)}: ${value(difference.of, difference.from)} → ${value(difference.of, difference.to)}`}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
