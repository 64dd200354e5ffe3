import { afterAll, beforeAll, expect, test } from "vitest";
import { registerSchema } from "../../../domain/right.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { change } from "./arrange.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const register = (version: string, name: string) => registerSchema.parse({ version, trademarks: [{ id: "a", name }] });

test("there is no current register before the first import", async () => {
  expect(await database.storage.register.current()).toBeNull();
});

test("the register imported last is current, and older ones are kept", async () => {
  await database.storage.register.import(register("1", "耐克"), change);
  await database.storage.register.import(register("2", "阿迪达斯"), change);
  expect((await database.storage.register.current())?.register).toEqual(register("2", "阿迪达斯"));
  expect((await database.storage.register.versions()).map((row) => [row.version, row.current, row.counts["trademarks"]])).toEqual([
    ["2", true, 1],
    ["1", false, 1],
  ]);
});

test("a version is not given to other content", async () => {
  await database.storage.register.import(register("3", "耐克"), change);
  expect(await database.storage.register.import(register("3", "别的"), change)).toEqual({
    ok: false,
    fault: { code: "version-taken", version: "3" },
  });
});

test("the same version with the same content becomes current again", async () => {
  await database.storage.register.import(register("4", "一"), change);
  await database.storage.register.import(register("5", "二"), change);
  expect(await database.storage.register.import(register("4", "一"), change)).toEqual({ ok: true, value: undefined });
  expect((await database.storage.register.current())?.version).toBe("4");
});

test("imports at once leave exactly one current", async () => {
  await Promise.all(Array.from({ length: 6 }, (_, place) => database.storage.register.import(register(`at-once-${place}`, "名"), change)));
  expect((await database.storage.register.versions()).filter((row) => row.current)).toHaveLength(1);
});
