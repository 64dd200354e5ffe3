/** Opens the database: the server that DATABASE_URL names, or the program's own PostgreSQL in the data folder. */
import { mkdir } from "node:fs/promises";
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { TiequanError } from "../domain/words.ts";
import { inWords, isUnreachable, openConnections, speakingDriver, type Connections } from "./connections.ts";
import { startEmbedded } from "./embedded/server.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";

export interface DatabaseOptions {
  /** Null starts or joins the private server. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}

export interface Database {
  readonly db: Kysely<Tables>;
  readonly connections: Connections;
  readonly url: string;
  close(): Promise<void>;
}

/** The database with all migrations run. Throws a TiequanError with the remedy when there is none to be had. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  await makeDataFolder(options.dataFolder);
  const server = options.databaseUrl === null ? await startEmbedded(options) : outside(options.databaseUrl);
  const connections = openConnections(server.url, options.log);
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => speakingDriver(connections, server.revive),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  let closing: Promise<void> | null = null;
  const close = async () => {
    await connections.end();
    await server.close();
  };
  try {
    await migrate(connections, options.log).catch(async (cause: unknown) => {
      // The private server may have been on its way out when we joined it.
      if (!isUnreachable(inWords(cause))) throw cause;
      await server.revive();
      await migrate(connections, options.log);
    });
  } catch (cause) {
    await close();
    throw inWords(cause);
  }
  return {
    db,
    connections,
    url: server.url,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** A server of others: not ours to start or stop. */
function outside(url: string) {
  return { url, revive: async () => undefined, close: async () => undefined };
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new TiequanError(
      "no-data-folder",
      `The data folder ${folder} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Set TIEQUAN_DATA to a folder that can be written.",
      { cause },
    );
  }
}
