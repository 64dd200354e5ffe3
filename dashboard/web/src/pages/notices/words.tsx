/** Exactly what leaves: recipient, subject, text, every link; and the hash that an approval is given for. */
import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NoticeDetailView } from "../../../../shapes.ts";
import { useEditNotice } from "../../api/notices.ts";
import { useSession } from "../../api/session.ts";
import { Fault } from "../../parts/faults.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { OutwardLink, Untrusted } from "../../parts/untrusted.tsx";

function Editing({ notice, onDone }: { readonly notice: NoticeDetailView; onDone(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const edit = useEditNotice(notice.id);
  // The version on screen when the editing began: what a colleague saved meanwhile is never overwritten unseen.
  const [version] = useState(notice.version);
  return (
    <Form
      layout="vertical"
      initialValues={{ recipient: notice.recipient, subject: notice.subject, body: notice.body }}
      onFinish={(words: { recipient: string; subject: string; body: string }) =>
        edit.mutate(
          { expectedVersion: version, ...words },
          {
            onSuccess: () => {
              void message.success(t("notices.saved"));
              onDone();
            },
          },
        )
      }
    >
      {edit.isError && <Fault error={edit.error} />}
      <Form.Item name="recipient" label={t("notices.recipient")}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="subject" label={t("notices.subject")}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="body" label={t("notices.body")}>
        <Input.TextArea autoSize={{ minRows: 12, maxRows: 30 }} maxLength={100_000} />
      </Form.Item>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={edit.isPending}>
          {t("act.save")}
        </Button>
        <Button onClick={onDone}>{t("act.cancel")}</Button>
      </div>
    </Form>
  );
}

/** 64 hex digits in groups of eight, so that two people can compare them. */
export function Hash({ hash }: { readonly hash: string }) {
  return <code className="hash">{(hash.match(/.{1,8}/gu) ?? [hash]).join(" ")}</code>;
}

export function NoticeWords({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const mayEdit = notice.state === "draft" && session.may("notices.draft");
  return (
    <Section
      title={notice.sentAt === null ? t("notices.exactly") : t("notices.exactlySent")}
      extra={
        mayEdit &&
        !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t("notices.edit")}
          </Button>
        )
      }
    >
      {editing ? (
        <Editing notice={notice} onDone={() => setEditing(false)} />
      ) : (
        <div className="letter-paper">
          <Facts
            rows={[
              {
                label: t("notices.recipient"),
                value:
                  notice.recipient === "" ? (
                    "–"
                  ) : (
                    <span className="wrap-anywhere">
                      <Untrusted text={notice.recipient} />
                    </span>
                  ),
              },
              { label: t("notices.channel"), value: `${notice.channel} · ${t(`notices.languages.${notice.language}`)}` },
              {
                label: t("notices.subject"),
                value: (
                  <strong>
                    <Untrusted text={notice.subject} />
                  </strong>
                ),
              },
            ]}
          />
          <div className="letter-body pre-wrap" role="region" tabIndex={0} aria-label={t("notices.body")}>
            <Untrusted text={notice.body} />
          </div>
          <h3>
            {t("notices.linksInNotice")} ({notice.items.length})
          </h3>
          <ol className="links-out">
            {notice.items.map((item) => (
              <li key={item.id}>
                <OutwardLink url={item.url} whole />
              </li>
            ))}
          </ol>
          <div className="hash-line">
            <span className="faint">{t("notices.hash")}</span> <Hash hash={notice.textHash} />
            <p className="faint small">{t("notices.hashHelp")}</p>
          </div>
        </div>
      )}
    </Section>
  );
}
