import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { Page } from "../../parts/page.tsx";
import { CategoriesPart, DetectorsPart, HealthPart } from "./small-parts.tsx";
import { PlatformsPart } from "./platforms.tsx";
import { RegisterPart } from "./register.tsx";
import { SchedulesPart } from "./schedules.tsx";

const parts = ["platforms", "categories", "register", "detectors", "schedules", "health"] as const;
const bodies = {
  platforms: <PlatformsPart />,
  categories: <CategoriesPart />,
  register: <RegisterPart />,
  detectors: <DetectorsPart />,
  schedules: <SchedulesPart />,
  health: <HealthPart />,
};

export function SettingsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const asked = useParams()["part"];
  const part = parts.find((one) => one === asked) ?? "platforms";
  return (
    <Page title={t("settings.title")} wide>
      <Tabs
        activeKey={part}
        destroyOnHidden
        onChange={(next) => void navigate(`/settings/${next}`, { replace: true })}
        items={parts.map((one) => ({ key: one, label: t(`settings.parts.${one}`), children: bodies[one] }))}
      />
    </Page>
  );
}
