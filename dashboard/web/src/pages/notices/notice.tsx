/** One notice from draft to closing: exactly what leaves, what is still missing, what the platform says, what we saw. */
import { Alert, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { NoticeDetailView } from "../../../../shapes.ts";
import { useNotice } from "../../api/notices.ts";
import { History } from "../../parts/evidence/history.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moments.tsx";
import { useNames } from "../../parts/names.ts";
import { Facts, Page, Section } from "../../parts/page.tsx";
import { KindLabel, Label, NoticeStateLabel } from "../../parts/tags.tsx";
import { Untrusted } from "../../parts/untrusted.tsx";
import { DueChip } from "./due.tsx";
import { NoticeItems } from "./items.tsx";
import { Messages, Publication, Verifications } from "./notice-records.tsx";
import { NoticeSteps } from "./steps.tsx";
import { NoticeWords } from "./words.tsx";

const elements = ["right", "recipient", "subject", "body", "locator", "proof", "evidence", "identity", "statement", "signature"] as const;

/** What still stands between this draft and its approval. */
function Missing({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  if (notice.state !== "draft") return null;
  if (notice.missing.length === 0) return <Alert type="success" showIcon title={t("notices.complete")} />;
  const words = notice.missing.map((name) => {
    const known = elements.find((element) => element === name);
    return known === undefined ? name : t(`element.${known}`);
  });
  return (
    <Alert
      type="warning"
      showIcon
      title={t("notices.missing")}
      description={
        <>
          <ul className="plain-list">
            {words.map((word) => (
              <li key={word}>{word}</li>
            ))}
          </ul>
          {t("notices.cannotApprove")}
        </>
      }
    />
  );
}

function NoticeFacts({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Facts
      rows={[
        { label: t("common.platform"), value: names.platform(notice.platform) },
        { label: t("common.right"), value: notice.rightName },
        {
          label: t("notices.draftedBy"),
          value: (
            <>
              {notice.draftedByName} · <Moment at={notice.draftedAt} />
            </>
          ),
        },
        {
          label: t("notices.approvedBy"),
          value:
            notice.approvedAt === null ? (
              "–"
            ) : (
              <>
                {notice.approvedByName ?? ""} · <Moment at={notice.approvedAt} />
              </>
            ),
        },
        { label: t("notices.sentAt"), value: <Moment at={notice.sentAt} /> },
        {
          label: t("notices.due"),
          value:
            notice.dueAt === null ? (
              "–"
            ) : (
              <>
                <Moment at={notice.dueAt} short /> <DueChip notice={notice} />
              </>
            ),
        },
        ...(notice.receipt === null
          ? []
          : [
              {
                label: t("notices.receipt"),
                value: (
                  <span className="wrap-anywhere">
                    <Untrusted text={notice.receipt.slice(0, 500)} />
                  </span>
                ),
              },
            ]),
        { label: t("notices.token"), value: <code>{notice.token}</code> },
        { label: t("notices.template"), value: <code className="wrap-anywhere">{notice.template}</code> },
      ]}
    />
  );
}

export function NoticePage() {
  const { t } = useTranslation();
  const id = useParams()["noticeId"] ?? "";
  const query = useNotice(id);
  return (
    <Page
      title={t("notices.one", { number: query.data?.number ?? t("notices.unnumbered") })}
      wide
      subtitle={
        query.data !== undefined && (
          <>
            <NoticeStateLabel state={query.data.state} /> <Label>{t(`noticeKind.${query.data.kind}`)}</Label>{" "}
            <KindLabel kind={query.data.infringementKind} /> <DueChip notice={query.data} />
          </>
        )
      }
      actions={<Link to="/notices">{t("act.back")}</Link>}
    >
      <Loaded query={query} rows={12}>
        {(notice) => (
          <div className="grid grid-2-1">
            <div>
              {/* Before it leaves, its words are what matters; afterwards, what came of each listing. */}
              {notice.sentAt === null && <NoticeWords key={notice.id} notice={notice} />}
              <Section title={t("notices.items")} flush>
                <NoticeItems notice={notice} />
              </Section>
              <Section title={t("notices.messages")}>
                <Tabs
                  size="small"
                  items={[
                    {
                      key: "messages",
                      label: `${t("notices.messages")} ${notice.messages.length}`,
                      children: <Messages notice={notice} />,
                    },
                    {
                      key: "verifications",
                      label: `${t("notices.verifications")} ${notice.verifications.length}`,
                      children: <Verifications notice={notice} />,
                    },
                    { key: "publication", label: t("notices.publication"), children: <Publication notice={notice} /> },
                    { key: "history", label: t("evidence.history"), children: <History events={notice.history} /> },
                  ]}
                />
              </Section>
              {notice.sentAt !== null && <NoticeWords key={notice.id} notice={notice} />}
            </div>
            <div className="side">
              <Section title={t("notices.next")}>
                <div className="stack">
                  <Missing notice={notice} />
                  <NoticeSteps key={`${notice.state}-${notice.textHash}`} notice={notice} />
                </div>
              </Section>
              <Section title={t("notices.facts")}>
                <NoticeFacts notice={notice} />
              </Section>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
