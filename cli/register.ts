/** `tiequan register import|export|check FILE`. */
import { writeFile } from "node:fs/promises";
import { readRegisterFile } from "../config/register-files.ts";
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

function inWords(register: Register): string {
  return `Register ${register.version} (${register.trademarks.length} trademarks, ${register.patents.length} patents, ${register.geographicalIndications.length} geographical indications, ${register.specialSigns.length} signs)`;
}
