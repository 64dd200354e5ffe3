import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { LeadRowView } from "../../../shapes.ts";
import { useNames } from "./names.ts";
import { KindLabel, LeadStateLabel, Score } from "./tags.tsx";
import { Clamped } from "./untrusted.tsx";
import { Ago } from "./moments.tsx";

/** A short table of leads that leads into review. */
export function LeadRows({ leads, blind = false }: { readonly leads: readonly LeadRowView[]; readonly blind?: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={[...leads]}
      pagination={leads.length > 8 ? { pageSize: 8, size: "small", showSizeChanger: false } : false}
      columns={[
        {
          title: t("common.title"),
          render: (_, lead) => (
            <Link to={`/review/${encodeURIComponent(lead.id)}?state=`}>
              <Clamped text={lead.title} />
            </Link>
          ),
        },
        {
          title: t("common.right"),
          width: 150,
          render: (_, lead) => (
            <>
              <KindLabel kind={lead.kind} /> <Clamped text={lead.rightName} />
            </>
          ),
        },
        { title: t("common.state"), width: 96, render: (_, lead) => <LeadStateLabel state={lead.state} /> },
        ...(blind
          ? []
          : [{ title: t("review.score"), width: 92, render: (_: unknown, lead: LeadRowView) => <Score value={lead.probability} /> }]),
        {
          title: t("common.platform"),
          width: 110,
          render: (_, lead) => (
            <>
              {names.platform(lead.platform)}
              <div className="faint">
                <Ago at={lead.lastFoundAt} />
              </div>
            </>
          ),
        },
      ]}
    />
  );
}
