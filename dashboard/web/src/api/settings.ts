import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import {
  auditPageShape,
  categoryShape,
  detectorShape,
  healthShape,
  platformShape,
  registerShape,
  registerVersionShape,
  savedUserShape,
  scheduleShape,
  userShape,
  type ScheduleView,
  type UserView,
} from "../../../shapes.ts";
import { call, query } from "./call.ts";
import { useSession } from "./session.ts";

export type ScheduleRequest = Pick<ScheduleView, "name" | "cron" | "timezone" | "plan" | "enabled"> & {
  readonly expectedVersion: number | null;
};

const slow = 5 * 60_000;

/** Everyone signed in may read the names of platforms; asked once and kept. */
export function usePlatforms() {
  const session = useSession();
  return useQuery({
    queryKey: ["platforms"],
    queryFn: ({ signal }) => call(z.array(platformShape), "GET", "/platforms", { signal }),
    staleTime: slow,
    enabled: session.may("settings.read"),
  });
}
export const useCategories = () =>
  useQuery({
    queryKey: ["categories"],
    queryFn: ({ signal }) => call(z.array(categoryShape), "GET", "/categories", { signal }),
    staleTime: slow,
  });
export const useRegister = () =>
  useQuery({ queryKey: ["register"], queryFn: ({ signal }) => call(registerShape, "GET", "/register", { signal }), staleTime: slow });
export const useDetectors = () =>
  useQuery({
    queryKey: ["detectors"],
    queryFn: ({ signal }) => call(z.array(detectorShape), "GET", "/detectors", { signal }),
    staleTime: slow,
  });
export const useHealth = () =>
  useQuery({ queryKey: ["health"], queryFn: ({ signal }) => call(healthShape, "GET", "/health", { signal }), staleTime: 0 });
export const useSchedules = () =>
  useQuery({ queryKey: ["schedules"], queryFn: ({ signal }) => call(z.array(scheduleShape), "GET", "/schedules", { signal }) });
export const useUsers = () =>
  useQuery({ queryKey: ["users"], queryFn: ({ signal }) => call(z.array(userShape), "GET", "/users", { signal }) });

export function useImportRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: string) => call(registerVersionShape, "POST", "/register", { json }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["register"] }),
  });
}

export function useSaveSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, schedule }: { id: string | null; schedule: ScheduleRequest }) =>
      id === null
        ? call(scheduleShape, "POST", "/schedules", { body: schedule })
        : call(scheduleShape, "PATCH", `/schedules/${encodeURIComponent(id)}`, { body: schedule }),
    onSettled: () => client.invalidateQueries({ queryKey: ["schedules"] }),
  });
}

export interface UserChange {
  readonly displayName?: string;
  readonly roles?: UserView["roles"];
  readonly disabled?: boolean;
  readonly newLink?: boolean;
}

export function useAddUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (user: { name: string; displayName: string; roles: UserView["roles"] }) =>
      call(savedUserShape, "POST", "/users", { body: user }),
    onSettled: () => client.invalidateQueries({ queryKey: ["users"] }),
  });
}

export function useChangeUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: UserChange }) =>
      call(savedUserShape, "PATCH", `/users/${encodeURIComponent(id)}`, { body: change }),
    onSettled: () => client.invalidateQueries({ queryKey: ["users"] }),
  });
}

export const useAudit = (filter: { readonly objectType: string; readonly objectId: string }) =>
  useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      call(auditPageShape, "GET", `/audit${query({ ...filter, limit: 50, after: pageParam })}`, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
