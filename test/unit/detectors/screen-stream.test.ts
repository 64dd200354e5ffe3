import { Readable, Writable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { loadLexicon } from "../../../config/load.ts";
import { screenStream, type StreamOptions, type StreamProblem } from "../../../detectors/screen-stream.ts";
import { readCsvListing, splitCsv } from "../../../detectors/stream/read-listing.ts";
import { cutRecords } from "../../../detectors/stream/records.ts";
import type { Lexicon } from "../../../domain/lexicon.ts";
import { emptyRegister } from "../../../domain/right.ts";

let lexicon: Lexicon;
// One register for all: the index over the well-known marks is built once for it.
const register = emptyRegister("test");
beforeAll(async () => {
  lexicon = await loadLexicon();
  await run("");
}, 60_000);

async function run(input: string | readonly Uint8Array[], over: Partial<StreamOptions> = {}) {
  const lines: string[] = [];
  const problems: StreamProblem[] = [];
  let rest = "";
  const output = new Writable({
    highWaterMark: 16,
    write(chunk: Buffer, _, done) {
      rest += chunk.toString("utf8");
      const parts = rest.split("\n");
      rest = parts.pop() ?? "";
      lines.push(...parts);
      setImmediate(done);
    },
  });
  const total = await screenStream({
    input: Readable.from(typeof input === "string" ? [Buffer.from(input)] : input),
    output,
    format: "jsonl",
    register,
    lexicon,
    min: 0.5,
    jobs: 1,
    onProblem: (problem) => problems.push(problem),
    ...over,
  });
  return { total, problems, answers: lines.map((line) => JSON.parse(line) as { id: string; lead: { probability: number } }) };
}

const listing = (id: number | string, title = "竹篮") => JSON.stringify({ id: String(id), title });

describe("JSON lines", () => {
  test("answers come in the order of the input, one a line", async () => {
    const { answers, total } = await run(Array.from({ length: 300 }, (_, at) => listing(at)).join("\n"));
    expect(answers.map((answer) => answer.id)).toEqual(Array.from({ length: 300 }, (_, at) => String(at)));
    expect(total).toEqual({ screened: 300, flagged: 0, problems: 0 });
  });

  test("several threads keep the order, too", async () => {
    const { answers, total } = await run(
      Array.from({ length: 300 }, (_, at) => listing(at, at % 50 === 0 ? "耐*克运动鞋男" : "竹篮")).join("\n"),
      { jobs: 2 },
    );
    expect(answers.map((answer) => answer.id)).toEqual(Array.from({ length: 300 }, (_, at) => String(at)));
    expect(total.flagged).toBe(6);
  }, 60_000);

  test("a bad line is reported with its number and the others are screened", async () => {
    const { answers, problems, total } = await run(`\ufeff${listing(1)}\r\n{"id":"2"}\r\n\r\nnot json\r\n${listing(5)}\r\n[]`);
    expect(answers.map((answer) => answer.id)).toEqual(["1", "5"]);
    expect(problems.map((problem) => problem.line)).toEqual([2, 4, 6]);
    expect(problems[0]?.fault).toContain("title");
    expect(total.problems).toBe(3);
  });

  test("a line beyond the bound is passed over without being held", async () => {
    const long = Array.from({ length: 40 }, () => Buffer.alloc(1000, "x"));
    const { answers, problems } = await run([Buffer.from(`${listing(1)}\n`), ...long, Buffer.from(`\n${listing(3)}\n`)], {
      mostRecordBytes: 5000,
    });
    expect(answers.map((answer) => answer.id)).toEqual(["1", "3"]);
    expect(problems).toEqual([{ line: 2, fault: "is longer than 5000 bytes" }]);
  });

  test("bytes that are no UTF-8 are a fault of their line", async () => {
    const { answers, problems } = await run([
      Buffer.from(`${listing(1)}\n`),
      Buffer.from([0x22, 0xff, 0xfe, 0x0a]),
      Buffer.from(listing(3)),
    ]);
    expect(answers.map((answer) => answer.id)).toEqual(["1", "3"]);
    expect(problems).toEqual([{ line: 2, fault: "is not UTF-8 text" }]);
  });

  test("a character cut between two chunks is whole again", async () => {
    const bytes = Buffer.from(`${JSON.stringify({ id: "铁拳", title: "耐*克运动鞋" })}\n`);
    const { answers } = await run(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(answers.map((answer) => answer.id)).toEqual(["铁拳"]);
  });

  test("nothing in, nothing out", async () => {
    expect((await run("")).total).toEqual({ screened: 0, flagged: 0, problems: 0 });
  });

  test("the line moves what counts as flagged", async () => {
    const text = listing(1, "耐*克运动鞋男");
    expect((await run(text, { min: 0.5 })).total.flagged).toBe(1);
    expect((await run(text, { min: 0.999 })).total.flagged).toBe(0);
  });
});

describe("CSV", () => {
  const csv = (text: string) => run(text, { format: "csv" });

  test("reads dotted columns, quoted cells over several lines, and doubled quotation marks", async () => {
    const { answers, problems } = await csv('\ufeffid,title,price.amount,seller.name\r\n1,"竹篮, ""大""\r\n号",12.5,小店\r\n2,竹篮,,\r\n');
    expect(answers.map((answer) => answer.id)).toEqual(["1", "2"]);
    expect(problems).toEqual([]);
  });

  test("line numbers count the lines inside quoted cells", async () => {
    const { problems } = await csv('id,title\n1,"a\nb"\n,empty id\n');
    expect(problems.map((problem) => problem.line)).toEqual([4]);
  });

  test("a quotation mark that never closes costs its own line only", async () => {
    const { answers, problems } = await csv('id,title\n1,a\n2,"b\n3,c\n4,d\n');
    expect(answers.map((answer) => answer.id)).toEqual(["1", "3", "4"]);
    expect(problems).toEqual([{ line: 3, fault: "has a quotation mark that never closes" }]);
  });

  test("a file without the columns id and title is refused, saying which is missing", async () => {
    await expect(csv("sku,title\n1,a\n")).rejects.toThrow(/lacks the column\(s\) id/u);
  });

  test("more cells than columns is a fault", async () => {
    const { problems } = await csv("id,title\n1,a,b\n");
    expect(problems[0]).toMatchObject({ line: 2 });
  });

  test("every field of a listing has its column", () => {
    const header = [
      "id",
      "title",
      "images",
      "salesCount",
      "attributes.brand",
      "price.amount",
      "price.currency",
      "seller.type",
      "identifiers.gtin",
    ];
    expect(readCsvListing(header, "1,t,a.jpg|b.jpg,12,Nike,9.90,CNY,ordinary,123")).toEqual({
      ok: true,
      value: {
        id: "1",
        title: "t",
        images: ["a.jpg", "b.jpg"],
        salesCount: 12,
        attributes: { brand: "Nike" },
        price: { amount: "9.90", currency: "CNY" },
        seller: { type: "ordinary" },
        identifiers: { gtin: "123" },
      },
    });
  });

  test("a record of quotation marks alone ends", () => {
    expect(splitCsv('"""",""')).toEqual(['"', ""]);
  });
});

test("memory does not grow with the file: records are cut from a stream of any length", async () => {
  let made = 0;
  const endless = Readable.from(
    (function* () {
      while (made < 200_000) {
        made++;
        yield Buffer.from(`${listing(made)}\n`);
      }
    })(),
  );
  let cut = 0;
  for await (const record of cutRecords(endless, "jsonl")) {
    if (record.ok) cut++;
    if (cut === 1000) break;
  }
  expect(made).toBeLessThan(2000);
});
