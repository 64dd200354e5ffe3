/** Sessions live in PostgreSQL: signing out, disabling an account or a restart of the server loses none and keeps none. */
import type { FastifyRequest, Session } from "fastify";
import type { SessionStore } from "@fastify/session";
import type { AccountStore } from "../../../domain/ports.ts";
import type { Clock } from "../../../domain/clock.ts";
import { may, type Permission, type User } from "../../../domain/user.ts";
import { UserId } from "../../../domain/words.ts";
import { HttpProblem } from "../problems.ts";

declare module "fastify" {
  interface Session {
    userId?: string;
    signedInAt?: string;
    mustSetPassword?: boolean;
  }
  interface FastifyRequest {
    user: User | null;
  }
}

export const idleMs = 8 * 3_600_000;
/** However busy, a person signs in again after a day. */
export const absoluteMs = 24 * 3_600_000;

export function sessionStore(accounts: AccountStore, clock: Clock): SessionStore {
  const settle = (work: Promise<unknown>, done: (error?: unknown) => void) => {
    work.then(() => done(), done);
  };
  return {
    set(id, session, done) {
      const expiresAt = session.cookie.expires ?? new Date(clock.now().getTime() + idleMs);
      settle(accounts.saveSession(id, session.userId === undefined ? null : UserId(session.userId), session, new Date(expiresAt)), done);
    },
    get(id, done) {
      accounts.loadSession(id, clock.now()).then(
        (data) => done(null, isSession(data) ? revived(data) : null),
        (error: unknown) => done(error),
      );
    },
    destroy(id, done) {
      settle(accounts.dropSession(id), done);
    },
  };
}

/** Who asks, looked up anew each time: a disabled account stops working at its next request. */
export async function userOf(request: FastifyRequest, accounts: AccountStore, clock: Clock): Promise<User | null> {
  const { userId, signedInAt } = request.session;
  if (userId === undefined || signedInAt === undefined) return null;
  if (clock.now().getTime() - Date.parse(signedInAt) > absoluteMs) return null;
  const user = await accounts.find(UserId(userId));
  return user === null || user.disabled ? null : user;
}

export function signedIn(request: FastifyRequest): User {
  if (request.user === null) throw new HttpProblem("signed-out");
  return request.user;
}

/** A hook that lets a request pass only with `permission`. */
export function permit(permission: Permission): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const user = signedIn(request);
    if (request.session.mustSetPassword === true) throw new HttpProblem("forbidden", ["请先设置密码 / set a password first"]);
    if (!may(user, permission)) throw new HttpProblem("forbidden", [permission]);
  };
}

function isSession(data: unknown): data is Session {
  return typeof data === "object" && data !== null && "cookie" in data;
}

/** JSON has no dates; the cookie's expiry is one. */
function revived(session: Session): Session {
  const expires = session.cookie.expires;
  return expires === null || expires === undefined ? session : { ...session, cookie: { ...session.cookie, expires: new Date(expires) } };
}
