/** The right column: verdict, reason from the closed list, note; every key has its button. */
import { Alert, Button, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { LeadDetailView } from "../../../../shapes.ts";
import type { Lease } from "../../api/lease.ts";
import { useSession } from "../../api/session.ts";
import { reasonWords } from "../../i18n/reason-words.ts";
import { RightCard } from "../../parts/evidence/cards.tsx";
import { Fault } from "../../parts/faults.tsx";
import { KeyCap, LeadStateLabel, PriorityLabel, Score } from "../../parts/tags.tsx";
import type { Bindings, ReviewAction } from "../../keys/bindings.ts";
import { useBindings } from "../../keys/listen.ts";
import { codesFor, deskOf, morningIn, verdicts, type Difference, type Making, type Step, type Unready, type Verdict } from "./decision.ts";
import { Differences } from "./differences.tsx";

type Code = keyof typeof reasonWords.reasonCode;
const isCode = (code: string): code is Code => Object.hasOwn(reasonWords.reasonCode, code);
const keyOf = (bindings: Bindings, action: ReviewAction) => bindings[action][0];
const numberActions = ["reason-1", "reason-2", "reason-3", "reason-4", "reason-5", "reason-6", "reason-7", "reason-8", "reason-9"] as const;

interface DecidePanelProps {
  readonly lead: LeadDetailView;
  readonly lease: Lease;
  readonly making: Making;
  onStep(step: Step): void;
  readonly unready: Unready | null;
  onSubmit(andNext: boolean): void;
  onReopen(note: string): void;
  readonly reopening: boolean;
  readonly differences: readonly Difference[] | null;
  readonly noteRef: RefObject<TextAreaRef | null>;
  onLeaveNote(): void;
}

export function DecidePanel(props: DecidePanelProps) {
  const { t } = useTranslation();
  const session = useSession();
  const { lead, lease } = props;
  const desk = deskOf(lead.state, { decide: session.may("leads.decide"), second: session.may("leads.second-opinion") });
  const blind = lead.state === "second-review";
  return (
    <aside className="decide" aria-label={t("review.decide")}>
      <div className="decide-head">
        <LeadStateLabel state={lead.state} />
        {!blind && <PriorityLabel priority={lead.priority} />}
        {!blind && <Score value={lead.probability} />}
        {lease.state === "mine" && <span className="faint small">{t("review.leaseMine")}</span>}
      </div>
      {props.differences !== null && <Differences differences={props.differences} />}
      {lease.state === "held" && (
        <Alert
          type="warning"
          showIcon
          title={lease.by === null ? t("review.heldBySomeone") : t("review.heldBy", { name: lease.by })}
          description={t("review.heldHelp")}
        />
      )}
      {lease.state === "unsure" && <Fault error={lease.error} />}
      {desk === "second" && <Alert type="info" showIcon title={t("review.blind")} description={t("review.blindHelp")} />}
      {desk === "no-second" && <Alert type="info" showIcon title={t("review.noSecondRight")} />}
      {desk === "read-only" && <Alert type="info" showIcon title={t("review.readOnly")} />}
      {desk === "decided" && <Decided key={lead.id} {...props} />}
      {(desk === "decide" || desk === "second") && <Deciding {...props} blind={desk === "second"} />}
      <section className="decide-right" aria-label={t("evidence.right")}>
        <RightCard right={lead.right} rightName={lead.rightName} />
      </section>
    </aside>
  );
}

function Decided({ lead, onReopen, reopening }: DecidePanelProps) {
  const { t } = useTranslation();
  const session = useSession();
  const [why, setWhy] = useState("");
  const mayReopen = lead.state === "rejected" || lead.state === "insufficient" || lead.state === "closed";
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t("review.decidedAlready")}
        description={
          lead.reasonCode !== null && isCode(lead.reasonCode) ? `${lead.reasonCode} ${t(`reasonCode.${lead.reasonCode}.name`)}` : undefined
        }
      />
      {lead.noticeId !== null && <Link to={`/notices/${encodeURIComponent(lead.noticeId)}`}>{t("review.toNotice")}</Link>}
      {lead.state === "confirmed" && lead.noticeId === null && session.may("notices.draft") && (
        <Link to={`/notices/new?lead=${encodeURIComponent(lead.id)}`}>{t("review.draftNotice")}</Link>
      )}
      {mayReopen && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (why.trim() !== "") onReopen(why.trim());
          }}
        >
          <Input.TextArea
            rows={2}
            maxLength={4000}
            value={why}
            aria-label={t("review.reopenWhy")}
            placeholder={t("review.reopenWhy")}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button htmlType="submit" disabled={why.trim() === ""} loading={reopening}>
            {t("review.reopen")}
          </Button>
        </form>
      )}
    </>
  );
}

