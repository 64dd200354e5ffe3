/** Weighs what a listing says of its origin against the area of an indication. Pure. */
import type { Reason } from "../../domain/finding.ts";
import type { Bilingual } from "../../domain/words.ts";
import { isWithin, lieOf, type Lie, type PlaceIndex } from "../regions/places.ts";
import { reasonAt } from "./fields.ts";
import type { NameHit } from "./indication-names.ts";
import type { Origin, OriginKind } from "./origins.ts";
import type { WatchedIndication } from "./watched-indications.ts";

export interface IndicationJudgement {
  readonly subtype: string;
  readonly verdict: "suspected" | "cleared" | "undetermined";
  readonly probability: number;
  readonly reasons: readonly Reason[];
  readonly law: readonly string[];
}

export interface IndicationContext {
  readonly hits: readonly NameHit[];
  readonly origins: readonly Origin[];
  /** A claim of the official sign, and whether a user code stands beside it. */
  readonly sign: { readonly reason: Reason; readonly codeShown: boolean } | null;
  /** The general standard where the indication has its own. */
  readonly generalStandard: Reason | null;
  readonly sellerIsUser: boolean;
  readonly comparedOnly: boolean;
}

/** How much each kind of place says when it lies in another province or country, and in the same province. */
const weight: Readonly<Record<OriginKind, { far: number; near: number }>> = {
  stated: { far: 0.93, near: 0.86 },
  real: { far: 0.92, near: 0.84 },
  prose: { far: 0.86, near: 0.76 },
  licence: { far: 0.84, near: 0.68 },
  beside: { far: 0.68, near: 0.55 },
  maker: { far: 0.66, near: 0.5 },
  credit: { far: 0.22, near: 0.15 },
  ship: { far: 0.2, near: 0.12 },
};

const kindName: Readonly<Record<OriginKind, Bilingual>> = {
  stated: { zh: "标明产地", en: "The stated origin" },
  real: { zh: "自述真实产地", en: "The origin admitted in the text" },
  prose: { zh: "文案所述产地", en: "The origin in the text" },
  licence: { zh: "食品生产许可证所示产地", en: "The county of the food licence" },
  beside: { zh: "名称前所冠地名", en: "The place before the name" },
  maker: { zh: "生产者地址", en: "The maker's address" },
  credit: { zh: "统一社会信用代码登记地", en: "The region of the credit code" },
  ship: { zh: "发货地", en: "The place of dispatch" },
};

const law = ["gi.misuse", "gi.product-quality", "trademark.geographical-indication"];

export function judgeIndication(indication: WatchedIndication, context: IndicationContext, places: PlaceIndex): IndicationJudgement | null {
  const [first] = context.hits;
  if (first === undefined) return null;
  const named = nameReason(first);
  const judged = context.origins.map((origin) => ({ origin, lie: lieTo(indication, origin, places) }));
  const inside = judged.filter((each) => each.lie === "inside");
  const outside = judged.filter((each) => each.lie === "near" || each.lie === "far");
  const insideStated = inside.some(({ origin }) => origin.kind === "stated" || origin.kind === "real" || origin.kind === "prose");
  const style = context.hits.find((hit) => hit.kind === "style");
  const alike = context.hits.find((hit) => hit.kind === "look-alike");
  const reasons: Reason[] = [named];
  const laws = indication.foreign ? [...law, "gi.eu-agreement"] : law;

  if (context.sellerIsUser && outside.every(({ origin }) => origin.kind === "ship" || origin.kind === "credit"))
    return {
      subtype: "authorised-user",
      verdict: "cleared",
      probability: 0.04,
      law: [],
      reasons: [
        reason(first, "authorised-user", {
          zh: `卖家在“${indication.name}”用标名单内。`,
          en: `The seller is on the list of users of ${indication.name}.`,
        }),
      ],
    };

  // Raw material from inside, worked elsewhere: whether that is allowed is the announcement's to say.
  const rawInside = judged.some(
    ({ origin, lie }) => (lie === "inside" || lie === "wider") && origin.at?.field.label.includes("原料") === true,
  );
  const parts: number[] = [];
  let subtype = "origin-outside";
  for (const { origin, lie } of dedupe(outside)) {
    const far = lie === "far";
    let strength = weight[origin.kind][far ? "far" : "near"];
    // An unverified area may be drawn wrongly at its edge, never across a province. Where the name itself says the place, name and origin contradict each other.
    if (!indication.verified && !far) strength = Math.min(strength, indication.namesItsArea ? 0.56 : 0.3);
    // Goods stated to be from inside: a packer, a branch or another product of the shop may stand elsewhere.
    if (insideStated && origin.kind !== "stated" && origin.kind !== "real")
      strength = origin.kind === "licence" ? Math.min(strength, far ? 0.62 : 0.4) : strength * 0.4;
    if (origin.kind === "stated" && insideStated && inside.some((each) => each.origin.kind === "stated"))
      strength = Math.min(strength, 0.55);
    if (rawInside && origin.at?.field.label.includes("原料") !== true) strength = Math.min(strength, 0.42);
    parts.push(strength);
    reasons.push(originReason(origin, indication, first, far));
  }
  if (outside.length > 0 && parts.every((part) => part < 0.5)) subtype = "origin-doubtful";

  if (style !== undefined && !insideStated) {
    subtype = "style-wording";
    parts.push(indication.verified ? 0.7 : 0.52);
    reasons.push(
      reason(style, "style-wording", {
        zh: `“${indication.name}”后附“${style.style ?? ""}”字样：产地范围外的同类产品附“种、型、式、类、风格”等用语，即使标明真实产地也不允许。`,
        en: `"${style.style ?? ""}" after ${indication.name}: kind, type, style and the like are not allowed on goods from outside, even with the true origin.`,
      }),
    );
  }
  if (alike !== undefined) {
    subtype = "look-alike-name";
    parts.push(insideStated ? 0.55 : indication.verified ? 0.84 : 0.6);
    reasons.push(
      reason(alike, "look-alike-name", {
        zh: `写法与“${indication.name}”音形近似，足以使人误认。`,
        en: `Spelt so as to look or sound like ${indication.name}.`,
      }),
    );
  }
  if (context.generalStandard !== null) {
    if (parts.length === 0) subtype = "general-standard";
    parts.push(insideStated ? 0.56 : 0.64);
    reasons.push(context.generalStandard);
  }
  if (context.sign !== null) {
    const { codeShown, reason: said } = context.sign;
    const credit = judged.filter(({ origin }) => origin.kind === "credit");
    const foreignCode = codeShown && credit.length > 0 && credit.every(({ lie }) => lie === "far");
    if (!codeShown || foreignCode) {
      if (parts.length === 0) subtype = "sign-without-code";
      parts.push(insideStated ? 0.3 : foreignCode ? 0.6 : 0.52);
      reasons.push(said);
    }
  }

  const probability = combine(parts);
  if (context.comparedOnly && outside.length > 0 && style === undefined && alike === undefined)
    return { subtype: "comparison", verdict: "undetermined", probability: Math.min(probability, 0.35), law: laws, reasons };
  if (parts.length === 0) {
    if (inside.length > 0)
      return {
        subtype: "origin-inside",
        verdict: "cleared",
        probability: 0.05,
        law: [],
        reasons: [
          reason(first, "origin-inside", {
            zh: `所示产地在“${indication.name}”产地范围内；不在用标名单不等于违法。`,
            en: `The origin lies inside the area of ${indication.name}; being off the list of users is no violation.`,
          }),
        ],
      };
    return { subtype: "origin-unknown", verdict: "undetermined", probability: 0.2, law: [], reasons: [named] };
  }
  return { subtype, verdict: "suspected", probability, reasons, law: laws };
}

