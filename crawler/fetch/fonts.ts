/** Chinese glyphs, guaranteed: the host's own font when it has one, else the one that came with the program. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Finding } from "./doctor.ts";

const run = promisify(execFile);

/** What a child process needs in its environment to draw Chinese; empty when the host can already. */
export interface FontSetting {
  readonly environment: Readonly<Record<string, string>>;
  /** Where the glyphs come from, in words. */
  readonly from: string;
}

/** Folder of the bundled Noto Sans S Chinese files (`@embedpdf/fonts-sc`, OFL 1.1). */
function bundledFontFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@embedpdf/fonts-sc")), "..", "fonts");
}

/** Names of installed fonts that cover Chinese; null when fontconfig's `fc-list` cannot be asked. */
async function chineseFonts(environment: NodeJS.ProcessEnv = process.env): Promise<readonly string[] | null> {
  try {
    const { stdout } = await run("fc-list", [":lang=zh", "family"], { timeout: 20_000, env: environment });
    return stdout
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  } catch {
    // Not installed: then nothing is known about the host's fonts, and ours are added.
    return null;
  }
}

/**
 * Writes `fonts.conf` into the data folder when the host shows no Chinese font, and says what to put into the environment
 * of a child that draws text: the browser, or a process that has sharp render words. Fontconfig reads it once at start, so
 * it must be set before the first text is drawn.
 */
export async function chineseFontSetting(
  dataFolder: string,
  hostFonts: () => Promise<readonly string[] | null> = chineseFonts,
): Promise<FontSetting> {
  const installed = await hostFonts();
  const first = installed?.[0];
  if (first !== undefined) return { environment: {}, from: `the host's own fonts (${first.split(",")[0] ?? first})` };
  const folder = join(resolve(dataFolder), "fonts");
  const file = join(folder, "fonts.conf");
  await mkdir(join(folder, "cache"), { recursive: true });
  // Written beside and renamed, so that whoever asks at the same moment, here or in another process, never reads half a file.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, fontsConf(bundledFontFolder(), join(folder, "cache")));
  await rename(draft, file);
  return { environment: { FONTCONFIG_FILE: file }, from: `the font that came with the program (${bundledFontFolder()})` };
}

function fontsConf(folder: string, cache: string): string {
  const families = ["sans-serif", "serif", "monospace", "system-ui"];
  const aliases = families.map(
    (family) =>
      `  <alias><family>${family}</family><prefer><family>DejaVu Sans</family><family>Noto Sans S Chinese</family></prefer></alias>`,
  );
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    "<fontconfig>",
    // The host's own set-up stays in force where there is one.
    '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    "  <dir>/usr/share/fonts</dir>",
    `  <dir>${xml(folder)}</dir>`,
    `  <cachedir>${xml(cache)}</cachedir>`,
    ...aliases,
    "</fontconfig>",
    "",
  ].join("\n");
}

const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** For `tiequan doctor`. */
export async function checkFonts(dataFolder: string): Promise<Finding> {
  const name = "fonts";
  const bundled = await readdir(bundledFontFolder()).catch(() => []);
  try {
    const { from } = await chineseFontSetting(dataFolder);
    if (bundled.length === 0 && !from.startsWith("the host"))
      return { name, state: "missing", found: "no Chinese font", remedy: "Run `npm ci` again, or install Debian's fonts-noto-cjk." };
    return { name, state: "present", found: `Chinese glyphs from ${from}`, remedy: null };
  } catch (cause) {
    return {
      name,
      state: "wrong",
      found: cause instanceof Error ? cause.message : String(cause),
      remedy: `Make ${dataFolder} writable, or install Debian's fonts-noto-cjk.`,
    };
  }
}
