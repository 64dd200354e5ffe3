/** How far a run is, what it found and why pages failed. */
import { Progress } from "antd";
import { useTranslation } from "react-i18next";
import { pageRowShape, type RunDetailView } from "../../../shapes.ts";
import { count } from "../text/money.ts";
import { Figure } from "./page.tsx";

const pageCauses = pageRowShape.shape.cause.unwrap().options;

export function RunProgress({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const { pages } = run.progress;
  const total = pages.pending + pages.done + pages.skipped + pages.failed;
  const settled = total - pages.pending;
  const share = total === 0 ? 0 : (settled / total) * 100;
  return (
    <div className="run-progress">
      <Progress
        percent={Math.floor(share)}
        status={run.state === "failed" ? "exception" : run.state === "running" ? "active" : "normal"}
        aria-label={t("runs.progress")}
        size="small"
      />
      <span className="faint tabular">
        {t("runs.pagesSettled", { settled: count(settled), total: count(total) })} · {t("pageState.done")} {count(pages.done)} ·{" "}
        {t("pageState.skipped")} {count(pages.skipped)} ·{" "}
        <span className={pages.failed > 0 ? "text-danger" : ""}>
          {t("pageState.failed")} {count(pages.failed)}
        </span>
      </span>
    </div>
  );
}

export function RunFigures({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const { progress } = run;
  const asked = run.plan.strata.reduce((all, stratum) => all + stratum.take, 0);
  return (
    <div className="figures figures-small">
      <Figure label={t("runs.sampled")} value={count(progress.sampled)} help={t("runs.ofAsked", { asked: count(asked) })} />
      <Figure
        label={t("runs.newListings")}
        value={count(progress.newListings)}
        help={t("runs.changes", { changed: count(progress.changedListings), unchanged: count(progress.unchangedListings) })}
      />
      <Figure label={t("runs.screened")} value={count(progress.screened)} />
      <Figure label={t("runs.flagged")} value={count(progress.flagged)} help={t("runs.leadsOpened", { count: progress.leadsOpened })} />
    </div>
  );
}

/** Failures by cause, in words: what could not be read is said, never left out. */
export function RunFailures({ run }: { readonly run: RunDetailView }) {
  const { t } = useTranslation();
  const causes = pageCauses.map((cause) => ({ cause, number: run.progress.failuresByCause[cause] ?? 0 })).filter((row) => row.number > 0);
  if (causes.length === 0) return null;
  return (
    <div className="failures">
      <h3>{t("runs.failures")}</h3>
      <ul>
        {causes.map((row) => (
          <li key={row.cause}>
            <strong className="tabular">{count(row.number)}</strong> {t(`pageCause.${row.cause}`)}
          </li>
        ))}
      </ul>
      <p className="faint">{t("runs.missingIsNotClean")}</p>
    </div>
  );
}
