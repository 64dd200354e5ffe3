import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Refusal } from "./call.ts";

/** A session that ended anywhere shows the sign-in page everywhere. */
export function openClient(): QueryClient {
  const notice = (error: unknown) => {
    if (error instanceof Refusal && error.status === 401) void client.invalidateQueries({ queryKey: ["session"] });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < 2 &&
          (!(error instanceof Refusal) || error.status === 0 || error.status >= 500) &&
          !(error instanceof Refusal && error.problem.code === "misunderstood"),
      },
    },
  });
  return client;
}
