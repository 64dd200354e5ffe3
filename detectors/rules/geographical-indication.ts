/** Names of geographical indications on goods from elsewhere: compares the name with every place the listing gives. */
import type { Detector } from "../../domain/detector.ts";
import type { Finding, Reason } from "../../domain/finding.ts";
import { parseStandard } from "../../domain/identifiers/standards.ts";
import { cite } from "../../domain/law.ts";
import type { Listing } from "../../domain/listing.ts";
import { fieldsOf, reasonAt, type Field } from "../claims/fields.ts";
import { indicationExamples } from "../claims/indication-examples.ts";
import { buildNameIndex, type NameHit } from "../claims/indication-names.ts";
import { judgeIndication, type IndicationContext } from "../claims/indication-verdict.ts";
import { buildOriginReader } from "../claims/origins.ts";
import { leanOf, wordsOf } from "../claims/vocabulary.ts";
import { watchedIndications, type WatchedIndication } from "../claims/watched-indications.ts";
import { buildPlaces } from "../regions/places.ts";

const name = "geographical-indication";
const version = 1;

export const detector: Detector = {
  name,
  version,
  question: { zh: "使用地理标志名称的商品是否来自其产地范围？", en: "Do goods that carry a geographical indication come from its area?" },
  examples: indicationExamples,
  prepare(register, lexicon) {
    const words = lexicon.protected;
    const places = buildPlaces(lexicon.regions, words.countries);
    const indications = watchedIndications(register.geographicalIndications, lexicon.watched?.geographicalIndications ?? [], words, places);
    const names = buildNameIndex(indications, words);
    const origins = buildOriginReader(words.origin, places);
    const productWords = new Map(indications.map((indication) => [indication.id, wordsOf(indication.productWords)]));
    const otherGoods = wordsOf(words.indication.otherGoods);
    const signs = wordsOf(words.indication.signClaims);
    const codeLabels = words.indication.userCodeLabels.map(leanOf);
    const general = words.standards.filter((standard) => standard.about === "general").map((standard) => standard.standard);

    return {
      inspect(listing, seen) {
        if (listing.category !== undefined && otherCategories.has(listing.category)) return [];
        const fields = fieldsOf(listing, seen);
        const hits = fields.flatMap((field) => names.find(field)).filter((hit) => !isDenied(hit, words.indication.negations));
        if (hits.length === 0) return [];
        const [title] = fields;
        if (title !== undefined && otherGoods.has(title)) return [];
        const said = origins.read(listing, fields);
        const sign = signClaim(listing, fields);
        const byRight = Map.groupBy(hits, (hit) => hit.indication);
        const findings: Finding[] = [];
        for (const [indication, own] of byRight) {
          if (!isOnGoods(indication, own, listing, fields)) continue;
          const besides = own.flatMap((hit) =>
            hit.field.name === "title" || hit.field.label === "" ? (origins.beside(hit.field, hit.start) ?? []) : [],
          );
          const context: IndicationContext = {
            hits: own.toSorted((a, b) => strength(b) - strength(a)),
            origins: [
              ...said.filter(
                (origin) =>
                  origin.at === null ||
                  !own.some((hit) => hit.field === origin.at?.field && hit.start < origin.at.end && origin.at.start < hit.end),
              ),
              ...besides,
            ],
            sign,
            generalStandard: generalStandard(indication, fields, general),
            sellerIsUser: indication.users.some(
              (user) =>
                user !== "" &&
                (listing.seller?.name?.includes(user) === true || listing.seller?.id === user || listing.seller?.licence === user),
            ),
            comparedOnly: own.every(isComparison),
          };
          const judgement = judgeIndication(indication, context, places);
          if (judgement === null) continue;
          const { subtype, verdict, probability, reasons } = judgement;
          findings.push({
            kind: "geographical-indication",
            subtype,
            target: { rightId: indication.id, name: indication.name },
            verdict,
            probability,
            reasons: [...reasons],
            law: cite(lexicon.laws, judgement.law, seen.capturedAt),
            detector: { name, version },
          });
        }
        return findings;
      },
    };

    /** 香槟, 干邑 and Port are indications only on goods they could be on; 五常大米 names its goods itself. */
    function isOnGoods(indication: WatchedIndication, own: readonly NameHit[], listing: Listing, fields: readonly Field[]): boolean {
      if (listing.category === "apparel-bags" && indication.productClass !== "craft") return false;
      if (own.some((hit) => hit.namesProduct)) return true;
      const goods = productWords.get(indication.id);
      if (goods === undefined) return true;
      const latinOnly = own.every((hit) => /^[a-z]/u.test(hit.field.folded.slice(hit.start, hit.end)));
      if (!latinOnly && (listing.category === "food" || listing.category === "agri")) return true;
      return fields.some((field) =>
        goods.find(field).some((word) => !own.some((hit) => hit.field === field && hit.start <= word.start && word.end <= hit.end)),
      );
    }

    function signClaim(listing: Listing, fields: readonly Field[]): IndicationContext["sign"] {
      for (const field of fields) {
        const hit = signs
          .find(field)
          .find((each) => !/(?:无|没有|非|未|不是|不得|no|not)\s?$/u.test(field.folded.slice(Math.max(0, each.start - 4), each.start)));
        if (hit === undefined) continue;
        const codeShown =
          listing.seller?.licence !== undefined ||
          fields.some(
            (each) =>
              codeLabels.some((label) => each.label.includes(label) || each.lean.includes(label)) && /[0-9a-z]{15,18}/u.test(each.folded),
          );
        const sentence = {
          zh: "宣称地理标志（专用标志），页面未见用标企业统一社会信用代码，或代码登记地与产地不符。",
          en: "Claims the indication's official sign; no user's credit code is shown, or it belongs elsewhere.",
        };
        return { reason: reasonAt("sign-without-code", sentence, field, hit.start, hit.end), codeShown };
      }
      return null;
    }
  },
};

