import { Button, Form, Input, Modal, Select, Switch, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduleView } from "../../../../shapes.ts";
import { useSession } from "../../api/session.ts";
import { useSaveSchedule, useSchedules } from "../../api/settings.ts";
import { Fault, Nothing } from "../../parts/faults.tsx";
import { PlusIcon } from "../../parts/icons.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moments.tsx";
import { Label } from "../../parts/tags.tsx";
import { count } from "../../text/money.ts";
import { emptyPlan, PlanEditor, planFault } from "../runs/plan-editor.tsx";

const presets = [
  { name: "nightly", cron: "0 2 * * *" },
  { name: "weekly", cron: "0 2 * * 1" },
  { name: "monthly", cron: "0 2 1 * *" },
] as const;
const zones = ["Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "UTC"];
const fiveFields = (cron: string) => cron.trim().split(/\s+/u).length === 5;

function ScheduleForm({ schedule, onClose }: { readonly schedule: ScheduleView | null; onClose(): void }) {
  const { t } = useTranslation();
  const save = useSaveSchedule();
  const [name, setName] = useState(schedule?.name ?? "");
  const [cron, setCron] = useState(schedule?.cron ?? presets[0].cron);
  const [timezone, setTimezone] = useState(schedule?.timezone ?? "Asia/Shanghai");
  const [enabled, setEnabled] = useState(schedule?.enabled ?? true);
  const [plan, setPlan] = useState(() => schedule?.plan ?? emptyPlan(new Date()));
  const whole = name.trim() !== "" && fiveFields(cron) && planFault(plan) === null && plan.seed.trim() !== "";
  return (
    <Modal
      open
      width={880}
      title={schedule === null ? t("settings.addSchedule") : t("settings.editSchedule")}
      okText={t("act.save")}
      onCancel={onClose}
      okButtonProps={{ disabled: !whole, loading: save.isPending }}
      onOk={() =>
        save.mutate(
          {
            id: schedule?.id ?? null,
            schedule: { name: name.trim(), cron: cron.trim(), timezone, enabled, plan, expectedVersion: schedule?.version ?? null },
          },
          { onSuccess: onClose },
        )
      }
    >
      {save.isError && <Fault error={save.error} />}
      <Form layout="vertical" component="div">
        <div className="form-row">
          <Form.Item label={t("settings.scheduleName")} htmlFor="schedule-name">
            <Input id="schedule-name" value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Form.Item>
          <Form.Item
            label={t("settings.cron")}
            htmlFor="schedule-cron"
            help={fiveFields(cron) ? t("settings.cronHelp") : t("settings.cronWrong")}
            validateStatus={fiveFields(cron) ? "" : "error"}
          >
            <Input id="schedule-cron" value={cron} maxLength={100} onChange={(event) => setCron(event.target.value)} />
            <div className="row gap-above">
              {presets.map((preset) => (
                <Button
                  key={preset.name}
                  size="small"
                  type={cron === preset.cron ? "primary" : "default"}
                  ghost={cron === preset.cron}
                  onClick={() => setCron(preset.cron)}
                >
                  {t(`settings.presets.${preset.name}`)}
                </Button>
              ))}
            </div>
          </Form.Item>
          <Form.Item label={t("settings.timezone")} htmlFor="schedule-zone">
            <Select
              id="schedule-zone"
              value={timezone}
              options={[...new Set([...zones, timezone])].map((zone) => ({ value: zone, label: zone }))}
              onChange={setTimezone}
            />
          </Form.Item>
          <Form.Item label={t("settings.enabled")} htmlFor="schedule-on">
            <Switch id="schedule-on" checked={enabled} onChange={setEnabled} />
          </Form.Item>
        </div>
      </Form>
      <PlanEditor plan={plan} onPlan={setPlan} />
    </Modal>
  );
}

export function SchedulesPart() {
  const { t } = useTranslation();
  const session = useSession();
  const query = useSchedules();
  const [editing, setEditing] = useState<ScheduleView | "new" | null>(null);
  const mayEdit = session.may("schedules.edit");
  return (
    <>
      {editing !== null && <ScheduleForm schedule={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      <div className="filter-bar">
        <span className="faint">{t("settings.schedulesHelp")}</span>
        {mayEdit && (
          <Button type="primary" icon={<PlusIcon />} onClick={() => setEditing("new")}>
            {t("settings.addSchedule")}
          </Button>
        )}
      </div>
      <Loaded query={query}>
        {(schedules) =>
          schedules.length === 0 ? (
            <Nothing title={t("settings.noSchedules")} help={t("settings.noSchedulesHelp")} />
          ) : (
            <Table
              size="small"
              rowKey="id"
              dataSource={schedules}
              pagination={false}
              columns={[
                { title: t("settings.scheduleName"), dataIndex: "name" },
                {
                  title: t("settings.cron"),
                  width: 190,
                  render: (_, row) => (
                    <>
                      <code>{row.cron}</code>
                      <div className="faint small">{row.timezone}</div>
                    </>
                  ),
                },
                {
                  title: t("runs.plan"),
                  render: (_, row) =>
                    t("runs.strata", {
                      count: row.plan.strata.length,
                      take: count(row.plan.strata.reduce((all, one) => all + one.take, 0)),
                    }),
                },
                {
                  title: t("common.state"),
                  width: 90,
                  render: (_, row) => (
                    <Label tone={row.enabled ? "good" : "plain"}>{row.enabled ? t("settings.enabled") : t("settings.disabled")}</Label>
                  ),
                },
                { title: t("settings.lastRun"), width: 170, render: (_, row) => <Moment at={row.lastRunAt} /> },
                { title: t("settings.nextRun"), width: 170, render: (_, row) => <Moment at={row.nextRunAt} /> },
                ...(mayEdit
                  ? [
                      {
                        title: t("common.actions"),
                        width: 80,
                        render: (_: unknown, row: ScheduleView) => (
                          <Button size="small" onClick={() => setEditing(row)}>
                            {t("act.edit")}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}
