import { Table } from "antd";
import { useTranslation } from "react-i18next";
import type { NoticeDetailView } from "../../../../shapes.ts";
import { Moment } from "../../parts/moments.tsx";
import { Facts } from "../../parts/page.tsx";
import { ItemStateLabel, Label } from "../../parts/tags.tsx";
import { Clamped, OutwardLink, Unfolding, Untrusted } from "../../parts/untrusted.tsx";

export function Messages({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  if (notice.messages.length === 0) return <p className="faint">{t("notices.noMessages")}</p>;
  return (
    <ul className="messages">
      {notice.messages.map((message, index) => (
        <li key={index} className={`message message-${message.direction}`}>
          <div className="message-head">
            <Label tone={message.direction === "in" ? "info" : "plain"}>{t(`notices.direction.${message.direction}`)}</Label>{" "}
            <span>{message.channel}</span> <Moment at={message.at} />
            {message.messageId !== null && <code className="faint small wrap-anywhere">{message.messageId}</code>}
          </div>
          {message.subject !== null && (
            <strong>
              <Untrusted text={message.subject} />
            </strong>
          )}
          <div>
            <Unfolding text={message.body} upTo={600} />
          </div>
        </li>
      ))}
    </ul>
  );
}

export function Verifications({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  if (notice.verifications.length === 0) return <p className="faint">{t("notices.noVerifications")}</p>;
  const titles = new Map(notice.items.map((item) => [item.id, item.title]));
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={notice.verifications}
      pagination={notice.verifications.length > 15 ? { pageSize: 15, size: "small", showSizeChanger: false } : false}
      columns={[
        { title: t("common.title"), render: (_, row) => <Clamped text={titles.get(row.itemId) ?? row.itemId} /> },
        { title: t("notices.planned"), width: 165, render: (_, row) => <Moment at={row.dueAt} /> },
        {
          title: t("notices.doneAt"),
          width: 165,
          render: (_, row) => (row.doneAt === null ? <span className="faint">{t("notices.waiting")}</span> : <Moment at={row.doneAt} />),
        },
        {
          title: t("notices.outcome"),
          width: 220,
          render: (_, row) => (
            <>
              {row.outcome === null ? "–" : <ItemStateLabel state={row.outcome} />}
              {row.because !== null && (
                <div className="faint small">
                  <Clamped text={row.because} lines={2} />
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

export function Publication({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  const { publication } = notice;
  return (
    <>
      <p className="faint">{t("notices.publishHelp")}</p>
      {publication === null ? (
        <p>{t("notices.noPublication")}</p>
      ) : (
        <Facts
          rows={[
            {
              label: t("common.state"),
              value: (
                <Label tone={publication.seen ? "good" : "danger"}>
                  {publication.seen ? t("notices.publicationSeen") : t("notices.publicationAbsent")}
                </Label>
              ),
            },
            { label: t("notices.publishUrl"), value: publication.url === "" ? "–" : <OutwardLink url={publication.url} whole /> },
            { label: t("common.time"), value: <Moment at={publication.at} /> },
          ]}
        />
      )}
    </>
  );
}
