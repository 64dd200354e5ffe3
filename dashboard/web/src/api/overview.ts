import { useQuery } from "@tanstack/react-query";
import { overviewShape } from "../../../shapes.ts";
import { call } from "./call.ts";

export const useOverview = () =>
  useQuery({
    queryKey: ["overview"],
    queryFn: ({ signal }) => call(overviewShape, "GET", "/overview", { signal }),
    refetchInterval: 60_000,
  });
