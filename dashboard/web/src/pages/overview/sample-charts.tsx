import { Table, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { OverviewView } from "../../../../shapes.ts";
import { Chart } from "../../parts/chart.tsx";
import { useNames } from "../../parts/names.ts";
import { count, shareOf } from "../../text/money.ts";

interface Group {
  readonly name: string;
  readonly sampled: number;
  readonly flagged: number;
}

/** A share of fewer than this many is greyed: it says little (interval half as wide as the estimate, or wider). */
const thinSample = 30;

function groupBy<Row>(
  rows: readonly Row[],
  name: (row: Row) => string,
  sampled: (row: Row) => number,
  flagged: (row: Row) => number,
): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const before = groups.get(name(row)) ?? { name: name(row), sampled: 0, flagged: 0 };
    groups.set(before.name, { name: before.name, sampled: before.sampled + sampled(row), flagged: before.flagged + flagged(row) });
  }
  return [...groups.values()].sort((a, b) => b.sampled - a.sampled);
}

function ShareCell({ group }: { readonly group: Group }) {
  const { t } = useTranslation();
  const share = shareOf(group.flagged, group.sampled);
  if (group.sampled >= thinSample) return <span className="tabular">{share}</span>;
  return (
    <Tooltip title={t("overview.smallSample")}>
      <span className="tabular faint">{share} *</span>
    </Tooltip>
  );
}

function SampleTable({ groups, head }: { readonly groups: readonly Group[]; readonly head: string }) {
  const { t } = useTranslation();
  return (
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={[...groups]}
      columns={[
        { title: head, dataIndex: "name" },
        { title: t("overview.sampled"), dataIndex: "sampled", align: "right", render: (value: number) => count(value) },
        { title: t("overview.flaggedShort"), dataIndex: "flagged", align: "right", render: (value: number) => count(value) },
        { title: t("overview.share"), align: "right", render: (_, group) => <ShareCell group={group} /> },
      ]}
    />
  );
}

export function SampleCharts({ data }: { readonly data: OverviewView }) {
  const { t } = useTranslation();
  const names = useNames();
  const byCategory = groupBy(
    data.sampledByCategory,
    (row) => names.category(row.category),
    (row) => row.sampled,
    (row) => row.flagged,
  );
  const byPlatform = groupBy(
    data.sampledByCategory,
    (row) => names.platform(row.platform),
    (row) => row.sampled,
    (row) => row.flagged,
  );
  const kinds = [...new Set(data.cells.map((cell) => cell.kind))];
  const byKind = kinds.map((kind) => {
    const cells = data.cells.filter((cell) => cell.kind === kind);
    const total = (of: (cell: (typeof cells)[number]) => number) => cells.reduce((all, cell) => all + of(cell), 0);
    return {
      name: names.kind(kind),
      leads: total((cell) => cell.leads),
      confirmed: total((cell) => cell.confirmed),
      rejected: total((cell) => cell.rejected),
    };
  });
  const sampledAndFlagged = (groups: readonly Group[]) => [
    { name: t("overview.sampled"), values: groups.map((group) => group.sampled) },
    { name: t("overview.flaggedShort"), values: groups.map((group) => group.flagged) },
  ];
  return (
    <div className="grid grid-2">
      <Chart
        title={t("overview.byCategory")}
        lying
        labels={byCategory.map((group) => group.name)}
        series={sampledAndFlagged(byCategory)}
        table={<SampleTable groups={byCategory} head={t("common.category")} />}
      />
      <div className="stack-grid">
        <Chart
          title={t("overview.byPlatform")}
          lying
          labels={byPlatform.map((group) => group.name)}
          series={sampledAndFlagged(byPlatform)}
          table={<SampleTable groups={byPlatform} head={t("common.platform")} />}
        />
        <Chart
          title={t("overview.byKind")}
          lying
          stacked
          labels={byKind.map((row) => row.name)}
          series={[
            { name: t("overview.open"), values: byKind.map((row) => row.leads - row.confirmed - row.rejected) },
            { name: t("overview.confirmedShort"), values: byKind.map((row) => row.confirmed) },
            { name: t("overview.rejectedShort"), values: byKind.map((row) => row.rejected) },
          ]}
          table={
            <Table
              size="small"
              rowKey="name"
              pagination={false}
              dataSource={byKind}
              columns={[
                { title: t("common.kind"), dataIndex: "name" },
                { title: t("overview.leads"), dataIndex: "leads", align: "right" },
                { title: t("overview.confirmedShort"), dataIndex: "confirmed", align: "right" },
                { title: t("overview.rejectedShort"), dataIndex: "rejected", align: "right" },
              ]}
            />
          }
        />
      </div>
      <div className="grid-whole">
        <Chart
          title={t("overview.byDay")}
          height={220}
          labels={data.perDay.map((row) => row.day)}
          series={[
            { name: t("overview.sampled"), values: data.perDay.map((row) => row.sampled) },
            { name: t("overview.flaggedShort"), values: data.perDay.map((row) => row.flagged), line: true },
            { name: t("overview.confirmedShort"), values: data.perDay.map((row) => row.confirmed), line: true },
          ]}
          table={
            <Table
              size="small"
              rowKey="day"
              pagination={data.perDay.length > 10 ? { pageSize: 10, size: "small", showSizeChanger: false } : false}
              dataSource={[...data.perDay].sort((a, b) => b.day.localeCompare(a.day))}
              columns={[
                { title: t("overview.day"), dataIndex: "day" },
                { title: t("overview.sampled"), dataIndex: "sampled", align: "right", render: (value: number) => count(value) },
                { title: t("overview.flaggedShort"), dataIndex: "flagged", align: "right", render: (value: number) => count(value) },
                { title: t("overview.confirmedShort"), dataIndex: "confirmed", align: "right", render: (value: number) => count(value) },
              ]}
            />
          }
        />
      </div>
    </div>
  );
}
