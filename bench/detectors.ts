/**
 * `npm run bench:detectors`: how often the detectors are right on the labelled listings of `bench/data/`.
 * `--split test|train|all` (default test), `--min 0.5`, `--misses` lists every listing that was judged wrongly.
 */
import Table from "cli-table3";
import { parseArgs } from "node:util";
import { loadLexicon } from "../config/load.ts";
import { loadDetectors } from "../detectors/rules.ts";
import { prepareScreening } from "../detectors/screen.ts";
import { defaultFlaggingLine, infringementKinds, type Finding } from "../domain/finding.ts";
import { loadBenchRegister, loadLabelled, type LabelledListing } from "./labelled.ts";

interface Judged extends LabelledListing {
  readonly findings: readonly Finding[];
  /** Kinds flagged at or above the line. */
  readonly flagged: ReadonlySet<string>;
}

const { values } = parseArgs({
  options: {
    split: { type: "string", default: "test" },
    min: { type: "string", default: String(defaultFlaggingLine) },
    misses: { type: "boolean", default: false },
  },
});
const line = Number(values.min);
const labelled = (await loadLabelled()).filter((each) => values.split === "all" || each.split === values.split);
const desk = prepareScreening(await loadBenchRegister(), await loadLexicon(), await loadDetectors(), { line });

const judged: Judged[] = [];
const started = process.hrtime.bigint();
for (const each of labelled) {
  const { findings, notes = [] } = await desk.screen(each.listing, {
    capturedAt: new Date(each.listing.capturedAt ?? "2026-06-30T02:00:00Z"),
  });
  const broken = notes.find((note) => note.includes("failed"));
  if (broken !== undefined) throw new Error(`${each.listing.id}: ${broken}`);
  judged.push({
    ...each,
    findings,
    flagged: new Set(
      findings.filter((finding) => finding.verdict === "suspected" && finding.probability >= line).map((finding) => finding.kind),
    ),
  });
}
const seconds = Number(process.hrtime.bigint() - started) / 1e9;

const percent = (share: number) => (Number.isNaN(share) ? "–" : `${(share * 100).toFixed(1)} %`);

/** Wilson's interval at 95 % (E. B. Wilson, 1927): honest for few cases and for shares near 0 and 1. */
function wilson(hits: number, of: number): string {
  if (of === 0) return "–";
  const z = 1.96;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return `${percent(share)} (${hits}/${of}; ${((middle - half) * 100).toFixed(1)}–${((middle + half) * 100).toFixed(1)})`;
}

const style = { head: [], border: [] };
console.log(`${judged.length} listings (${values.split}), flagged from ${line}; ${(judged.length / seconds).toFixed(0)} listings/s\n`);

const kinds = new Table({
  head: ["kind", "precision", "recall", "F1", "flagged among all clean", "flagged among hard look-alikes"],
  style,
});
const f1s: number[] = [];
for (const kind of infringementKinds) {
  const infringing = judged.filter((each) => each.label === "infringing" && each.kind === kind);
  const flagged = judged.filter((each) => each.flagged.has(kind));
  const right = infringing.filter((each) => each.flagged.has(kind)).length;
  // A flag of this kind is wrong on a clean listing and on one that is suspected of another kind only.
  const wrong = flagged.length - right;
  if (infringing.length === 0) continue;
  const precision = right / (right + wrong);
  const recall = right / infringing.length;
  const f1 = (2 * precision * recall) / (precision + recall);
  f1s.push(f1);
  const clean = judged.filter((each) => each.label === "clean");
  const hard = clean.filter((each) => each.hard && each.kind === kind);
  kinds.push([
    kind,
    percent(precision),
    wilson(right, infringing.length),
    percent(f1),
    wilson(clean.filter((each) => each.flagged.has(kind)).length, clean.length),
    wilson(hard.filter((each) => each.flagged.size > 0).length, hard.length),
  ]);
}
console.log(kinds.toString());
const clean = judged.filter((each) => each.label === "clean");
console.log(
  `macro F1 ${percent(f1s.reduce((sum, each) => sum + each, 0) / f1s.length)}; clean listings flagged by any detector ${wilson(clean.filter((each) => each.flagged.size > 0).length, clean.length)}\n`,
);

const phenomena = new Table({ head: ["phenomenon", "kind", "label", "flagged"], style });
for (const [phenomenon, members] of Map.groupBy(judged, (each) => each.phenomenon)) {
  const [first] = members;
  if (first !== undefined)
    phenomena.push([
      phenomenon,
      first.kind,
      first.label,
      wilson(members.filter((each) => each.flagged.has(each.kind)).length, members.length),
    ]);
}
console.log(phenomena.toString());

const tricked = judged.filter((each) => each.trick !== undefined);
if (tricked.length > 0) {
  console.log("\nRecall by disguise (flagged), and found at all under the right name");
  const byTrick = new Table({ head: ["disguise", "flagged", "found"], style });
  for (const [trick, members] of Map.groupBy(tricked, (each) => each.trick ?? "")) {
    const found = members.filter((each) => each.findings.some((finding) => finding.kind === each.kind && finding.verdict === "suspected"));
    byTrick.push([
      trick,
      wilson(members.filter((each) => each.flagged.has(each.kind)).length, members.length),
      wilson(found.length, members.length),
    ]);
  }
  console.log(byTrick.toString());
}

console.log("\nBy reason of the strongest finding (calibration: of those given p, a share p should hold)");
const deciles = new Table({ head: ["probability", "findings", "infringing"], style });
const strongest = judged.flatMap((each) => {
  const top = each.findings
    .filter((finding) => finding.kind === each.kind && finding.verdict !== "cleared")
    .toSorted((a, b) => b.probability - a.probability)[0];
  return top === undefined ? [] : [{ probability: top.probability, infringing: each.label === "infringing" }];
});
for (const from of [0, 0.1, 0.3, 0.5, 0.7, 0.9]) {
  const to = from === 0 ? 0.1 : from === 0.1 ? 0.3 : from === 0.9 ? 1.01 : from + 0.2;
  const inside = strongest.filter((each) => each.probability >= from && each.probability < to);
  deciles.push([`${from}–${Math.min(1, to)}`, inside.length, wilson(inside.filter((each) => each.infringing).length, inside.length)]);
}
console.log(deciles.toString());

if (values.misses)
  for (const each of judged) {
    const wanted = each.label === "infringing";
    if (wanted ? each.flagged.has(each.kind) : each.flagged.size === 0) continue;
    console.log(
      `\n${wanted ? "MISSED" : "FALSE"} [${each.phenomenon}] ${each.listing.title} | ${each.listing.description ?? ""} | ${JSON.stringify({ price: each.listing.price, brand: each.listing.attributes, seller: each.listing.seller, category: each.listing.category })}`,
    );
    for (const finding of each.findings)
      console.log(
        `   ${finding.verdict} ${finding.probability} ${finding.kind}/${finding.subtype} ${finding.target.name}: ${finding.reasons.map((reason) => `${reason.code}(${reason.matched ?? ""})`).join(" ")}`,
      );
  }
