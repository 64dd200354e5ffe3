import { Button, Segmented, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { noticeShape } from "../../../../shapes.ts";
import { useNotices } from "../../api/notices.ts";
import { useSession } from "../../api/session.ts";
import { usePlatforms } from "../../api/settings.ts";
import { Nothing } from "../../parts/faults.tsx";
import { PlusIcon } from "../../parts/icons.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MoreRows } from "../../parts/more-rows.tsx";
import { useNames } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { NoticeBoard } from "./board.tsx";
import { NoticeTable } from "./table.tsx";

const states = noticeShape.shape.state.options;

export function NoticesPage() {
  const { t } = useTranslation();
  const names = useNames();
  const session = useSession();
  const platforms = usePlatforms().data ?? [];
  const [search, setSearch] = useSearchParams();
  const view = search.get("view") === "table" ? "table" : "board";
  const filter = {
    states: (search.get("state") ?? "").split(",").filter((part) => part !== ""),
    platform: search.get("platform") ?? "",
    due: search.get("due") === "true",
  };
  const query = useNotices(filter);
  const change = (changes: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === "") next.delete(name);
      else next.set(name, value);
    }
    setSearch(next, { replace: true });
  };
  return (
    <Page
      title={t("notices.title")}
      wide
      actions={
        session.may("notices.draft") && (
          <Link to="/notices/new">
            <Button type="primary" icon={<PlusIcon />} tabIndex={-1}>
              {t("notices.draftNew")}
            </Button>
          </Link>
        )
      }
    >
      <div className="filter-bar" role="search">
        <Segmented
          value={view}
          aria-label={t("notices.view")}
          onChange={(next) => change({ view: next === "table" ? "table" : "" })}
          options={[
            { value: "board", label: t("notices.board") },
            { value: "table", label: t("notices.table") },
          ]}
        />
        <Select
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          className="filter-wide"
          placeholder={t("common.state")}
          aria-label={t("common.state")}
          value={filter.states}
          options={states.map((state) => ({ value: state as string, label: t(`noticeState.${state}`) }))}
          onChange={(next) => change({ state: next.join(",") })}
        />
        <Select
          allowClear
          placeholder={t("common.platform")}
          aria-label={t("common.platform")}
          value={filter.platform === "" ? null : filter.platform}
          options={platforms.map((platform) => ({ value: platform.name, label: names.platform(platform.name) }))}
          onChange={(next: string | null | undefined) => change({ platform: next ?? "" })}
        />
        <label className="row">
          <Switch size="small" checked={filter.due} onChange={(due) => change({ due: due ? "true" : "" })} /> {t("notices.dueOnly")}
        </label>
      </div>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (rows.length === 0) return <Nothing title={t("notices.empty")} help={t("notices.emptyHelp")} />;
          return (
            <>
              {view === "board" ? <NoticeBoard notices={rows} states={filter.states} /> : <NoticeTable notices={rows} />}
              <MoreRows query={query} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