const otherCategories: ReadonlySet<string> = new Set(["electronics", "auto-parts", "appliances", "ppe"]);

/** The clearest use of the name first: it is what the finding shows. */
const strength = (hit: NameHit) => (hit.field.name === "title" ? 2 : 0) + (hit.kind === "name" ? 0 : 1);

function isDenied(hit: NameHit, negations: readonly string[]): boolean {
  const before = hit.field.folded.slice(Math.max(0, hit.start - 8), hit.start).trimEnd();
  return negations.some((word) =>
    /[a-z]/u.test(word)
      ? new RegExp(`(?:^|\\s)${word}(?:\\s(?:a|an|real|true|from))?$`, "u").test(before)
      : before.endsWith(word) || before.endsWith(`${word}正宗`),
  );
}

/** 堪比阳澄湖大闸蟹: a name used to measure by, which is evocation at most. */
function isComparison(hit: NameHit): boolean {
  const before = hit.field.folded.slice(Math.max(0, hit.start - 14), hit.start);
  return (
    hit.field.name !== "title" &&
    /(?:媲美|堪比|不输|不逊于|胜过|好过|比|类似|搭配|配上|佐以|可配|适合搭配|similar to|as good as|rivals|better than|pairs with|pair with|serve with|goes with|served with|alternative to)\s?(?:正宗|a|an|the|some)?\s?$/u.test(
      before,
    )
  );
}

const stated = /(?<![a-z])(?:gb|db\d{2,4})\s?\/?\s?t?\s?\d{3,6}(?:\.\d)?(?:\s?[-‐-―]\s?\d{4})?/gu;

/** GB/T 1354 on 五常大米, whose own standard is GB/T 19266. */
function generalStandard(indication: WatchedIndication, fields: readonly Field[], general: readonly string[]): Reason | null {
  if (indication.standard === null) return null;
  const own = parseStandard(indication.standard);
  let foundGeneral: Reason | null = null;
  for (const field of fields) {
    if (!field.folded.includes("gb")) continue;
    for (const match of field.folded.matchAll(stated)) {
      const parsed = parseStandard(match[0]);
      if (!parsed.ok) continue;
      if (own.ok && parsed.number === own.number) return null;
      if (general.some((each) => each.endsWith(` ${parsed.number}`)) && foundGeneral === null)
        foundGeneral = reasonAt(
          "general-standard",
          {
            zh: `执行标准为通用标准 ${match[0].toUpperCase()}，“${indication.name}”应执行专用标准 ${indication.standard}。`,
            en: `States the general standard ${match[0].toUpperCase()}; ${indication.name} has its own, ${indication.standard}.`,
          },
          field,
          match.index,
          match.index + match[0].length,
          parsed.name,
        );
    }
  }
  return foundGeneral;
}
