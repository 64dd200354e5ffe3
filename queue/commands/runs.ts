/** Starting, stopping and scheduling runs. */
import type { Commands } from "../../domain/commands.ts";
import { planSchema, type Plan } from "../../domain/sample.ts";
import { failed, ok } from "../../domain/words.ts";
import type { CommandDeps } from "../commands.ts";
import { followUp } from "../jobs.ts";
import { nextFire } from "../schedule.ts";
import { invalid, refuse } from "./permission.ts";

type RunCommands = Pick<Commands, "startRun" | "stopRun" | "resumeRun" | "saveSchedule">;

export function runCommands(deps: CommandDeps): RunCommands {
  const { runs, schedules, register } = deps.storage;
  return {
    async startRun(plan, by) {
      const refused = refuse(by, "runs.start");
      if (refused !== null) return refused;
      const problems = planProblems(plan, deps);
      if ((await register.current()) === null)
        problems.push("尚未导入权利登记，无法筛查 / no register of rights has been imported, so nothing could be screened");
      if (problems.length > 0) return invalid(...problems);
      const run = await runs.create({ plan, scheduleId: null, requestedBy: by.id }, { actor: by.id, at: deps.clock.now() });
      deps.wake?.();
      return ok(run);
    },

    async stopRun(id, by) {
      const refused = refuse(by, "runs.start");
      if (refused !== null) return refused;
      const at = deps.clock.now();
      const stop = { name: "finish-run" as const, data: { runId: id }, id: followUp("finish-run", id, `stopped at ${at.toISOString()}`) };
      const run = await runs.setState(id, ["queued", "running"], "stopping", `由 ${by.displayName} 停止`, {
        actor: by.id,
        at,
        jobs: [stop],
      });
      if (run !== null) {
        deps.wake?.();
        return ok(run);
      }
      const now = await runs.get(id);
      return now === null
        ? failed({ code: "missing", what: `run ${id}` })
        : invalid(`任务当前状态为 ${now.state}，不能停止 / the run is ${now.state} and cannot be stopped`);
    },

    async resumeRun(id, by) {
      const refused = refuse(by, "runs.start");
      if (refused !== null) return refused;
      const at = deps.clock.now();
      const again = { name: "plan-run" as const, data: { runId: id }, id: followUp("plan-run", id, `resumed at ${at.toISOString()}`) };
      const run = await runs.setState(id, ["stopped", "failed"], "queued", null, { actor: by.id, at, jobs: [again] });
      if (run !== null) {
        deps.wake?.();
        return ok(run);
      }
      const now = await runs.get(id);
      return now === null
        ? failed({ code: "missing", what: `run ${id}` })
        : invalid(`任务当前状态为 ${now.state}，不能继续 / the run is ${now.state} and cannot be resumed`);
    },

    async saveSchedule(schedule, by) {
      const refused = refuse(by, "schedules.edit");
      if (refused !== null) return refused;
      const problems = planProblems(schedule.plan, deps);
      if (schedule.name.trim() === "") problems.push("名称为空 / the name is empty");
      const next = nextFire(schedule.cron, schedule.timezone, deps.clock.now());
      if (!next.ok) problems.push(`时间表达式 ${schedule.cron}（${schedule.timezone}）无法使用 / cannot be used: ${next.fault.because}`);
      if (problems.length > 0 || !next.ok) return invalid(...problems);
      return schedules.save({ ...schedule, nextRunAt: schedule.enabled ? next.value : null }, { actor: by.id, at: deps.clock.now() });
    },
  };
}

/** Everything wrong with a plan at once, each with the stratum it stands in. */
function planProblems(given: Plan, deps: CommandDeps): string[] {
  const parsed = planSchema.safeParse(given);
  return parsed.success
    ? [...deps.sampling.faults(parsed.data)]
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
