import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadChannels } from "../../../queue/notices/channels.ts";
import { aJournal } from "../../support/notices.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiequan-channels-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const load = () => loadChannels({ smtp: null, outgoingFolder: folder, journal: aJournal(), clock: { now: () => new Date() } }, folder);
const file = (name: string, text: string) => writeFile(join(folder, name), text);

describe("finding the channels", () => {
  it("takes each file's channel, in name order", async () => {
    await file("b.ts", "export const channel = () => ({ name: 'b', send: async () => ({ kind: 'refused', because: '' }) });");
    await file("a.ts", "export const channel = () => ({ name: 'a', send: async () => ({ kind: 'refused', because: '' }) });");
    expect([...(await load()).keys()]).toEqual(["a", "b"]);
  });
  it("refuses a file that exports none, by its name", async () => {
    await file("fax.ts", "export const fax = 1;");
    await expect(load()).rejects.toThrow("channels/fax.ts does not export `channel`");
  });
  it("refuses a channel that is named otherwise than its file", async () => {
    await file("fax.ts", "export const channel = () => ({ name: 'telex', send: async () => ({ kind: 'refused', because: '' }) });");
    await expect(load()).rejects.toThrow('"telex"');
  });
  it("refuses to start without any", async () => {
    await expect(load()).rejects.toThrow("holds no channel");
  });
});
