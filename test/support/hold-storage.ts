/** A process that opens the storage of a data folder, says so on a line, and holds it until its input ends. For tests that kill it. */
import { openStorage } from "../../storage/open.ts";

const [dataFolder = ""] = process.argv.slice(2);
const storage = await openStorage({ databaseUrl: null, dataFolder, log: () => undefined });
process.stdout.write(`${storage.databaseUrl}\n`);
process.stdin.resume();
process.stdin.once("end", () => {
  void storage.close().then(() => process.exit(0));
});
