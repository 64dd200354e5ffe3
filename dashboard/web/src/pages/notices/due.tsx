import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { NoticeView } from "../../../../shapes.ts";
import { useDaysUntil } from "../../parts/moments.tsx";
import { Label } from "../../parts/tags.tsx";
import { dateAndTime, utcWords } from "../../text/time-words.ts";

const ended: readonly NoticeView["state"][] = ["published", "closed", "cancelled"];

/** Days left for the platform's answer, with the basis of the deadline on hover; nothing once the notice has ended. */
export function DueChip({ notice }: { readonly notice: Pick<NoticeView, "dueAt" | "state"> }) {
  const { t, i18n } = useTranslation();
  const days = useDaysUntil(notice.dueAt);
  if (days === null || notice.dueAt === null || ended.includes(notice.state)) return null;
  const words =
    days < 0 ? t("notices.overdue", { count: -days }) : days === 0 ? t("notices.dueToday") : t("notices.dueIn", { count: days });
  return (
    <Tooltip
      title={`${t("notices.due")}: ${dateAndTime(notice.dueAt, i18n.language === "en")} · ${utcWords(notice.dueAt)} · ${t("notices.dueBasis")}`}
    >
      <span>
        <Label tone={days < 0 ? "danger" : days <= 1 ? "warning" : "plain"}>{words}</Label>
      </span>
    </Tooltip>
  );
}

/** How many links the platform says are gone and how many we saw gone: two numbers, never one. */
export function itemTally(notice: Pick<NoticeView, "items">): {
  readonly total: number;
  readonly claimed: number;
  readonly verified: number;
  readonly contradicted: number;
} {
  const gone = (state: string | null) => state === "removed" || state === "edited";
  const up = (state: string) => state === "still-up" || state === "restored" || state === "relisted";
  return {
    total: notice.items.length,
    claimed: notice.items.filter((item) => gone(item.claimed)).length,
    verified: notice.items.filter((item) => gone(item.verified)).length,
    contradicted: notice.items.filter((item) => gone(item.claimed) && up(item.verified)).length,
  };
}
