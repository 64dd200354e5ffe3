/** `tiequan user add|reset|list`: accounts from the terminal; passwords are set by the person through a one-time link. */
import { createHash, randomBytes } from "node:crypto";
import Table from "cli-table3";
import type { Storage } from "../domain/ports.ts";
import { roles, type Role, type User } from "../domain/user.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { settings, withStorage } from "./settings.ts";

const linkLifeMs = 24 * 3_600_000;

/** A sign-in link that works once, for a day. Only its hash is kept. */
export async function oneTimeLink(storage: Storage, user: User, origin: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const at = new Date();
  await storage.accounts.createLink(user.id, createHash("sha256").update(token).digest("hex"), new Date(at.getTime() + linkLifeMs), {
    actor: "tiequan",
    at,
  });
  return `${origin}/link#token=${token}`;
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
