import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Sha256 } from "../../../domain/words.ts";
import { evidenceStore } from "../../../storage/evidence.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiequan-evidence-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = new TextEncoder().encode("一页证据");
const hash = Sha256(createHash("sha256").update(bytes).digest("hex"));
const path = () => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);

describe("evidence", () => {
  test("is named by the SHA-256 of its bytes and read back as it was", async () => {
    const store = evidenceStore(folder);
    expect(await store.put(bytes)).toBe(hash);
    expect(Buffer.from((await store.get(hash)) ?? [])).toEqual(Buffer.from(bytes));
  });

  test("stored twice, also at once, is one object and leaves nothing else", async () => {
    const store = evidenceStore(folder);
    await Promise.all(Array.from({ length: 8 }, () => store.put(bytes)));
    expect([await readdir(join(folder, "unfinished")), await readdir(join(folder, hash.slice(0, 2), hash.slice(2, 4)))]).toEqual([
      [],
      [hash],
    ]);
  });

  test("that is not there is not there", async () => {
    const store = evidenceStore(folder);
    expect([await store.get(hash), await store.has(hash)]).toEqual([null, false]);
  });

  test("is never sought outside its folder", async () => {
    const store = evidenceStore(folder);
    expect([await store.get(Sha256("../../etc/passwd")), await store.has(Sha256("../../etc/passwd"))]).toEqual([null, false]);
  });

  test("that was changed on the disk is an error and not served", async () => {
    const store = evidenceStore(folder);
    await store.put(bytes);
    await chmod(path(), 0o600);
    await writeFile(path(), "别的");
    await expect(store.get(hash)).rejects.toMatchObject({ code: "evidence-damaged" });
  });

  test("that was damaged is put right by the same bytes", async () => {
    const store = evidenceStore(folder);
    await store.put(bytes);
    await chmod(path(), 0o600);
    await writeFile(path(), "");
    await store.put(bytes);
    expect(await store.get(hash)).not.toBeNull();
  });
});
