/** The bar on top: where to go, who is here, which language and light. Also the keys that work on every page. */
import { Button, Dropdown, Modal, type MenuProps } from "antd";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, useNavigate } from "react-router";
import { useSession, useSignOut, type Permission } from "./api/session.ts";
import { BindingsContext, useKeys } from "./keys/listen.ts";
import { readOwnKeys } from "./keys/own-keys.ts";
import { Legend } from "./parts/legend.tsx";
import { DownIcon, KeyboardIcon, PersonIcon } from "./parts/icons.tsx";
import { FistMark } from "./parts/mark.tsx";
import { PasswordForm } from "./parts/password-form.tsx";
import { LanguageSwitch, LookSwitch } from "./parts/switches.tsx";

interface Place {
  readonly path: string;
  readonly name: "overview" | "review" | "listings" | "notices" | "runs" | "settings" | "users" | "audit";
  readonly needs: Permission;
}

const places: readonly Place[] = [
  { path: "/", name: "overview", needs: "leads.read" },
  { path: "/review", name: "review", needs: "leads.read" },
  { path: "/listings", name: "listings", needs: "leads.read" },
  { path: "/notices", name: "notices", needs: "notices.read" },
  { path: "/runs", name: "runs", needs: "runs.read" },
  { path: "/settings", name: "settings", needs: "settings.read" },
  { path: "/users", name: "users", needs: "users.edit" },
  { path: "/audit", name: "audit", needs: "audit.read" },
];

function AccountMenu({ onPassword }: { onPassword(): void }) {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const roles = (session.user?.roles ?? []).map((role) => t(`role.${role}`)).join(t("common.joiner"));
  const items: MenuProps["items"] = [
    { key: "who", label: <span className="faint">{roles === "" ? t("common.none") : roles}</span>, disabled: true },
    { type: "divider" },
    { key: "password", label: t("app.changePassword") },
    { key: "out", label: t("app.signOut") },
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => (key === "out" ? signOut.mutate() : onPassword()) }}>
      <Button type="text" className="bar-button account" icon={<PersonIcon />} title={roles}>
        <span className="account-name">{session.user?.displayName ?? ""}</span>
        <DownIcon size={12} />
      </Button>
    </Dropdown>
  );
}

export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const [legend, setLegend] = useState(false);
  const [password, setPassword] = useState(false);
  const [own, setOwn] = useState(readOwnKeys);
  const shown = places.filter((place) => session.may(place.needs));
  const go = (path: string) => () => void navigate(path);
  const deeds = useMemo(
    () => ({
      "go-queue": go("/review"),
      "go-notices": go("/notices"),
      "go-runs": go("/runs"),
      "go-overview": go("/"),
      legend: () => setLegend(true),
    }),
    [navigate],
  );
  return (
    <BindingsContext value={own}>
      <GlobalKeys deeds={deeds} />
      <a className="skip-link" href="#content">
        {t("app.skip")}
      </a>
      <header className="bar">
        <Link to="/" className="wordmark" aria-label={`${t("app.name")} · ${t("nav.overview")}`}>
          <FistMark />
          <span>{t("app.name")}</span>
        </Link>
        <nav aria-label={t("app.mainMenu")}>
          <ul>
            {shown.map((place) => (
              <li key={place.name}>
                <NavLink to={place.path} end={place.path === "/"}>
                  {t(`nav.${place.name}`)}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="bar-tools">
          <Button
            type="text"
            className="bar-button"
            icon={<KeyboardIcon />}
            aria-label={t("keys.legend")}
            title={`${t("keys.legend")} (?)`}
            onClick={() => setLegend(true)}
          />
          <LookSwitch />
          <LanguageSwitch />
          <AccountMenu onPassword={() => setPassword(true)} />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Legend open={legend} onClose={() => setLegend(false)} bindings={own} onBindings={setOwn} />
      <Modal open={password} title={t("app.changePassword")} footer={null} destroyOnHidden onCancel={() => setPassword(false)}>
        <PasswordForm needsCurrent onDone={() => setPassword(false)} />
      </Modal>
    </BindingsContext>
  );
}

function GlobalKeys({ deeds }: { readonly deeds: Parameters<typeof useKeys>[0] }) {
  useKeys(deeds);
  return null;
}
