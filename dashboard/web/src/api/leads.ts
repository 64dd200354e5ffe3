import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  leadCountsShape,
  leadDetailShape,
  leadPageShape,
  leadShape,
  listingDetailShape,
  listingPageShape,
  type DecisionView,
  type LeadDetailView,
  type LeadView,
} from "../../../shapes.ts";
import { call, query } from "./call.ts";

export type LeadPage = z.infer<typeof leadPageShape>;
/** The filters of the wire: see the head of `shapes.ts`. */
export type LeadFilter = {
  readonly state?: readonly string[];
  readonly kind?: readonly string[];
  readonly platform?: readonly string[];
  readonly category?: readonly string[];
  readonly priority?: readonly string[];
  readonly rightId?: string;
  readonly seller?: string;
  readonly text?: string;
  readonly minProbability?: string;
  readonly assignee?: string;
  readonly runId?: string;
};

const pageSize = 60;
const leadPath = (id: string) => `/leads/${encodeURIComponent(id)}`;

/** The queue, page by page. It is read again when a view is opened, never by itself: rows must not move under the analyst's hands. */
export const useLeads = (filter: LeadFilter & { readonly order?: string }) =>
  useInfiniteQuery({
    queryKey: ["leads", filter],
    queryFn: ({ pageParam, signal }) =>
      call(leadPageShape, "GET", `/leads${query({ ...filter, limit: pageSize, after: pageParam })}`, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    staleTime: 10_000,
    refetchOnReconnect: false,
  });

export const useLeadCounts = (filter: LeadFilter = {}) =>
  useQuery({
    queryKey: ["lead-counts", filter],
    queryFn: ({ signal }) => call(leadCountsShape, "GET", `/leads/counts${query(filter)}`, { signal }),
    placeholderData: keepPreviousData,
  });

const leadQuery = (id: string) => ({
  queryKey: ["lead", id],
  queryFn: ({ signal }: { signal: AbortSignal }) => call(leadDetailShape, "GET", leadPath(id), { signal }),
  staleTime: 60_000,
});

export const useLead = (id: string | null) => useQuery({ ...leadQuery(id ?? ""), enabled: id !== null });

/** The next leads are on hand before they are asked for. */
export function usePrefetchLead(): (id: string) => void {
  const client = useQueryClient();
  return (id) => void client.prefetchQuery(leadQuery(id));
}

export const freshLead = (client: QueryClient, id: string): Promise<LeadDetailView> =>
  client.fetchQuery({ ...leadQuery(id), staleTime: 0 });

/** A name for one press of a button: the server applies it once, however often the network repeats it. */
function requestId(): string {
  // `randomUUID` is missing where the page is served over plain http inside an office network.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const sendDecision = (id: string, expectedVersion: number, decision: DecisionView): Promise<LeadView> =>
  call(leadShape, "POST", `${leadPath(id)}/decisions`, { body: { expectedVersion, requestId: requestId(), decision } });

/** Writes what the server answered into the queue and the open lead; positions in the queue stay as they are. */
export function writeLead(client: QueryClient, lead: LeadView): void {
  client.setQueriesData<InfiniteData<LeadPage>>({ queryKey: ["leads"] }, (known) =>
    known === undefined
      ? known
      : {
          ...known,
          pages: known.pages.map((page) => ({ ...page, rows: page.rows.map((row) => (row.id === lead.id ? { ...row, ...lead } : row)) })),
        },
  );
  client.setQueryData<LeadDetailView>(["lead", lead.id], (known) => (known === undefined ? known : { ...known, ...lead }));
  void client.invalidateQueries({ queryKey: ["lead", lead.id] });
  void client.invalidateQueries({ queryKey: ["lead-counts"] });
  void client.invalidateQueries({ queryKey: ["overview"] });
}

export const useListings = (filter: { readonly platform: string; readonly category: string; readonly text: string }) =>
  useInfiniteQuery({
    queryKey: ["listings", filter],
    queryFn: ({ pageParam, signal }) =>
      call(listingPageShape, "GET", `/listings${query({ ...filter, limit: 50, after: pageParam })}`, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const useListing = (id: string) =>
  useQuery({
    queryKey: ["listing", id],
    queryFn: ({ signal }) => call(listingDetailShape, "GET", `/listings/${encodeURIComponent(id)}`, { signal }),
  });
