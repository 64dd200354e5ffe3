/** Opens everything that is kept: the database with all its stores, and the evidence. Made once in a `main.ts`. */
import { join } from "node:path";
import { systemClock, type Clock } from "../domain/clock.ts";
import type { Storage } from "../domain/ports.ts";
import { accountStore } from "./accounts.ts";
import { auditLog } from "./audit.ts";
import { openDatabase, type DatabaseOptions } from "./database.ts";
import { evidenceStore } from "./evidence.ts";
import { leadership } from "./leadership.ts";
import { leadStore } from "./leads.ts";
import { listingStore } from "./listings.ts";
import { noticeStore } from "./notices.ts";
import { forgetRelayed, outbox } from "./outbox.ts";
import { readOverview } from "./overview.ts";
import { registerStore } from "./registers.ts";
import { runStore } from "./runs.ts";
import { scheduleStore } from "./schedules.ts";
import { forgetExpired } from "./sessions.ts";

export interface StorageOptions extends DatabaseOptions {
  /** Tells what is overdue and whose lease has run out; the system's when left out. */
  readonly clock?: Clock;
}

export async function openStorage(options: StorageOptions): Promise<Storage> {
  const clock = options.clock ?? systemClock;
  const { db, connections, url, close } = await openDatabase(options);
  await forgetRelayed(db, clock.now());
  await forgetExpired(db, clock.now());
  return {
    evidence: evidenceStore(join(options.dataFolder, "evidence")),
    runs: runStore(db, clock),
    listings: listingStore(db),
    leads: leadStore(db, clock),
    notices: noticeStore(db, clock),
    register: registerStore(db),
    schedules: scheduleStore(db),
    leadership: leadership(connections),
    outbox: outbox(db, clock),
    audit: auditLog(db),
    accounts: accountStore(db),
    overview: (query) => readOverview(db, query, clock.now()),
    databaseUrl: url,
    close,
  };
}
