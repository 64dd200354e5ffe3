import { Input, Select, Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import type { AuditEventView } from "../../../shapes.ts";
import { useAudit } from "../api/settings.ts";
import { useEventWords } from "../parts/evidence/history.tsx";
import { Nothing } from "../parts/faults.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { MoreRows } from "../parts/more-rows.tsx";
import { Moment } from "../parts/moments.tsx";
import { Page } from "../parts/page.tsx";
import { Untrusted } from "../parts/untrusted.tsx";

const objects = ["lead", "notice", "notice-item", "run", "user", "schedule", "register", "listing"] as const;
const places: Readonly<Partial<Record<string, string>>> = { lead: "/review/", notice: "/notices/", run: "/runs/", listing: "/listings/" };

function Thing({ event }: { readonly event: AuditEventView }) {
  const { t } = useTranslation();
  const known = objects.find((one) => one === event.objectType);
  const place = places[event.objectType];
  const name = known === undefined ? event.objectType : t(`audit.objects.${known}`);
  return (
    <>
      {name}{" "}
      <span className="faint small wrap-anywhere">
        {place === undefined ? (
          event.objectId
        ) : (
          <Link to={`${place}${encodeURIComponent(event.objectId)}${event.objectType === "lead" ? "?state=" : ""}`}>{event.objectId}</Link>
        )}
      </span>
    </>
  );
}

export function AuditPage() {
  const { t } = useTranslation();
  const words = useEventWords();
  const [search, setSearch] = useSearchParams();
  const filter = { objectType: search.get("objectType") ?? "", objectId: search.get("objectId") ?? "" };
  const query = useAudit(filter);
  const change = (changes: Partial<typeof filter>) =>
    setSearch(new URLSearchParams(Object.entries({ ...filter, ...changes }).filter(([, value]) => value !== "")), { replace: true });
  return (
    <Page title={t("audit.title")} subtitle={t("audit.help")} wide>
      <div className="filter-bar" role="search">
        <Select
          allowClear
          placeholder={t("audit.objectType")}
          aria-label={t("audit.objectType")}
          value={filter.objectType === "" ? null : filter.objectType}
          options={objects.map((one) => ({ value: one as string, label: t(`audit.objects.${one}`) }))}
          onChange={(next: string | null | undefined) => change({ objectType: next ?? "" })}
        />
        <Input.Search
          key={filter.objectId}
          allowClear
          defaultValue={filter.objectId}
          maxLength={400}
          placeholder={t("audit.objectId")}
          aria-label={t("audit.objectId")}
          onSearch={(next) => change({ objectId: next.trim() })}
        />
      </div>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (rows.length === 0) return <Nothing title={t("audit.empty")} help={t("audit.emptyHelp")} />;
          return (
            <>
              <Table
                size="small"
                rowKey="seq"
                dataSource={rows}
                pagination={false}
                expandable={{
                  columnTitle: <span className="sr-only">{t("act.details")}</span>,
                  rowExpandable: (event) => Object.keys(event.body).length > 0,
                  expandedRowRender: (event) => (
                    <pre className="audit-body" aria-label={t("audit.body")}>
                      <Untrusted text={JSON.stringify(event.body, null, 2).slice(0, 20_000)} />
                    </pre>
                  ),
                }}
                columns={[
                  { title: t("audit.seq"), width: 90, dataIndex: "seq", align: "right" },
                  { title: t("common.time"), width: 180, render: (_, event) => <Moment at={event.at} /> },
                  {
                    title: t("audit.actor"),
                    width: 150,
                    render: (_, event) => words.actor(event.actorName),
                  },
                  { title: t("audit.action"), width: 180, render: (_, event) => words.action(event) },
                  { title: t("audit.object"), render: (_, event) => <Thing event={event} /> },
                  {
                    title: t("audit.change"),
                    width: 220,
                    render: (_, event) =>
                      event.from === null && event.to === null
                        ? "–"
                        : `${event.from === null ? "–" : words.state(event.objectType, event.from)} → ${event.to === null ? "–" : words.state(event.objectType, event.to)}`,
                  },
                ]}
              />
              <MoreRows query={query} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
