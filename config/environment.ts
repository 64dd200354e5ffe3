/** The settings of one process, read once in `cli.ts`; everyone else is handed the part they need. */
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { TiequanError } from "../domain/words.ts";
import { projectRoot } from "./files.ts";

const flag = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");

const environmentSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/u }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/u }).optional(),
  TIEQUAN_DATA: z.string().min(1).optional(),
  TIEQUAN_PLATFORMS: z.string().min(1).optional(),
  TIEQUAN_HOST: z.string().min(1).default("127.0.0.1"),
  TIEQUAN_PORT: z.coerce.number().int().min(0).max(65535).default(4680),
  TIEQUAN_SECRET: z.string().min(32).optional(),
  TIEQUAN_SECURE_COOKIES: flag.default(false),
  TIEQUAN_AGENT: z
    .string()
    .regex(/^[A-Za-z_-]+$/u, "one product token as robots.txt knows it: letters, _ and -")
    .default("TiequanMonitor"),
  TIEQUAN_CONTACT: z.string().optional(),
  CHROMIUM_PATH: z.string().min(1).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/u }).optional(),
  SMTP_FROM: z.string().min(3).optional(),
  TIEQUAN_ISSUER: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export interface Environment {
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Where the evidence, the embedded database and generated files live. */
  readonly dataFolder: string;
  /** Extra folders of platform files, after `config/platforms`. */
  readonly platformFolders: readonly string[];
  readonly host: string;
  readonly port: number;
  /** Signs session cookies; made and kept in the data folder when not given. */
  readonly secret: string | null;
  readonly secureCookies: boolean;
  /** Our name in robots.txt and the User-Agent header. */
  readonly agent: string;
  readonly contact: string | null;
  readonly chromiumPath: string | null;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** The bureau in whose name notices are written. */
  readonly issuer: string;
  readonly logLevel: string;
}

/** Pure: a record of strings in, settings or all problems in one error out. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new TiequanError(
      "bad-environment",
      `${lines.length} setting(s) cannot be used:\n${lines.join("\n")}\n`,
      "Set them as `.env.example` shows, or unset them.",
    );
  }
  const e = parsed.data;
  if (e.SMTP_URL !== undefined && e.SMTP_FROM === undefined)
    throw new TiequanError(
      "bad-environment",
      "SMTP_URL is set but SMTP_FROM is not.",
      "Set SMTP_FROM to the address notices are sent from, or unset SMTP_URL.",
    );
  return Object.freeze({
    databaseUrl: e.DATABASE_URL ?? null,
    redisUrl: e.REDIS_URL ?? null,
    dataFolder: e.TIEQUAN_DATA ?? join(projectRoot, "data"),
    platformFolders: e.TIEQUAN_PLATFORMS?.split(":").map((folder) => folder.replace(/^~(?=\/)/u, homedir())) ?? [],
    host: e.TIEQUAN_HOST,
    port: e.TIEQUAN_PORT,
    secret: e.TIEQUAN_SECRET ?? null,
    secureCookies: e.TIEQUAN_SECURE_COOKIES,
    agent: e.TIEQUAN_AGENT,
    contact: e.TIEQUAN_CONTACT ?? null,
    chromiumPath: e.CHROMIUM_PATH ?? null,
    smtp: e.SMTP_URL !== undefined && e.SMTP_FROM !== undefined ? { url: e.SMTP_URL, from: e.SMTP_FROM } : null,
    issuer: e.TIEQUAN_ISSUER ?? "市场监督管理局（请设置 TIEQUAN_ISSUER）",
    logLevel: e.LOG_LEVEL,
  });
}

/** Names of every variable, for the test that compares them with `.env.example`. */
export const environmentNames: readonly string[] = Object.keys(environmentSchema.shape);
