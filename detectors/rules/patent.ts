/** Claims of patents: numbers checked by form, check digit, kind, year, term, status and owner; words weighed by what they promise. */
import type { Detector, Evidence, Screener } from "../../domain/detector.ts";
import type { Finding, Reason } from "../../domain/finding.ts";
import { cite } from "../../domain/law.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Listing } from "../../domain/listing.ts";
import { patentKey, registerStatus, type PatentStatusSource } from "../../domain/patent-status.ts";
import type { Register } from "../../domain/right.ts";
import { fold } from "../text/fold.ts";
import { fieldsOf, type Field } from "../claims/fields.ts";
import { patentExamples } from "../claims/patent-examples.ts";
import { kindStatedFor } from "../claims/patent-kind.ts";
import { judgeNumber, type Judgement } from "../claims/patent-number-verdict.ts";
import { buildNumberReader, type NumberClaim } from "../claims/patent-numbers.ts";
import type { Claimant } from "../claims/patent-ownership.ts";
import { buildWordingReader, type Wording } from "../claims/patent-wording.ts";
import { judgeWording } from "../claims/patent-wording-verdict.ts";
import { producedOn } from "../claims/production-date.ts";
import { clauseAround, leanOf, wordsOf } from "../claims/vocabulary.ts";

const name = "patent";
const version = 2;

export const detector: Detector = {
  name,
  version,
  question: {
    zh: "页面宣称的专利是否存在、有效，且种类与归属相符？",
    en: "Do the patents this listing claims exist, stand, and belong as it says?",
  },
  examples: patentExamples,
  prepare: (register, lexicon) => patentScreener(register, lexicon, registerStatus(register.patents, `register ${register.version}`)),
};

/** The same with another source of status, such as the export of a patent office's search. */
export function patentScreener(_register: Register, lexicon: Lexicon, status: PatentStatusSource): Screener {
  const words = lexicon.protected.patent;
  const numbers = buildNumberReader(words);
  const wording = buildWordingReader(words);
  const technical = wordsOf(words.technical);
  const productionDates = wordsOf(words.productionDateLabels);
  const productionLabels = words.productionDateLabels.map(leanOf);
  const makerLabels = words.makerLabels.map(leanOf);

  return {
    inspect(listing, seen) {
      const fields = fieldsOf(listing, seen);
      if (!fields.some(mayClaim)) return [];
      const claims = fields.flatMap((field) => numbers.read(field, seen.capturedAt));
      const about = fields.some((field) => (field.name === "title" || field.name === "description") && wording.isAboutPatents(field));
      const said = about ? [] : fields.flatMap((field) => wording.wordings(field)).filter((each) => !labelsNumber(each, claims));
      if (claims.length === 0 && said.length === 0) return [];
      const kinds = fields.flatMap((field) => wording.kinds(field));
      const made = producedOn(fields, productionDates, productionLabels);
      const claimant = claimantOf(listing, fields, said, makerLabels);
      const lawful = said.some((each) => each.kind === "lawful-pending");
      const saysGranted =
        !lawful &&
        said.some(
          (each) =>
            each.kind === "granted" ||
            each.kind === "national" ||
            (each.kind === "claim" && !/^[号:：]/u.test(each.field.folded.slice(each.end, each.end + 1))),
        );
      const saysPending = lawful || said.some((each) => each.kind === "pending");

      const onlyDesigns = claims.every(({ reading }) => reading.kind === "chinese" && reading.parsed.ok && reading.parsed.kind === "design")
        ? patentedTechnique(fields, technical)
        : null;

      const judged = new Map<string, { claim: NumberClaim; judgement: Judgement | null }>();
      for (const claim of byPrefix(claims)) {
        const key = keyOf(claim);
        if (judged.has(key)) continue;
        const shown =
          claim.reading.kind === "chinese" ? claim.reading.digits : claim.reading.kind === "foreign" ? claim.reading.foreign.number : "";
        const design = claim.reading.kind === "chinese" && claim.reading.parsed.ok && claim.reading.parsed.kind === "design";
        judged.set(key, {
          claim,
          judgement: judgeNumber(claim, {
            asOf: seen.capturedAt,
            status: shown === "" ? null : status.look(shown),
            statedKind: kindStatedFor(claim, claims, kinds),
            saysGranted,
            saysPending,
            producedOn: made,
            technicalClause: design ? (techniqueBeside(claim, technical) ?? onlyDesigns) : null,
            claimant,
          }),
        });
      }

      const findings = [...judged.values()].flatMap(({ claim, judgement }) =>
        judgement === null ? [] : [findingOf(judgement, targetOf(claim), lexicon, seen)],
      );
      const numbersShown = [...judged.values()].map((each) => each.claim);
      for (const judgement of judgeWording(said, numbersShown, claimant))
        findings.push(
          findingOf(judgement, { rightId: `patent-claim:${judgement.subtype}`, name: "专利宣称 / patent claim" }, lexicon, seen),
        );
      return findings;
    },
  };
}

