/** `tiequan register import|export|check FILE`. */
import { writeFile } from "node:fs/promises";
import { readPatentExport } from "../config/patent-export.ts";
import { readRegisterFile } from "../config/register-files.ts";
import { patentKey } from "../domain/patent-status.ts";
import type { Register } from "../domain/right.ts";
import { TiequanError } from "../domain/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { ensureRegister, settings, withStorage } from "./settings.ts";

export async function checkRegister(file: string): Promise<number> {
  process.stdout.write(`${inWords(await readRegisterFile(file))}: no fault.\n`);
  return exitCodes.done;
}

export async function importRegister(file: string, options: { readonly version?: string }): Promise<number> {
  const register = await readRegisterFile(file, options.version);
  return withStorage(settings(), async (storage) => {
    const imported = await storage.register.import(register, { actor: "tiequan", at: new Date() });
    if (!imported.ok)
      throw new TiequanError(
        "bad-input",
        `Version ${imported.fault.version} is in the store already with other content.`,
        "Give another --version.",
      );
    process.stdout.write(`${inWords(register)}: imported and current.\n`);
    return exitCodes.done;
  });
}

export async function exportRegister(file: string): Promise<number> {
  return withStorage(settings(), async (storage) => {
    await ensureRegister(storage);
    const current = await storage.register.current();
    if (current === null) throw new TiequanError("bad-input", "There is no register to export.", "Import one first.");
    await writeFile(file, `${JSON.stringify(current.register, null, 1)}\n`);
    process.stdout.write(`${inWords(current.register)}: written to ${file}.\n`);
    return exitCodes.done;
  });
}

/** Statuses from a patent office's search export, put into the current register as a new version. */
export async function importPatents(file: string, options: { readonly searched?: string }): Promise<number> {
  if (options.searched !== undefined && !/^\d{4}-\d{2}-\d{2}$/u.test(options.searched))
    throw new TiequanError("bad-usage", `--searched ${options.searched} is not a day.`, "Write it as in 2026-06-30.");
  const patents = await readPatentExport(file, options.searched);
  return withStorage(settings(), async (storage) => {
    await ensureRegister(storage);
    const current = await storage.register.current();
    if (current === null) throw new TiequanError("bad-input", "There is no register to put them into.", "Import one first.");
    const fresh = new Map(patents.map((patent) => [patentKey(patent.number), patent]));
    const kept = current.register.patents.filter((patent) => !fresh.has(patentKey(patent.number)));
    const at = new Date();
    const register = {
      ...current.register,
      version: `${current.version.split("+patents-")[0]}+patents-${at.toISOString()}`,
      patents: [...kept, ...patents],
    };
    const imported = await storage.register.import(register, { actor: "tiequan", at });
    if (!imported.ok) throw new TiequanError("bad-input", `Version ${imported.fault.version} is in the store already.`, "Try again.");
    process.stdout.write(`${patents.length} patents read; ${inWords(register)}: current.\n`);
    return exitCodes.done;
  });
}

function inWords(register: Register): string {
  return `Register ${register.version} (${register.trademarks.length} trademarks, ${register.patents.length} patents, ${register.geographicalIndications.length} geographical indications, ${register.specialSigns.length} signs)`;
}
