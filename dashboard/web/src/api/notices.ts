import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { noticeDetailShape, noticePageShape, noticeShape, type NoticeView } from "../../../shapes.ts";
import { call, query } from "./call.ts";

export interface NoticeFilter {
  readonly states: readonly string[];
  readonly platform: string;
  readonly due: boolean;
}

const noticePath = (id: string) => `/notices/${encodeURIComponent(id)}`;

export const useNotices = (filter: NoticeFilter) =>
  useInfiniteQuery({
    queryKey: ["notices", filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        noticePageShape,
        "GET",
        `/notices${query({ state: filter.states, platform: filter.platform, due: filter.due ? "true" : "", limit: 100, after: pageParam })}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

/** A notice on its way out is read again every few seconds; the rest stand still until somebody acts. */
export const useNotice = (id: string) =>
  useQuery({
    queryKey: ["notice", id],
    queryFn: ({ signal }) => call(noticeDetailShape, "GET", noticePath(id), { signal }),
    refetchInterval: (asked) =>
      asked.state.data?.state === "sending"
        ? 2_000
        : asked.state.data?.verifications.some((one) => one.doneAt === null && new Date(one.dueAt) <= new Date()) === true
          ? 5_000
          : false,
  });

function refresh(client: QueryClient, id: string | null): void {
  if (id !== null) void client.invalidateQueries({ queryKey: ["notice", id] });
  void client.invalidateQueries({ queryKey: ["notices"] });
  void client.invalidateQueries({ queryKey: ["leads"] });
  void client.invalidateQueries({ queryKey: ["lead-counts"] });
  void client.invalidateQueries({ queryKey: ["overview"] });
}

export function useDraftNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: { leadIds: readonly string[]; kind: NoticeView["kind"] }) =>
      call(z.object({ notices: z.array(noticeShape) }), "POST", "/notices", { body: request }),
    onSettled: () => refresh(client, null),
  });
}

export function useEditNotice(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (words: { expectedVersion: number; subject: string; body: string; recipient: string }) =>
      call(noticeShape, "PATCH", noticePath(id), { body: words }),
    onSettled: () => refresh(client, id),
  });
}

export type NoticeStep =
  | { readonly to: "approval"; readonly body: { readonly expectedVersion: number; readonly hashShown: string } }
  | { readonly to: "sending" | "verification" }
  | { readonly to: "acknowledgement" | "closing" | "cancelling"; readonly body: { readonly note: string } }
  | { readonly to: "publication"; readonly body: { readonly url: string; readonly seen: boolean } };

export function useStepNotice(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: NoticeStep) => call(noticeShape, "POST", `${noticePath(id)}/${step.to}`, "body" in step ? { body: step.body } : {}),
    onSettled: () => refresh(client, id),
  });
}

export function useClaimItem(noticeId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, claimed }: { itemId: string; claimed: "removed" | "edited" | "refused" }) =>
      call(noticeShape, "POST", `/notice-items/${encodeURIComponent(itemId)}/claim`, { body: { claimed } }),
    onSettled: () => refresh(client, noticeId),
  });
}
