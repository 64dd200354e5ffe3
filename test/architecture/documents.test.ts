import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { environmentNames } from "../../config/environment.ts";

const read = (file: string) => readFile(file, "utf8");

test("the README's exit codes are the program's", async () => {
  const table = [...(await read("README.md")).matchAll(/^\| (\d) \| (.+) \|$/gmu)].map(([, code, meaning]) => [meaning, Number(code)]);
  expect(Object.fromEntries(table)).toEqual(exitCodes);
});

test("the README names every verb, and no other", async () => {
  const verbs = new Set(
    [...(await read("cli.ts")).matchAll(/^(?: {2}\.command|const \w+ = program\.command)\("(\w+)/gmu)].map(([, verb]) => verb),
  );
  for (const nested of ["check", "import", "export", "patents", "add", "reset", "list", "verify"]) verbs.delete(nested);
  const named = [...(await read("README.md")).matchAll(/^\| `tiequan (\w+)`/gmu)].map(([, verb]) => verb);
  expect(new Set(named)).toEqual(verbs);
});

test(".env.example lists every setting", async () => {
  const listed = [...(await read(".env.example")).matchAll(/^(\w+)=/gmu)].map(([, name]) => name);
  expect(new Set(listed)).toEqual(new Set(environmentNames));
});

test("every npm command in the documents exists", async () => {
  const packageFile: unknown = JSON.parse(await read("package.json"));
  const scripts =
    typeof packageFile === "object" && packageFile !== null && "scripts" in packageFile && typeof packageFile.scripts === "object"
      ? Object.keys(packageFile.scripts ?? {})
      : [];
  const documents = await Promise.all(["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(read));
  const used = documents.flatMap((text) => [...text.matchAll(/npm run (?:-s )?([\w:]+)/gu)].map(([, name]) => name));
  for (const name of used) expect(scripts).toContain(name);
});

test("the program's own dependencies are named in DECISIONS.md", async () => {
  const packageFile = JSON.parse(await read("package.json")) as { dependencies: Record<string, string> };
  const decisions = await read("DECISIONS.md");
  const scoped = (name: string) => (name.startsWith("@fastify/") ? "@fastify/*" : name);
  for (const name of Object.keys(packageFile.dependencies)) expect(decisions, name).toContain(scoped(name));
});
