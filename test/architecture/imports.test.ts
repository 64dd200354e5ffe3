import { cruise, type IReporterOutput } from "dependency-cruiser";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { importRules } from "./import-rules.ts";

const rooms = ["domain", "config", "storage", "crawler", "detectors", "queue", "dashboard", "demo", "cli", "cli.ts"].filter((room) =>
  existsSync(room),
);

test("every import keeps to the rules of the house", async () => {
  const result: IReporterOutput = await cruise(rooms, {
    ruleSet: { forbidden: [...importRules] },
    validate: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/|node_modules/\\.cache" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  });
  if (typeof result.output === "string") throw new Error("expected a structured result");
  expect(result.output.summary.totalCruised).toBeGreaterThan(50);
  const broken = result.output.summary.violations
    .filter((violation) => violation.rule.severity === "error")
    .map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
  expect(broken).toEqual([]);
});

test("each rule says what to do instead", () => {
  for (const rule of importRules) expect(rule.comment, rule.name).toMatch(/\.$/u);
});
