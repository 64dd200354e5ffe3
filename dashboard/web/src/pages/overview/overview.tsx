/** What was looked at, what was found, what came of it. Every figure says what it is a figure of. */
import { Alert, Button, Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { OverviewView } from "../../../../shapes.ts";
import { useOverview } from "../../api/overview.ts";
import { useSession } from "../../api/session.ts";
import { Nothing } from "../../parts/faults.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Figure, Page, Section } from "../../parts/page.tsx";
import { useNames } from "../../parts/names.ts";
import { count, shareOf } from "../../text/money.ts";
import { LatestRun } from "./latest-run.tsx";
import { Removal } from "./removal.tsx";
import { SampleCharts } from "./sample-charts.tsx";

const sum = (tally: Readonly<Record<string, number>>, names: readonly string[]) =>
  names.reduce((total, name) => total + (tally[name] ?? 0), 0);

function Figures({ data }: { readonly data: OverviewView }) {
  const { t } = useTranslation();
  const waiting = sum(data.leadsByState, ["new", "reviewing", "second-review"]);
  const confirmed = sum(data.leadsByState, ["confirmed", "in-notice", "closed"]);
  return (
    <div className="figures">
      <Figure
        label={t("overview.listings")}
        value={count(data.listings)}
        help={t("overview.observations", { number: count(data.observations) })}
      />
      <Figure
        label={t("overview.flagged")}
        value={count(data.flagged)}
        help={t("overview.flaggedHelp", { share: shareOf(data.flagged, data.listings) })}
      />
      <Figure
        label={t("overview.waiting")}
        value={<Link to="/review">{count(waiting)}</Link>}
        help={t("overview.waitingHelp", { number: count(data.leadsByState["second-review"] ?? 0) })}
        tone={waiting > 0 ? "warning" : "good"}
      />
      <Figure
        label={t("overview.confirmed")}
        value={count(confirmed)}
        help={t("overview.confirmedHelp", {
          rejected: count(data.leadsByState["rejected"] ?? 0),
          insufficient: count(data.leadsByState["insufficient"] ?? 0),
        })}
      />
      <Figure
        label={t("overview.removed")}
        value={count(data.items.verifiedRemoved)}
        help={t("overview.removedHelp", { claimed: count(data.items.claimedRemoved), total: count(data.items.total) })}
      />
    </div>
  );
}

function CellsTable({ data }: { readonly data: OverviewView }) {
  const { t } = useTranslation();
  const names = useNames();
  const rows = [...data.cells].sort((a, b) => b.leads - a.leads);
  return (
    <Table
      size="small"
      rowKey={(row) => `${row.category}|${row.platform}|${row.kind}`}
      dataSource={rows}
      pagination={rows.length > 12 ? { pageSize: 12, size: "small", showSizeChanger: false } : false}
      columns={[
        { title: t("common.category"), render: (_, row) => names.category(row.category) },
        { title: t("common.platform"), render: (_, row) => names.platform(row.platform) },
        { title: t("common.kind"), render: (_, row) => names.kind(row.kind) },
        { title: t("overview.leads"), dataIndex: "leads", align: "right", render: (value: number) => count(value) },
        { title: t("overview.confirmedShort"), dataIndex: "confirmed", align: "right", render: (value: number) => count(value) },
        { title: t("overview.rejectedShort"), dataIndex: "rejected", align: "right", render: (value: number) => count(value) },
        { title: t("overview.open"), align: "right", render: (_, row) => count(row.leads - row.confirmed - row.rejected) },
      ]}
    />
  );
}

export function OverviewPage() {
  const { t } = useTranslation();
  const query = useOverview();
  const session = useSession();
  return (
    <Page
      title={t("overview.title")}
      wide
      actions={
        session.may("runs.start") && (
          <Link to="/runs?start=1">
            <Button type="primary" tabIndex={-1}>
              {t("overview.startRun")}
            </Button>
          </Link>
        )
      }
    >
      <Loaded query={query} rows={12}>
        {(data) => (
          <>
            <Alert type="info" showIcon title={t("overview.honest")} className="gap-below" />
            <Figures data={data} />
            <div className="grid grid-2">
              <LatestRun run={data.latestRun} />
              <Removal items={data.items} notices={data.noticesByState} />
            </div>
            {data.listings === 0 && data.cells.length === 0 ? (
              <Section title={t("overview.byCategory")}>
                <Nothing title={t("overview.empty")} help={t("overview.emptyHelp")} />
              </Section>
            ) : (
              <>
                <SampleCharts data={data} />
                <Section title={t("overview.cells")} flush>
                  <CellsTable data={data} />
                </Section>
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
