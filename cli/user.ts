/** `tiequan user add|reset|list`: accounts from the terminal; passwords are set by the person through a one-time link. */
import Table from "cli-table3";
import { newLink } from "../dashboard/server/auth/links.ts";
import type { Storage } from "../domain/ports.ts";
import { roles, type Role, type User } from "../domain/user.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { settings, withStorage } from "./settings.ts";

/** A sign-in link that works once, for a day, with the address of the dashboard before it. */
export async function oneTimeLink(storage: Storage, user: User, origin: string): Promise<string> {
  return `${origin}${await newLink(storage.accounts, user.id, "tiequan", new Date())}`;
}

export async function addUser(
  name: string,
  options: { readonly roles: string; readonly display?: string; readonly origin?: string },
): Promise<number> {
  if (!/^[a-z0-9][a-z0-9._-]{1,60}$/u.test(name))
    throw new TiequanError("bad-usage", `"${name}" cannot be a user name.`, "Use lower-case letters, digits, dot, hyphen and underscore.");
  const wanted = options.roles.split(",").map((role) => role.trim());
  const unknown = wanted.filter((role) => !isRole(role));
  if (unknown.length > 0) throw new TiequanError("bad-usage", `Unknown role(s): ${unknown.join(", ")}.`, `Roles are ${roles.join(", ")}.`);
  return withStorage(settings(), async (storage) => {
    const created = await storage.accounts.create(
      { name, displayName: options.display ?? name, roles: wanted.filter(isRole), passwordHash: null },
      { actor: "tiequan", at: new Date() },
    );
    if (!created.ok)
      throw new TiequanError("bad-usage", `There is a user named ${name} already.`, "Use `tiequan user reset` for a new sign-in link.");
    process.stdout.write(`${await oneTimeLink(storage, created.value, originOf(options.origin))}\n`);
    return exitCodes.done;
  });
}

export async function resetUser(name: string, options: { readonly origin?: string }): Promise<number> {
  return withStorage(settings(), async (storage) => {
    const user = await storage.accounts.byName(name);
    if (user === null) throw new TiequanError("bad-usage", `There is no user named ${name}.`, "See `tiequan user list`.");
    await storage.accounts.dropSessionsOf(user.id);
    process.stdout.write(`${await oneTimeLink(storage, user, originOf(options.origin))}\n`);
    return exitCodes.done;
  });
}

export async function listUsers(): Promise<number> {
  return withStorage(settings(), async (storage) => {
    const table = new Table({ head: ["name", "shown as", "roles", "state"], style: { head: [], border: [] } });
    for (const user of await storage.accounts.list())
      table.push([user.name, user.displayName, user.roles.join(", "), user.disabled ? "disabled" : "active"]);
    process.stdout.write(`${table.toString()}\n`);
    return exitCodes.done;
  });
}

function originOf(given: string | undefined): string {
  const { host, port } = settings();
  return given ?? `http://${host}:${port}`;
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
