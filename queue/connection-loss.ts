/** Tells a database that went away from a fault of ours, so that an outage costs no job its tries. */

/**
 * SQLSTATE class 08 (connection exception) and 57P01–57P03 (shutdown, crash, cannot connect now), PostgreSQL manual appendix A;
 * the rest are what Node's sockets and node-postgres say when the other end is gone.
 */
const codes = new Set(["57P01", "57P02", "57P03", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOTFOUND", "ETIMEDOUT"]);
const sentences = ["Connection terminated", "Client has encountered a connection error", "timeout exceeded when trying to connect", "Connection is closed", "the database system is"];

/** Only errors that a database client throws carry these: crawling answers with outcomes, and never throws for a dead host. */
export function isConnectionLoss(cause: unknown, depth = 0): boolean {
  if (!(cause instanceof Error) || depth > 4) return false;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (codes.has(code) || (code.length === 5 && code.startsWith("08"))) return true;
  if (sentences.some((sentence) => cause.message.startsWith(sentence))) return true;
  if (cause instanceof AggregateError) return cause.errors.some((inner) => isConnectionLoss(inner, depth + 1));
  return isConnectionLoss(cause.cause, depth + 1);
}
