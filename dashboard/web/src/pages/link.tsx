import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useLinkSignIn } from "../api/session.ts";
import { Door } from "../parts/door.tsx";
import { Fault } from "../parts/faults.tsx";

/** The token stands behind the `#`, which no browser sends to a server or writes in a referrer; it leaves the address at once. */
function takeToken(): string {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";
  if (window.location.hash !== "") window.history.replaceState(window.history.state, "", window.location.pathname);
  return token;
}

/**
 * A one-time link from the terminal or from an administrator. It is used on a press of the button, not on opening, so that a
 * mail scanner that opens the page does not use it up.
 */
export function LinkPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [token, setToken] = useState("");
  const signIn = useLinkSignIn();
  useEffect(() => setToken((held) => (held === "" ? takeToken() : held)), []);
  return (
    <Door title={t("link.title")}>
      {signIn.isError && <Fault error={signIn.error} />}
      {token === "" ? (
        <p>{t("link.none")}</p>
      ) : (
        <>
          <p>{t("link.help")}</p>
          <Button
            type="primary"
            size="large"
            block
            autoFocus
            loading={signIn.isPending}
            onClick={() => signIn.mutate({ token }, { onSuccess: () => void navigate("/", { replace: true }) })}
          >
            {t("link.go")}
          </Button>
        </>
      )}
      <p className="door-help">
        <Link to="/sign-in">{t("link.toSignIn")}</Link>
      </p>
    </Door>
  );
}
