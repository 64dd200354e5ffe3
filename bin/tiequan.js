#!/usr/bin/env node
// Runs the program on the Node that came with `npm ci`, whatever the host's own Node is.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
const own = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);

if (major >= 24) {
  await import(cli);
} else if (existsSync(own)) {
  const child = spawn(own, [cli, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 5));
} else {
  console.error(
    `Tiequan needs Node 24; this is ${process.version} and the project's own Node is missing. Run \`npm ci\` in the project's folder.`,
  );
  process.exit(2);
}
