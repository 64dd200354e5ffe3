/** What an error says to the person at the terminal, and the exit code it ends with. */
import { TiequanError } from "../domain/words.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";

/** One line where one line says it; the stack only where nobody foresaw the error. */
export function tellError(error: unknown): number {
  const known = error instanceof TiequanError ? error : ofSystem(error);
  if (known !== null) {
    process.stderr.write(`tiequan: ${known.message}\n`);
    return exitCodeOf(known.code);
  }
  process.stderr.write(
    `tiequan: something unforeseen went wrong. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nPlease report it with this text.\n`,
  );
  return exitCodes["check failed"];
}

/** Faults of files and disks that any verb can meet; null for everything else. Codes: errno(3). */
function ofSystem(error: unknown): TiequanError | null {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return new TiequanError("disk-full", `There is no room to write: ${error.message}.`, "Free some space and do it again.");
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOENT":
    case "ENOTDIR":
    case "EISDIR":
    case "EEXIST":
    case "ELOOP":
    case "ENAMETOOLONG":
      return new TiequanError("path-unusable", `A path cannot be used: ${error.message}.`, "Check the path and its permissions.");
    case "EMFILE":
    case "ENFILE":
      return new TiequanError("too-many-files", `Too many files are open: ${error.message}.`, "Raise the limit (`ulimit -n`).");
    default:
      return null;
  }
}

/**
 * A reader of our output that left early (`| head`) has what it wanted: the process ends as SIGPIPE would end it. An output that
 * cannot be written is an error like any other.
 */
export function watchOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? exitCodes["stopped by a signal"] : tellError(error));
  });
  // Without a reader of our errors there is nobody to tell.
  process.stderr.on("error", () => undefined);
}
