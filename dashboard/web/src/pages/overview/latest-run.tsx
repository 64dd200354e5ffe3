import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RunDetailView } from "../../../../shapes.ts";
import { useRunEvents } from "../../api/runs.ts";
import { Nothing } from "../../parts/faults.tsx";
import { Moment } from "../../parts/moments.tsx";
import { Section } from "../../parts/page.tsx";
import { RunStateLabel } from "../../parts/tags.tsx";
import { RunFailures, RunFigures, RunProgress } from "../../parts/run-progress.tsx";

/** The newest run, moving while it runs; its failures in plain sight. */
export function LatestRun({ run }: { readonly run: RunDetailView | null }) {
  const { t } = useTranslation();
  useRunEvents();
  return (
    <Section
      title={t("overview.latestRun")}
      extra={
        run !== null && (
          <>
            <RunStateLabel state={run.state} /> <Moment at={run.createdAt} />{" "}
            <Link to={`/runs/${encodeURIComponent(run.id)}`}>{t("act.details")}</Link>
          </>
        )
      }
    >
      {run === null ? (
        <Nothing title={t("overview.noRun")} />
      ) : (
        <>
          <RunProgress run={run} />
          <RunFigures run={run} />
          <RunFailures run={run} />
        </>
      )}
    </Section>
  );
}
