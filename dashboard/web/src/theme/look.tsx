/** Light or dark, by the system's wish or the person's, told to antd, to our own styles and to the charts. */
import { App as AntApp, ConfigProvider, theme, type ThemeConfig } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { codeTypeface, cssVariables, latinTypeface, palettes, typeface, type Palette, type Scheme } from "./palette.ts";
import { remember, remembered } from "./remembered.ts";

export const looks = ["system", "light", "dark"] as const;
export type Look = (typeof looks)[number];

interface LookState {
  readonly look: Look;
  readonly scheme: Scheme;
  readonly palette: Palette;
  /** Font family of the page's language. */
  readonly face: string;
  setLook(look: Look): void;
}

const LookContext = createContext<LookState>({
  look: "system",
  scheme: "light",
  palette: palettes.light,
  face: typeface,
  setLook: () => undefined,
});

export const useLook = () => useContext(LookContext);

const darkWished = () => window.matchMedia("(prefers-color-scheme: dark)");

function useSystemScheme(): Scheme {
  const [scheme, setScheme] = useState<Scheme>(() => (darkWished().matches ? "dark" : "light"));
  useEffect(() => {
    const query = darkWished();
    const follow = () => setScheme(query.matches ? "dark" : "light");
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return scheme;
}

function antTheme(scheme: Scheme, palette: Palette, face: string): ThemeConfig {
  return {
    algorithm: scheme === "dark" ? [theme.darkAlgorithm] : [theme.defaultAlgorithm],
    token: {
      colorPrimary: palette.primary,
      colorInfo: palette.primary,
      colorLink: palette.primary,
      colorError: palette.danger,
      colorWarning: palette.warning,
      colorSuccess: palette.good,
      colorInfoBg: palette.primarySoft,
      colorInfoBorder: palette.line,
      colorSuccessBg: palette.goodSoft,
      colorSuccessBorder: palette.line,
      colorWarningBg: palette.warningSoft,
      colorWarningBorder: palette.line,
      colorErrorBg: palette.dangerSoft,
      colorErrorBorder: palette.line,
      colorText: palette.ink,
      colorTextSecondary: palette.inkSoft,
      colorTextTertiary: palette.inkFaint,
      colorTextDescription: palette.inkFaint,
      colorTextPlaceholder: palette.inkFaint,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorTextLightSolid: palette.onPrimary,
      colorBgSpotlight: scheme === "dark" ? "#33414f" : "#22303f",
      fontFamily: face,
      fontFamilyCode: codeTypeface,
      borderRadius: 4,
      wireframe: false,
      motionUnit: 0.06,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Table: { headerBg: palette.sunken, headerColor: palette.inkSoft, cellPaddingBlockSM: 7, cellPaddingInlineSM: 12 },
      Tabs: { horizontalItemPadding: "8px 0", horizontalMargin: "0 0 12px 0" },
      Card: { headerHeightSM: 40, bodyPaddingSM: 14 },
      Tooltip: { colorTextLightSolid: "#ffffff" },
    },
  };
}

/** Wraps the whole of the pages. Writes the palette on the root element before anything is painted in it. */
export function LookProvider({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const system = useSystemScheme();
  const [look, choose] = useState<Look>(() => looks.find((known) => known === remembered("look")) ?? "system");
  const scheme = look === "system" ? system : look;
  const palette = palettes[scheme];
  const face = i18n.language === "en" ? latinTypeface : typeface;

  useMemo(() => {
    const root = document.documentElement;
    root.dataset.scheme = scheme;
    root.style.colorScheme = scheme;
    for (const [name, value] of Object.entries(cssVariables(palette))) root.style.setProperty(name, value);
    root.style.setProperty("--typeface", face);
    root.style.setProperty("--code-typeface", codeTypeface);
  }, [scheme, palette, face]);

  const state = useMemo<LookState>(
    () => ({
      look,
      scheme,
      palette,
      face,
      setLook: (next) => {
        remember("look", next);
        choose(next);
      },
    }),
    [look, scheme, palette, face],
  );
  return (
    <LookContext value={state}>
      <ConfigProvider
        theme={antTheme(scheme, palette, face)}
        locale={i18n.language === "en" ? enUS : zhCN}
        button={{ autoInsertSpace: false }}
      >
        <AntApp component={false} notification={{ placement: "bottomLeft", duration: 6 }} message={{ maxCount: 3 }}>
          {children}
        </AntApp>
      </ConfigProvider>
    </LookContext>
  );
}
