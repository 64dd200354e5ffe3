/** A worker process made to be killed: it works until it has asked for a number of listings, says so, and hangs in the middle. */
import { openStorage } from "../../../storage/open.ts";
import { openHouse, titles } from "./house.ts";
import { openShop } from "./shop.ts";

const [databaseUrl = "", dataFolder = "", redisUrl = "", namespace = "", hangAt = "5"] = process.argv.slice(2);
const storage = await openStorage({ databaseUrl, dataFolder, log: () => undefined });
const shop = openShop(titles(30));
let seen = 0;
shop.beforeAnswer = async (url) => {
  if (!url.includes("/item/") || ++seen < Number(hangAt)) return;
  process.stdout.write("hanging\n");
  await new Promise(() => undefined);
};
await openHouse({ storage, shop, redisUrl: redisUrl === "" ? null : redisUrl, namespace, lockMs: 1000 });
