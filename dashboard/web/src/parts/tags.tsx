/** Small labels. Colour never stands alone: each has its word, and a shape or a border of its own. */
import { useTranslation } from "react-i18next";
import type { LeadView, NoticeView, RunView } from "../../../shapes.ts";
import { percent } from "../text/money.ts";

export type Tone = "plain" | "info" | "good" | "warning" | "danger";

export function Label({ tone = "plain", children }: { readonly tone?: Tone; readonly children: React.ReactNode }) {
  return <span className={`label label-${tone}`}>{children}</span>;
}

const leadTones: Readonly<Record<LeadView["state"], Tone>> = {
  new: "info",
  reviewing: "info",
  snoozed: "plain",
  "second-review": "warning",
  confirmed: "danger",
  rejected: "good",
  insufficient: "plain",
  "in-notice": "warning",
  closed: "plain",
};
export function LeadStateLabel({ state }: { readonly state: LeadView["state"] }) {
  const { t } = useTranslation();
  return <Label tone={leadTones[state]}>{t(`leadState.${state}`)}</Label>;
}

const noticeTones: Readonly<Record<NoticeView["state"], Tone>> = {
  draft: "plain",
  approved: "info",
  sending: "info",
  sent: "warning",
  acknowledged: "warning",
  published: "good",
  closed: "plain",
  cancelled: "plain",
};
export function NoticeStateLabel({ state }: { readonly state: NoticeView["state"] }) {
  const { t } = useTranslation();
  return <Label tone={noticeTones[state]}>{t(`noticeState.${state}`)}</Label>;
}

const runTones: Readonly<Record<RunView["state"], Tone>> = {
  queued: "plain",
  running: "info",
  stopping: "warning",
  stopped: "warning",
  finished: "good",
  failed: "danger",
};
export function RunStateLabel({ state }: { readonly state: RunView["state"] }) {
  const { t } = useTranslation();
  return <Label tone={runTones[state]}>{t(`runState.${state}`)}</Label>;
}

const itemTones: Readonly<Record<NoticeView["items"][number]["verified"], Tone>> = {
  pending: "plain",
  removed: "good",
  edited: "good",
  "still-up": "danger",
  refused: "danger",
  disputed: "warning",
  restored: "danger",
  relisted: "danger",
  unknown: "warning",
};
export function ItemStateLabel({ state }: { readonly state: NoticeView["items"][number]["verified"] }) {
  const { t } = useTranslation();
  return <Label tone={itemTones[state]}>{t(`itemState.${state}`)}</Label>;
}

const priorityTones: Readonly<Record<LeadView["priority"], Tone>> = { high: "danger", medium: "warning", low: "info", none: "plain" };
const priorityMarks: Readonly<Record<LeadView["priority"], string>> = { high: "▲", medium: "◆", low: "▽", none: "–" };
export function PriorityLabel({ priority }: { readonly priority: LeadView["priority"] }) {
  const { t } = useTranslation();
  return (
    <Label tone={priorityTones[priority]}>
      <span aria-hidden="true">{priorityMarks[priority]} </span>
      <span className="sr-only">{t("priority.label")} </span>
      {t(`priority.${priority}`)}
    </Label>
  );
}

export function KindLabel({ kind }: { readonly kind: LeadView["kind"] }) {
  const { t } = useTranslation();
  return <Label>{t(`kind.${kind}`)}</Label>;
}

/** A bar and its figure. */
export function Score({ value }: { readonly value: number }) {
  const { t } = useTranslation();
  return (
    <span className="score" title={t("review.score")}>
      <span className="score-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(value * 100)}%` }} />
      </span>
      <span className="tabular">
        <span className="sr-only">{t("review.score")} </span>
        {percent(value)}
      </span>
    </span>
  );
}

/** A key as it stands on the keyboard. Decorative beside its button; read out by the legend only. */
export function KeyCap({ keys }: { readonly keys: string | undefined }) {
  if (keys === undefined) return null;
  return (
    <kbd className="key-cap" aria-hidden="true">
      {keys.replace("Enter", "⏎").replace("Shift+", "⇧")}
    </kbd>
  );
}
