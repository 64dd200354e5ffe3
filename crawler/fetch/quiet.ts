/** Crawlee as a guest in somebody else's process: nothing on disk, nothing on the console, no processes of its own, nobody told. */
import { totalmem } from "node:os";
import { Configuration, EventManager, Log, LogLevel, MemoryStorage } from "crawlee";

export function quietConfiguration(): Configuration {
  return new Configuration({
    storageClient: new MemoryStorage({ persistStorage: false, writeMetadata: false }),
    persistStorage: false,
    purgeOnStart: false,
    eventManager: new OwnLoad(),
    // Told, because otherwise it is asked of `ps`, which a bare Debian does not have.
    memoryMbytes: Math.floor(totalmem() / 2 ** 20 / 2),
    logLevel: LogLevel.OFF,
  });
}

export function quietLog(): Log {
  return new Log({ level: LogLevel.OFF, prefix: "crawl" });
}

/** A process that keeps a core this busy should not start more pages. */
const busiest = 0.95;

/**
 * Tells Crawlee how loaded we are, from this process's own figures. Its own teller starts `ps` every second, which costs
 * more than the fetching of small batches, and takes our neighbours' load for ours.
 */
class OwnLoad extends EventManager {
  private timer: NodeJS.Timeout | null = null;

  override async init(): Promise<void> {
    if (this.timer !== null) return;
    await super.init();
    let before = { cpu: process.cpuUsage(), at: performance.now() };
    this.timer = setInterval(() => {
      const now = { cpu: process.cpuUsage(), at: performance.now() };
      const usedMs = (now.cpu.user - before.cpu.user + now.cpu.system - before.cpu.system) / 1000;
      const used = usedMs / Math.max(1, now.at - before.at);
      before = now;
      this.emit("systemInfo", {
        createdAt: new Date(),
        cpuCurrentUsage: used * 100,
        isCpuOverloaded: used > busiest,
        memCurrentBytes: process.memoryUsage.rss(),
        memTotalBytes: totalmem(),
      });
    }, 1000).unref();
  }

  override async close(): Promise<void> {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    await super.close();
  }
}
