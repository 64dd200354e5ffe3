/** What a person may say about a lead. Who held it, who confirmed it and what came before are read from the store, not from the screen. */
import type { Commands, Decision } from "../../domain/commands.ts";
import type { LeadAction, LeadState } from "../../domain/lead.ts";
import { leadStates } from "../../domain/lead.ts";
import type { LeadDetail } from "../../domain/ports.ts";
import { secondReviewReasons } from "../../domain/review-rule.ts";
import { may, type User } from "../../domain/user.ts";
import { failed } from "../../domain/words.ts";
import type { CommandDeps } from "../commands.ts";
import { refuse } from "./permission.ts";

/** A lease is renewed by each act; ten minutes is what reading one listing with care takes at most. */
const leaseMs = 10 * 60_000;

export function leadCommands(deps: CommandDeps): Pick<Commands, "decide"> {
  const { leads } = deps.storage;
  return {
    async decide(id, expectedVersion, decision, by, requestId) {
      const refused = refuse(by, decision.decide === "second-opinion" ? "leads.second-opinion" : "leads.decide");
      if (refused !== null) return refused;
      const lead = await leads.get(id);
      if (lead === null) return failed({ code: "missing", what: `lead ${id}` });
      if (!mayDecideNow(lead, decision, by))
        return failed({ code: "forbidden", permission: decision.decide === "undo" ? "leads.decide" : "leads.second-opinion" });
      const now = deps.clock.now();
      const lease = await leads.lease(id, by.id, new Date(now.getTime() + leaseMs), now);
      if (!lease.ok)
        return lease.fault.code === "held" ? failed({ code: "held", by: lease.fault.by, until: lease.fault.until }) : failed(lease.fault);
      const action = actionOf(decision, lead);
      if (action === null) {
        await leads.release(id, by.id);
        return failed({ code: "not-from-here", state: lead.state, act: "undo" });
      }
      const done = await leads.act(id, expectedVersion, action, { actor: by.id, at: now, requestId });
      if (!done.ok) await leads.release(id, by.id);
      return done;
    },
  };
}

/** The second opinion is another person's; a decision is undone by whoever made it, or by one who may give second opinions. */
function mayDecideNow(lead: LeadDetail, decision: Decision, by: User): boolean {
  const last = changesOf(lead).at(-1);
  if (decision.decide === "second-opinion") return last?.actor !== by.id;
  if (decision.decide === "undo") return last?.actor === by.id || may(by, "leads.second-opinion");
  return true;
}

function actionOf(decision: Decision, lead: LeadDetail): LeadAction | null {
  switch (decision.decide) {
    case "confirm":
      return { act: "confirm", code: decision.code, note: decision.note, needsSecond: whySecondReview(lead).length > 0 };
    case "reject":
      return { act: "reject", code: decision.code, note: decision.note };
    case "insufficient":
      return { act: "mark-insufficient", code: decision.code, note: decision.note };
    case "escalate":
      return { act: "escalate", note: decision.note };
    case "snooze":
      return { act: "snooze", until: decision.until, note: decision.note };
    case "second-opinion":
      return { act: "second-opinion", agrees: decision.agrees, note: decision.note };
    case "reopen":
      return { act: "reopen", note: decision.note };
    case "undo": {
      const to = stateBefore(lead);
      return to === null ? null : { act: "undo", to };
    }
  }
}

/** Why this lead, once confirmed, waits for a second person; in words for both screens. */
function whySecondReview(lead: Pick<LeadDetail, "id" | "probability" | "price" | "listing">): ReturnType<typeof secondReviewReasons> {
  const amount = lead.price === null || (lead.price.currency ?? "CNY") !== "CNY" ? null : Number(lead.price.amount);
  return secondReviewReasons({
    leadId: lead.id,
    probability: lead.probability,
    priceYuan: amount === null || !Number.isFinite(amount) ? null : amount,
    salesCount: lead.listing.listing.salesCount ?? null,
  });
}

/** Where the lead stood before its last decision that still stands: an undone decision is not undone again. */
function stateBefore(lead: Pick<LeadDetail, "history">): LeadState | null {
  const standing: LeadState[] = [];
  for (const change of changesOf(lead))
    if (change.action.includes("undo")) standing.pop();
    else if (isLeadState(change.from)) standing.push(change.from);
  return standing.at(-1) ?? null;
}

function changesOf(lead: Pick<LeadDetail, "history">): LeadDetail["history"][number][] {
  return lead.history
    .filter((event) => event.from !== null && event.to !== null && event.from !== event.to)
    .toSorted((a, b) => a.seq - b.seq);
}

function isLeadState(state: string | null): state is LeadState {
  return leadStates.some((known) => known === state);
}
