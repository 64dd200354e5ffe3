/** The one door to the server: same origin, checked answers, refusals as sentences in both languages. */
import { z } from "zod";
import { problemShape, type Problem } from "../../../shapes.ts";

// zod would otherwise try `new Function`, which the content security policy refuses.
z.config({ jitless: true });

/** A refusal the server explained, or one we explain for it. `status` 0: the server was not reached. */
export class Refusal extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, problem: Problem) {
    super(problem.sentence.en);
    this.name = "Refusal";
    this.status = status;
    this.problem = problem;
  }
}

let csrfToken = "";

/** Changing calls carry the token of the session that was last read. */
export function carryToken(token: string): void {
  csrfToken = token;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

const unreachable: Problem = {
  code: "unreachable",
  sentence: { zh: "连接不到服务器。请检查网络，稍后重试。", en: "The server cannot be reached. Check the network and try again." },
  details: [],
};

async function fetchApi(method: Method, path: string, json: string | undefined, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") headers["x-csrf-token"] = csrfToken;
  if (json !== undefined) headers["content-type"] = "application/json";
  try {
    return await fetch(`/api${path}`, {
      method,
      headers,
      credentials: "same-origin",
      ...(json === undefined ? {} : { body: json }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Refusal(0, unreachable);
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const answer: unknown = await response.json().catch(() => null);
  const parsed = problemShape.safeParse(answer);
  if (parsed.success) return parsed.data;
  return {
    code: `http-${response.status}`,
    sentence: {
      zh: `服务器答复异常（${response.status}）。请重试；仍不行请告知管理员。`,
      en: `The server answered ${response.status}. Try again; if it stays, tell the administrator.`,
    },
    details: [],
  };
}

/** Asks and checks the answer against its shape (`json` goes out letter by letter, so that faults can name its lines): a page never works on an answer it does not understand. */
export async function call<T extends z.ZodType>(
  shape: T,
  method: Method,
  path: string,
  options: { readonly body?: unknown; readonly json?: string; readonly signal?: AbortSignal } = {},
): Promise<z.output<T>> {
  const response = await fetchApi(
    method,
    path,
    options.json ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
    options.signal,
  );
  if (!response.ok) throw new Refusal(response.status, await problemOf(response));
  const answer: unknown = response.status === 204 ? undefined : await response.json();
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Refusal(response.status, {
    code: "misunderstood",
    sentence: {
      zh: "服务器的答复与页面版本不一致。请刷新页面；仍不行请告知管理员。",
      en: "The server's answer does not fit this version of the pages. Reload; if it stays, tell the administrator.",
    },
    details: parsed.error.issues.slice(0, 5).map((issue) => `${method} ${path} ${issue.path.join(".")}: ${issue.message}`),
  });
}

export const nothing = z.unknown().transform((): null => null);

/** `?a=1&b=x,y`: lists joined by commas, empty ones left out. */
export function query(parameters: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]): [string, string][] => {
    if (value === null || value === undefined || value === "") return [];
    if (typeof value === "object") return value.length === 0 ? [] : [[name, value.join(",")]];
    return [[name, String(value)]];
  });
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}

/** The sentence for people out of anything thrown. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  const words = error instanceof Error ? error.message : String(error);
  return {
    code: "page-fault",
    sentence: { zh: "页面出错。请重试；仍不行请刷新。", en: "The page failed. Try again, or reload." },
    details: [words],
  };
}
