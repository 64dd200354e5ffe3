import { Segmented, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pageRowShape, type PageRowView, type RunDetailView } from "../../../../shapes.ts";
import { useRunPages } from "../../api/runs.ts";
import { Nothing } from "../../parts/faults.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MoreRows } from "../../parts/more-rows.tsx";
import { useNames } from "../../parts/names.ts";
import { Section } from "../../parts/page.tsx";
import { Label, type Tone } from "../../parts/tags.tsx";
import { Clamped, OutwardLink } from "../../parts/untrusted.tsx";
import { count } from "../../text/money.ts";

const states = pageRowShape.shape.state.options;
const tones: Readonly<Record<PageRowView["state"], Tone>> = { pending: "plain", done: "good", skipped: "warning", failed: "danger" };

/** Every address of the run, what became of it and why. */
export function RunPages({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const names = useNames();
  const [state, setState] = useState<PageRowView["state"] | "">(run.progress.pages.failed > 0 ? "failed" : "");
  const query = useRunPages(run.id, state);
  return (
    <Section
      title={t("runs.pages")}
      flush
      extra={
        <Segmented
          size="small"
          value={state}
          aria-label={t("common.state")}
          onChange={setState}
          options={[
            { value: "" as const, label: t("common.all") },
            ...states.map((one) => ({ value: one, label: `${t(`pageState.${one}`)} ${count(run.progress.pages[one])}` })),
          ]}
        />
      }
    >
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (rows.length === 0) return <Nothing title={t("runs.noPages")} />;
          return (
            <>
              <Table
                size="small"
                rowKey="id"
                dataSource={rows}
                pagination={false}
                columns={[
                  {
                    title: t("common.state"),
                    width: 90,
                    render: (_, row) => <Label tone={tones[row.state]}>{t(`pageState.${row.state}`)}</Label>,
                  },
                  { title: t("common.platform"), width: 140, render: (_, row) => names.platform(row.platform) },
                  {
                    title: t("common.kind"),
                    width: 100,
                    render: (_, row) => (row.kind === "search" || row.kind === "listing" ? t(`pageKind.${row.kind}`) : row.kind),
                  },
                  { title: t("runs.address"), render: (_, row) => <OutwardLink url={row.url} whole /> },
                  {
                    title: t("runs.cause"),
                    width: 260,
                    render: (_, row) => (
                      <>
                        {row.cause === null ? "–" : t(`pageCause.${row.cause}`)}
                        {row.detail !== null && (
                          <div className="faint">
                            <Clamped text={row.detail} lines={2} />
                          </div>
                        )}
                      </>
                    ),
                  },
                  { title: t("runs.attempts"), width: 80, align: "right", dataIndex: "attempts" },
                ]}
              />
              <MoreRows query={query} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
