import { App, Button, Popconfirm, Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { RunDetailView } from "../../../../shapes.ts";
import { useRun, useRunEvents, useSteerRun } from "../../api/runs.ts";
import { useSession } from "../../api/session.ts";
import { problemFrom } from "../../api/call.ts";
import { useSay } from "../../i18n/say.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moments.tsx";
import { useNames } from "../../parts/names.ts";
import { useNow } from "../../parts/now.ts";
import { Facts, Page, Section } from "../../parts/page.tsx";
import { RunFailures, RunFigures, RunProgress } from "../../parts/run-progress.tsx";
import { Label, RunStateLabel } from "../../parts/tags.tsx";
import { count, shareOf } from "../../text/money.ts";
import { dateAndTime, duration } from "../../text/time-words.ts";
import { RunPages } from "./run-pages.tsx";

function Steering({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const say = useSay();
  const { notification } = App.useApp();
  const steer = useSteerRun();
  const go = (to: "stop" | "resume") =>
    steer.mutate(
      { id: run.id, to },
      { onError: (error) => notification.error({ title: t("fault.title"), description: say(problemFrom(error).sentence) }) },
    );
  if (run.state === "running" || run.state === "queued")
    return (
      <Popconfirm
        title={t("runs.stopAsk")}
        description={t("runs.stopHelp")}
        okText={t("runs.stop")}
        cancelText={t("act.cancel")}
        onConfirm={() => go("stop")}
      >
        <Button danger loading={steer.isPending}>
          {t("runs.stop")}
        </Button>
      </Popconfirm>
    );
  if (run.state === "stopped" || run.state === "failed")
    return (
      <Button type="primary" loading={steer.isPending} onClick={() => go("resume")}>
        {t("runs.resume")}
      </Button>
    );
  return null;
}

function Took({ run }: { readonly run: RunDetailView }) {
  const { i18n } = useTranslation();
  const now = useNow(1000);
  if (run.startedAt === null) return <>–</>;
  return <span className="tabular">{duration(run.startedAt, run.endedAt ?? now, i18n.language === "en")}</span>;
}

function Strata({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Table
      size="small"
      rowKey={(row) => `${row.platform}|${row.category}`}
      dataSource={run.progress.byStratum}
      pagination={run.progress.byStratum.length > 12 ? { pageSize: 12, size: "small", showSizeChanger: false } : false}
      columns={[
        { title: t("common.platform"), render: (_, row) => names.platform(row.platform) },
        { title: t("common.category"), render: (_, row) => names.category(row.category) },
        { title: t("runs.take"), align: "right", render: (_, row) => count(row.take) },
        {
          title: t("runs.sampled"),
          align: "right",
          render: (_, row) => (
            <>
              {count(row.sampled)}
              {run.state === "finished" && row.sampled < row.take && (
                <div className="text-warning small">{t("runs.shortfall", { missing: count(row.take - row.sampled) })}</div>
              )}
            </>
          ),
        },
        { title: t("runs.flagged"), align: "right", render: (_, row) => count(row.flagged) },
        { title: t("overview.share"), align: "right", render: (_, row) => shareOf(row.flagged, row.sampled) },
      ]}
    />
  );
}

export function RunPage() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const names = useNames();
  const id = useParams()["runId"] ?? "";
  const live = useRunEvents();
  const query = useRun(id, live);
  const title =
    query.data === undefined ? t("runs.title") : t("runs.one", { time: dateAndTime(query.data.createdAt, i18n.language === "en") });
  return (
    <Page
      title={title}
      wide
      subtitle={
        query.data !== undefined && (
          <>
            <RunStateLabel state={query.data.state} />{" "}
            {query.data.endedAt === null && <Label tone={live ? "good" : "plain"}>{live ? t("runs.live") : t("runs.polling")}</Label>}{" "}
            <Link to={`/review?state=&runId=${encodeURIComponent(id)}`}>{t("runs.toLeads")}</Link>
          </>
        )
      }
      actions={
        <>
          <Link to="/runs">{t("act.back")}</Link>
          {query.data !== undefined && session.may("runs.start") && <Steering run={query.data} />}
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(run) => (
          <>
            <div className="grid grid-2-1">
              <Section title={t("runs.progress")}>
                <RunProgress run={run} />
                <RunFigures run={run} />
                <RunFailures run={run} />
              </Section>
              <Section title={t("runs.plan")}>
                <Facts
                  rows={[
                    {
                      label: t("runs.requestedBy"),
                      value: `${run.requestedBy}（${run.scheduleId === null ? t("runs.byHand") : t("runs.scheduled")}）`,
                    },
                    { label: t("runs.startedAt"), value: <Moment at={run.startedAt} /> },
                    { label: t("runs.endedAt"), value: <Moment at={run.endedAt} /> },
                    { label: t("runs.took"), value: <Took run={run} /> },
                    { label: t("runs.seed"), value: <code>{run.plan.seed}</code> },
                    ...(run.because === null ? [] : [{ label: t("runs.because"), value: run.because }]),
                    ...Object.entries(run.progress.flaggedByKind).map(([kind, number]) => ({
                      label: `${t("runs.flagged")} · ${names.kind(kind)}`,
                      value: count(number),
                    })),
                  ]}
                />
              </Section>
            </div>
            <Section title={t("runs.byStratum")} flush>
              <Strata run={run} />
            </Section>
            <RunPages run={run} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
