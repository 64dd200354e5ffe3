import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { NoticeView } from "../../../../shapes.ts";
import { Moment } from "../../parts/moments.tsx";
import { useNames } from "../../parts/names.ts";
import { KindLabel, NoticeStateLabel } from "../../parts/tags.tsx";
import { Clamped } from "../../parts/untrusted.tsx";
import { lastStep } from "./board.tsx";
import { DueChip, itemTally } from "./due.tsx";

export function NoticeTable({ notices }: { readonly notices: readonly NoticeView[] }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={[...notices]}
      pagination={false}
      scroll={{ x: 1080 }}
      columns={[
        {
          title: t("common.title"),
          render: (_, notice) => (
            <Link to={`/notices/${encodeURIComponent(notice.id)}`}>
              <Clamped text={notice.subject === "" ? notice.rightName : notice.subject} lines={2} />
              <span className="faint small">{notice.number ?? t("notices.unnumbered")}</span>
            </Link>
          ),
        },
        {
          title: t("common.platform"),
          width: 130,
          render: (_, notice) => names.platform(notice.platform),
          sorter: (a, b) => a.platform.localeCompare(b.platform),
        },
        {
          title: t("common.right"),
          width: 170,
          render: (_, notice) => (
            <>
              <Clamped text={notice.rightName} />
              <KindLabel kind={notice.infringementKind} />
            </>
          ),
        },
        { title: t("notices.draftingKind"), width: 120, render: (_, notice) => t(`noticeKind.${notice.kind}`) },
        { title: t("common.state"), width: 110, render: (_, notice) => <NoticeStateLabel state={notice.state} /> },
        {
          title: t("notices.due"),
          width: 110,
          render: (_, notice) => <DueChip notice={notice} />,
          sorter: (a, b) => (a.dueAt ?? "9").localeCompare(b.dueAt ?? "9"),
        },
        { title: t("notices.linksInNotice"), width: 70, align: "right", render: (_, notice) => notice.items.length },
        { title: t("notices.claimed"), width: 80, align: "right", render: (_, notice) => itemTally(notice).claimed },
        { title: t("notices.verified"), width: 80, align: "right", render: (_, notice) => itemTally(notice).verified },
        {
          title: t("notices.updated"),
          width: 160,
          render: (_, notice) => <Moment at={lastStep(notice)} />,
          sorter: (a, b) => lastStep(a).localeCompare(lastStep(b)),
        },
      ]}
    />
  );
}
