import { useEffect, useState } from "react";
import { leaseShape } from "../../../shapes.ts";
import { call, nothing, problemFrom, Refusal } from "./call.ts";

export type Lease =
  | { readonly state: "none" | "mine" }
  | { readonly state: "held"; readonly by: string | null }
  | { readonly state: "unsure"; readonly error: unknown };

/** Leafing through the queue with J and K takes no lease; staying on a lead does. */
const afterMs = 350;
const atLeastMs = 15_000;

/** Takes the lead for this person while it is open, renews it at half its term, and gives it back on leaving. */
export function useLease(leadId: string | null, wanted: boolean): Lease {
  const [lease, setLease] = useState<Lease>({ state: "none" });
  useEffect(() => {
    setLease({ state: "none" });
    if (leadId === null || !wanted) return;
    const path = `/leads/${encodeURIComponent(leadId)}/lease`;
    let left = false;
    let taken = false;
    let timer = 0;
    const take = async () => {
      try {
        const { until } = await call(leaseShape, "POST", path);
        taken = true;
        if (left) return void give();
        setLease({ state: "mine" });
        timer = window.setTimeout(() => void take(), Math.max(atLeastMs, (new Date(until).getTime() - Date.now()) / 2));
      } catch (error) {
        if (left) return;
        if (error instanceof Refusal && error.problem.code === "held") {
          setLease({ state: "held", by: problemFrom(error).details[0] ?? null });
          timer = window.setTimeout(() => void take(), atLeastMs);
        } else setLease({ state: "unsure", error });
      }
    };
    const give = () => call(nothing, "DELETE", path).catch(() => null);
    timer = window.setTimeout(() => void take(), afterMs);
    return () => {
      left = true;
      window.clearTimeout(timer);
      if (taken) void give();
    };
  }, [leadId, wanted]);
  return lease;
}