const claimMarks = /专利|patent|pat\.|z\s?l[\s.::-]{0,3}[\do]{4}|cn\s?[123]\d{6}|特許|特许第|证书号/u;
const mayClaim = (field: Field) =>
  field.lean.includes("专利") || claimMarks.test(field.folded) || field.label.includes("专利") || field.label.includes("patent");

/** Numbers with ZL first: of two spellings of one number the fuller one is judged. */
const byPrefix = (claims: readonly NumberClaim[]) => claims.toSorted((a, b) => rank(a) - rank(b));
const rank = (claim: NumberClaim) => (claim.reading.kind === "chinese" && claim.reading.prefix === "ZL" ? 0 : 1);

function keyOf(claim: NumberClaim): string {
  switch (claim.reading.kind) {
    case "chinese":
      return (
        patentKey(claim.reading.digits) +
        (claim.reading.parsed.ok || !claim.reading.parsed.fault.includes("publication") ? "" : (claim.reading.parsed.found ?? ""))
      );
    case "foreign":
      return claim.reading.foreign.number;
    case "certificate":
      return `certificate:${claim.reading.digits}`;
  }
}

function targetOf(claim: NumberClaim): Finding["target"] {
  switch (claim.reading.kind) {
    case "chinese": {
      const { parsed, prefix, digits } = claim.reading;
      const shown = parsed.ok ? parsed.number : `${prefix}${digits}`;
      return { rightId: `patent:${shown}`, name: `专利 ${shown}` };
    }
    case "foreign":
      return { rightId: `patent:${claim.reading.foreign.number}`, name: claim.reading.foreign.number };
    case "certificate":
      return { rightId: `patent-certificate:${claim.reading.digits}`, name: `证书号 ${claim.reading.digits}` };
  }
}

/** 专利号 before a number is its label, not a claim of its own. */
function labelsNumber(wording: Wording, claims: readonly NumberClaim[]): boolean {
  if (
    wording.kind !== "claim" &&
    wording.kind !== "granted" &&
    wording.kind !== "pending" &&
    wording.kind !== "national" &&
    wording.kind !== "foreign"
  )
    return false;
  return claims.some(
    (claim) =>
      claim.field === wording.field &&
      wording.end <= claim.start &&
      claim.start - wording.end <= 6 &&
      (wording.kind === "claim" ||
        (claim.label === "application" && wording.kind === "pending") ||
        /^(?:专利|发明专利|patent)$/u.test(wording.field.folded.slice(wording.start, wording.end))) &&
      !/[,，。;；\n]/u.test(wording.field.folded.slice(wording.end, claim.start)),
  );
}

function techniqueBeside(claim: NumberClaim, technical: { find(field: Field): readonly { start: number; end: number }[] }): string | null {
  const clause = clauseAround(claim.field.folded, claim.start, claim.end);
  if (/外观|造型|design/u.test(clause.text)) return null;
  const hit = technical.find(claim.field).find((each) => each.start >= clause.start && each.end <= clause.end);
  return hit === undefined
    ? null
    : claim.field.folded.slice(Math.max(clause.start, hit.start - 6), Math.min(clause.end, hit.end + 4)).trim();
}

/** "专利增压节水技术" in one breath, wherever it stands: where every number is a design, a design is all that supports it. */
function patentedTechnique(
  fields: readonly Field[],
  technical: { find(field: Field): readonly { start: number; end: number }[] },
): string | null {
  for (const field of fields)
    for (const hit of technical.find(field)) {
      const said = /专利[\u4e00-\u9fff]{0,8}$/u.exec(field.folded.slice(Math.max(0, hit.start - 12), hit.start))?.[0];
      if (said !== undefined && !/外观|造型/u.test(field.folded.slice(Math.max(0, hit.start - said.length - 6), hit.start)))
        return said + field.folded.slice(hit.start, hit.end);
    }
  return null;
}

function claimantOf(listing: Listing, fields: readonly Field[], said: readonly Wording[], makerLabels: readonly string[]): Claimant {
  const sellerName = listing.seller?.name ?? null;
  const maker = fields.find((field) => field.label !== "" && makerLabels.some((label) => field.label.includes(label)))?.text ?? null;
  return {
    speech: [...fields.map((field) => field.folded), sellerName === null ? "" : fold(sellerName).text].join("\n"),
    sellerName: sellerName === null || sellerName.trim() === "" ? null : sellerName,
    maker: maker === null || maker.trim() === "" ? null : maker,
    saysDomestic: said.some((each) => each.kind === "national"),
    namesCountry:
      said.some((each) => each.kind === "foreign") ||
      fields.some((field) => /美国|欧洲|欧盟|日本|德国|韩国|us patent|u\.s\. patent|european patent/u.test(field.folded)),
    chinese: /[\u4e00-\u9fff]/u.test(listing.title),
  };
}

function findingOf(
  judgement: Judgement & { readonly reasons: readonly Reason[] },
  target: Finding["target"],
  lexicon: Lexicon,
  seen: Evidence,
): Finding {
  return {
    kind: "patent",
    subtype: judgement.subtype,
    target,
    verdict: judgement.verdict,
    probability: judgement.probability,
    reasons: [...judgement.reasons],
    law: cite(lexicon.laws, judgement.law, seen.capturedAt),
    detector: { name, version },
  };
}
