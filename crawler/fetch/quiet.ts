/** Crawlee as a guest in somebody else's process: nothing on disk, nothing on the console, nobody told. */
import { Configuration, Log, LogLevel, MemoryStorage } from "crawlee";

export function quietConfiguration(): Configuration {
  return new Configuration({
    storageClient: new MemoryStorage({ persistStorage: false, writeMetadata: false }),
    persistStorage: false,
    purgeOnStart: false,
    logLevel: LogLevel.OFF,
  });
}

export function quietLog(): Log {
  return new Log({ level: LogLevel.OFF, prefix: "crawl" });
}
