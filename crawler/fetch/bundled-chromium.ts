/**
 * The Chromium inside `@sparticuz/chromium`, unpacked once into our own data folder.
 *
 * Why not its `executablePath()` as it is: that takes whatever lies at `/tmp/chromium` on trust, and `/tmp` is everyone's.
 * Its command-line switches are left out, too: they turn off web security, which a browser that reads hostile pages needs.
 */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { TiequanError } from "../../domain/words.ts";

const run = promisify(execFile);

export interface BundledChromium {
  readonly path: string;
  /** Folder with libnss3 and its companions, for hosts that lack them. */
  readonly libraries: string;
}

/** A single program for a child process: the package unpacks into the temporary folder of whoever runs it. */
const unpacking = `
const [entry, bin] = process.argv.slice(1);
const { inflate } = await import(entry);
await Promise.all(["chromium.br", "swiftshader.tar.br", "al2023.tar.br"].map((file) => inflate(bin + "/" + file)));
`;

/** Takes about two seconds and 230 MB the first time, nothing later. Two processes at once end with one folder. */
export async function unpackBundledChromium(dataFolder: string): Promise<BundledChromium> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const home = dirname(dirname(entry));
  const { version } = z
    .object({ version: z.string().regex(/^[\w.-]{1,40}$/u) })
    .parse(JSON.parse(await readFile(join(home, "package.json"), "utf8")));
  const parent = join(resolve(dataFolder), "browser");
  const folder = join(parent, `chromium-${version}`);
  const bundled = { path: join(folder, "chromium"), libraries: join(folder, "al2023", "lib") };
  if (await isThere(bundled.path)) return bundled;

  await mkdir(parent, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(join(parent, "unpacking-"));
  try {
    await run(process.execPath, ["--input-type=module", "-e", unpacking, pathToFileURL(entry).href, join(home, "bin")], {
      timeout: 180_000,
      env: { ...process.env, TMPDIR: draft },
    });
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    // Another process was quicker: its folder is as good as ours.
    if (await isThere(bundled.path)) return bundled;
    throw new TiequanError(
      "browser-missing",
      `The bundled Chromium cannot be unpacked into ${folder}: ${cause instanceof Error ? cause.message.split("\n").at(0) : String(cause)}.`,
      "Free 300 MB there, or install Debian's chromium.",
      { cause },
    );
  }
  return bundled;
}

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
