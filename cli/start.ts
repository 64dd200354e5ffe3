/** `tiequan start`: the house, until a signal ends it. */
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { openHouse } from "./house.ts";
import { say, settings } from "./settings.ts";
import { aborted, stopSignal } from "./signals.ts";
import { oneTimeLink } from "./user.ts";

export async function start(options: { readonly only?: string }): Promise<number> {
  if (options.only !== undefined && options.only !== "web" && options.only !== "worker")
    throw new TiequanError("bad-usage", `--only ${options.only} is neither web nor worker.`, "See --help.");
  const stop = stopSignal();
  const house = await openHouse(settings(), { web: options.only !== "worker", work: options.only !== "web" });
  try {
    if (!stop.aborted) await tellWhere(house);
    await aborted(stop);
  } finally {
    await house.close();
  }
  return exitCodes["stopped by a signal"];
}

async function tellWhere(house: Awaited<ReturnType<typeof openHouse>>): Promise<void> {
  if (house.origin === null) return say("Working.");
  say(`Dashboard: ${house.origin}`);
  const first = await firstAdmin(house);
  if (first !== null) say(`No administrator yet. Sign in as the first one, once, within a day:\n  ${first}`);
}

/** A link for the account `admin`, made when nobody is an administrator. */
async function firstAdmin(house: Awaited<ReturnType<typeof openHouse>>): Promise<string | null> {
  if (house.origin === null || (await house.storage.accounts.list()).some((user) => user.roles.includes("admin"))) return null;
  const created = await house.storage.accounts.create(
    { name: "admin", displayName: "管理员", roles: ["admin"], passwordHash: null },
    { actor: "tiequan", at: new Date() },
  );
  return created.ok ? oneTimeLink(house.storage, created.value, house.origin) : null;
}
