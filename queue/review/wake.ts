/** Leads put off until a time come back to the queue when that time is over. */
import type { Clock } from "../../domain/clock.ts";
import type { Leadership, LeadStore } from "../../domain/ports.ts";

export interface WakeDeps {
  readonly leads: Pick<LeadStore, "list" | "act">;
  readonly leadership: Leadership;
  readonly clock: Clock;
}

/** Woken in one round; the rest comes with the next. */
const most = 200;

/** Answers how many were woken, or null when another process leads. A lead somebody touched meanwhile is left to them. */
export function wakeSnoozed(deps: WakeDeps): Promise<number | null> {
  return deps.leadership.tryLead("wake-snoozed", async () => {
    const at = deps.clock.now();
    const { rows } = await deps.leads.list({ states: ["snoozed"], snoozedBefore: at, order: "oldest", limit: most });
    let woken = 0;
    for (const lead of rows) {
      const moved = await deps.leads.act(
        lead.id,
        lead.version,
        { act: "reopen", note: "暂缓到期 / the time it was put off for is over" },
        { actor: "step:wake", at },
      );
      if (moved.ok) woken += 1;
    }
    return woken;
  });
}
