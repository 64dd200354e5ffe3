import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshServer, type Visitor } from "../../support/server.ts";

let house: Awaited<ReturnType<typeof freshServer>>;
const visitors = new Map<string, Visitor>();

beforeAll(async () => {
  house = await freshServer();
  for (const role of ["analyst", "liaison", "supervisor", "admin"] as const) {
    await house.person(role, [role]);
    const visitor = house.visitor();
    await visitor.signIn(role);
    visitors.set(role, visitor);
  }
});
afterAll(() => house.close());

const plan = { seed: "s", strata: [{ platform: "shop", category: "food", take: 1, queries: ["米"] }] };

/** Who may do what, as the server sees it: 403 means the role was refused before anything was looked at. */
const acts: readonly { does: string; allowed: readonly string[]; act: (visitor: Visitor) => Promise<{ status: number }> }[] = [
  { does: "start a run", allowed: ["supervisor", "admin"], act: (v) => v.send("POST", "/runs", { plan }) },
  {
    does: "decide a lead",
    allowed: ["analyst", "supervisor"],
    act: (v) => v.send("POST", "/leads/none/decisions", { expectedVersion: 1, requestId: "r".repeat(12), decision: { decide: "undo" } }),
  },
  {
    does: "give a second opinion",
    allowed: ["supervisor"],
    act: (v) =>
      v.send("POST", "/leads/none/decisions", {
        expectedVersion: 1,
        requestId: "r".repeat(12),
        decision: { decide: "second-opinion", agrees: true, note: null },
      }),
  },
  {
    does: "draft a notice",
    allowed: ["liaison", "supervisor"],
    act: (v) => v.send("POST", "/notices", { leadIds: ["none"], kind: "authority" }),
  },
  {
    does: "approve a notice",
    allowed: ["liaison", "supervisor"],
    act: (v) => v.send("POST", "/notices/none/approval", { expectedVersion: 1, hashShown: "0".repeat(64) }),
  },
  { does: "read accounts", allowed: ["admin"], act: (v) => v.get("/users") },
  { does: "read the audit trail", allowed: ["supervisor", "admin"], act: (v) => v.get("/audit") },
  { does: "import a register", allowed: ["admin"], act: (v) => v.send("POST", "/register", { version: "v1" }) },
];

describe.each(acts)("$does", ({ allowed, act }) => {
  test.each(["analyst", "liaison", "supervisor", "admin"])("as %s", async (role) => {
    const visitor = visitors.get(role);
    if (visitor === undefined) throw new Error(role);
    const { status } = await act(visitor);
    expect(status === 403).toBe(!allowed.includes(role));
  });
});

test("a register with faults is refused with every fault's line", async () => {
  const admin = visitors.get("admin");
  const answer = await admin?.send("POST", "/register", {
    version: "v2",
    trademarks: [{ name: "no id" }, { id: "x" }],
    patents: [{ number: "1", kind: "trademark", status: "granted" }],
  });
  expect(answer).toMatchObject({
    status: 422,
    body: {
      code: "invalid",
      details: expect.arrayContaining([
        expect.stringMatching(/trademarks\[0\]/u),
        expect.stringMatching(/trademarks\[1\]/u),
        expect.stringMatching(/patents\[0\]/u),
      ]),
    },
  });
});

test("an admin cannot lock themselves out", async () => {
  const admin = visitors.get("admin");
  const users = await admin?.get("/users");
  const own = ((users?.body ?? []) as { id: string; name: string }[]).find((user) => user.name === "admin");
  expect(await admin?.send("PATCH", `/users/${own?.id ?? ""}`, { disabled: true })).toMatchObject({ status: 422 });
});

test("stored bytes that are no picture go out as plain text in a sandbox", async () => {
  const hash = await house.storage.evidence.put(new TextEncoder().encode("<script>alert(1)</script>"));
  const answer = await visitors.get("analyst")?.get(`/evidence/${hash}`);
  expect(answer?.status).toBe(200);
  expect(answer?.headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(answer?.headers["content-security-policy"]).toBe("sandbox; default-src 'none'");
});

test("the API describes itself, to those who are signed in", async () => {
  expect((await house.visitor().get("/docs/json")).status).toBe(401);
  const answer = await visitors.get("admin")?.get("/docs/json");
  expect(answer).toMatchObject({
    status: 200,
    body: { openapi: expect.any(String), paths: expect.objectContaining({ "/api/leads": expect.anything() }) },
  });
});
