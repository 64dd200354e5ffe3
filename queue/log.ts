/** What the queue needs of a log: pino fits. One event a step, with fields; never page text or personal data. */
export interface QueueLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const silentLog: QueueLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
