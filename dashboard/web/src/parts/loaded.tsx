import { Skeleton } from "antd";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Fault } from "./faults.tsx";

/** The three states of an answer that is on its way, in one place. Old data stays on screen under a fault. */
export function Loaded<T>({
  query,
  children,
  rows = 6,
}: {
  readonly query: UseQueryResult<T>;
  children(data: T): ReactNode;
  readonly rows?: number;
}) {
  if (query.data !== undefined)
    return (
      <>
        {query.isError && <Fault error={query.error} retry={query.refetch} />}
        {children(query.data)}
      </>
    );
  if (query.isError) return <Fault error={query.error} retry={query.refetch} />;
  return <Skeleton active title={false} paragraph={{ rows }} />;
}
