/**
 * `npm run bench:independent`: the detectors on listings that their builders did not write, in `bench/data/independent/`:
 * `listings.jsonl` (every kind), `evasions.jsonl` (marks disguised in plain titles, and titles one step from a mark) and the
 * `register.json` they are screened against. `--misses` lists every listing that was judged wrongly; `--min 0.5` moves the line.
 * A listing counts as flagged for a kind when a finding of that kind is suspected at or above the line.
 */
import Table from "cli-table3";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { loadLexicon } from "../config/load.ts";
import { loadDetectors } from "../detectors/rules.ts";
import { prepareScreening } from "../detectors/screen.ts";
import { defaultFlaggingLine, infringementKinds, infringementKindSchema, type Finding } from "../domain/finding.ts";
import { listingSchema } from "../domain/listing.ts";
import { registerSchema } from "../domain/right.ts";
import { benchFolder } from "./labelled.ts";

const labelledSchema = z.object({
  listing: listingSchema,
  label: z.enum(["infringing", "clean"]),
  kind: infringementKindSchema,
  phenomenon: z.string().optional(),
  /** A clean listing written to look suspicious. */
  hard: z.boolean().optional(),
  trick: z.string().optional(),
  /** The mark that was disguised, as the register names it or one of its aliases. */
  mark: z.string().optional(),
});
interface Judged extends z.infer<typeof labelledSchema> {
  readonly findings: readonly Finding[];
  readonly flagged: ReadonlySet<string>;
}

const { values } = parseArgs({
  options: { min: { type: "string", default: String(defaultFlaggingLine) }, misses: { type: "boolean", default: false } },
});
const line = Number(values.min);
const folder = join(benchFolder, "independent");
const register = registerSchema.parse(JSON.parse(await readFile(join(folder, "register.json"), "utf8")));
const desk = prepareScreening(register, await loadLexicon(), await loadDetectors(), { line });

async function judge(file: string): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const text of (await readFile(join(folder, file), "utf8")).split("\n")) {
    if (text.trim() === "") continue;
    const each = labelledSchema.parse(JSON.parse(text));
    const { findings, notes = [] } = await desk.screen(each.listing, {
      capturedAt: new Date(each.listing.capturedAt ?? "2026-06-30T02:00:00Z"),
    });
    const broken = notes.find((note) => note.includes("failed"));
    if (broken !== undefined) throw new Error(`${each.listing.id}: ${broken}`);
    const flagged = findings.filter((finding) => finding.verdict === "suspected" && finding.probability >= line);
    judged.push({ ...each, findings, flagged: new Set(flagged.map((finding) => finding.kind)) });
  }
  return judged;
}

const percent = (share: number) => (Number.isNaN(share) ? "–" : `${(share * 100).toFixed(1)} %`);

/** Wilson's interval at 95 % (E. B. Wilson, 1927). */
function wilson(hits: number, of: number): string {
  if (of === 0) return "–";
  const z = 1.96;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return `${percent(share)} (${hits}/${of}; ${((middle - half) * 100).toFixed(1)}–${((middle + half) * 100).toFixed(1)})`;
}
const count = (members: readonly Judged[], holds: (each: Judged) => boolean) => wilson(members.filter(holds).length, members.length);
const style = { head: [], border: [] };
const right = (each: Judged) => (each.label === "infringing" ? each.flagged.has(each.kind) : each.flagged.size === 0);

const listings = await judge("listings.jsonl");
const clean = listings.filter((each) => each.label === "clean");
const hard = clean.filter((each) => each.hard === true);
console.log(`${listings.length} listings, flagged from ${line}\n`);
const kinds = new Table({ head: ["kind", "precision", "recall", "F1", "flagged among clean", "hard look-alikes flagged"], style });
const f1s: number[] = [];
for (const kind of infringementKinds) {
  const infringing = listings.filter((each) => each.label === "infringing" && each.kind === kind);
  if (infringing.length === 0) continue;
  const hits = infringing.filter((each) => each.flagged.has(kind)).length;
  const wrong = clean.filter((each) => each.flagged.has(kind)).length;
  const precision = hits / (hits + wrong);
  const recall = hits / infringing.length;
  const f1 = (2 * precision * recall) / (precision + recall);
  f1s.push(f1);
  kinds.push([
    kind,
    percent(precision),
    wilson(hits, infringing.length),
    percent(f1),
    count(clean, (each) => each.flagged.has(kind)),
    count(
      hard.filter((each) => each.kind === kind),
      (each) => each.flagged.size > 0,
    ),
  ]);
}
console.log(kinds.toString());
const anyFlag = (each: Judged) => each.flagged.size > 0;
console.log(
  `macro F1 ${percent(f1s.reduce((sum, each) => sum + each, 0) / f1s.length)}; flagged by any detector: clean ${count(clean, anyFlag)}, hard look-alikes ${count(hard, anyFlag)}`,
);
const crossed = listings.filter((each) => each.label === "infringing" && [...each.flagged].some((kind) => kind !== each.kind));
console.log(`infringing listings also flagged for a kind they are not labelled with: ${crossed.length} (not counted as false)\n`);

const phenomena = new Table({ head: ["kind", "phenomenon", "label", "judged rightly"], style });
for (const [name, members] of Map.groupBy(listings, (each) => `${each.kind}\t${each.phenomenon ?? ""}\t${each.label}`))
  phenomena.push([...name.split("\t"), count(members, right)]);
console.log(phenomena.toString());

const evasions = await judge("evasions.jsonl");
const tricked = evasions.filter((each) => each.label === "infringing");
const marks = new Map(register.trademarks.flatMap((mark) => [mark.name, ...mark.aliases].map((name) => [name, mark.id])));
const found = (each: Judged) =>
  each.findings.some(
    (finding) => finding.kind === "trademark" && finding.verdict === "suspected" && finding.target.rightId === marks.get(each.mark ?? ""),
  );
const tricks = new Table({ head: ["trick", "flagged", "found under the right mark, below the line too"], style });
const recalls: number[] = [];
for (const [trick, members] of Map.groupBy(tricked, (each) => each.trick ?? "")) {
  recalls.push(members.filter((each) => each.flagged.has("trademark")).length / members.length);
  tricks.push([trick, count(members, (each) => each.flagged.has("trademark")), count(members, found)]);
}
console.log(tricks.toString());
const near = evasions.filter((each) => each.label === "clean");
console.log(
  `mean recall over ${recalls.length} tricks ${percent(recalls.reduce((sum, each) => sum + each, 0) / recalls.length)}; near-miss titles flagged ${count(near, anyFlag)}`,
);

if (values.misses)
  for (const each of [...listings, ...evasions].filter((one) => !right(one))) {
    const { id, images: _images, ...shown } = each.listing;
    console.log(
      `\n${each.label === "infringing" ? "MISSED" : "FALSE"} ${id} [${each.kind}/${each.phenomenon ?? each.trick ?? ""}] ${JSON.stringify({ ...shown, capturedAt: undefined, platform: undefined })}`,
    );
    for (const finding of each.findings)
      console.log(
        `   ${finding.verdict} ${finding.probability} ${finding.kind}/${finding.subtype} ${finding.target.name}: ${finding.reasons.map((reason) => `${reason.code}(${reason.matched ?? ""})`).join(" ")}`,
      );
  }
