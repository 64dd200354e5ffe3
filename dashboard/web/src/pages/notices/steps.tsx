/** What can be done with a notice now, by its state and by who looks. The server refuses whatever slips through. */
import { Alert, Button, Checkbox, Input, Popconfirm, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NoticeDetailView } from "../../../../shapes.ts";
import { useStepNotice, type NoticeStep } from "../../api/notices.ts";
import { useSession } from "../../api/session.ts";
import { Fault } from "../../parts/faults.tsx";
import { outwardAddress } from "../../text/address.ts";
import { Hash } from "./words.tsx";

interface StepProps {
  readonly notice: NoticeDetailView;
  readonly busy: boolean;
  take(step: NoticeStep): void;
}

function Approving({ notice, busy, take }: StepProps) {
  const { t } = useTranslation();
  const session = useSession();
  const [read, setRead] = useState(false);
  const own = session.user?.id === notice.draftedBy;
  if (!session.may("notices.approve"))
    return <Alert type="info" showIcon title={t("notices.noApprovePermission")} description={t("notices.approveOther")} />;
  if (own) return <Alert type="info" showIcon title={t("notices.approveYours")} />;
  return (
    <div className="stack approve">
      <div>
        <span className="faint">{t("notices.hash")}</span>
        <Hash hash={notice.textHash} />
      </div>
      <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
        {t("notices.approveRead")}
      </Checkbox>
      <Button
        type="primary"
        disabled={!read || notice.missing.length > 0}
        loading={busy}
        onClick={() => take({ to: "approval", body: { expectedVersion: notice.version, hashShown: notice.textHash } })}
      >
        {t("notices.approve")}
      </Button>
    </div>
  );
}

/** A step that needs a sentence from the person who takes it. */
function WithNote({
  title,
  placeholder,
  help,
  danger = false,
  busy,
  onGo,
}: {
  readonly title: string;
  readonly placeholder: string;
  readonly help?: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  onGo(note: string): void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  if (!open)
    return (
      <Button danger={danger} onClick={() => setOpen(true)}>
        {title}
      </Button>
    );
  return (
    <form
      className="stack step-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim() !== "") onGo(note.trim());
      }}
    >
      {help !== undefined && <span className="faint">{help}</span>}
      <Input.TextArea
        autoFocus
        rows={2}
        maxLength={4000}
        value={note}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="row">
        <Button type="primary" danger={danger} htmlType="submit" disabled={note.trim() === ""} loading={busy}>
          {title}
        </Button>
        <Button onClick={() => setOpen(false)}>{t("act.cancel")}</Button>
      </div>
    </form>
  );
}

function Publishing({ notice, busy, take }: StepProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(true);
  const [url, setUrl] = useState(notice.publication?.url ?? "");
  const good = outwardAddress(url.trim()) !== null;
  if (!open) return <Button onClick={() => setOpen(true)}>{t("notices.publish")}</Button>;
  return (
    <form
      className="stack step-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (good || !seen) take({ to: "publication", body: { url: url.trim(), seen } });
      }}
    >
      <span className="faint">{t("notices.publishHelp")}</span>
      <Radio.Group
        value={seen}
        onChange={(event) => setSeen(event.target.value === true)}
        options={[
          { value: true, label: t("notices.publishSeen") },
          { value: false, label: t("notices.publishAbsent") },
        ]}
      />
      <Input
        type="url"
        maxLength={2000}
        value={url}
        placeholder={t("notices.publishUrl")}
        aria-label={t("notices.publishUrl")}
        status={url !== "" && !good ? "error" : ""}
        onChange={(event) => setUrl(event.target.value)}
      />
      {seen && !good && <span className="faint small">{t("notices.urlNeeded")}</span>}
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={seen && !good} loading={busy}>
          {t("notices.publish")}
        </Button>
        <Button onClick={() => setOpen(false)}>{t("act.cancel")}</Button>
      </div>
    </form>
  );
}

function Sending({ notice, busy, take }: StepProps) {
  const { t } = useTranslation();
  return (
    <Popconfirm
      title={t("notices.sendAsk", { recipient: notice.recipient })}
      description={t("notices.sendHelp")}
      okText={t("notices.send")}
      cancelText={t("act.cancel")}
      onConfirm={() => take({ to: "sending" })}
    >
      <Button type="primary" loading={busy}>
        {notice.state === "sending" ? t("notices.sendAgain") : t("notices.send")}
      </Button>
    </Popconfirm>
  );
}

export function NoticeSteps({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  const session = useSession();
  const step = useStepNotice(notice.id);
  const take = (next: NoticeStep) => step.mutate(next);
  const props = { notice, busy: step.isPending, take };
  const maySend = session.may("notices.send");
  const { state } = notice;
  const out = state === "sent" || state === "acknowledged" || state === "published";
  return (
    <div className="stack">
      {step.isError && <Fault error={step.error} />}
      {state === "draft" && <Approving {...props} />}
      {state === "sending" && <Alert type="info" showIcon title={t("notices.sending")} />}
      {state === "approved" && maySend && <Sending {...props} />}
      {out && maySend && (
        <>
          {state === "sent" && (
            <WithNote
              title={t("notices.acknowledge")}
              placeholder={t("notices.acknowledgeNote")}
              busy={step.isPending}
              onGo={(note) => take({ to: "acknowledgement", body: { note } })}
            />
          )}
          <div>
            <Button loading={step.isPending && step.variables.to === "verification"} onClick={() => take({ to: "verification" })}>
              {t("notices.verifyNow")}
            </Button>
            <p className="faint small">{t("notices.verifyHelp")}</p>
          </div>
          <Publishing {...props} />
          <WithNote
            title={t("notices.close")}
            placeholder={t("notices.closeNote")}
            help={t("notices.publishHelp")}
            busy={step.isPending}
            onGo={(note) => take({ to: "closing", body: { note } })}
          />
        </>
      )}
      {(state === "draft" || state === "approved") && session.may("notices.draft") && (
        <WithNote
          title={t("notices.cancel")}
          placeholder={t("notices.cancelNote")}
          help={t("notices.cancelHelp")}
          danger
          busy={step.isPending}
          onGo={(note) => take({ to: "cancelling", body: { note } })}
        />
      )}
      {(state === "closed" || state === "cancelled") && <Alert type="info" showIcon title={t("notices.closedAlready")} />}
    </div>
  );
}