/** The strongest, and a little for each further kind of evidence. */
function combine(parts: readonly number[]): number {
  const sorted = parts.toSorted((a, b) => b - a);
  let miss = 1;
  for (const [at, part] of sorted.entries()) miss *= 1 - part * (at === 0 ? 1 : 0.35);
  return Math.min(0.97, Math.round((1 - miss) * 1000) / 1000);
}

/** One origin of each kind and place: the same county in three sentences is one fact. */
function dedupe(outside: readonly { origin: Origin; lie: Lie }[]): { origin: Origin; lie: Lie }[] {
  const seen = new Set<OriginKind>();
  return outside.filter(({ origin }) => {
    if (seen.has(origin.kind)) return false;
    seen.add(origin.kind);
    return true;
  });
}

function lieTo(indication: WatchedIndication, origin: Origin, places: PlaceIndex): Lie {
  const lie = lieOf(origin.codes, indication.area);
  if (origin.kind !== "licence" && origin.kind !== "credit") return lie;
  const [code = ""] = origin.codes;
  // Development zones have codes no table knows (330197): then only the prefecture can be compared.
  const prefecture = `${code.slice(0, 4)}00`;
  if (lie === "near" && (!places.isKnown(code) || code.endsWith("00")) && indication.area.some((part) => isWithin(part, prefecture)))
    return "wider";
  return lie;
}

function nameReason(hit: NameHit): Reason {
  return reason(hit, "indication-named", {
    zh: `使用地理标志名称“${hit.indication.name}”。`,
    en: `Uses the geographical indication ${hit.indication.name}.`,
  });
}

function reason(hit: NameHit, code: string, sentence: Bilingual): Reason {
  return reasonAt(code, sentence, hit.field, hit.start, hit.end, hit.indication.name);
}

function originReason(origin: Origin, indication: WatchedIndication, hit: NameHit, far: boolean): Reason {
  const area = indication.areaName.length > 60 ? `${indication.areaName.slice(0, 60)}…` : indication.areaName;
  const unsure = indication.verified ? { zh: "", en: "" } : { zh: "（范围资料待核）", en: " (area not yet verified)" };
  const sentence = {
    zh: `${kindName[origin.kind].zh}为“${origin.name}”，不在“${indication.name}”产地范围（${area}）${unsure.zh}内${far ? "" : "，但同属一省"}。`,
    en: `${kindName[origin.kind].en} is "${origin.name}", outside the area of ${indication.name} (${area})${unsure.en}${far ? "" : ", in the same province"}.`,
  };
  const code = `origin-${origin.kind}`;
  return origin.at === null
    ? { code, sentence, normalised: origin.name }
    : reasonAt(code, sentence, origin.at.field, origin.at.start, origin.at.end, origin.name);
}
