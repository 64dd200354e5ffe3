import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { looks, useLook } from "../theme/look.tsx";
import { LanguageIcon, MoonIcon, ScreenIcon, SunIcon } from "./icons.tsx";

export function LanguageSwitch({ onBar = true }: { readonly onBar?: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <Button
      type="text"
      className={onBar ? "bar-button" : ""}
      icon={<LanguageIcon />}
      lang={i18n.language === "en" ? "zh-CN" : "en"}
      onClick={() => void i18n.changeLanguage(i18n.language === "en" ? "zh-CN" : "en")}
    >
      {t("app.switchLanguage")}
    </Button>
  );
}

export function LookSwitch({ onBar = true }: { readonly onBar?: boolean }) {
  const { t } = useTranslation();
  const { look, scheme, setLook } = useLook();
  const words = { system: t("app.lookSystem"), light: t("app.lookLight"), dark: t("app.lookDark") };
  const icons = { system: <ScreenIcon />, light: <SunIcon />, dark: <MoonIcon /> };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectedKeys: [look],
        items: looks.map((one) => ({ key: one, label: words[one], icon: icons[one] })),
        onClick: ({ key }) => setLook(looks.find((one) => one === key) ?? "system"),
      }}
    >
      <Button
        type="text"
        className={onBar ? "bar-button" : ""}
        icon={icons[scheme]}
        aria-label={`${t("app.look")}: ${words[look]}`}
        title={t("app.look")}
      />
    </Dropdown>
  );
}
