/** Every refusal of the API: a stable code, a status, a sentence in both languages. Anything unlisted is a 500 without details. */
import type { Problem } from "../shapes.ts";

interface Refusal {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

const refusals = {
  "signed-out": { status: 401, zh: "请先登录。", en: "Please sign in first." },
  "wrong-credentials": { status: 401, zh: "用户名或密码不正确。", en: "Name or password is not right." },
  "link-unusable": {
    status: 401,
    zh: "该一次性登录链接已使用或已过期，请由管理员重新生成。",
    en: "This one-time link was used or has expired; ask an administrator for a new one.",
  },
  "locked-out": { status: 429, zh: "登录失败次数过多，请15分钟后再试。", en: "Too many failed attempts; try again in 15 minutes." },
  "too-many-requests": { status: 429, zh: "请求过于频繁，请稍后再试。", en: "Too many requests; try again in a moment." },
  forbidden: { status: 403, zh: "您的角色无权执行此操作。", en: "Your role does not allow this." },
  csrf: { status: 403, zh: "页面已过期，请刷新后重试。", en: "The page is out of date; reload it and try again." },
  missing: { status: 404, zh: "未找到该记录，可能已被删除或地址有误。", en: "No such record." },
  invalid: { status: 422, zh: "提交的内容有误，请按提示修改。", en: "What was sent cannot be used; see the details." },
  stale: {
    status: 409,
    zh: "该记录已被他人更新，请查看最新内容后再操作。",
    en: "Somebody changed this record meanwhile; look at it again first.",
  },
  held: { status: 409, zh: "该线索正由他人核查。", en: "Somebody else is reviewing this lead." },
  "not-from-here": { status: 409, zh: "当前状态下不能执行此操作。", en: "This cannot be done in the present state." },
  "wrong-reason": { status: 422, zh: "理由代码与结论不符。", en: "The reason code does not belong to this decision." },
  "lead-not-confirmed": { status: 409, zh: "只有已确认的线索才能列入通知。", en: "Only confirmed leads can go into a notice." },
  "not-a-draft": { status: 409, zh: "该通知已不是草稿。", en: "This notice is no longer a draft." },
  "same-person": {
    status: 403,
    zh: "起草人不能审批自己的通知，须由他人审批。",
    en: "The author cannot approve the notice; another person must.",
  },
  "text-changed": {
    status: 409,
    zh: "通知内容在审阅期间已被修改，请重新审阅。",
    en: "The text changed while it was being read; read it again.",
  },
  unfilled: { status: 422, zh: "通知中仍有未填写的内容。", en: "The text still has unfilled placeholders." },
  "publication-open": {
    status: 409,
    zh: "须先记录平台公示情况（已公示或未公示），方可办结。",
    en: "Record first whether the platform published the result.",
  },
  "items-open": { status: 409, zh: "仍有链接未经核验，暂不能办结。", en: "Some items have not been verified yet." },
  "name-taken": { status: 409, zh: "该名称已被使用。", en: "That name is taken." },
  "version-taken": {
    status: 409,
    zh: "该版本号已存在且内容不同，请更换版本号。",
    en: "That version exists with other content; choose another version.",
  },
  "too-large": { status: 413, zh: "提交的内容过大。", en: "What was sent is too large." },
  "not-signed-by-two": { status: 403, zh: "须由另一名人员复核。", en: "A different person must give the second opinion." },
  unexpected: {
    status: 500,
    zh: "系统出现意外错误，已记录。请稍后重试，如仍出现请联系管理员。",
    en: "Something unexpected went wrong and was recorded. Try again; if it stays, tell the administrator.",
  },
  "storage-down": {
    status: 503,
    zh: "数据库暂时不可用，请稍后重试。",
    en: "The database cannot be reached right now; try again in a moment.",
  },
} as const satisfies Record<string, Refusal>;

export type ProblemCode = keyof typeof refusals;

/** Thrown inside routes, turned into `problemShape` by the one error handler. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(code: ProblemCode, details: readonly string[] = []) {
    super(code);
    this.status = refusals[code].status;
    this.problem = { code, sentence: { zh: refusals[code].zh, en: refusals[code].en }, details: [...details] };
  }
}

/** The value of a result, or its fault as a refusal. */
export function orRefuse<T>(result: { ok: true; value: T } | { ok: false; fault: { code: string } }): T {
  if (result.ok) return result.value;
  const { code, ...rest } = result.fault;
  throw new HttpProblem(isCode(code) ? code : "unexpected", detailsOf(rest));
}

export function orMissing<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new HttpProblem("missing");
  return value;
}

function isCode(code: string): code is ProblemCode {
  return Object.hasOwn(refusals, code);
}

function detailsOf(fault: Record<string, unknown>): string[] {
  return Object.entries(fault).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map(String) : [`${name}: ${value instanceof Date ? value.toISOString() : String(value)}`],
  );
}
