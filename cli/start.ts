/** `tiequan start`: the house, until a signal ends it. */
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { openHouse } from "./house.ts";
import { say, settings } from "./settings.ts";
import { untilSignal } from "./signals.ts";
import { oneTimeLink } from "./user.ts";

export async function start(options: { readonly only?: string }): Promise<number> {
  if (options.only !== undefined && options.only !== "web" && options.only !== "worker")
    throw new TiequanError("bad-usage", `--only ${options.only} is neither web nor worker.`, "See --help.");
  const house = await openHouse(settings(), { web: options.only !== "worker", work: options.only !== "web" });
  if (house.origin !== null) {
    say(`Dashboard: ${house.origin}`);
    const first = await firstAdmin(house);
    if (first !== null) say(`No account yet. Sign in as the first administrator, once, within a day:\n  ${first}`);
  } else say("Working.");
  await untilSignal(() => house.close());
  return exitCodes["stopped by a signal"];
}

/** A link for the account `admin`, made when there is no account at all. */
async function firstAdmin(house: Awaited<ReturnType<typeof openHouse>>): Promise<string | null> {
  if (house.origin === null || (await house.storage.accounts.list()).some((user) => user.roles.includes("admin"))) return null;
  const created = await house.storage.accounts.create(
    { name: "admin", displayName: "管理员", roles: ["admin"], passwordHash: null },
    { actor: "tiequan", at: new Date() },
  );
  return created.ok ? oneTimeLink(house.storage, created.value, house.origin) : null;
}
