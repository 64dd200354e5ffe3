/**
 * A lead (线索): one listing × one right × one kind. It gathers findings over time; being found again attaches,
 * it never opens a second lead.
 *
 * To add a state: add it to `leadStates`, give every action its answer in `next`, and
 * `test/unit/domain/lead.test.ts` tells you which path you forgot.
 */
import type { InfringementKind, Priority } from "./finding.ts";
import type { CategoryName } from "./category.ts";
import { failed, ok, type Bilingual, type LeadId, type ListingId, type ObservationId, type Result, type UserId } from "./words.ts";

export const leadStates = [
  "new",
  "reviewing",
  "snoozed",
  "second-review",
  "confirmed",
  "rejected",
  "insufficient",
  "in-notice",
  "closed",
] as const;
export type LeadState = (typeof leadStates)[number];

/** Closed list of reasons; definitions are shown beside the keys. C confirm, R reject, I insufficient. */
export const reasonCodes = {
  C1: { zh: "假冒注册商标标识", en: "Counterfeit sign" },
  C2: { zh: "近似标识、容易导致混淆", en: "Similar sign, likely confusion" },
  C3: { zh: "虚假专利宣传", en: "False patent claim" },
  C4: { zh: "专利号错误或已失效", en: "Wrong or expired patent number" },
  C5: { zh: "盗用图片或文案", en: "Copied picture or text" },
  C6: { zh: "地理标志使用不当", en: "Misused geographical indication" },
  C7: { zh: "特殊标志、官方标志使用不当", en: "Misused special or official sign" },
  C8: { zh: "隐晦用语或以图规避", en: "Hidden wording or picture evasion" },
  C9: { zh: "重复违规卖家", en: "Repeat seller" },
  R1: { zh: "正品或已获授权", en: "Genuine or authorised" },
  R2: { zh: "描述性使用或正当使用", en: "Descriptive or fair use" },
  R3: { zh: "配件、适配用语", en: "Compatible part or accessory wording" },
  R4: { zh: "二手商品", en: "Second-hand" },
  R5: { zh: "商品类别不同", en: "Other class of goods" },
  R6: { zh: "采集时权利未生效或已失效", en: "Right not in force at capture" },
  R7: { zh: "文字识别错误", en: "Detector error (text)" },
  R8: { zh: "图片识别错误", en: "Detector error (picture)" },
  R9: { zh: "评论、新闻或戏仿", en: "Review, news or parody" },
  I1: { zh: "页面不完整", en: "Page incomplete" },
  I2: { zh: "图片无法辨认", en: "Picture unreadable" },
  I3: { zh: "权利信息缺失", en: "Right data missing" },
  I4: { zh: "需专家或权利人辨认", en: "Needs an expert or the right holder" },
  I5: { zh: "需购样查验", en: "Needs a test purchase" },
} as const satisfies Record<string, Bilingual>;
export type ReasonCode = keyof typeof reasonCodes;
export const reasonCodeNames = Object.keys(reasonCodes) as readonly ReasonCode[];

export interface Lead {
  readonly id: LeadId;
  readonly listingId: ListingId;
  readonly observationId: ObservationId;
  readonly platform: string;
  readonly category: CategoryName | null;
  readonly kind: InfringementKind;
  readonly rightId: string;
  readonly rightName: string;
  readonly state: LeadState;
  readonly probability: number;
  readonly priority: Priority;
  readonly reasonCode: ReasonCode | null;
  readonly assignee: UserId | null;
  readonly snoozedUntil: Date | null;
  readonly firstFoundAt: Date;
  readonly lastFoundAt: Date;
  /** Raised by every change; a decision on an older version is refused. */
  readonly version: number;
}

export type LeadAction =
  | { readonly act: "start-review" }
  | { readonly act: "confirm"; readonly code: ReasonCode; readonly note: string | null; readonly needsSecond: boolean }
  | { readonly act: "reject"; readonly code: ReasonCode; readonly note: string | null }
  | { readonly act: "mark-insufficient"; readonly code: ReasonCode; readonly note: string | null }
  | { readonly act: "escalate"; readonly note: string | null }
  | { readonly act: "snooze"; readonly until: Date; readonly note: string }
  | { readonly act: "second-opinion"; readonly agrees: boolean; readonly note: string | null }
  | { readonly act: "reopen"; readonly note: string }
  | { readonly act: "undo"; readonly to: LeadState }
  | { readonly act: "put-in-notice" }
  | { readonly act: "take-out-of-notice" }
  | { readonly act: "close"; readonly note: string };

export type LeadFault =
  | { readonly code: "not-from-here"; readonly state: LeadState; readonly act: LeadAction["act"] }
  | { readonly code: "wrong-reason"; readonly reason: string; readonly act: LeadAction["act"] };

const open: readonly LeadState[] = ["new", "reviewing", "snoozed", "second-review"];
const decided: readonly LeadState[] = ["confirmed", "rejected", "insufficient"];

const from: Readonly<Record<LeadAction["act"], readonly LeadState[]>> = {
  "start-review": ["new", "snoozed"],
  confirm: ["new", "reviewing", "snoozed", "insufficient"],
  reject: ["new", "reviewing", "snoozed", "insufficient"],
  "mark-insufficient": ["new", "reviewing", "snoozed"],
  escalate: ["new", "reviewing", "snoozed"],
  snooze: ["new", "reviewing"],
  "second-opinion": ["second-review"],
  reopen: ["rejected", "insufficient", "closed", "snoozed"],
  undo: [...decided, "snoozed", "second-review", "reviewing"],
  "put-in-notice": ["confirmed"],
  "take-out-of-notice": ["in-notice"],
  close: ["in-notice", "confirmed"],
};

const letterOf: Partial<Record<LeadAction["act"], string>> = { confirm: "C", reject: "R", "mark-insufficient": "I" };

/** Where `action` leads from `state`, or why it leads nowhere. Pure; the store writes what it says. */
export function next(state: LeadState, action: LeadAction): Result<LeadState, LeadFault> {
  if (!from[action.act].includes(state)) return failed({ code: "not-from-here", state, act: action.act });
  const letter = letterOf[action.act];
  if (letter !== undefined && "code" in action && !action.code.startsWith(letter))
    return failed({ code: "wrong-reason", reason: action.code, act: action.act });
  switch (action.act) {
    case "start-review":
      return ok("reviewing");
    case "confirm":
      return ok(action.needsSecond ? "second-review" : "confirmed");
    case "reject":
      return ok("rejected");
    case "mark-insufficient":
      return ok("insufficient");
    case "escalate":
      return ok("second-review");
    case "snooze":
      return ok("snoozed");
    case "second-opinion":
      return ok(action.agrees ? "confirmed" : "reviewing");
    case "reopen":
      return ok("new");
    case "undo":
      return open.includes(action.to) || decided.includes(action.to)
        ? ok(action.to)
        : failed({ code: "not-from-here", state, act: action.act });
    case "put-in-notice":
      return ok("in-notice");
    case "take-out-of-notice":
      return ok("confirmed");
    case "close":
      return ok("closed");
  }
}
