/** Who may do what. Checked in the server, never only on the screen. */
import type { UserId } from "./words.ts";

export const roles = ["analyst", "liaison", "supervisor", "admin"] as const;
export type Role = (typeof roles)[number];

export interface User {
  readonly id: UserId;
  /** Sign-in name, lower case. */
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly createdAt: Date;
}

export const permissions = [
  "leads.read",
  "leads.decide",
  "leads.second-opinion",
  "notices.read",
  "notices.draft",
  "notices.approve",
  "notices.send",
  "runs.read",
  "runs.start",
  "schedules.edit",
  "settings.read",
  "register.edit",
  "users.edit",
  "audit.read",
] as const;
export type Permission = (typeof permissions)[number];

const everyone: readonly Permission[] = ["leads.read", "notices.read", "runs.read", "settings.read"];

/** An admin keeps the house but decides nothing: separation of duties. */
const granted: Readonly<Record<Role, readonly Permission[]>> = {
  analyst: [...everyone, "leads.decide"],
  liaison: [...everyone, "notices.draft", "notices.approve", "notices.send"],
  supervisor: [
    ...everyone,
    "leads.decide",
    "leads.second-opinion",
    "notices.draft",
    "notices.approve",
    "notices.send",
    "runs.start",
    "schedules.edit",
    "audit.read",
  ],
  admin: [...everyone, "runs.start", "schedules.edit", "register.edit", "users.edit", "audit.read"],
};

export function may(user: Pick<User, "roles" | "disabled">, permission: Permission): boolean {
  return !user.disabled && user.roles.some((role) => granted[role].includes(permission));
}

export function permissionsOf(user: Pick<User, "roles" | "disabled">): Permission[] {
  return permissions.filter((permission) => may(user, permission));
}
