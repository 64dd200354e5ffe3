/** Evidence: bytes by their SHA-256, written once, in `<dataFolder>/evidence/ab/cd/<hash>`. */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EvidenceStore } from "../domain/ports.ts";
import { Sha256, TiequanError } from "../domain/words.ts";
import { sha256Hex } from "./storable.ts";

const hashForm = /^[0-9a-f]{64}$/u;

export function evidenceStore(folder: string): EvidenceStore {
  const pathOf = (hash: Sha256) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);

  return {
    async put(bytes) {
      const hash = Sha256(sha256Hex(bytes));
      const path = pathOf(hash);
      const there = await readIfThere(path);
      // Written once: an object that is there and whole is left alone; a damaged one is put right by the same bytes.
      if (there === null || sha256Hex(there) !== hash) await write(folder, path, bytes);
      return hash;
    },

    async get(hash) {
      if (!hashForm.test(hash)) return null;
      const path = pathOf(hash);
      const bytes = await readIfThere(path);
      if (bytes === null) return null;
      const found = sha256Hex(bytes);
      if (found !== hash)
        throw new TiequanError(
          "evidence-damaged",
          `The evidence object ${hash} is damaged: its bytes have the hash ${found}.`,
          `Restore ${path} from a backup; it is not shown or sent as it is.`,
        );
      return bytes;
    },

    async has(hash) {
      return (
        hashForm.test(hash) &&
        access(pathOf(hash), constants.R_OK).then(
          () => true,
          () => false,
        )
      );
    },
  };
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (isCode(cause, "ENOENT")) return null;
    throw new TiequanError(
      "evidence-unreadable",
      `${path} cannot be read: ${inWords(cause)}.`,
      "Check the permissions and the disk of the data folder.",
      { cause },
    );
  }
}

/** Whole and on the disk before it has its name; then the name is on the disk too. A kill leaves either nothing or all of it. */
async function write(root: string, path: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(root, "unfinished", randomBytes(12).toString("hex"));
  try {
    await mkdir(dirname(unfinished), { recursive: true });
    const made = await mkdir(dirname(path), { recursive: true });
    const file = await open(unfinished, "wx", 0o444);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(dirname(path));
    if (made !== undefined) for (const above of [dirname(dirname(path)), root]) await syncFolder(above);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw writeFault(root, cause);
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file system journals the name itself.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function writeFault(root: string, cause: unknown): TiequanError {
  if (isCode(cause, "ENOSPC") || isCode(cause, "EDQUOT"))
    return new TiequanError(
      "disk-full",
      `The disk is full: evidence cannot be written to ${root}.`,
      "Free some space, then go on with the run; nothing already stored is lost.",
      { cause },
    );
  return new TiequanError(
    "evidence-unwritable",
    `Evidence cannot be written to ${root}: ${inWords(cause)}.`,
    "Check the permissions and the disk of the data folder.",
    { cause },
  );
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}

function inWords(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
