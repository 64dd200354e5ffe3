/** Tells trouble of the machine (a database that went away, a full disk) from a fault of ours, so that an outage costs no job its tries. */

/**
 * SQLSTATE class 08 (connection exception) and 57P01–57P03 (shutdown, crash, cannot connect now), PostgreSQL manual appendix A; what
 * Node's sockets and node-postgres say when the other end is gone; and our own names for the same troubles.
 */
const awayCodes = new Set([
  "57P01",
  "57P02",
  "57P03",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "database-unreachable",
  "too-many-connections",
  "database-read-only",
]);
const sentences = [
  "Connection terminated",
  "Client has encountered a connection error",
  "timeout exceeded when trying to connect",
  "Connection is closed",
  "the database system is",
];

/**
 * `away` passes by itself, `full` when a person makes room. Only the database's client and the evidence store throw these: crawling
 * answers with outcomes and never throws for a dead host.
 */
export function outageOf(cause: unknown, depth = 0): "away" | "full" | null {
  if (!(cause instanceof Error) || depth > 4) return null;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (code === "disk-full" || code === "ENOSPC") return "full";
  if (awayCodes.has(code) || (code.length === 5 && code.startsWith("08"))) return "away";
  if (sentences.some((sentence) => cause.message.startsWith(sentence))) return "away";
  if (cause instanceof AggregateError) {
    const within = cause.errors.map((inner) => outageOf(inner, depth + 1)).find((outage) => outage !== null);
    if (within !== undefined) return within;
  }
  return outageOf(cause.cause, depth + 1);
}
