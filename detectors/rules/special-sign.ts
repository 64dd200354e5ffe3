/** Olympic, special, official and quality signs in trade, and the wording that trades on them. */
import { openEvents } from "../../domain/calendar.ts";
import type { Detector } from "../../domain/detector.ts";
import type { Finding } from "../../domain/finding.ts";
import { chinaDay, cite } from "../../domain/law.ts";
import { fieldsOf, reasonAt } from "../claims/fields.ts";
import { signExamples } from "../claims/sign-examples.ts";
import { judgeSign, type SignJudgement, type SignMoment } from "../claims/sign-readings.ts";
import { surroundings, surroundingWords } from "../claims/sign-surroundings.ts";
import { wordsOf } from "../claims/vocabulary.ts";
import { buildSignIndex, type SignHit } from "../claims/watched-signs.ts";

const name = "special-sign";
const version = 1;

export const detector: Detector = {
  name,
  version,
  question: {
    zh: "页面是否擅自使用奥林匹克、官方、特殊或质量标志？",
    en: "Does the listing use Olympic, official, special or quality signs without right?",
  },
  examples: signExamples,
  prepare(register, lexicon) {
    const index = buildSignIndex(register.specialSigns, lexicon.watched?.specialSigns ?? [], lexicon.protected.sign);
    const around = surroundingWords(lexicon.protected);
    const ambush = wordsOf(lexicon.protected.sign.ambush);
    const events = lexicon.events ?? [];
    const games = index.signs.find((sign) => sign.kin === "olympic-name") ?? index.signs.find((sign) => sign.regime === "olympic");

    return {
      inspect(listing, seen) {
        const fields = fieldsOf(listing, seen);
        const hits = fields.flatMap((field) => index.find(field));
        const evoked =
          games === undefined
            ? []
            : fields.flatMap((field) =>
                ambush
                  .find(field)
                  .map((hit) => ({ sign: games, term: hit.word, reading: "weak" as const, field, start: hit.start, end: hit.end })),
              );
        if (hits.length === 0 && evoked.length === 0) return [];
        const gamesOpen = events.length > 0 && openEvents(events, seen.capturedAt).some((event) => event.ambush);
        const scene = surroundings(listing, fields, around);
        const gamesNamed = hits.some(
          (hit) =>
            hit.sign.regime === "olympic" && (hit.reading === "strong" || (hit.reading === "fitness" && !scene.anywhere(around.fitness))),
        );
        const moment: SignMoment = { asOf: seen.capturedAt, gamesOpen, gamesNamed };
        const day = chinaDay(seen.capturedAt);
        const seller = listing.seller?.name ?? "";
        const findings: Finding[] = [];
        const all: readonly SignHit[] = [
          ...hits,
          ...evoked.filter((each) => !hits.some((hit) => hit.field === each.field && hit.start < each.end && each.start < hit.end)),
        ];
        for (const [sign, own] of Map.groupBy(all, (hit) => hit.sign)) {
          const judged = own.flatMap((hit) => {
            const judgement = judgeSign(hit, scene, moment);
            return judgement === null ? [] : [{ hit, judgement }];
          });
          const strongest = judged.toSorted((a, b) => b.judgement.probability - a.judgement.probability)[0];
          if (strongest === undefined) continue;
          const outcome = settled(strongest.judgement, sign, own, day, seller);
          findings.push({
            kind: "special-sign",
            subtype: outcome.subtype,
            target: { rightId: sign.id, name: sign.name },
            verdict: outcome.verdict,
            probability: outcome.probability,
            reasons: judged
              .toSorted((a, b) => b.judgement.probability - a.judgement.probability)
              .slice(0, 6)
              .map(({ hit, judgement }) =>
                reasonAt(
                  outcome.verdict === "suspected" ? judgement.subtype : outcome.subtype,
                  outcome.sentence ?? judgement.sentence,
                  hit.field,
                  hit.start,
                  hit.end,
                  hit.term,
                ),
              ),
            law: cite(lexicon.laws, strongest.judgement.law, seen.capturedAt),
            detector: { name, version },
          });
        }
        return findings;
      },
    };
  },
};

interface Settled {
  readonly subtype: string;
  readonly verdict: Finding["verdict"];
  readonly probability: number;
  /** Replaces the sentence of each reason where dates or licences decide. */
  readonly sentence?: SignJudgement["sentence"];
}

function settled(judgement: SignJudgement, sign: SignHit["sign"], own: readonly SignHit[], day: string, seller: string): Settled {
  if (judgement.cleared === true) return { subtype: judgement.subtype, verdict: "cleared", probability: judgement.probability };
  const licensee =
    seller === "" ? undefined : sign.licensees.find((each) => each !== "" && (seller.includes(each) || each.includes(seller)));
  if (licensee !== undefined)
    return {
      subtype: "licensee",
      verdict: "cleared",
      probability: 0.05,
      sentence: {
        zh: `卖家为“${sign.name}”已公布的被许可人（${licensee}）。`,
        en: `The seller is a published licensee of ${sign.name} (${licensee}).`,
      },
    };
  if (sign.validTo !== null && sign.validTo.slice(0, 10) < day)
    return {
      subtype: "protection-ended",
      verdict: "cleared",
      probability: 0.15,
      sentence: { zh: `“${sign.name}”保护期已于 ${sign.validTo} 届满。`, en: `Protection of ${sign.name} ended on ${sign.validTo}.` },
    };
  if (sign.validFrom !== null && day < sign.validFrom.slice(0, 10))
    return {
      subtype: "protection-not-begun",
      verdict: "cleared",
      probability: 0.1,
      sentence: {
        zh: `“${sign.name}”自 ${sign.validFrom} 起受保护，采集日尚未开始。`,
        en: `Protection of ${sign.name} begins on ${sign.validFrom}, after the capture.`,
      },
    };
  // An unverified sign needs two of its terms, or trade words beside it: it never decides alone.
  const alone = !sign.verified && new Set(own.map((hit) => hit.term)).size < 2 && judgement.probability < 0.86;
  return {
    subtype: judgement.subtype,
    verdict: "suspected",
    probability: alone ? Math.min(judgement.probability, 0.46) : judgement.probability,
  };
}
