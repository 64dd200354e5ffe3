/** The pool of connections, and what its errors mean to people. */
import { PostgresDriver, type DatabaseConnection, type Driver } from "kysely";
import pg from "pg";
import { TiequanError } from "../domain/words.ts";

export type Connections = pg.Pool;

/** PostgreSQL's type number of `bigint`; our counts and sequence numbers stay below 2^53. */
const bigintType = 20;

function numbersForBigints(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(bigintType, Number);
  return types;
}

/** Connections of one process; each crawl, screen and web request holds one for milliseconds. */
const mostConnections = 12;

export function openConnections(url: string, log: (line: string) => void): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "tiequan",
    types: numbersForBigints(),
  });
  // A lost connection is an error of the call that uses it and must not end the process.
  pool.on("error", (error) => pool.ending || log(`A waiting connection to the database was lost: ${error.message}`));
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/**
 * Kysely's own driver, with its errors in words. When no connection can be had, `revive` may bring the server back (the private
 * one); then it is tried once more.
 */
export function speakingDriver(pool: Connections, revive: () => Promise<void>): Driver {
  const inner: Driver = new PostgresDriver({ pool });
  const innerOf = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const within = (connection: DatabaseConnection) => innerOf.get(connection) ?? connection;

  async function acquire(): Promise<DatabaseConnection> {
    try {
      return await inner.acquireConnection();
    } catch (cause) {
      const fault = inWords(cause);
      if (!isUnreachable(fault)) throw fault;
      await revive();
      return inner.acquireConnection().catch((again: unknown) => {
        throw inWords(again);
      });
    }
  }

  return {
    init: () => inner.init(),
    async acquireConnection() {
      const connection = await acquire();
      const speaking: DatabaseConnection = {
        executeQuery: (query) =>
          connection.executeQuery<never>(query).catch((cause: unknown) => {
            throw inWords(cause);
          }),
        streamQuery: (query, size) => connection.streamQuery(query, size),
      };
      innerOf.set(speaking, connection);
      return speaking;
    },
    beginTransaction: (connection, settings) => inner.beginTransaction(connection, settings),
    commitTransaction: (connection) => inner.commitTransaction(connection),
    // After a lost connection there is nothing to roll back; the error that matters is the first one.
    rollbackTransaction: (connection) => inner.rollbackTransaction(connection).catch(() => undefined),
    releaseConnection: (connection) => inner.releaseConnection(within(connection)),
    destroy: () => inner.destroy(),
  };
}

export function isUnreachable(fault: unknown): boolean {
  return fault instanceof TiequanError && fault.code === "database-unreachable";
}

const lostConnection =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|not queryable/u;

/** What a person can mend, said so; everything else as it was. SQLSTATE codes: PostgreSQL manual, appendix A. */
export function inWords(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof TiequanError) return cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const said = cause.message === "" ? code : cause.message;
  if (code === "53100" || code === "58030" || said.includes("No space left on device"))
    return new TiequanError(
      "disk-full",
      `The database's disk is full or cannot be written: ${said}.`,
      "Free some space; nothing stored before is lost, and what failed can be done again.",
      { cause },
    );
  if (code === "53300")
    return new TiequanError(
      "too-many-connections",
      `The database takes no more connections: ${said}.`,
      "Raise max_connections or run fewer workers.",
      { cause },
    );
  if (code === "28P01" || code === "28000")
    return new TiequanError("database-refused", `The database refuses us: ${said}.`, "Check user and password in DATABASE_URL.", { cause });
  if (code === "3D000")
    return new TiequanError("database-missing", `${said}.`, "Create it (`createdb`), or name another one in DATABASE_URL.", { cause });
  if (code === "25006")
    return new TiequanError(
      "database-read-only",
      `The database is read-only: ${said}.`,
      "Name the primary server in DATABASE_URL, not a standby.",
      { cause },
    );
  if (code.startsWith("08") || code.startsWith("57P") || lostConnection.test(`${code} ${said}`))
    return new TiequanError(
      "database-unreachable",
      `The database cannot be reached: ${said}.`,
      "Check that PostgreSQL runs and that DATABASE_URL names it; it is tried again with the next call.",
      { cause },
    );
  return cause;
}
