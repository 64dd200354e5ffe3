import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch, LookSwitch } from "./switches.tsx";
import { FistMark } from "./mark.tsx";
import { useWindowTitle } from "./page.tsx";

/** The frame of the pages before the door: sign-in, one-time link, first password. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  useWindowTitle(title);
  return (
    <div className="door">
      <div className="door-tools">
        <LookSwitch onBar={false} />
        <LanguageSwitch onBar={false} />
      </div>
      <main className="door-card">
        <div className="door-mark">
          <FistMark size={44} />
          <div>
            <div className="door-name">{t("app.name")}</div>
            <div className="faint">{t("app.tagline")}</div>
          </div>
        </div>
        <h1>{title}</h1>
        {children}
      </main>
      <p className="faint door-foot">{t("app.leadsOnly")}</p>
    </div>
  );
}
