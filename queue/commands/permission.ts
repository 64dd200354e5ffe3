/** The two faults that every command may answer with. */
import type { Forbidden, Invalid } from "../../domain/commands.ts";
import { may, type Permission, type User } from "../../domain/user.ts";
import { failed } from "../../domain/words.ts";

export type Refusal<Fault> = { readonly ok: false; readonly fault: Fault };

/** Null when the person may. */
export function refuse(by: User, permission: Permission): Refusal<Forbidden> | null {
  return may(by, permission) ? null : failed({ code: "forbidden", permission });
}

export function invalid(...problems: string[]): Refusal<Invalid> {
  return failed({ code: "invalid", problems });
}
