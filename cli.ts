/** `tiequan <verb>`. Each verb is a file in `cli/`; here they only get their names, options and help. */
import { Command } from "commander";
import { tellError, watchOutput } from "./cli/errors.ts";
import { exitCodes } from "./cli/exit-codes.ts";

const program = new Command("tiequan")
  .description("Finds probable IP infringements among marketplace listings and follows them to the end. 铁拳：疑似侵权线索监测")
  .configureOutput({ outputError: (text, write) => write(`tiequan: ${sentence(text)} See \`tiequan --help\`.\n`) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes["bad usage"]));

watchOutput();

/** Commander's "error: unknown option '--x'" as the sentence that our own errors are. */
function sentence(text: string): string {
  const words = text
    .replace(/^error: /u, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.?]$/u.test(words) ? "" : "."}`;
}

/** Loads the verb's file only when it is called: `screen` should not wait for a browser. */
function ending(work: () => Promise<number>): Promise<void> {
  return work().then((code) => {
    process.exitCode = code;
  });
}

program
  .command("demo")
  .description("everything on this machine with a sample marketplace: one batch, a summary, the dashboard's address")
  .option("--once", "end after the batch")
  .option("--port <port>", "port of the dashboard; 0 lets the system choose", "4680")
  .action((options) => ending(async () => (await import("./cli/demo.ts")).demo(options)));
program
  .command("start")
  .description("database, scheduler, workers and dashboard")
  .option("--only <part>", "web or worker, for several machines")
  .action((options) => ending(async () => (await import("./cli/start.ts")).start(options)));
program
  .command("crawl")
  .description("sample one stratum now; listings as JSONL on stdout")
  .requiredOption("--platform <name>", "a platform of config/platforms")
  .requiredOption("--category <name>", "a category of config/categories.yaml")
  .option("--limit <n>", "how many listings to draw", "20")
  .option("--seed <text>", "the same seed on the same pages draws the same sample", new Date().toISOString().slice(0, 10))
  .option("--query <words>", "search words instead of the category's own")
  .action((options) => ending(async () => (await import("./cli/crawl.ts")).crawl(options)));
program
  .command("screen [file]")
  .description("detectors over a file of listings (JSONL on stdin, or a file); findings as JSONL on stdout")
  .option("--register <file>", "rights register (JSON, CSV or XLSX); the starter register when not given")
  .option("--min <probability>", "from where on a listing counts as flagged", "0.5")
  .option("--jobs <n>", "threads", "1")
  .option("--csv", "the input is CSV with a header row; a file named .csv is taken for one")
  .action((file, options) => ending(async () => (await import("./cli/screen.ts")).screen(file, options)));
program
  .command("extract <page>")
  .description("one listing read from a saved page, as JSON, with provenance per field")
  .requiredOption("--url <url>", "the address the page was saved from")
  .option("--platform <name>", "read by this platform's file")
  .action((page, options) => ending(async () => (await import("./cli/extract.ts")).extract(page, options)));

const register = program.command("register").description("the rights register");
register
  .command("check <file>")
  .description("every fault at once, with line and column")
  .action((file) => ending(async () => (await import("./cli/register.ts")).checkRegister(file)));
register
  .command("import <file>")
  .description("make it the current register")
  .option("--version <name>", "instead of the file's own version")
  .action((file, options) => ending(async () => (await import("./cli/register.ts")).importRegister(file, options)));
register
  .command("patents <file>")
  .description("statuses from a patent office's search export (CSV or XLSX), into the current register")
  .option("--searched <day>", "day of the search, for rows without a date of their own")
  .action((file, options) => ending(async () => (await import("./cli/register.ts")).importPatents(file, options)));
register
  .command("export <file>")
  .description("the current register as JSON")
  .action((file) => ending(async () => (await import("./cli/register.ts")).exportRegister(file)));

const user = program.command("user").description("accounts");
user
  .command("add <name>")
  .description("a new account; prints its one-time sign-in link")
  .requiredOption("--roles <roles>", "analyst, liaison, supervisor, admin; separated by commas")
  .option("--display <name>", "the name others see")
  .option("--origin <url>", "address of the dashboard as people reach it")
  .action((name, options) => ending(async () => (await import("./cli/user.ts")).addUser(name, options)));
user
  .command("reset <name>")
  .description("a new one-time sign-in link; ends the account's sessions")
  .option("--origin <url>", "address of the dashboard as people reach it")
  .action((name, options) => ending(async () => (await import("./cli/user.ts")).resetUser(name, options)));
user
  .command("list")
  .description("all accounts")
  .action(() => ending(async () => (await import("./cli/user.ts")).listUsers()));

program
  .command("doctor")
  .description("what is present, missing or wrong on this host, with the remedy")
  .action(() => ending(async () => (await import("./cli/doctor.ts")).doctor()));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellError(error);
}
