import { App, Dropdown, Button, Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { NoticeDetailView, NoticeView } from "../../../../shapes.ts";
import { problemFrom } from "../../api/call.ts";
import { useClaimItem } from "../../api/notices.ts";
import { useSession } from "../../api/session.ts";
import { useSay } from "../../i18n/say.ts";
import { DownIcon, WarningIcon } from "../../parts/icons.tsx";
import { Moment } from "../../parts/moments.tsx";
import { ItemStateLabel } from "../../parts/tags.tsx";
import { Clamped, OutwardLink } from "../../parts/untrusted.tsx";

type Item = NoticeView["items"][number];
const claims = ["removed", "edited", "refused"] as const;
const open: readonly NoticeView["state"][] = ["sent", "acknowledged", "published"];

const contradicts = (item: Item) =>
  (item.claimed === "removed" || item.claimed === "edited") &&
  (item.verified === "still-up" || item.verified === "restored" || item.verified === "relisted");

/** What the platform claims and what we verified stand in two columns and never become one. */
export function NoticeItems({ notice }: { readonly notice: NoticeDetailView }) {
  const { t } = useTranslation();
  const say = useSay();
  const session = useSession();
  const { notification } = App.useApp();
  const claim = useClaimItem(notice.id);
  const mayClaim = session.may("notices.send") && open.includes(notice.state);
  const record = (itemId: string, key: string) => {
    const claimed = claims.find((one) => one === key);
    if (claimed === undefined) return;
    claim.mutate(
      { itemId, claimed },
      { onError: (error) => notification.error({ title: t("fault.title"), description: say(problemFrom(error).sentence) }) },
    );
  };
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={notice.items}
      pagination={notice.items.length > 20 ? { pageSize: 20, size: "small", showSizeChanger: false } : false}
      columns={[
        {
          title: t("common.title"),
          render: (_, item) => (
            <>
              <Link to={`/review/${encodeURIComponent(item.leadId)}?state=`}>
                <Clamped text={item.title} lines={2} />
              </Link>
              <OutwardLink url={item.url} />
            </>
          ),
        },
        {
          title: t("notices.claimed"),
          width: 190,
          render: (_, item) => (
            <>
              {item.claimed === null ? <span className="faint">{t("notices.noClaim")}</span> : <ItemStateLabel state={item.claimed} />}
              {item.claimedAt !== null && (
                <div className="faint small">
                  <Moment at={item.claimedAt} />
                </div>
              )}
              {mayClaim && (
                <Dropdown
                  trigger={["click"]}
                  menu={{
                    items: claims.map((one) => ({ key: one, label: t(`notices.claims.${one}`) })),
                    onClick: ({ key }) => record(item.id, key),
                  }}
                >
                  <Button size="small" type="link" className="flush-button" loading={claim.isPending && claim.variables.itemId === item.id}>
                    {t("notices.recordClaim")} <DownIcon size={10} />
                  </Button>
                </Dropdown>
              )}
            </>
          ),
        },
        {
          title: t("notices.verified"),
          width: 200,
          render: (_, item) => (
            <>
              <ItemStateLabel state={item.verified} />
              {item.verifiedAt !== null && (
                <div className="faint small">
                  <Moment at={item.verifiedAt} />
                </div>
              )}
              {contradicts(item) && (
                <div className="text-danger small">
                  <WarningIcon size={12} /> {t("notices.contradiction")}
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
