import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useSignOut } from "../api/session.ts";
import { Door } from "../parts/door.tsx";
import { PasswordForm } from "../parts/password-form.tsx";

/** Asked once, after the first sign-in by a one-time link. */
export function SetPasswordPage() {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <Door title={t("password.title")}>
      <p>{t("password.help")}</p>
      <PasswordForm needsCurrent={false} onDone={() => undefined} />
      <p className="door-help">
        <Button type="link" size="small" onClick={() => signOut.mutate()}>
          {t("app.signOut")}
        </Button>
      </p>
    </Door>
  );
}
