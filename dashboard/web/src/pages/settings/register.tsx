import { Alert, App, Button, Input, Select, Table } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RegisterView } from "../../../../shapes.ts";
import { problemFrom } from "../../api/call.ts";
import { useSession } from "../../api/session.ts";
import { useImportRegister, useRegister } from "../../api/settings.ts";
import { Fault, Nothing } from "../../parts/faults.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moments.tsx";
import { kinds, useNames } from "../../parts/names.ts";
import { Section } from "../../parts/page.tsx";
import { KindLabel, Label } from "../../parts/tags.tsx";
import { Clamped } from "../../parts/untrusted.tsx";
import { count } from "../../text/money.ts";

/** What the server takes through the page; larger registers go through the command line. */
const mostMegabytes = 64;
const mostFaultsShown = 200;

function ImportFaults({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const problem = problemFrom(error);
  if (problem.code !== "invalid" || problem.details.length === 0) return <Fault error={error} />;
  const shown = problem.details.slice(0, mostFaultsShown);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t("settings.faults", { count: problem.details.length })}
      description={
        <>
          {shown.length < problem.details.length && <p>{t("settings.faultsCut", { shown: shown.length })}</p>}
          <ol className="import-faults">
            {shown.map((fault, index) => (
              <li key={index}>
                <code>{fault}</code>
              </li>
            ))}
          </ol>
        </>
      }
    />
  );
}

function Import() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const importing = useImportRegister();
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = async (file: File) => {
    setRefusal(null);
    importing.reset();
    if (file.size > mostMegabytes * 1024 * 1024) return setRefusal(t("settings.tooLarge", { limit: mostMegabytes }));
    const json = await file.text().catch(() => null);
    if (json === null) return setRefusal(t("settings.notRead"));
    importing.mutate(json, { onSuccess: (version) => void message.success(t("settings.imported", { version: version.version })) });
  };
  return (
    <Section title={t("settings.import")}>
      <p className="faint">{t("settings.importHelp")}</p>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t("settings.chooseFile")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) void take(file);
        }}
      />
      <Button loading={importing.isPending} onClick={() => input.current?.click()}>
        {t("settings.chooseFile")}
      </Button>
      {refusal !== null && <Alert className="gap-above" type="error" showIcon role="alert" title={refusal} />}
      {importing.isError && (
        <div className="gap-above">
          <ImportFaults error={importing.error} />
        </div>
      )}
    </Section>
  );
}

const countNames = ["trademarks", "patents", "geographicalIndications", "specialSigns"] as const;

function Counts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const { t } = useTranslation();
  const words = Object.entries(counts).map(([name, number]) => {
    const known = countNames.find((one) => one === name);
    return `${known === undefined ? name : t(`settings.counts.${known}`)} ${count(number)}`;
  });
  return <>{words.join(" · ")}</>;
}

function Rights({ rights }: { readonly rights: RegisterView["rights"] }) {
  const { t } = useTranslation();
  const names = useNames();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<string | null>(null);
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return rights.filter(
      (right) =>
        (kind === null || right.kind === kind) &&
        (wanted === "" || `${right.id} ${right.name} ${right.owner} ${right.detail}`.toLowerCase().includes(wanted)),
    );
  }, [rights, text, kind]);
  return (
    <Section title={`${t("settings.rights")} (${count(shown.length)})`} flush>
      <div className="filter-bar pad" role="search">
        <Input
          allowClear
          value={text}
          placeholder={t("settings.searchRights")}
          aria-label={t("settings.searchRights")}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          allowClear
          value={kind}
          placeholder={t("common.kind")}
          aria-label={t("common.kind")}
          options={kinds.map((one) => ({ value: one as string, label: names.kind(one) }))}
          onChange={(next: string | null | undefined) => setKind(next ?? null)}
        />
      </div>
      <Table
        size="small"
        rowKey={(right) => `${right.kind}|${right.id}`}
        dataSource={shown}
        pagination={{ pageSize: 15, size: "small", showSizeChanger: false, hideOnSinglePage: true }}
        locale={{ emptyText: <Nothing title={t("settings.noRights")} /> }}
        columns={[
          { title: t("common.kind"), width: 120, render: (_, right) => <KindLabel kind={right.kind} /> },
          { title: t("common.right"), width: 220, render: (_, right) => <Clamped text={right.name} lines={2} /> },
          { title: t("settings.owner"), width: 220, render: (_, right) => <Clamped text={right.owner} lines={2} /> },
          { title: t("settings.detail"), render: (_, right) => <Clamped text={right.detail} lines={2} /> },
          { title: t("settings.rightId"), width: 200, render: (_, right) => <code className="wrap-anywhere">{right.id}</code> },
        ]}
      />
    </Section>
  );
}

export function RegisterPart() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <Loaded query={useRegister()}>
      {(register) => (
        <>
          {session.may("register.edit") && <Import />}
          <Section title={t("settings.registerVersions")} flush>
            <Table
              size="small"
              rowKey="version"
              dataSource={register.versions}
              pagination={{ pageSize: 6, size: "small", showSizeChanger: false, hideOnSinglePage: true }}
              columns={[
                {
                  title: t("settings.version"),
                  width: 200,
                  render: (_, row) => (
                    <>
                      {row.version} {row.current && <Label tone="good">{t("settings.current")}</Label>}
                    </>
                  ),
                },
                { title: t("settings.contents"), render: (_, row) => <Counts counts={row.counts} /> },
                { title: t("settings.importedAt"), width: 180, render: (_, row) => <Moment at={row.importedAt} /> },
                { title: t("settings.importedBy"), width: 140, dataIndex: "importedBy" },
              ]}
            />
          </Section>
          <Rights rights={register.rights} />
        </>
      )}
    </Loaded>
  );
}