function Deciding({
  making,
  onStep,
  unready,
  onSubmit,
  noteRef,
  onLeaveNote,
  lease,
  blind,
}: DecidePanelProps & { readonly blind: boolean }) {
  const { t } = useTranslation();
  const bindings = useBindings();
  const offered: readonly Verdict[] = blind ? ["confirm", "reject", "insufficient"] : verdicts;
  const codes = codesFor(making.verdict);
  const held = lease.state === "held";
  return (
    <>
      <div className="verdicts" role="group" aria-label={t("review.decide")}>
        {offered.map((verdict) => (
          <button
            key={verdict}
            type="button"
            data-enter="page"
            className={`verdict verdict-${verdict}`}
            aria-pressed={making.verdict === verdict}
            title={t(`review.verdictHelp.${verdict}`)}
            onClick={() => onStep({ do: "verdict", verdict })}
          >
            <span>{t(`review.verdict.${verdict}`)}</span>
            <KeyCap keys={keyOf(bindings, verdict)} />
          </button>
        ))}
      </div>
      {making.verdict === null && <p className="faint">{t("review.chooseVerdict")}</p>}
      {codes.length > 0 && (
        <div className="codes" role="group" aria-label={t("review.reason")}>
          {codes.map((code, index) => {
            const action = numberActions[index];
            return (
              <button
                key={code}
                type="button"
                data-enter="page"
                className="code"
                aria-pressed={making.code === code}
                onClick={() => onStep({ do: "code", index })}
              >
                <KeyCap keys={action === undefined ? undefined : keyOf(bindings, action)} />
                <span className="code-words">
                  <span className="code-name">
                    <span className="faint">{code}</span> {isCode(code) ? t(`reasonCode.${code}.name`) : code}
                  </span>
                  {isCode(code) && (
                    <span className="code-means" title={t(`reasonCode.${code}.means`)}>
                      {t(`reasonCode.${code}.means`)}
                    </span>
                  )}
                </span>
              </button>
            );
          })}
        </div>
      )}
      {making.verdict === "snooze" && <SnoozeUntil making={making} onStep={onStep} />}
      <div className="submit-dock">
        <label className="note">
          <span>
            {t("review.note")} <KeyCap keys={keyOf(bindings, "note")} />
          </span>
          <Input.TextArea
            ref={noteRef}
            rows={2}
            maxLength={4000}
            value={making.note}
            placeholder={making.verdict === "snooze" ? t("review.snoozeNote") : t("review.notePlaceholder")}
            onChange={(event) => onStep({ do: "note", note: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === "Escape") onLeaveNote();
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSubmit(true);
            }}
          />
        </label>
        <div className="submit" role="group">
          <Button type="primary" data-enter="page" disabled={unready !== null || held} onClick={() => onSubmit(true)}>
            {t("review.submitNext")} <KeyCap keys={keyOf(bindings, "submit-next")} />
          </Button>
          <Button data-enter="page" disabled={unready !== null || held} onClick={() => onSubmit(false)}>
            {t("review.submitStay")} <KeyCap keys={keyOf(bindings, "submit-stay")} />
          </Button>
        </div>
        <p className="faint small" role="status">
          {unready !== null && making.verdict !== null ? t(`review.${unready}`) : ""}
        </p>
      </div>
    </>
  );
}

const localInput = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function SnoozeUntil({ making, onStep }: { readonly making: Making; onStep(step: Step): void }) {
  const { t } = useTranslation();
  const now = new Date();
  const choices = [
    { name: "tomorrow", at: morningIn(1, now) },
    { name: "days3", at: morningIn(3, now) },
    { name: "week", at: morningIn(7, now) },
  ] as const;
  const until = making.until ?? choices[0].at;
  return (
    <div className="snooze">
      <div className="row">
        {choices.map((choice) => (
          <Button
            key={choice.name}
            size="small"
            data-enter="page"
            type={choice.at.getTime() === until.getTime() ? "primary" : "default"}
            onClick={() => onStep({ do: "until", until: choice.at })}
          >
            {t(`review.snoozeFor.${choice.name}`)}
          </Button>
        ))}
      </div>
      <Input
        type="datetime-local"
        size="small"
        aria-label={t("review.snoozeUntil")}
        value={localInput(until)}
        min={localInput(now)}
        onChange={(event) => {
          const at = new Date(event.target.value);
          if (!Number.isNaN(at.getTime())) onStep({ do: "until", until: at });
        }}
      />
    </div>
  );
}
