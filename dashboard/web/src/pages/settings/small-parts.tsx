import { Button, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { HealthView } from "../../../../shapes.ts";
import { useCategories, useDetectors, useHealth } from "../../api/settings.ts";
import { useSay } from "../../i18n/say.ts";
import { RefreshIcon } from "../../parts/icons.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Label, type Tone } from "../../parts/tags.tsx";

export function CategoriesPart() {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Loaded query={useCategories()}>
      {(categories) => (
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          dataSource={categories}
          columns={[
            { title: t("common.category"), width: 180, render: (_, row) => say(row.title) },
            { title: t("settings.searchWords"), render: (_, row) => row.searchWords.join(t("common.joiner")) },
            { title: t("settings.nice"), width: 200, render: (_, row) => row.niceClasses.join(t("common.joiner")) },
          ]}
        />
      )}
    </Loaded>
  );
}

export function DetectorsPart() {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Loaded query={useDetectors()}>
      {(detectors) => (
        <>
          <p className="faint">{t("settings.detectorsHelp")}</p>
          <Table
            size="small"
            rowKey="name"
            pagination={false}
            dataSource={detectors}
            columns={[
              { title: t("settings.question"), render: (_, row) => say(row.question) },
              { title: t("settings.parts.detectors"), width: 240, render: (_, row) => <code>{row.name}</code> },
              { title: t("settings.version"), width: 80, align: "right", dataIndex: "version" },
              { title: t("settings.examples"), width: 110, align: "right", dataIndex: "examples" },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

const tones: Readonly<Record<HealthView["checks"][number]["state"], Tone>> = {
  ok: "good",
  warning: "warning",
  missing: "danger",
  wrong: "danger",
};

export function HealthPart() {
  const { t } = useTranslation();
  const query = useHealth();
  return (
    <Loaded query={query}>
      {(health) => (
        <>
          <div className="filter-bar">
            <Button size="small" icon={<RefreshIcon size={13} />} loading={query.isFetching} onClick={() => void query.refetch()}>
              {t("settings.checkAgain")}
            </Button>
          </div>
          <Table
            size="small"
            rowKey="name"
            pagination={false}
            dataSource={health.checks}
            columns={[
              { title: t("settings.check"), width: 180, dataIndex: "name" },
              {
                title: t("common.state"),
                width: 100,
                render: (_, row) => <Label tone={tones[row.state]}>{t(`settings.checks.${row.state}`)}</Label>,
              },
              { title: t("settings.found"), render: (_, row) => <span className="wrap-anywhere">{row.found}</span> },
              { title: t("settings.remedy"), render: (_, row) => (row.remedy === "" ? "–" : row.remedy) },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
