import { App, Button, Modal, Progress, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { RunDetailView } from "../../../../shapes.ts";
import { useRunEvents, useRuns, useStartRun } from "../../api/runs.ts";
import { useSession } from "../../api/session.ts";
import { Fault, Nothing } from "../../parts/faults.tsx";
import { PlusIcon } from "../../parts/icons.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MoreRows } from "../../parts/more-rows.tsx";
import { Moment } from "../../parts/moments.tsx";
import { Page } from "../../parts/page.tsx";
import { RunStateLabel } from "../../parts/tags.tsx";
import { useNames } from "../../parts/names.ts";
import { count } from "../../text/money.ts";
import { emptyPlan, PlanEditor, planFault } from "./plan-editor.tsx";

function StartRun({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const start = useStartRun();
  const [plan, setPlan] = useState(() => emptyPlan(new Date()));
  const fault = planFault(plan);
  const begin = () =>
    start.mutate(plan, {
      onSuccess: (run) => {
        void message.success(t("runs.started"));
        void navigate(`/runs/${encodeURIComponent(run.id)}`);
      },
    });
  return (
    <Modal
      open
      width={860}
      title={t("runs.start")}
      onCancel={onClose}
      okText={t("runs.start")}
      okButtonProps={{ disabled: fault !== null || plan.seed.trim() === "", loading: start.isPending }}
      onOk={begin}
    >
      {start.isError && <Fault error={start.error} />}
      {fault === "tooMany" && <p className="text-danger">{t("runs.tooMany", { count: plan.strata.length })}</p>}
      <PlanEditor plan={plan} onPlan={setPlan} />
    </Modal>
  );
}

function PlanWords({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const names = useNames();
  const platforms = [...new Set(run.plan.strata.map((stratum) => names.platform(stratum.platform)))];
  const categories = [...new Set(run.plan.strata.map((stratum) => names.category(stratum.category)))];
  return (
    <>
      <div>{platforms.join(t("common.joiner"))}</div>
      <div className="faint">
        {categories.join(t("common.joiner"))} ·{" "}
        {t("runs.strata", { count: run.plan.strata.length, take: count(run.plan.strata.reduce((all, one) => all + one.take, 0)) })}
      </div>
    </>
  );
}

function PagesBar({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const { pages } = run.progress;
  const total = pages.pending + pages.done + pages.skipped + pages.failed;
  return (
    <div className="cell-progress">
      <Progress
        percent={total === 0 ? 0 : Math.floor(((total - pages.pending) / total) * 100)}
        size="small"
        showInfo={false}
        aria-label={t("runs.progress")}
        status={run.state === "failed" ? "exception" : run.state === "running" ? "active" : "normal"}
      />
      <span className="faint tabular">
        {count(total - pages.pending)} / {count(total)}
        {pages.failed > 0 && (
          <span className="text-danger">
            {" "}
            · {t("pageState.failed")} {count(pages.failed)}
          </span>
        )}
      </span>
    </div>
  );
}

export function RunsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const runs = useRuns();
  const [parameters, setParameters] = useSearchParams();
  useRunEvents();
  const starting = parameters.get("start") === "1" && session.may("runs.start");
  const startButton = session.may("runs.start") && (
    <Button type="primary" icon={<PlusIcon />} onClick={() => setParameters({ start: "1" })}>
      {t("runs.start")}
    </Button>
  );
  return (
    <Page title={t("runs.title")} wide actions={startButton}>
      {starting && <StartRun onClose={() => setParameters({})} />}
      <Loaded query={runs}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (rows.length === 0) return <Nothing title={t("runs.empty")} help={t("runs.emptyHelp")} />;
          return (
            <>
              <Table
                size="small"
                rowKey="id"
                dataSource={rows}
                pagination={false}
                scroll={{ x: 980 }}
                columns={[
                  {
                    title: t("common.time"),
                    width: 200,
                    render: (_, run) => (
                      <Link to={`/runs/${encodeURIComponent(run.id)}`}>
                        <Moment at={run.createdAt} />
                      </Link>
                    ),
                  },
                  { title: t("common.state"), width: 100, render: (_, run) => <RunStateLabel state={run.state} /> },
                  { title: t("runs.plan"), render: (_, run) => <PlanWords run={run} /> },
                  { title: t("runs.pages"), width: 190, render: (_, run) => <PagesBar run={run} /> },
                  { title: t("runs.sampled"), align: "right", width: 84, render: (_, run) => count(run.progress.sampled) },
                  { title: t("runs.flagged"), align: "right", width: 84, render: (_, run) => count(run.progress.flagged) },
                  { title: t("overview.leads"), align: "right", width: 84, render: (_, run) => count(run.progress.leadsOpened) },
                  {
                    title: t("runs.requestedBy"),
                    width: 130,
                    render: (_, run) => (
                      <>
                        {run.requestedBy}
                        <div className="faint">{run.scheduleId === null ? t("runs.byHand") : t("runs.scheduled")}</div>
                      </>
                    ),
                  },
                ]}
              />
              <MoreRows query={runs} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
