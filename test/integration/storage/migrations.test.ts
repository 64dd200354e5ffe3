import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openConnections, type Connections } from "../../../storage/connections.ts";
import { migrate, readMigrations, type Migration } from "../../../storage/migrate.ts";
import { createDatabase, dropDatabase, sharedServer } from "../../support/database.ts";

let server: Awaited<ReturnType<typeof sharedServer>>;
let url: string;
let connections: Connections;
beforeEach(async () => {
  server = await sharedServer();
  url = await createDatabase(server.url);
  connections = openConnections(url, () => undefined);
});
afterEach(async () => {
  await connections.end();
  await dropDatabase(server.url, url);
  await server.close();
});

const quiet = () => undefined;
const migration = (number: number, sql: string): Migration => ({ number, name: `000${number}-test.sql`, sql, hash: sql });

describe("migrations", () => {
  test("run once, whoever opens first, when several processes open at once", async () => {
    const others = Array.from({ length: 4 }, () => openConnections(url, quiet));
    await Promise.all([connections, ...others].map((pool) => migrate(pool, quiet)));
    await Promise.all(others.map((pool) => pool.end()));
    const { rows } = await connections.query<{ done: number }>("select count(*) as done from migrations");
    expect(rows[0]?.done).toBe((await readMigrations()).length);
  });

  test("that were changed after they ran are refused", async () => {
    await migrate(connections, quiet, [migration(1, "create table a ()")]);
    await expect(migrate(connections, quiet, [migration(1, "create table b ()")])).rejects.toThrow(
      "0001-test.sql is not the file that made this database",
    );
  });

  test("of a newer program are refused by an older one", async () => {
    await migrate(connections, quiet, [migration(1, "create table a ()"), migration(2, "create table b ()")]);
    await expect(migrate(connections, quiet, [migration(1, "create table a ()")])).rejects.toThrow("made by a newer Tiequan");
  });

  test("that fail leave nothing of themselves, and the earlier ones", async () => {
    await expect(
      migrate(connections, quiet, [migration(1, "create table a ()"), migration(2, "create table b (); select 1 / 0")]),
    ).rejects.toThrow("Migration 0002-test.sql failed: division by zero");
    const { rows } = await connections.query<{ a: boolean; b: boolean }>(
      "select to_regclass('a') is not null as a, to_regclass('b') is not null as b",
    );
    expect(rows[0]).toEqual({ a: true, b: false });
  });
});
