/**
 * What people can ask the house to do, over the stores. Three subjects, a file each: runs and schedules, leads, notices.
 * Each checks the permission first, here in the server, whatever the screen showed.
 */
import type { Clock } from "../domain/clock.ts";
import type { Commands } from "../domain/commands.ts";
import type { LawBook } from "../domain/law.ts";
import type { Platform } from "../domain/platform.ts";
import type { Storage } from "../domain/ports.ts";
import { leadCommands } from "./commands/leads.ts";
import { noticeCommands } from "./commands/notices.ts";
import { runCommands } from "./commands/runs.ts";
import type { NoticeTemplates } from "./notices/templates.ts";
import type { Sampling } from "./steps/sampling.ts";

export interface CommandDeps {
  readonly storage: Pick<Storage, "runs" | "schedules" | "register" | "leads" | "notices" | "listings">;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly sampling: Pick<Sampling, "faults">;
  readonly laws: LawBook;
  readonly templates: NoticeTemplates;
  /** Names of the channels that were found at start. */
  readonly channels: readonly string[];
  /** The bureau in whose name notices are written, and where it can be reached. */
  readonly issuer: string;
  readonly contact: string | null;
  readonly clock: Clock;
  /** A short token, new each time, that ties a platform's answer to a notice. */
  newToken(): string;
  /** Tells the loops of this process that something was asked for; the work itself is in the tables already. */
  wake?(): void;
}

export function createCommands(deps: CommandDeps): Commands {
  return { ...runCommands(deps), ...leadCommands(deps), ...noticeCommands(deps) };
}
