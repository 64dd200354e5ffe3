/** `npm ci` refuses a lock file that is not whole, also where what it lacks is for another operating system. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../../config/files.ts";

const names = z.record(z.string(), z.string()).default({});
const wanted = z.object({ dependencies: names, devDependencies: names });
const locked = z.object({ packages: z.record(z.string(), z.object({ optionalDependencies: names })) });

const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(projectRoot, name), "utf8"));

test("every optional dependency of a locked package is locked, for every operating system", async () => {
  const { packages } = locked.parse(await json("package-lock.json"));
  const absent = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => packages[`node_modules/${name}`] === undefined && packages[`${place}/node_modules/${name}`] === undefined)
      .map((name) => `${name}, wanted by ${place}`),
  );
  expect(absent).toEqual([]);
});

test("the lock file was made from package.json as it is", async () => {
  const { packages } = z.object({ packages: z.object({ "": wanted }) }).parse(await json("package-lock.json"));
  expect(packages[""]).toEqual(wanted.parse(await json("package.json")));
});
