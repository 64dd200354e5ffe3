/**
 * How well listings are read from pages nobody here wrote: price, SKU and availability on scrapinghub's
 * product-extraction-benchmark (MIT, Copyright (c) 2021 Zyte). `npm run bench:extraction -- --misses` lists each miss.
 * The folder holds `ground-truth.json` and `html/<id>.html.gz`; `--data DIR` or TIEQUAN_EXTRACTION_DATA names it.
 *
 * A prediction is right when it equals one accepted value: prices as decimals, the rest as strings. One where none is
 * expected counts against precision, one missing against recall.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import Table from "cli-table3";
import { z } from "zod";
import { projectRoot } from "../config/files.ts";
import { extractFile } from "../crawler/extract/from-file.ts";

const values = z.array(z.string()).default([]);
const truthSchema = z.record(
  z.string(),
  z.looseObject({ url: z.string(), price: values, availability: values, sku: values, brand: values, gtin: values, mpn: values }),
);
type Truth = z.infer<typeof truthSchema>[string];
const fields = ["price", "sku", "availability", "brand", "gtin", "mpn"] as const;
type Field = (typeof fields)[number];

/** F1 on the whole set as its authors publish it; we run on the half that is at hand. */
const published: Readonly<Partial<Record<Field, readonly [zyte: number, diffbot: number, extruct: number]>>> = {
  price: [0.918, 0.824, 0.685],
  sku: [0.841, 0.765, 0.537],
  availability: [0.957, 0.943, 0.626],
};

interface Score {
  right: number;
  wrong: number;
  missing: number;
}

const { values: options } = parseArgs({ options: { data: { type: "string" }, misses: { type: "boolean", default: false } } });
const folder =
  options.data ?? process.env["TIEQUAN_EXTRACTION_DATA"] ?? join(projectRoot, "..", "shared", "benchmarks", "product-extraction");

async function run(): Promise<void> {
  const truths = truthSchema.parse(JSON.parse(await readFile(join(folder, "ground-truth.json"), "utf8")));
  const scores = Object.fromEntries(fields.map((field) => [field, { right: 0, wrong: 0, missing: 0 }])) as Record<Field, Score>;
  const misses: string[] = [];
  let elapsedMs = 0;
  let bytes = 0;
  for (const [id, truth] of Object.entries(truths)) {
    const html = gunzipSync(await readFile(join(folder, "html", `${id}.html.gz`)));
    const started = performance.now();
    const { listing } = extractFile({ html, url: truth.url });
    elapsedMs += performance.now() - started;
    bytes += html.length;
    for (const field of fields) {
      const found = foundIn(listing, field);
      const right = found !== undefined && truth[field].some((accepted) => same(field, accepted, found));
      if (right) scores[field].right++;
      else {
        if (found !== undefined) scores[field].wrong++;
        if (truth[field].length > 0) scores[field].missing++;
        if ((found !== undefined && (truth[field].length > 0 || counts(field))) || truth[field].length > 0)
          misses.push(
            `${field.padEnd(12)} ${id.slice(0, 8)} found ${String(found).padEnd(20)} expected ${describe(truth, field).padEnd(20)} ${truth.url.slice(0, 110)}`,
          );
      }
    }
  }
  const pages = Object.keys(truths).length;
  print(scores);
  console.log(`${pages} pages, ${(bytes / pages / 1024).toFixed(0)} kB each, ${(elapsedMs / pages).toFixed(1)} ms each`);
  if (options.misses) console.log(misses.toSorted().join("\n"));
}

/** Brand, GTIN and MPN are labelled on some pages only, so what is found elsewhere is not wrong. */
const counts = (field: Field): boolean => published[field] !== undefined;
const describe = (truth: Truth, field: Field): string => (truth[field].length === 0 ? "none" : truth[field].join(" | "));

function foundIn(listing: ReturnType<typeof extractFile>["listing"], field: Field): string | undefined {
  switch (field) {
    case "price":
      return listing?.price?.amount;
    case "availability":
      return listing?.availability;
    case "brand":
      return listing?.attributes?.["brand"];
    case "sku":
    case "gtin":
    case "mpn":
      return listing?.identifiers?.[field];
  }
}

function same(field: Field, accepted: string, found: string): boolean {
  return field === "price" ? Number(accepted) === Number(found) : accepted.trim() === found;
}

function print(scores: Record<Field, Score>): void {
  const table = new Table({
    head: ["field", "precision", "recall", "F1", "Zyte F1", "Diffbot F1", "extruct F1"],
    style: { head: [], border: [] },
  });
  for (const field of fields) {
    const { right, wrong, missing } = scores[field];
    const precision = right / Math.max(1, right + wrong);
    const recall = right / Math.max(1, right + missing);
    const f1 = (2 * precision * recall) / Math.max(Number.EPSILON, precision + recall);
    const peers = published[field]?.map((figure) => figure.toFixed(3)) ?? ["", "", ""];
    table.push([field, counts(field) ? precision.toFixed(3) : "", recall.toFixed(3), counts(field) ? f1.toFixed(3) : "", ...peers]);
  }
  console.log(table.toString());
  console.log(
    "Published figures are for all 140 pages of the set; ours are for the pages at hand. Brand, GTIN and MPN: recall where labelled.",
  );
}

if (existsSync(join(folder, "ground-truth.json"))) await run();
else
  console.log(
    `Skipped: ${folder} holds no ground-truth.json. Get scrapinghub/product-extraction-benchmark and name its folder with --data.`,
  );
