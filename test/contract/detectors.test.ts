/** The promises of a detector, asked of every file in detectors/rules the moment it exists. */
import { basename } from "node:path";
import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { loadLexicon } from "../../config/load.ts";
import { loadDetectors, rulesFolder } from "../../detectors/rules.ts";
import type { Evidence } from "../../domain/detector.ts";
import { findingSchema, type Finding, type Reason } from "../../domain/finding.ts";
import type { Listing } from "../../domain/listing.ts";
import { emptyRegister } from "../../domain/right.ts";

const detectors = await loadDetectors();
const lexicon = await loadLexicon();
const seen: Evidence = { capturedAt: new Date("2026-06-30T02:00:00Z") };
const nothing = emptyRegister("empty");

const hostile: readonly { readonly what: string; readonly listing: Listing }[] = [
  { what: "an empty title", listing: { id: "x:1", title: "" } },
  { what: "a title of blanks and line ends", listing: { id: "x:2", title: " \r\n\t\u3000 " } },
  { what: "a missing price", listing: { id: "x:3", title: "运动鞋", description: "" } },
  { what: "a price that is no number", listing: { id: "x:4", title: "耐克运动鞋", price: { amount: "面议", currency: "???" } } },
  { what: "lone surrogates", listing: { id: "x:5", title: "耐\ud83d克\udc00运动鞋 \ud800", description: "\udfff".repeat(2000) } },
  { what: "right-to-left marks inside a name", listing: { id: "x:6", title: "\u202eekin\u202c N\u200fi\u200ek\u061ce shoes" } },
  { what: "a million combining characters", listing: { id: "x:7", title: "n\u0301ike", description: "e" + "\u0301".repeat(100_000) } },
  {
    what: "patterns that make regular expressions explode",
    listing: { id: "x:8", title: "a".repeat(4000), description: "((((a+)+)+)+)!" + "ZL".repeat(20_000) + "2".repeat(20_000) },
  },
  {
    what: "pictures that cannot be decoded",
    listing: { id: "x:9", title: "包", images: ["no-such-file.png", "data:image/png;base64,AAAA"] },
  },
  {
    what: "odd attributes",
    listing: {
      id: "x:10",
      title: "包",
      attributes: { "": "", 品牌: "", __proto__: "耐克", constructor: "Nike" },
      identifiers: { gtin: "", "": "x" },
      seller: {},
    },
  },
];

test("every file of detectors/rules is found, in name order", async () => {
  const files = (await readdir(rulesFolder)).filter((file) => file.endsWith(".ts")).map((file) => basename(file, ".ts"));
  expect(detectors.map((detector) => detector.name)).toEqual(files.toSorted());
});

describe.each(detectors.map((detector) => [detector.name, detector] as const))("%s", (_, detector) => {
  test("asks one question in both languages", () => {
    expect(detector.question.zh).toMatch(/\p{Script=Han}.*[？?]$/u);
    expect(detector.question.en).toMatch(/\?$/u);
  });

  test("carries at least two examples, one of them an innocent look-alike", () => {
    expect(detector.examples.length).toBeGreaterThanOrEqual(2);
    expect(detector.examples.some((example) => example.expect === "none" || example.expect === "cleared")).toBe(true);
    expect(detector.examples.some((example) => example.expect === "suspected")).toBe(true);
  });

  test.each(detector.examples.map((example) => [example.why, example] as const))("answers its example: %s", async (_why, example) => {
    const screener = detector.prepare({ ...nothing, ...example.register }, lexicon);
    const findings = await screener.inspect(example.listing, seen);
    expect(strongest(findings), JSON.stringify(findings, null, 1)).toBe(example.expect);
  });

  test.each(detector.examples.map((example) => [example.why, example] as const))(
    "its findings are whole, located and lawful: %s",
    async (_why, example) => {
      const screener = detector.prepare({ ...nothing, ...example.register }, lexicon);
      for (const finding of await screener.inspect(example.listing, seen)) {
        expect(findingSchema.safeParse(finding).error).toBeUndefined();
        expect(finding.detector).toEqual({ name: detector.name, version: detector.version });
        expect(finding.reasons.length).toBeGreaterThan(0);
        expect(finding.verdict !== "suspected" || finding.law.length > 0).toBe(true);
        for (const reason of finding.reasons) {
          expect(marked(example.listing, reason)).toBe(reason.span === undefined ? undefined : reason.matched);
          expect(`${reason.sentence.zh} ${reason.sentence.en}`).not.toMatch(/\binfringes\b|构成侵权(?!的)|侵权商品/u);
        }
      }
    },
  );

  test("the same input twice gives the same findings", async () => {
    for (const example of detector.examples) {
      const screener = detector.prepare({ ...nothing, ...example.register }, lexicon);
      const once = await screener.inspect(example.listing, seen);
      expect(await screener.inspect(structuredClone(example.listing), { ...seen })).toEqual(once);
    }
  }, 120_000);

  test("an index built again answers the same", async () => {
    const [example] = detector.examples;
    if (example === undefined) throw new Error("A detector without examples.");
    const answer = () => detector.prepare({ ...nothing, ...example.register }, lexicon).inspect(example.listing, seen);
    expect(await answer()).toEqual(await answer());
  }, 60_000);

  test.each(hostile.map(({ what, listing }) => [what, listing] as const))(
    "does not throw on %s, with an empty register",
    async (_what, listing) => {
      await expect(Promise.resolve(detector.prepare(nothing, lexicon).inspect(listing, seen))).resolves.toBeInstanceOf(Array);
    },
  );

  test.each(hostile.map(({ what, listing }) => [what, listing] as const))(
    "does not throw on %s, with the register of its examples",
    async (_what, listing) => {
      const register = { ...nothing, ...detector.examples.find((example) => example.expect === "suspected")?.register };
      await expect(Promise.resolve(detector.prepare(register, lexicon).inspect(listing, seen))).resolves.toBeInstanceOf(Array);
    },
  );
});

const order = ["suspected", "undetermined", "cleared"] as const;

function strongest(findings: readonly Finding[]): Finding["verdict"] | "none" {
  return order.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? "none";
}

/** What the span of a reason marks in the listing's own text. */
function marked(listing: Listing, { field = "", span }: Reason): string | undefined {
  return span === undefined ? undefined : textOf(listing, field).slice(...span);
}

function textOf(listing: Listing, field: string): string {
  if (field === "title") return listing.title;
  if (field === "description") return listing.description ?? "";
  if (field === "seller.name") return listing.seller?.name ?? "";
  if (field.startsWith("attributes.")) return listing.attributes?.[field.slice("attributes.".length)] ?? "";
  if (field.startsWith("identifiers.")) return listing.identifiers?.[field.slice("identifiers.".length)] ?? "";
  throw new Error(`A reason stands in the field "${field}", which a listing does not have.`);
}
