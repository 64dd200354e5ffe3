import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { usePasswordSignIn, useSessionQuery } from "../api/session.ts";
import { Door } from "../parts/door.tsx";
import { Fault } from "../parts/faults.tsx";
import { ownPath } from "../text/address.ts";

export function SignInPage() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const session = useSessionQuery();
  const signIn = usePasswordSignIn();
  const back = ownPath(parameters.get("back"));
  if (session.data !== undefined && session.data.user !== null) return <Navigate to={back} replace />;
  return (
    <Door title={t("signIn.title")}>
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={(words: { name: string; password: string }) =>
          signIn.mutate(words, { onSuccess: () => void navigate(back, { replace: true }) })
        }
      >
        {signIn.isError && <Fault error={signIn.error} />}
        <Form.Item name="name" label={t("signIn.name")} rules={[{ required: true, message: t("signIn.nameNeeded") }]}>
          <Input autoComplete="username" autoFocus size="large" maxLength={100} />
        </Form.Item>
        <Form.Item name="password" label={t("signIn.password")} rules={[{ required: true, message: t("signIn.passwordNeeded") }]}>
          <Input.Password autoComplete="current-password" size="large" maxLength={400} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t("signIn.go")}
        </Button>
      </Form>
      <p className="faint door-help">{t("signIn.help")}</p>
    </Door>
  );
}
