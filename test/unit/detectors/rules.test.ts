import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadDetectors } from "../../../detectors/rules.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rules-"));
});
afterEach(() => rm(folder, { recursive: true }));

const source = (name: string) =>
  `export const detector = { name: ${JSON.stringify(name)}, version: 1, question: { zh: "?", en: "?" }, examples: [], prepare: () => ({ inspect: () => [] }) };`;

test("finds every file, in the order of their names", async () => {
  await writeFile(join(folder, "second-b.ts"), source("second-b"));
  await writeFile(join(folder, "second.ts"), source("second"));
  await writeFile(join(folder, "first.ts"), source("first"));
  await writeFile(join(folder, "notes.md"), "no detector");
  expect((await loadDetectors(folder)).map((detector) => detector.name)).toEqual(["first", "second", "second-b"]);
});

test("refuses a detector that is not named as its file, naming both", async () => {
  await writeFile(join(folder, "honest.ts"), source("other"));
  await expect(loadDetectors(folder)).rejects.toThrow(/honest\.ts is named "other"/u);
});

test("refuses a file without the export, naming the file", async () => {
  await writeFile(join(folder, "empty.ts"), "export const other = 1;");
  await expect(loadDetectors(folder)).rejects.toThrow(/empty\.ts has no export named "detector"/u);
});

test("refuses a detector that lacks a part, naming the part", async () => {
  await writeFile(
    join(folder, "half.ts"),
    `export const detector = { name: "half", version: 1, question: { zh: "?", en: "?" }, examples: [] };`,
  );
  await expect(loadDetectors(folder)).rejects.toThrow(/half\.ts is not whole \(prepare/u);
});
