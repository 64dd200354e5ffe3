/** `screen` over a file larger than anyone should hold in memory. */
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { spawnToFile, temporaryFolder, type Folder } from "./program.ts";

let folder: Folder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const small = 20_000;
const large = 100_000;
/** Heap of the process, in MB: about what screening needs, so that what the collector has not yet swept up counts for little. */
const heap = 250;
/** What five times the rows may cost more, in MB; the findings of the further 80,000 rows alone are 66 MB of text. */
const mostGrowth = 40;

test.skipIf(process.platform !== "linux")(
  "100,000 listings of CSV are screened in the memory that 20,000 need",
  async () => {
    const peaks: number[] = [];
    for (const rows of [small, large]) {
      const input = await writeListings(rows);
      const output = join(folder.path, `${rows}.jsonl`);
      const started = performance.now();
      const { code, peakMb } = await spawnToFile(["screen", "--csv", input], output, [`--max-old-space-size=${heap}`]);
      const seconds = (performance.now() - started) / 1000;
      const bytes = (await stat(output)).size;
      process.stderr.write(
        `screen --csv, ${rows} rows, ${megabytes((await stat(input)).size)} in, ${megabytes(bytes)} out: ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} listings/s), peak ${peakMb} MB\n`,
      );
      expect(code).toBe(0);
      expect(await orderIn(output)).toEqual({ lines: rows, outOfOrder: 0 });
      peaks.push(peakMb);
    }
    const [before = 0, after = 0] = peaks;
    expect(after - before).toBeLessThan(mostGrowth);
  },
  900_000,
);

const wares = ["家用玻璃杯", "帆布手提包", "无线鼠标", "一次性医用口罩", "五常大米 10斤", "儿童运动鞋", "汽车雨刮片", "电热水壶"];
const tails = ["现货包邮", "2026新款", "厂家直供", "耐克同款 高仿", "奥运纪念款", "适用于苹果手机", "专利号 ZL201930123456.7", "送礼佳品"];

async function writeListings(rows: number): Promise<string> {
  const path = join(folder.path, `${rows}.csv`);
  function* lines() {
    yield "id,title,description,attributes.origin,seller.name,price.amount\n";
    for (let row = 0; row < rows; row++)
      yield `${row},"${wares[row % 8] ?? ""} ${tails[(row >> 3) % 8] ?? ""} ${row}","本店第${row}件商品，支持七天无理由退货。\n""正品""保证，${tails[(row >> 6) % 8] ?? ""}。",浙江省杭州市,小店${row % 977},${(row % 500) + 1}.00\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return path;
}

/** Each line is read on its own: the file is as large as what is being measured. */
async function orderIn(path: string): Promise<{ lines: number; outOfOrder: number }> {
  const shape = z.object({ id: z.string() });
  let lines = 0;
  let outOfOrder = 0;
  for await (const line of createInterface({ input: createReadStream(path) }))
    if (shape.parse(JSON.parse(line)).id !== String(lines++)) outOfOrder++;
  return { lines, outOfOrder };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
