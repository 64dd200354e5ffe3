import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionShape, type Session } from "../../../shapes.ts";
import { call, carryToken, nothing, Refusal } from "./call.ts";

export type Permission = Session["permissions"][number];
const signedOut: Session = { user: null, permissions: [], csrfToken: "", mustSetPassword: false };
const sessionKey = ["session"] as const;

async function readSession(): Promise<Session> {
  try {
    const session = await call(sessionShape, "GET", "/session");
    carryToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return signedOut;
    throw error;
  }
}

export const useSessionQuery = () => useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 5 * 60_000 });

/** Who sits here and what they may do. The server decides; this only spares people a refusal. */
export function useSession(): Session & { may(permission: Permission): boolean } {
  const session = useSessionQuery().data ?? signedOut;
  return { ...session, may: (permission) => session.permissions.includes(permission) };
}

function useSignIn<Body>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Body) => {
      // A fresh visitor has no token yet; the session route gives one to anybody.
      await readSession().catch(() => null);
      return call(sessionShape, "POST", path, { body });
    },
    onSuccess: (session) => {
      carryToken(session.csrfToken);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      client.setQueryData(sessionKey, session);
    },
  });
}

export const usePasswordSignIn = () => useSignIn<{ name: string; password: string }>("/session");
export const useLinkSignIn = () => useSignIn<{ token: string }>("/session/link");

export function useSetPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; next: string }) => call(nothing, "POST", "/session/password", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(nothing, "DELETE", "/session"),
    onSettled: () => {
      client.clear();
      window.location.assign("/sign-in");
    },
  });
}
