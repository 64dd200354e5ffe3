/** What happened, newest first: who, when, from where to where, why. */
import { Timeline } from "antd";
import { useTranslation } from "react-i18next";
import { noticeShape, leadShape, runShape, type AuditEventView } from "../../../../shapes.ts";
import { evidenceWords } from "../../i18n/evidence-words.ts";
import { reasonWords } from "../../i18n/reason-words.ts";
import { Moment } from "../moments.tsx";
import { Untrusted } from "../untrusted.tsx";

type EventName = keyof typeof evidenceWords.events;
type StepName = keyof typeof evidenceWords.steps;
type Code = keyof typeof reasonWords.reasonCode;
const isEventName = (action: string): action is EventName => Object.hasOwn(evidenceWords.events, action);
const isStepName = (step: string): step is StepName => Object.hasOwn(evidenceWords.steps, step);
const isCode = (code: unknown): code is Code => typeof code === "string" && Object.hasOwn(reasonWords.reasonCode, code);
const leadStates = leadShape.shape.state.options;
const noticeStates = noticeShape.shape.state.options;
const runStates = runShape.shape.state.options;

/** Names of actions and states in words; one we do not know yet is shown as it was recorded. */
export function useEventWords() {
  const { t } = useTranslation();
  return {
    action: (event: Pick<AuditEventView, "action" | "objectType">): string => {
      const name = [event.action, `${event.objectType}.${event.action}`].find(isEventName);
      return name === undefined ? event.action : t(`events.${name}`);
    },
    state: (objectType: string, state: string): string => {
      const ofLead = leadStates.find((known) => known === state);
      const ofRun = runStates.find((known) => known === state);
      if (objectType === "run" && ofRun !== undefined) return t(`runState.${ofRun}`);
      const ofNotice = noticeStates.find((known) => known === state);
      if (objectType === "notice" && ofNotice !== undefined) return t(`noticeState.${ofNotice}`);
      return ofLead === undefined ? state : t(`leadState.${ofLead}`);
    },
    /** A person by name; a step of the program as what it does. */
    actor: (name: string): string => {
      const step = name.startsWith("step:") ? name.slice("step:".length) : null;
      if (step === null) return name === "" ? t("common.system") : name;
      return `${t("common.system")} · ${isStepName(step) ? t(`steps.${step}`) : step}`;
    },
    code: (code: unknown): string | null => (isCode(code) ? `${code} ${t(`reasonCode.${code}.name`)}` : null),
  };
}

export function History({ events }: { readonly events: readonly AuditEventView[] }) {
  const { t } = useTranslation();
  const words = useEventWords();
  if (events.length === 0) return <p className="faint">{t("evidence.noHistory")}</p>;
  const newestFirst = [...events].sort((a, b) => b.seq - a.seq);
  return (
    <Timeline
      className="history"
      items={newestFirst.map((event) => {
        const code = words.code(event.body["code"] ?? event.body["reasonCode"]);
        const note = event.body["note"];
        return {
          key: event.seq,
          content: (
            <>
              <div>
                <strong>{words.action(event)}</strong>
                {event.from !== null && event.to !== null && event.from !== event.to && (
                  <span className="faint">
                    {" "}
                    {words.state(event.objectType, event.from)} → {words.state(event.objectType, event.to)}
                  </span>
                )}
              </div>
              {code !== null && <div>{code}</div>}
              {typeof note === "string" && note !== "" && (
                <div className="history-note">
                  <Untrusted text={note.slice(0, 4000)} />
                </div>
              )}
              <div className="faint">
                {words.actor(event.actorName)} · <Moment at={event.at} />
              </div>
            </>
          ),
        };
      })}
    />
  );
}
