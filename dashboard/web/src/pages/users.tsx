import { App, Button, Checkbox, Form, Input, Modal, Popconfirm, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { userShape, type SavedUserView, type UserView } from "../../../shapes.ts";
import { problemFrom } from "../api/call.ts";
import { useSession } from "../api/session.ts";
import { useAddUser, useChangeUser, useUsers } from "../api/settings.ts";
import { useSay } from "../i18n/say.ts";
import { Fault } from "../parts/faults.tsx";
import { PlusIcon } from "../parts/icons.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Moment } from "../parts/moments.tsx";
import { Page } from "../parts/page.tsx";
import { Label } from "../parts/tags.tsx";

const roles = userShape.shape.roles.element.options;
const signInName = /^[a-z0-9][a-z0-9._-]{1,60}$/u;

function UserForm({ user, onClose, onLink }: { readonly user: UserView | null; onClose(): void; onLink(user: SavedUserView): void }) {
  const { t } = useTranslation();
  const add = useAddUser();
  const change = useChangeUser();
  const [form] = Form.useForm<{ name: string; displayName: string; roles: UserView["roles"] }>();
  const error = add.error ?? change.error;
  const save = (words: { name: string; displayName: string; roles: UserView["roles"] }) => {
    const done = (saved: SavedUserView) => {
      onClose();
      if (saved.signInLink !== null) onLink(saved);
    };
    if (user === null) add.mutate(words, { onSuccess: done });
    else change.mutate({ id: user.id, change: { displayName: words.displayName, roles: words.roles } }, { onSuccess: done });
  };
  return (
    <Modal
      open
      title={user === null ? t("users.add") : t("users.edit")}
      okText={t("act.save")}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ loading: add.isPending || change.isPending }}
    >
      {error !== null && <Fault error={error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={user ?? { roles: [] }} onFinish={save}>
        {user === null && (
          <Form.Item
            name="name"
            label={t("users.name")}
            extra={t("users.nameRule")}
            rules={[{ required: true, pattern: signInName, message: t("users.nameRule") }]}
          >
            <Input autoComplete="off" maxLength={61} />
          </Form.Item>
        )}
        <Form.Item
          name="displayName"
          label={t("users.displayName")}
          rules={[{ required: true, whitespace: true, message: t("users.displayNameNeeded") }]}
        >
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item
          name="roles"
          label={t("users.roles")}
          rules={[{ required: true, type: "array", min: 1, message: t("users.rolesNeeded") }]}
        >
          <Checkbox.Group className="role-choice">
            {roles.map((role) => (
              <Checkbox key={role} value={role}>
                {t(`role.${role}`)} <span className="faint">{t(`users.rolesHelp.${role}`)}</span>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Shown once: the server keeps only its hash. */
function LinkShown({ user, onClose }: { readonly user: SavedUserView; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const link = `${window.location.origin}${user.signInLink ?? ""}`;
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => void message.success(t("act.copied")),
      () => document.getElementById("one-time-link")?.focus(),
    );
  return (
    <Modal open title={t("users.linkTitle")} onCancel={onClose} footer={<Button onClick={onClose}>{t("act.close")}</Button>}>
      <p>{t("users.linkHelp", { name: user.displayName })}</p>
      <div className="row">
        <Input id="one-time-link" readOnly value={link} aria-label={t("users.linkTitle")} onFocus={(event) => event.target.select()} />
        {/* The clipboard is closed to pages served over plain http. */}
        {window.isSecureContext && <Button onClick={() => void copy()}>{t("act.copy")}</Button>}
      </div>
    </Modal>
  );
}

export function UsersPage() {
  const { t } = useTranslation();
  const say = useSay();
  const session = useSession();
  const { notification, message } = App.useApp();
  const query = useUsers();
  const change = useChangeUser();
  const [editing, setEditing] = useState<UserView | "new" | null>(null);
  const [link, setLink] = useState<SavedUserView | null>(null);
  const apply = (user: UserView, fields: { disabled?: boolean; newLink?: boolean }) =>
    change.mutate(
      { id: user.id, change: fields },
      {
        onSuccess: (saved) => (saved.signInLink === null ? void message.success(t("users.saved")) : setLink(saved)),
        onError: (error) =>
          notification.error({
            title: t("fault.title"),
            description: [say(problemFrom(error).sentence), ...problemFrom(error).details].join(" "),
          }),
      },
    );
  return (
    <Page
      title={t("users.title")}
      actions={
        <Button type="primary" icon={<PlusIcon />} onClick={() => setEditing("new")}>
          {t("users.add")}
        </Button>
      }
    >
      {editing !== null && <UserForm user={editing === "new" ? null : editing} onClose={() => setEditing(null)} onLink={setLink} />}
      {link !== null && <LinkShown user={link} onClose={() => setLink(null)} />}
      <Loaded query={query}>
        {(users) => (
          <Table
            size="small"
            rowKey="id"
            dataSource={users}
            pagination={users.length > 20 ? { pageSize: 20, size: "small", showSizeChanger: false } : false}
            columns={[
              {
                title: t("users.displayName"),
                render: (_, user) => (
                  <>
                    {user.displayName}
                    {user.id === session.user?.id && <span className="faint">（{t("users.you")}）</span>}
                    <div className="faint small">{user.name}</div>
                  </>
                ),
              },
              { title: t("users.roles"), render: (_, user) => user.roles.map((role) => t(`role.${role}`)).join(t("common.joiner")) },
              {
                title: t("users.state"),
                width: 90,
                render: (_, user) => (
                  <Label tone={user.disabled ? "plain" : "good"}>{user.disabled ? t("users.disabled") : t("users.active")}</Label>
                ),
              },
              { title: t("users.created"), width: 170, render: (_, user) => <Moment at={user.createdAt} /> },
              {
                title: t("common.actions"),
                width: 280,
                render: (_, user) => (
                  <div className="row">
                    <Button size="small" onClick={() => setEditing(user)}>
                      {t("act.edit")}
                    </Button>
                    <Button size="small" onClick={() => apply(user, { newLink: true })}>
                      {t("users.newLink")}
                    </Button>
                    {user.disabled ? (
                      <Button size="small" onClick={() => apply(user, { disabled: false })}>
                        {t("users.enable")}
                      </Button>
                    ) : (
                      <Popconfirm
                        title={t("users.disableAsk", { name: user.displayName })}
                        description={t("users.disableHelp")}
                        okText={t("users.disable")}
                        cancelText={t("act.cancel")}
                        onConfirm={() => apply(user, { disabled: true })}
                      >
                        <Button size="small" danger disabled={user.id === session.user?.id}>
                          {t("users.disable")}
                        </Button>
                      </Popconfirm>
                    )}
                  </div>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
