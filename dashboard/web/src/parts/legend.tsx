/** All keys, what they do, and a way to choose others. */
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { defaultBindings, pressName, reviewActions, withOwnKeys, type Bindings, type ReviewAction } from "../keys/bindings.ts";
import { keepOwnKeys } from "../keys/own-keys.ts";

/** Reason keys follow their numbers and are not chosen one by one. */
type ShownAction = Exclude<ReviewAction, `reason-${number}`>;
const isShown = (action: ReviewAction): action is ShownAction => !action.startsWith("reason-");
const shownActions = reviewActions.filter(isShown);
const fixed = (action: ReviewAction) => action.startsWith("go-");

interface LegendProps {
  readonly open: boolean;
  readonly bindings: Bindings;
  onClose(): void;
  onBindings(bindings: Bindings): void;
}

export function Legend({ open, bindings, onClose, onBindings }: LegendProps) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState<ReviewAction | null>(null);
  const [clash, setClash] = useState<string | null>(null);

  const choose = (action: ReviewAction, keys: string) => {
    const attempt = withOwnKeys({ ...bindings, [action]: [keys] });
    setChoosing(null);
    if (attempt.clashes.length > 0) return setClash(keys);
    setClash(null);
    keepOwnKeys(attempt.bindings);
    onBindings(attempt.bindings);
  };
  const reset = () => {
    setClash(null);
    keepOwnKeys(defaultBindings);
    onBindings(defaultBindings);
  };

  return (
    <Modal open={open} onCancel={onClose} title={t("keys.legend")} width={720} footer={<Button onClick={reset}>{t("keys.reset")}</Button>}>
      <p className="faint">{t("keys.help")}</p>
      <div role="status" className="clash">
        {clash === null ? "" : t("keys.clash", { keys: clash })}
      </div>
      <ul className="legend">
        <li>
          <span>{t("keys.action.reason")}</span>
          <kbd className="key-cap">1</kbd> … <kbd className="key-cap">9</kbd>
        </li>
        {shownActions.map((action) => (
          <li key={action}>
            <span>{t(`keys.action.${action}`)}</span>
            <button
              type="button"
              className="legend-keys"
              disabled={fixed(action)}
              aria-label={t("keys.change", { action: t(`keys.action.${action}`), keys: bindings[action].join(", ") })}
              onClick={() => setChoosing(action)}
              onBlur={() => setChoosing(null)}
              onKeyDown={(event) => {
                if (choosing !== action || event.key === "Tab") return;
                if (event.key === "Escape") return setChoosing(null);
                const name = pressName({
                  key: event.key,
                  ctrl: event.ctrlKey,
                  meta: event.metaKey,
                  alt: event.altKey,
                  shift: event.shiftKey,
                });
                if (name === null) return;
                event.preventDefault();
                event.stopPropagation();
                choose(action, name);
              }}
            >
              {choosing === action
                ? t("keys.press")
                : bindings[action].map((keys) => (
                    <kbd key={keys} className="key-cap">
                      {keys}
                    </kbd>
                  ))}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
