/** A notice's way from draft to closed, as far as people move it. Sending and verifying themselves are steps of the queue. */
import type { Commands } from "../../domain/commands.ts";
import type { Notice } from "../../domain/notice.ts";
import type { LeadDetail, NoticeDetail } from "../../domain/ports.ts";
import { failed, ok, type LeadId } from "../../domain/words.ts";
import type { CommandDeps } from "../commands.ts";
import { followUp } from "../jobs.ts";
import { deliveryJob } from "../notices/delivery-key.ts";
import { composeDrafts } from "../notices/draft.ts";
import { invalid, refuse } from "./permission.ts";

type NoticeCommands = Omit<Commands, "startRun" | "stopRun" | "resumeRun" | "saveSchedule" | "decide">;

/** Most leads one request may turn into letters; more is refused, never cut. */
const mostLeads = 2000;

const hour = 3_600_000;

export function noticeCommands(deps: CommandDeps): NoticeCommands {
  const { notices, register } = deps.storage;
  const missing = (id: string) => failed({ code: "missing" as const, what: `notice ${id}` });
  return {
    async draftNotices(request, by) {
      const refused = refuse(by, "notices.draft");
      if (refused !== null) return refused;
      const ids = [...new Set(request.leadIds)];
      if (ids.length > mostLeads)
        return invalid(
          `一次最多选择 ${mostLeads} 条线索，现有 ${ids.length} 条 / at most ${mostLeads} leads at a time, these are ${ids.length}`,
        );
      const found = await readLeads(ids, deps);
      if (found.missing.length > 0) return invalid(...found.missing.map((id) => `没有线索 ${id} / there is no lead ${id}`));
      const current = await register.current();
      if (current === null) return invalid("尚未导入权利登记 / no register of rights has been imported");
      const composed = composeDrafts({
        ...deps,
        leads: found.leads,
        kind: request.kind,
        register: current.register,
        now: deps.clock.now(),
        draftedBy: by.id,
      });
      if (!composed.ok) return invalid(...composed.fault);
      const drafted: Notice[] = [];
      for (const notice of composed.value) {
        const stored = await notices.draft(notice, { actor: by.id, at: deps.clock.now() });
        if (stored.ok) drafted.push(stored.value);
        else
          return invalid(
            `${drafted.length} 件已起草，其余未起草：线索状态已变化 / ${drafted.length} drafted; the rest were not, because a lead changed meanwhile: ${JSON.stringify(stored.fault)}`,
          );
      }
      return ok(drafted);
    },

    async editNotice(id, expectedVersion, words, by) {
      return refuse(by, "notices.draft") ?? notices.edit(id, expectedVersion, words, { actor: by.id, at: deps.clock.now() });
    },

    async approveNotice(id, expectedVersion, hashShown, by) {
      return (
        refuse(by, "notices.approve") ??
        notices.approve(id, expectedVersion, { by: by.id, hashShown }, { actor: by.id, at: deps.clock.now() })
      );
    },

    /** The job is asked for in the transaction that says `sending`: neither exists without the other. */
    async sendNotice(id, by) {
      const refused = refuse(by, "notices.send");
      if (refused !== null) return refused;
      const notice = await notices.get(id);
      if (notice === null) return missing(id);
      if (notice.state !== "approved") return failed({ code: "not-from-here", state: notice.state, act: "start-sending" });
      const at = deps.clock.now();
      const sent = await notices.act(id, { act: "start-sending" }, { actor: by.id, at, jobs: [deliveryJob(onceSent(notice, by.id, at))] });
      deps.wake?.();
      return sent;
    },

    async acknowledgeNotice(id, note, by) {
      return refuse(by, "notices.send") ?? notices.act(id, { act: "acknowledge", note }, { actor: by.id, at: deps.clock.now() });
    },

    /** A claim of removal is looked at within the hour, and again a day later; all claims of one hour share the look. */
    async claimItem(item, claimed, by) {
      const refused = refuse(by, "notices.send");
      if (refused !== null) return refused;
      const at = deps.clock.now();
      const said = await notices.setClaim(item, claimed, { actor: by.id, at });
      if (said.ok && claimed !== "refused" && said.value.sentAt !== null) {
        const nextHour = new Date(Math.ceil(at.getTime() / hour) * hour);
        await notices.scheduleVerifications(said.value.id, [nextHour, new Date(nextHour.getTime() + 24 * hour)], { actor: by.id, at });
      }
      return said;
    },

    async verifyNow(id, by) {
      const refused = refuse(by, "notices.send");
      if (refused !== null) return refused;
      const notice = await notices.get(id);
      if (notice === null) return missing(id);
      if (notice.sentAt === null || notice.state === "closed" || notice.state === "cancelled")
        return failed({ code: "not-from-here", state: notice.state, act: "acknowledge" });
      const at = deps.clock.now();
      await notices.scheduleVerifications(id, [at], { actor: by.id, at });
      deps.wake?.();
      return ok((await notices.get(id)) ?? notice);
    },

    async recordPublication(id, publication, by) {
      const refused = refuse(by, "notices.send");
      if (refused !== null) return refused;
      const notice = await notices.get(id);
      if (notice === null) return missing(id);
      if (publication.seen && !URL.canParse(publication.url))
        return invalid(`公示地址不是有效网址：${publication.url.slice(0, 200)} / the address of the publication is not a URL`);
      const at = deps.clock.now();
      const check = {
        name: "check-publication" as const,
        data: { noticeId: id },
        id: followUp("check-publication", id, `recorded at ${at.toISOString()}`),
        ...(deps.platforms.get(notice.platform)?.access === "crawl" ? { platform: notice.platform } : {}),
      };
      const recorded = await notices.act(
        id,
        { act: "record-publication", url: publication.url, captureId: null, seen: publication.seen },
        { actor: by.id, at, jobs: publication.seen ? [check] : [] },
      );
      deps.wake?.();
      return recorded;
    },

    async closeNotice(id, note, by) {
      return refuse(by, "notices.send") ?? notices.act(id, { act: "close", note }, { actor: by.id, at: deps.clock.now() });
    },

    async cancelNotice(id, note, by) {
      return refuse(by, "notices.draft") ?? notices.act(id, { act: "cancel", note }, { actor: by.id, at: deps.clock.now() });
    },
  };

  async function readLeads(ids: readonly LeadId[], { storage }: CommandDeps): Promise<{ leads: LeadDetail[]; missing: LeadId[] }> {
    const found: LeadDetail[] = [];
    const absent: LeadId[] = [];
    for (const id of ids) {
      const lead = await storage.leads.get(id);
      if (lead === null) absent.push(id);
      else found.push(lead);
    }
    return { leads: found, missing: absent };
  }
}

/** The notice as its history will read once this sending is recorded, which is what the key of the sending counts. */
function onceSent(notice: NoticeDetail, actor: string, at: Date): Pick<NoticeDetail, "id" | "history"> {
  const sending = {
    seq: Number.MAX_SAFE_INTEGER,
    at,
    actor,
    action: "start-sending",
    objectType: "notice",
    objectId: notice.id,
    from: "approved",
    to: "sending",
    body: {},
    hash: "",
    previousHash: "",
  };
  return { id: notice.id, history: [...notice.history, sending] };
}
