import { defineConfig } from "vitest/config";

const node = { environment: "node" as const, setupFiles: [] as string[] };

/** What each project needs: unit, contract, architecture nothing; integration PostgreSQL; e2e and browser a Chromium. */
export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: "unit", include: ["test/unit/**/*.test.ts"] } },
      { test: { ...node, name: "contract", include: ["test/contract/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { ...node, name: "architecture", include: ["test/architecture/**/*.test.ts"], testTimeout: 120_000 } },
      { test: { ...node, name: "integration", include: ["test/integration/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        test: {
          ...node,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...node,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
