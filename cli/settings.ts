/** Settings of this process and the store they lead to: what most verbs begin with. */
import { readEnvironment, type Environment } from "../config/environment.ts";
import { loadStarterRegister } from "../config/load.ts";
import type { Storage } from "../domain/ports.ts";
import { openStorage } from "../storage/open.ts";

export function settings(): Environment {
  return readEnvironment(process.env);
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Opens the store for the length of `work`, and closes it whatever happens. */
export async function withStorage<T>(environment: Environment, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ databaseUrl: environment.databaseUrl, dataFolder: environment.dataFolder, log: say });
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** A house without a register finds nothing: the starter register stands in until the operator imports one. */
export async function ensureRegister(storage: Storage): Promise<void> {
  if ((await storage.register.versions()).length > 0) return;
  await storage.register.import(await loadStarterRegister(), { actor: "tiequan", at: new Date() });
}
