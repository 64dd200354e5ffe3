/** A process that sends notices until it is killed. */
import { openStorage } from "../../../storage/open.ts";
import { systemClock } from "../../../domain/clock.ts";
import { loadChannels } from "../../../queue/notices/channels.ts";
import { openHouse } from "./house.ts";
import { emailShop } from "./email-shop.ts";

const [databaseUrl = "", dataFolder = "", redisUrl = "", namespace = "", smtpUrl = ""] = process.argv.slice(2);
const storage = await openStorage({ databaseUrl, dataFolder, log: () => undefined });
const channels = await loadChannels({
  smtp: { url: smtpUrl, from: "ip@bureau.test", timeoutMs: 2000 },
  outgoingFolder: dataFolder,
  journal: storage.notices,
  clock: systemClock,
});
await openHouse({ storage, shop: emailShop(), redisUrl: redisUrl === "" ? null : redisUrl, namespace, channels, lockMs: 1000 });
process.stdout.write("working\n");
