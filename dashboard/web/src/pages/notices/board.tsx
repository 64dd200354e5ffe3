import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { noticeShape, type NoticeView } from "../../../../shapes.ts";
import { Ago } from "../../parts/moments.tsx";
import { useNames } from "../../parts/names.ts";
import { KindLabel, Label } from "../../parts/tags.tsx";
import { Clamped } from "../../parts/untrusted.tsx";
import { DueChip, itemTally } from "./due.tsx";

/** A cancelled notice has left the board; the table still shows it. */
const columns = noticeShape.shape.state.options.filter((state) => state !== "cancelled");

export const lastStep = (notice: NoticeView): string =>
  notice.closedAt ?? notice.publishedAt ?? notice.sentAt ?? notice.approvedAt ?? notice.draftedAt;

function Card({ notice }: { readonly notice: NoticeView }) {
  const { t } = useTranslation();
  const names = useNames();
  const tally = itemTally(notice);
  return (
    <Link to={`/notices/${encodeURIComponent(notice.id)}`} className="notice-card">
      <span className="notice-card-top">
        <strong>{names.platform(notice.platform)}</strong>
        <DueChip notice={notice} />
      </span>
      <Clamped text={notice.rightName} />
      <span className="row">
        <KindLabel kind={notice.infringementKind} />
        <Label>{t(`noticeKind.${notice.kind}`)}</Label>
      </span>
      <span className="faint small">{t("notices.progress", { verified: tally.verified, total: tally.total, claimed: tally.claimed })}</span>
      <span className="notice-track" aria-hidden="true">
        <span className="removal-verified" style={{ width: `${tally.total === 0 ? 0 : (tally.verified / tally.total) * 100}%` }} />
      </span>
      {tally.contradicted > 0 && <Label tone="danger">{t("notices.contradiction")}</Label>}
      <span className="faint small notice-card-foot">
        <span>{notice.number ?? t("notices.unnumbered")}</span>
        <Ago at={lastStep(notice)} />
      </span>
    </Link>
  );
}

export function NoticeBoard({ notices, states }: { readonly notices: readonly NoticeView[]; readonly states: readonly string[] }) {
  const { t } = useTranslation();
  // A notice is on its way for seconds only: the column shows itself when there is one.
  const usual = columns.filter((state) => state !== "sending" || notices.some((notice) => notice.state === state));
  const shown = states.length === 0 ? usual : columns.filter((state) => states.includes(state));
  return (
    <div className="board" tabIndex={0} role="region" aria-label={t("notices.board")}>
      {shown.map((state) => {
        const cards = notices.filter((notice) => notice.state === state);
        return (
          <section key={state} className="board-column" aria-label={t(`noticeState.${state}`)}>
            <h2>
              {t(`noticeState.${state}`)} <span className="view-count tabular">{cards.length}</span>
            </h2>
            <ul>
              {cards.map((notice) => (
                <li key={notice.id}>
                  <Card notice={notice} />
                </li>
              ))}
              {cards.length === 0 && <li className="faint small">{t("notices.emptyColumn")}</li>}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
