/** `start` and `demo` as an operator meets them: signals, a taken port, two processes on one data folder. */
import { once } from "node:events";
import { chmod, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readServer } from "../../storage/embedded/server.ts";
import { start, temporaryFolder, tiequan, type Folder, type Running } from "./program.ts";

let folder: Folder;
let env: Record<string, string>;
const running: Running[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
  // The account that runs PostgreSQL for root must be able to enter.
  await chmod(folder.path, 0o755);
  env = { TIEQUAN_DATA: join(folder.path, "data"), TIEQUAN_PORT: "0" };
});
afterEach(async () => {
  for (const one of running.splice(0)) {
    one.signal("SIGKILL");
    await one.ended;
  }
  await vi.waitUntil(async () => (await server()) === null, { timeout: 30_000, interval: 100 });
  await folder.remove();
});

function started(words: readonly string[], more: Record<string, string> = {}): Running {
  const one = start(words, { env: { ...env, ...more } });
  running.push(one);
  return one;
}

const dashboard = /Dashboard: (http:\/\/127\.0\.0\.1:\d+)\n/u;

async function server() {
  const data = env["TIEQUAN_DATA"] ?? "";
  const base = await readFile(join(data, "postgres-elsewhere"), "utf8").catch(() => join(data, "postgres"));
  return readServer(base.trim());
}

test("start prints where the dashboard is and a first sign-in link, answers there, and ends with 5 at SIGTERM", async () => {
  const one = started(["start"]);
  const [, origin = ""] = await one.says(dashboard);
  await one.says(/Sign in as the first one[^\n]*\n {2}http:\/\/127\.0\.0\.1:\d+\/link#token=[\w-]{32}\n/u);
  expect((await fetch(origin)).status).toBe(200);
  one.signal("SIGTERM");
  expect(await one.ended).toMatchObject({ code: 5, stdout: "" });
  expect(await server()).toBeNull();
});

test("a second process joins the first one's PostgreSQL, which ends with the last of them", async () => {
  const first = started(["start", "--only", "web"]);
  await first.says(dashboard);
  const shared = await server();
  const second = started(["start", "--only", "worker"]);
  await second.says(/Working\./u);
  expect(await server()).toEqual(shared);
  first.signal("SIGINT");
  expect((await first.ended).code).toBe(5);
  expect(await server()).toEqual(shared);
  expect((await tiequan(["user", "list"], { env })).code).toBe(0);
  second.signal("SIGINT");
  expect((await second.ended).code).toBe(5);
  expect(await server()).toBeNull();
});

test("a taken port ends in one sentence with the remedy and 4, and leaves PostgreSQL to who uses it", async () => {
  const first = started(["start", "--only", "worker"]);
  await first.says(/Working\./u);
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { code, stderr } = await tiequan(["start"], { env: { ...env, TIEQUAN_PORT: String(port) } });
  other.close();
  expect(code).toBe(4);
  expect(stderr).toMatch(
    new RegExp(`^tiequan: The dashboard cannot listen on 127\\.0\\.0\\.1:${port} \\([^\\n]+\\)\\. Set TIEQUAN_PORT[^\\n]+\\.$`, "mu"),
  );
  expect(await server()).not.toBeNull();
});

test("a signal during the start is obeyed as soon as it stands", async () => {
  const one = started(["start"]);
  await one.says(/Making the database cluster/u);
  one.signal("SIGTERM");
  expect((await one.ended).code).toBe(5);
  expect(await server()).toBeNull();
});

test("npm and the terminal both passing on one Ctrl-C close the house once, in order", async () => {
  const one = started(["start"]);
  await one.says(dashboard);
  one.signal("SIGINT");
  one.signal("SIGINT");
  const { code, stderr } = await one.ended;
  expect(code).toBe(5);
  expect(stderr.match(/Closing;/gu)).toHaveLength(1);
  expect(await server()).toBeNull();
});

test("the demo stopped in its batch keeps what it has, and says so", async () => {
  const one = started(["demo", "--port", "0"]);
  await one.says(/First flagged listing on screen/u);
  one.signal("SIGINT");
  const { code, stderr } = await one.ended;
  expect(code).toBe(5);
  expect(stderr).toMatch(/tiequan: Stopped before the batch was over\. What was collected is kept[^\n]*\n$/u);
  env = { ...env, TIEQUAN_DATA: join(env["TIEQUAN_DATA"] ?? "", "demo") };
  expect(await server()).toBeNull();
});
