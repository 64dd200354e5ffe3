import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Nothing } from "../parts/faults.tsx";
import { Page } from "../parts/page.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t("app.notFound")}>
      <Nothing title={t("app.notFoundHelp")} action={<Link to="/">{t("app.toOverview")}</Link>} />
    </Page>
  );
}

export function NotPermitted() {
  const { t } = useTranslation();
  return (
    <Page title={t("app.noPermission")}>
      <Nothing title={t("app.noPermissionHelp")} action={<Link to="/">{t("app.toOverview")}</Link>} />
    </Page>
  );
}
