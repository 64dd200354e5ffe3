import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { z } from "zod";
import {
  pagePageShape,
  runDetailShape,
  runPageShape,
  runShape,
  type OverviewView,
  type PageRowView,
  type RunDetailView,
  type RunView,
} from "../../../shapes.ts";
import { call, query } from "./call.ts";

type RunPage = z.infer<typeof runPageShape>;
const active = (run: RunView) => run.state === "queued" || run.state === "running" || run.state === "stopping";

export const useRuns = () =>
  useInfiniteQuery({
    queryKey: ["runs"],
    queryFn: ({ pageParam, signal }) => call(runPageShape, "GET", `/runs${query({ limit: 30, after: pageParam })}`, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

/** `live`: events arrive, so that asking again is only a safety net. */
export const useRun = (id: string, live: boolean) =>
  useQuery({
    queryKey: ["run", id],
    queryFn: ({ signal }) => call(runDetailShape, "GET", `/runs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: (asked) => (asked.state.data === undefined || active(asked.state.data) ? (live ? 20_000 : 2_500) : false),
  });

export const useRunPages = (id: string, state: PageRowView["state"] | "") =>
  useInfiniteQuery({
    queryKey: ["run-pages", id, state],
    queryFn: ({ pageParam, signal }) =>
      call(pagePageShape, "GET", `/runs/${encodeURIComponent(id)}/pages${query({ state, limit: 100, after: pageParam })}`, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

function writeRun(client: QueryClient, run: RunDetailView): void {
  client.setQueryData(["run", run.id], run);
  client.setQueryData<OverviewView>(["overview"], (overview) =>
    overview === undefined ||
    (overview.latestRun !== null && overview.latestRun.id !== run.id && overview.latestRun.createdAt > run.createdAt)
      ? overview
      : { ...overview, latestRun: run },
  );
  client.setQueryData<InfiniteData<RunPage>>(["runs"], (known) => {
    if (known === undefined) return known;
    if (!known.pages.some((page) => page.rows.some((row) => row.id === run.id))) {
      void client.invalidateQueries({ queryKey: ["runs"] });
      return known;
    }
    return { ...known, pages: known.pages.map((page) => ({ ...page, rows: page.rows.map((row) => (row.id === run.id ? run : row)) })) };
  });
}

/**
 * Follows the runs by server-sent events and writes each into what the pages show. True while the stream is open; when it is not
 * (an office proxy that buffers, a server that restarts), the pages ask again by themselves.
 */
export function useRunEvents(): boolean {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const stream = new EventSource("/api/runs/events");
    stream.addEventListener("open", () => setOpen(true));
    stream.addEventListener("error", () => setOpen(false));
    stream.addEventListener("run", (event: MessageEvent<string>) => {
      setOpen(true);
      const parsed = runDetailShape.safeParse(parseJson(event.data));
      if (parsed.success) writeRun(client, parsed.data);
    });
    // Too many listen already: the pages ask by themselves instead.
    stream.addEventListener("full", () => {
      stream.close();
      setOpen(false);
    });
    return () => stream.close();
  }, [client]);
  return open;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (plan: RunView["plan"]) => call(runShape, "POST", "/runs", { body: { plan } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["runs"] });
      void client.invalidateQueries({ queryKey: ["overview"] });
    },
  });
}

export function useSteerRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, to }: { id: string; to: "stop" | "resume" }) => call(runShape, "POST", `/runs/${encodeURIComponent(id)}/${to}`),
    onSettled: (_run, _error, { id }) => {
      void client.invalidateQueries({ queryKey: ["run", id] });
      void client.invalidateQueries({ queryKey: ["runs"] });
    },
  });
}
