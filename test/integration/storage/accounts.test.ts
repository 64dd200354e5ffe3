import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserId } from "../../../domain/words.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";

const at = new Date("2026-06-30T08:00:00Z");
const change = { actor: "test", at };
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function aUser(name: string) {
  const made = await database.storage.accounts.create({ name, displayName: name, roles: ["analyst"], passwordHash: "hash" }, change);
  if (!made.ok) throw new Error(`the name ${name} is taken`);
  return made.value;
}

describe("accounts", () => {
  test("a name is one person's, however it is written", async () => {
    await aUser("wang.fang");
    const second = await database.storage.accounts.create(
      { name: " Wang.Fang", displayName: "王芳", roles: [], passwordHash: null },
      change,
    );
    expect(second).toEqual({ ok: false, fault: { code: "name-taken" } });
  });

  test("of two people who take one name at once, one gets it", async () => {
    const takes = await Promise.all(
      Array.from({ length: 5 }, () =>
        database.storage.accounts.create({ name: "race", displayName: "", roles: [], passwordHash: null }, change),
      ),
    );
    expect(takes.filter((take) => take.ok)).toHaveLength(1);
  });

  test("is found by its sign-in name with its password hash", async () => {
    const user = await aUser("li.na");
    expect(await database.storage.accounts.byName("LI.NA")).toEqual({ ...user, passwordHash: "hash" });
  });

  test("changing nobody is an answer, not an error", async () => {
    expect(await database.storage.accounts.update(UserId("nobody"), { disabled: true }, change)).toEqual({
      ok: false,
      fault: { code: "missing", what: "user nobody" },
    });
  });
});

describe("a one-time link", () => {
  test("signs in once", async () => {
    const user = await aUser("link.once");
    await database.storage.accounts.createLink(user.id, "token-a", later(30), change);
    expect(await database.storage.accounts.useLink("token-a", later(1))).toEqual(user);
    expect(await database.storage.accounts.useLink("token-a", later(2))).toBeNull();
  });

  test("signs nobody in after it has expired", async () => {
    const user = await aUser("link.late");
    await database.storage.accounts.createLink(user.id, "token-b", later(30), change);
    expect(await database.storage.accounts.useLink("token-b", later(30))).toBeNull();
  });

  test("signs in once when it is used twice at the same moment", async () => {
    const user = await aUser("link.race");
    await database.storage.accounts.createLink(user.id, "token-c", later(30), change);
    const uses = await Promise.all(Array.from({ length: 6 }, () => database.storage.accounts.useLink("token-c", later(1))));
    expect(uses.filter((use) => use !== null)).toHaveLength(1);
  });
});

describe("sessions", () => {
  test("are read back until they expire", async () => {
    await database.storage.accounts.saveSession("session-1", null, { csrf: "x" }, later(10));
    expect(await database.storage.accounts.loadSession("session-1", later(9))).toEqual({ csrf: "x" });
    expect(await database.storage.accounts.loadSession("session-1", later(10))).toBeNull();
  });

  test("end at once on every device when their user is disabled", async () => {
    const user = await aUser("out");
    await database.storage.accounts.saveSession("session-2", user.id, {}, later(10));
    await database.storage.accounts.update(user.id, { disabled: true }, change);
    expect(await database.storage.accounts.loadSession("session-2", at)).toBeNull();
  });
});

describe("failures to sign in", () => {
  test("are counted within their window and forgotten after a success", async () => {
    const { accounts } = database.storage;
    const window = 10 * 60_000;
    expect([
      await accounts.countFailure("ip", at, window),
      await accounts.countFailure("ip", later(5), window),
      await accounts.countFailure("ip", later(12), window),
    ]).toEqual([1, 2, 2]);
    await accounts.clearFailures("ip");
    expect(await accounts.countFailure("ip", later(13), window)).toBe(1);
  });
});
