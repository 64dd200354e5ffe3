import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { noticeShape, type OverviewView } from "../../../../shapes.ts";
import { Nothing } from "../../parts/faults.tsx";
import { Section } from "../../parts/page.tsx";
import { NoticeStateLabel } from "../../parts/tags.tsx";
import { count, shareOf } from "../../text/money.ts";

const states = noticeShape.shape.state.options;

function Line({
  name,
  value,
  total,
  look,
}: {
  readonly name: string;
  readonly value: number;
  readonly total: number;
  readonly look: string;
}) {
  return (
    <div className="removal-line">
      <span>{name}</span>
      <span className="removal-track" aria-hidden="true">
        <span className={`removal-fill removal-${look}`} style={{ width: `${total === 0 ? 0 : Math.min(100, (value / total) * 100)}%` }} />
      </span>
      <span className="tabular">
        {count(value)} <span className="faint">{shareOf(value, total)}</span>
      </span>
    </div>
  );
}

/** What platforms say beside what our own captures show, over the same denominator: every link ever notified. */
export function Removal({ items, notices }: { readonly items: OverviewView["items"]; readonly notices: OverviewView["noticesByState"] }) {
  const { t } = useTranslation();
  const any = Object.values(notices).some((number) => number > 0);
  const other = Math.max(0, items.total - items.verifiedRemoved - items.stillUp - items.unknown);
  return (
    <Section title={t("overview.removal")} extra={<Link to="/notices">{t("overview.toNotices")}</Link>}>
      {!any ? (
        <Nothing title={t("overview.noNotices")} />
      ) : (
        <>
          <Line name={t("overview.claimedRemoved")} value={items.claimedRemoved} total={items.total} look="claimed" />
          <Line name={t("overview.verifiedRemoved")} value={items.verifiedRemoved} total={items.total} look="verified" />
          <Line name={t("overview.stillUp")} value={items.stillUp} total={items.total} look="up" />
          <Line name={t("overview.unknownItems")} value={items.unknown} total={items.total} look="unknown" />
          <Line name={t("overview.otherItems")} value={other} total={items.total} look="pending" />
          <p className="faint">
            {t("overview.removalHelp")} {t("overview.ofTotal", { total: count(items.total) })}
          </p>
          <ul className="state-row" aria-label={t("overview.notices")}>
            {states
              .filter((state) => (notices[state] ?? 0) > 0)
              .map((state) => (
                <li key={state}>
                  <Link to={`/notices?view=table&state=${state}`}>
                    <NoticeStateLabel state={state} /> <strong className="tabular">{count(notices[state] ?? 0)}</strong>
                  </Link>
                </li>
              ))}
          </ul>
        </>
      )}
    </Section>
  );
}
