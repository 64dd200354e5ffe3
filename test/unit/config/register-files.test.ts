import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import writeXlsx from "write-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError, parseData } from "../../../config/files.ts";
import { readRegisterFile } from "../../../config/register-files.ts";
import { registerSchema } from "../../../domain/right.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiequan-register-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function faultsOf(work: Promise<unknown>): Promise<ConfigError["faults"]> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ConfigError)) throw new Error(`expected faults, got ${String(thrown)}`);
  return thrown.faults;
}

describe("a register table", () => {
  const header = "kind,id,name,owner,aliases,classes,patentKind,status,regionCodes,regime,terms";

  test("gives one right a row, several values in a cell", async () => {
    const path = await file(
      "ok.csv",
      `\uFEFF${header}\r\ntrademark,acme,艾克米,Acme,ACME|艾克,25|18,,,,,\r\npatent,ZL1,杯,某厂,,,invention,granted,,,\r\n`,
    );
    const register = await readRegisterFile(path);
    expect(register.trademarks[0]).toMatchObject({ id: "acme", aliases: ["ACME", "艾克"], classes: [25, 18] });
    expect(register.patents[0]).toMatchObject({ number: "ZL1", kind: "invention", status: "granted" });
    expect(register.version).toBe("ok.csv");
  });

  test("tells every fault at once, with line and column", async () => {
    const path = await file(
      "bad.csv",
      `${header}\ntrademark,,无名,,,,,,,,\nbrand,x,y,,,,,,,,\npatent,p,z,,,,tool,granted,,,\ngeographical-indication,g,米,,,,,,1,,\ntrademark,a,甲,,,99,,,,,\ntrademark,a,乙,,,,,,,,\n`,
    );
    const faults = await faultsOf(readRegisterFile(path));
    expect(faults.map(({ line, column, path: where }) => [line, column, where])).toEqual([
      [2, 2, "id"],
      [3, 1, "kind"],
      [4, 7, "kind"],
      [5, 9, "regionCodes.0"],
      [6, 6, "classes.0"],
      [7, 2, "id"],
    ]);
  });

  test("refuses a column it does not know, naming those it does", async () => {
    const [fault] = await faultsOf(readRegisterFile(await file("column.csv", "kind,id,naam\ntrademark,a,b\n")));
    expect(fault).toMatchObject({ line: 1, column: 3, path: "naam" });
    expect(fault?.fault).toContain("aliases");
  });

  test("is read from XLSX, too", async () => {
    const path = join(folder, "ok.xlsx");
    const cell = (value: string) => ({ value, type: String });
    await writeXlsx([["kind", "id", "name", "aliases"].map(cell), ["trademark", "acme", "艾克米", "ACME|艾克"].map(cell)]).toFile(path);
    expect((await readRegisterFile(path, "v9")).trademarks[0]).toMatchObject({ id: "acme", aliases: ["ACME", "艾克"] });
  });
});

test("fifty faults of a JSON register are all told, each with its line", () => {
  const text = JSON.stringify(
    { version: "v", trademarks: Array.from({ length: 50 }, (_, index) => ({ id: `t${index}`, name: 7 })) },
    null,
    1,
  );
  const parsed = parseData(text, "register.json", registerSchema);
  if (!("faults" in parsed)) throw new Error("faults were expected");
  expect(parsed.faults).toHaveLength(50);
  const lines = text.split("\n");
  for (const fault of parsed.faults) expect(lines[fault.line - 1]).toContain('"name": 7');
});

test("broken YAML names the place", () => {
  const parsed = parseData("version: v\ntrademarks: [\n  - id: x\n", "register.yaml", registerSchema);
  expect(parsed).toMatchObject({ faults: expect.arrayContaining([expect.objectContaining({ file: "register.yaml", line: 4 })]) });
});

test("an alias bomb is refused, not expanded", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
    .split("")
    .map((name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${"abcdefgh"[index] ?? "a"}`).join(",")}]`)
    .join("\n")}\n`;
  expect(parseData(bomb, "bomb.yaml", registerSchema)).toHaveProperty("faults");
});
