import { Input, Select, Table } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useListings } from "../../api/leads.ts";
import { usePlatforms } from "../../api/settings.ts";
import { Nothing } from "../../parts/faults.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MoreRows } from "../../parts/more-rows.tsx";
import { Moment } from "../../parts/moments.tsx";
import { categories, useNames } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { Label } from "../../parts/tags.tsx";
import { Clamped } from "../../parts/untrusted.tsx";
import { money } from "../../text/money.ts";

export function ListingsPage() {
  const { t } = useTranslation();
  const names = useNames();
  const platforms = usePlatforms().data ?? [];
  const [search, setSearch] = useSearchParams();
  const filter = { platform: search.get("platform") ?? "", category: search.get("category") ?? "", text: search.get("text") ?? "" };
  const query = useListings(filter);
  const change = (name: keyof typeof filter, value: string) =>
    setSearch(new URLSearchParams(Object.entries({ ...filter, [name]: value }).filter(([, one]) => one !== "")));
  return (
    <Page title={t("listings.title")} wide>
      <div className="filter-bar" role="search">
        <Input.Search
          key={filter.text}
          allowClear
          defaultValue={filter.text}
          placeholder={t("listings.search")}
          aria-label={t("listings.search")}
          onSearch={(text) => change("text", text.trim())}
        />
        <Select
          allowClear
          placeholder={t("common.platform")}
          aria-label={t("common.platform")}
          value={filter.platform === "" ? null : filter.platform}
          options={platforms.map((platform) => ({ value: platform.name, label: names.platform(platform.name) }))}
          onChange={(value: string | null | undefined) => change("platform", value ?? "")}
        />
        <Select
          allowClear
          placeholder={t("common.category")}
          aria-label={t("common.category")}
          value={filter.category === "" ? null : filter.category}
          options={categories.map((category) => ({ value: category as string, label: names.category(category) }))}
          onChange={(value: string | null | undefined) => change("category", value ?? "")}
        />
      </div>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (rows.length === 0) return <Nothing title={t("listings.empty")} help={t("listings.emptyHelp")} />;
          return (
            <>
              <Table
                size="small"
                rowKey="id"
                dataSource={rows}
                pagination={false}
                scroll={{ x: 900 }}
                columns={[
                  {
                    title: t("common.title"),
                    render: (_, row) => (
                      <Link to={`/listings/${encodeURIComponent(row.id)}`}>
                        <Clamped text={row.title} lines={2} />
                      </Link>
                    ),
                  },
                  { title: t("common.platform"), width: 140, render: (_, row) => names.platform(row.platform) },
                  { title: t("common.category"), width: 110, render: (_, row) => names.category(row.category) },
                  {
                    title: t("common.price"),
                    width: 110,
                    align: "right",
                    render: (_, row) => <span className="tabular">{row.price === null ? t("common.noPrice") : money(row.price)}</span>,
                  },
                  {
                    title: t("common.seller"),
                    width: 180,
                    render: (_, row) => (row.seller === null ? "–" : <Clamped text={row.seller} />),
                  },
                  {
                    title: t("common.state"),
                    width: 100,
                    render: (_, row) => (
                      <Label tone={row.flagged ? "danger" : "plain"}>
                        {row.flagged ? t("listings.flagged") : t("listings.notFlagged")}
                      </Label>
                    ),
                  },
                  { title: t("evidence.lastSeen"), width: 170, render: (_, row) => <Moment at={row.lastSeenAt} /> },
                ]}
              />
              <MoreRows query={query} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
