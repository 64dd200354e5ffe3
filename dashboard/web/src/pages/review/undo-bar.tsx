import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { KeyCap } from "../../parts/tags.tsx";
import { useBindings } from "../../keys/listen.ts";

export interface Done {
  readonly id: string;
  /** The lead's version after the decision: an undo of anything newer is refused. */
  readonly version: number;
  readonly title: string;
  readonly what: string;
  readonly at: number;
}

/** The foot of the workspace: what was just done, the way back, and the way on. */
export function UndoBar({ done, onUndo, onWalk }: { readonly done: readonly Done[]; onUndo(): void; onWalk(by: 1 | -1): void }) {
  const { t } = useTranslation();
  const bindings = useBindings();
  const last = done.at(-1);
  return (
    <div className="undo-bar">
      <Button size="small" onClick={() => onWalk(-1)}>
        {t("keys.action.previous")} <KeyCap keys={bindings.previous[0]} />
      </Button>
      <Button size="small" onClick={() => onWalk(1)}>
        {t("keys.action.next")} <KeyCap keys={bindings.next[0]} />
      </Button>
      <Button size="small" disabled={last === undefined} onClick={onUndo}>
        {t("review.undo")} <KeyCap keys={bindings.undo[0]} />
      </Button>
      <span role="status" className="undo-last">
        {last === undefined ? "" : t("review.decided", { what: last.what, title: last.title })}
      </span>
      <span className="faint undo-end tabular">{t("review.today", { count: done.length })}</span>
    </div>
  );
}
