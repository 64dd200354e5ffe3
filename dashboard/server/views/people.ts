/** Accounts, audit events and the names of those who acted, as the pages show them. */
import type { AccountStore, AuditEvent } from "../../../domain/ports.ts";
import type { User } from "../../../domain/user.ts";
import type { AuditEventView, UserView } from "../../shapes.ts";

export function userView(user: User): UserView {
  return {
    id: user.id,
    name: user.name,
    displayName: user.displayName,
    roles: [...user.roles],
    disabled: user.disabled,
    createdAt: user.createdAt.toISOString(),
  };
}

export type Names = (actor: string) => string;

/** Display names of all accounts, for one answer; steps of the queue keep their own name. */
export async function namesOf(accounts: AccountStore): Promise<Names> {
  const users = new Map<string, string>((await accounts.list()).map((user) => [user.id, user.displayName]));
  return (actor) => users.get(actor) ?? actor;
}

export function auditEventView(event: AuditEvent, names: Names): AuditEventView {
  return {
    seq: event.seq,
    at: event.at.toISOString(),
    actor: event.actor,
    actorName: names(event.actor),
    action: event.action,
    objectType: event.objectType,
    objectId: event.objectId,
    from: event.from,
    to: event.to,
    body: { ...event.body },
  };
}

export const iso = (at: Date | null): string | null => (at === null ? null : at.toISOString());
