/** Exit codes that scripts rely on; README.md lists the same table and a test compares them. */
export const exitCodes = {
  done: 0,
  "check failed": 1,
  "bad usage": 2,
  "bad configuration or input file": 3,
  "nothing reachable": 4,
  "stopped by a signal": 5,
  "refused by robots or scope": 6,
} as const;

/** Which code an error of ours ends with. Anything unknown is a failed check: it did not do what was asked. */
export function exitCodeOf(errorCode: string): number {
  switch (errorCode) {
    case "bad-usage":
    case "unknown-format":
      return exitCodes["bad usage"];
    case "bad-config":
    case "bad-environment":
    case "bad-detector":
    case "bad-plugin":
    case "bad-input":
    case "bad-csv-header":
    case "bad-template":
    case "database-missing":
    case "database-newer":
    case "database-read-only":
    case "database-refused":
    case "no-data-folder":
    case "no-place-for-database":
    case "path-unusable":
    case "postgres-too-old":
    case "file-unreadable":
    case "file-too-large":
      return exitCodes["bad configuration or input file"];
    case "nothing-reachable":
    case "database-unreachable":
    case "redis-unreachable":
    case "port-taken":
      return exitCodes["nothing reachable"];
    case "stopped":
      return exitCodes["stopped by a signal"];
    case "feed-only":
    case "refused":
      return exitCodes["refused by robots or scope"];
    default:
      return exitCodes["check failed"];
  }
}
