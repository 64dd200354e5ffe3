import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshServer } from "../../support/server.ts";

let house: Awaited<ReturnType<typeof freshServer>>;
beforeAll(async () => {
  house = await freshServer();
});
afterAll(() => house.close());

const codeOf = (body: unknown) => (typeof body === "object" && body !== null && "code" in body ? body.code : null);

describe("signing in", () => {
  test("a stranger sees nothing but the sign-in page's session", async () => {
    const visitor = house.visitor();
    expect(await visitor.get("/session")).toMatchObject({ status: 200, body: { user: null, permissions: [] } });
    for (const path of [
      "/overview",
      "/leads",
      "/notices",
      "/runs",
      "/users",
      "/audit",
      "/platforms",
      "/runs/events",
      `/evidence/${"0".repeat(64)}`,
    ])
      expect((await visitor.get(path)).status, path).toBe(401);
  });

  test("name and password open a session with the roles' permissions", async () => {
    await house.person("wang", ["analyst"]);
    const wang = house.visitor();
    expect(await wang.signIn("wang")).toMatchObject({ status: 200, body: { user: { name: "wang" }, mustSetPassword: false } });
    expect(await wang.get("/session")).toMatchObject({ body: { permissions: expect.arrayContaining(["leads.decide"]) } });
    expect((await wang.get("/leads")).status).toBe(200);
  });

  test("a wrong password and an unknown name are refused alike", async () => {
    const visitor = house.visitor();
    const wrong = await visitor.signIn("wang", "not the password");
    const unknown = await visitor.signIn("nobody", "not the password");
    expect(wrong).toMatchObject({ status: 401, body: { code: "wrong-credentials" } });
    expect(unknown.body).toEqual(wrong.body);
  });

  test("guessing at one account is stopped, also for the right password", async () => {
    await house.person("target", ["analyst"]);
    const guesser = house.visitor();
    const codes: unknown[] = [];
    for (let guess = 0; guess < 10; guess++) codes.push(codeOf((await guesser.signIn("target", `guess ${guess}`)).body));
    expect(codes).toContain("wrong-credentials");
    expect(codes.at(-1)).toBe("locked-out");
    expect((await house.visitor().signIn("target")).status).toBe(429);
  });

  test("a one-time link signs in once and asks for a password first", async () => {
    const user = await house.storage.accounts.create(
      { name: "new", displayName: "New", roles: ["liaison"], passwordHash: null },
      { actor: "test", at: new Date() },
    );
    if (!user.ok) throw new Error("not created");
    const token = "t".repeat(32);
    await house.storage.accounts.createLink(
      user.value.id,
      createHash("sha256").update(token).digest("hex"),
      new Date(Date.now() + 60_000),
      { actor: "test", at: new Date() },
    );
    const visitor = house.visitor();
    await visitor.get("/session");
    expect(await visitor.send("POST", "/session/link", { token })).toMatchObject({ status: 200, body: { mustSetPassword: true } });
    expect((await visitor.get("/leads")).status).toBe(403);
    expect(await visitor.send("POST", "/session/password", { next: "short" })).toMatchObject({ status: 422 });
    expect((await visitor.send("POST", "/session/password", { next: "a long enough passphrase" })).status).toBe(204);
    expect((await visitor.get("/leads")).status).toBe(200);
    const again = house.visitor();
    await again.get("/session");
    expect(await again.send("POST", "/session/link", { token })).toMatchObject({ status: 401, body: { code: "link-unusable" } });
  });

  test("a disabled account stops at its next request", async () => {
    const user = await house.person("leaving", ["analyst"]);
    const leaving = house.visitor();
    await leaving.signIn("leaving");
    expect((await leaving.get("/leads")).status).toBe(200);
    await house.storage.accounts.update(user.id, { disabled: true }, { actor: "test", at: new Date() });
    expect((await leaving.get("/leads")).status).toBe(401);
  });
});

describe("what protects a session", () => {
  test("a changing call without the CSRF token is refused", async () => {
    await house.person("li", ["supervisor"]);
    const li = house.visitor();
    await li.signIn("li");
    const refused = await li.send(
      "POST",
      "/runs",
      { plan: { seed: "s", strata: [{ platform: "shop", category: "food", take: 1, queries: ["x"] }] } },
      { "x-csrf-token": "forged" },
    );
    expect(refused).toMatchObject({ status: 403, body: { code: "csrf" } });
  });

  test("pages come with a policy that runs no foreign script and cannot be framed", async () => {
    const { headers } = await house.visitor().get("/session");
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("signing out ends the session on the server", async () => {
    await house.person("out", ["analyst"]);
    const out = house.visitor();
    await out.signIn("out");
    expect((await out.send("DELETE", "/session")).status).toBe(204);
    expect((await out.get("/leads")).status).toBe(401);
  });
});
