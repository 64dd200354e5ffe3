/** What the dashboard's server is handed by `cli.ts`: everything it uses, and nothing it could reach around. */
import type { Category } from "../../domain/category.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Commands } from "../../domain/commands.ts";
import type { LawBook } from "../../domain/law.ts";
import type { Platform } from "../../domain/platform.ts";
import type { Storage } from "../../domain/ports.ts";
import type { DetectorView, HealthView } from "../shapes.ts";

export interface House {
  readonly storage: Storage;
  readonly commands: Commands;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly categories: readonly Category[];
  readonly laws: LawBook;
  readonly detectors: readonly DetectorView[];
  readonly clock: Clock;
  /** The doctor's findings, for the settings page. */
  checkHealth(): Promise<HealthView["checks"]>;
}

export interface ServerOptions {
  /** Signs session cookies; 32 characters or more. */
  readonly secret: string;
  readonly secureCookies: boolean;
  /** Folder of the built pages, or null to serve the API alone. */
  readonly webRoot: string | null;
  readonly log: (line: string) => void;
}
