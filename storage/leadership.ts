/** One leader among all processes, by a session lock of PostgreSQL: it ends with the connection, so a dead leader blocks nobody. */
import { createHash } from "node:crypto";
import type { Leadership } from "../domain/ports.ts";
import type { Connections } from "./connections.ts";

export function leadership(connections: Connections): Leadership {
  return {
    async tryLead(name, work) {
      const client = await connections.connect();
      const key = lockKey(name);
      let held = false;
      try {
        const { rows } = await client.query<{ leads: boolean }>("select pg_try_advisory_lock($1::bigint) as leads", [key]);
        held = rows[0]?.leads === true;
        return held ? await work() : null;
      } finally {
        // A connection that still holds the lock must not go back into the pool.
        const freed =
          !held ||
          (await client.query("select pg_advisory_unlock($1::bigint)", [key]).then(
            () => true,
            () => false,
          ));
        client.release(!freed);
      }
    },
  };
}

/** A signed 64-bit key of its own for each name. */
function lockKey(name: string): string {
  return createHash("sha256").update(`tiequan:leader:${name}`).digest().readBigInt64BE(0).toString();
}
