import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useSetPassword, useSession } from "../api/session.ts";
import { Fault } from "./faults.tsx";

/** Length over character classes (NIST SP 800-63B, 5.1.1.2); the server has the last word. */
const shortest = 10;

export function PasswordForm({ needsCurrent, onDone }: { readonly needsCurrent: boolean; onDone(): void }) {
  const { t } = useTranslation();
  const setPassword = useSetPassword();
  const name = useSession().user?.name ?? "";
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(words: { current?: string; next: string }) =>
        setPassword.mutate({ current: words.current ?? "", next: words.next }, { onSuccess: onDone })
      }
    >
      {setPassword.isError && <Fault error={setPassword.error} />}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      {needsCurrent && (
        <Form.Item name="current" label={t("password.current")} rules={[{ required: true, message: t("signIn.passwordNeeded") }]}>
          <Input.Password autoComplete="current-password" maxLength={400} />
        </Form.Item>
      )}
      <Form.Item
        name="next"
        label={t("password.next")}
        extra={t("password.rule", { count: shortest })}
        rules={[{ required: true, min: shortest, message: t("password.tooShort") }]}
      >
        <Input.Password autoComplete="new-password" maxLength={400} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("password.again")}
        dependencies={["next"]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value: unknown) =>
              value === getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error(t("password.different"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={400} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={setPassword.isPending}>
        {t("password.go")}
      </Button>
    </Form>
  );
}
