/** What one number in a listing comes to: form, check digit, kind, year, term, status, owner. Pure. */
import type { Reason } from "../../domain/finding.ts";
import { patentCheck, termState, termYears, type PatentKind } from "../../domain/identifiers/patent-number.ts";
import type { PatentStatus } from "../../domain/patent-status.ts";
import { chinaDay } from "../../domain/law.ts";
import type { Bilingual } from "../../domain/words.ts";
import { reasonAt } from "./fields.ts";
import { ownershipOf, type Claimant } from "./patent-ownership.ts";
import type { NumberClaim } from "./patent-numbers.ts";

export interface Judgement {
  readonly subtype: string;
  readonly verdict: "suspected" | "cleared" | "undetermined";
  readonly probability: number;
  readonly reasons: readonly Reason[];
  readonly law: readonly string[];
}

export interface NumberContext {
  readonly asOf: Date;
  readonly status: PatentStatus | null;
  readonly statedKind: { readonly kind: PatentKind; readonly reason: Reason } | null;
  /** Words that claim a grant stand in the listing, apart from numbers and their labels. */
  readonly saysGranted: boolean;
  readonly saysPending: boolean;
  /** Calendar day, or only its year, on which the goods say they were made. */
  readonly producedOn: string | null;
  /** The clause around the number credits technique, not looks. */
  readonly technicalClause: string | null;
  readonly claimant: Claimant;
}

const kindName: Readonly<Record<PatentKind, Bilingual>> = {
  invention: { zh: "发明", en: "invention" },
  "utility-model": { zh: "实用新型", en: "utility model" },
  design: { zh: "外观设计", en: "design" },
};

export function judgeNumber(claim: NumberClaim, context: NumberContext): Judgement | null {
  switch (claim.reading.kind) {
    case "certificate":
      return irregular(claim, "certificate-number-only", {
        zh: `所示为专利证书号（${claim.reading.digits}），不是专利号，标注不规范。`,
        en: `A certificate number (${claim.reading.digits}) is shown; it is not a patent number.`,
      });
    case "foreign":
      return judgeForeign(claim, claim.reading.foreign, context);
    case "chinese":
      return judgeChinese(claim, claim.reading, context);
  }
}

type Chinese = Extract<NumberClaim["reading"], { kind: "chinese" }>;

function judgeChinese(claim: NumberClaim, reading: Chinese, context: NumberContext): Judgement | null {
  const { parsed } = reading;
  const at = (code: string, sentence: Bilingual, normalised?: string): Reason =>
    reasonAt(code, sentence, claim.field, claim.start, claim.end, normalised);
  const strong = (subtype: string, probability: number, reasons: readonly Reason[]): Judgement => ({
    subtype,
    verdict: "suspected",
    probability,
    reasons,
    law: counterfeit,
  });
  if (!parsed.ok) {
    const shown = `${reading.prefix}${reading.digits}`;
    switch (parsed.fault) {
      case "publication-number":
      case "grant-publication-number":
        return judgePublication(claim, parsed.found ?? "", shown, context);
      case "bad-check-digit":
      case "missing-check-digit":
        return badCheck(claim, reading, at, context);
      case "bad-kind-digit":
        return strong("bad-kind-digit", 0.93, [
          at(
            "bad-kind-digit",
            {
              zh: `号码 ${shown} 的种类位为“${parsed.found ?? ""}”，有效值只有 1、2、3、8、9，疑似虚构。`,
              en: `The kind digit of ${shown} is "${parsed.found ?? ""}"; only 1, 2, 3, 8 and 9 exist.`,
            },
            shown,
          ),
        ]);
      case "future-year":
        return strong("future-year", 0.95, [
          at(
            "future-year",
            {
              zh: `号码 ${shown} 的申请年份 ${parsed.found ?? ""} 晚于采集日 ${chinaDay(context.asOf)}，疑似虚构。`,
              en: `The filing year ${parsed.found ?? ""} of ${shown} is later than the capture day ${chinaDay(context.asOf)}.`,
            },
            shown,
          ),
        ]);
      case "year-before-system":
      case "wrong-form-for-year":
        return strong("impossible-year", 0.92, [
          at(
            "impossible-year",
            {
              zh: `号码 ${shown} 的年份与编号规则不符（专利制度始于 1985 年，2003 年 10 月起用 12 位号码），疑似虚构。`,
              en: `The year in ${shown} does not fit the numbering rules (system from 1985, twelve digits from October 2003).`,
            },
            shown,
          ),
        ]);
      case "bad-length":
        return strong("bad-length", 0.86, [
          at(
            "bad-length",
            {
              zh: `号码 ${shown} 共 ${reading.digits.length} 位，专利号应为 8+1 位或 12+1 位。`,
              en: `${shown} has ${reading.digits.length} digits; a patent number has 8+1 or 12+1.`,
            },
            shown,
          ),
        ]);
      case "masked":
        return {
          subtype: "masked-number",
          verdict: "suspected",
          probability: 0.62,
          law: advertising,
          reasons: [
            at("masked-number", {
              zh: "专利号以占位符遮挡，无法核对，视同未标明专利号。",
              en: "The number is masked with placeholders and cannot be checked, as if none were given.",
            }),
          ],
        };
      case "no-number":
      case "certificate-number":
        return null;
    }
  }
  const core = parsed.number;
  const numbered = `${parsed.prefix}${parsed.core}${parsed.check === null ? "" : `.${parsed.check}`}`;
  if (context.status !== null) {
    const known = judgeStatus(claim, context.status, context, at, numbered);
    if (known !== null) return known;
  }
  const mismatch = kindMismatch(parsed.kind, context.statedKind, at, numbered);
  if (mismatch !== null) return mismatch;
  const term = judgeTerm(parsed, context, at, numbered);
  if (term !== null) return term;
  if (claim.label === "application") return judgeApplication(context, at, numbered);
  if (parsed.kind === "design" && context.technicalClause !== null)
    return {
      subtype: "design-for-technique",
      verdict: "suspected",
      probability: 0.62,
      law: ["patent.counterfeit", "advertising.patent"],
      reasons: [
        at(
          "design-for-technique",
          {
            zh: `${numbered} 为外观设计专利，却用于支撑技术效果的宣传（“${context.technicalClause}”），保护范围不符。`,
            en: `${numbered} is a design, yet it is used to support a technical claim ("${context.technicalClause}").`,
          },
          core,
        ),
      ],
    };
  if (context.status?.patent.status === "granted") {
    const owner = judgeOwner(context, at, numbered);
    if (owner !== null) return owner;
    return {
      subtype: "verified",
      verdict: "cleared",
      probability: 0.03,
      law: [],
      reasons: [
        at(
          "verified",
          {
            zh: `${numbered} 校验通过，权利登记为有效（${context.status.source}）。`,
            en: `${numbered} passes its check and is granted according to ${context.status.source}.`,
          },
          core,
        ),
      ],
    };
  }
  // CN stands before applications: one that the page itself calls under examination is none that protects.
  if (parsed.prefix === "CN" && context.saysPending && context.saysGranted)
    return { ...judgeApplication({ ...context, saysPending: false }, at, numbered), probability: 0.7 };
  if (parsed.prefix !== "ZL")
    return irregular(
      claim,
      "number-without-zl",
      { zh: `号码 ${numbered} 校验通过，但未按规定以“ZL”标注。`, en: `${numbered} passes its check but lacks the prescribed ZL.` },
      0.22,
    );
  return null;
}

const counterfeit = ["patent.counterfeit", "patent.counterfeit-penalty", "advertising.patent"];
const advertising = ["advertising.patent", "patent.counterfeit"];

function irregular(claim: NumberClaim, subtype: string, sentence: Bilingual, probability = 0.28): Judgement {
  return {
    subtype,
    verdict: "suspected",
    probability,
    law: ["patent.marking", "patent.marking-form"],
    reasons: [reasonAt(subtype, sentence, claim.field, claim.start, claim.end)],
  };
}

function badCheck(
  claim: NumberClaim,
  reading: Chinese,
  at: (code: string, sentence: Bilingual, normalised?: string) => Reason,
  context: NumberContext,
): Judgement {
  const hasCheck = reading.digits.length === 9 || reading.digits.length === 13;
  const core = hasCheck ? reading.digits.slice(0, -1) : reading.digits;
  const { sum, remainder, expected } = patentCheck(core);
  const shown = `${reading.prefix}${core}`;
  const reasons: Reason[] = [];
  if (hasCheck) {
    const found = reading.digits.slice(-1).toUpperCase();
    reasons.push(
      at(
        "bad-check-digit",
        {
          zh: `号码 ${shown}.${found}：加权和 ${sum}，余数 ${remainder}，校验位应为 ${expected}，实为 ${found}。`,
          en: `${shown}.${found}: weighted sum ${sum}, remainder ${remainder}, expected ${expected}, found ${found}.`,
        },
        `${shown}.${found}`,
      ),
    );
  } else
    reasons.push(
      at(
        "missing-check-digit",
        {
          zh: `号码 ${shown} 缺校验位：加权和 ${sum}，余数 ${remainder}，应为 ${expected}。`,
          en: `${shown} lacks its check digit: weighted sum ${sum}, remainder ${remainder}, expected ${expected}.`,
        },
        shown,
      ),
    );
  if (context.statedKind !== null) reasons.push(context.statedKind.reason);
  return {
    subtype: hasCheck ? "bad-check-digit" : "missing-check-digit",
    verdict: "suspected",
    probability: hasCheck ? 0.91 : 0.66,
    reasons,
    law: counterfeit,
  };
}

/** A utility model or design sold as an invention is the commonest upgrade; the other way round is usually a slip. */
function kindMismatch(
  real: PatentKind,
  stated: NumberContext["statedKind"],
  at: (code: string, sentence: Bilingual, normalised?: string) => Reason,
  numbered: string,
): Judgement | null {
  if (stated === null || stated.kind === real) return null;
  const probability = stated.kind === "invention" ? 0.9 : real === "invention" ? 0.35 : 0.68;
  const sentence = {
    zh: `文字称${kindName[stated.kind].zh}专利，${numbered} 的种类位表明是${kindName[real].zh}专利。`,
    en: `The text says ${kindName[stated.kind].en}; the kind digit of ${numbered} says ${kindName[real].en}.`,
  };
  return {
    subtype: "wrong-kind",
    verdict: "suspected",
    probability,
    reasons: [at("wrong-kind", sentence, numbered), stated.reason],
    law: counterfeit,
  };
}

function judgeTerm(
  parsed: { year: number; kind: PatentKind },
  context: NumberContext,
  at: (code: string, sentence: Bilingual, normalised?: string) => Reason,
  numbered: string,
): Judgement | null {
  const state = termState(parsed, context.asOf);
  if (state !== "expired" && state !== "borderline") return null;
  const [shortest, longestTerm] = termYears(parsed);
  const ended = parsed.year + longestTerm;
  const exception = {
    zh: "终止前依法标注、终止后销售的不属假冒，应核实生产日期。",
    en: "Goods lawfully marked before the end and sold after it are no passing off: ask for the production date.",
  };
  const sentence = {
    zh: `${numbered} 申请于 ${parsed.year} 年，${kindName[parsed.kind].zh}专利期限 ${longestTerm} 年，按号推算最迟 ${ended} 年届满。${exception.zh}`,
    en: `${numbered} was filed in ${parsed.year}; a ${kindName[parsed.kind].en} lasts ${longestTerm} years, so it ended in ${ended} at the latest. ${exception.en}`,
  };
  if (state === "borderline")
    return {
      subtype: "term-borderline",
      verdict: "undetermined",
      probability: 0.3,
      law: ["patent.term"],
      reasons: [
        at(
          "term-borderline",
          {
            zh: `${numbered} 的期限在 ${parsed.year + shortest} 年内届满，仅凭号码无法确定是否仍有效。`,
            en: `The term of ${numbered} ends within ${parsed.year + shortest}; the number alone cannot tell.`,
          },
          numbered,
        ),
      ],
    };
  if (context.producedOn !== null && context.producedOn.slice(0, 4) < String(ended))
    return {
      subtype: "made-before-expiry",
      verdict: "cleared",
      probability: 0.12,
      law: ["patent.counterfeit"],
      reasons: [
        at(
          "made-before-expiry",
          {
            zh: `${numbered} 按号推算已届满，但页面所示生产日期 ${context.producedOn} 在届满之前，依法不属假冒。`,
            en: `${numbered} has ended by its number, but the stated production date ${context.producedOn} precedes the end.`,
          },
          numbered,
        ),
      ],
    };
  return {
    subtype: "expired",
    verdict: "suspected",
    probability: parsed.kind === "invention" ? 0.7 : 0.76,
    law: ["patent.term", ...counterfeit],
    reasons: [at("expired", sentence, numbered)],
  };
}

const dead = {
  lapsed: { zh: "终止（未缴年费等）", en: "lapsed" },
  expired: { zh: "期限届满", en: "expired" },
  invalidated: { zh: "宣告无效", en: "invalidated" },
  rejected: { zh: "申请被驳回", en: "rejected" },
  pending: { zh: "尚未授权", en: "still pending" },
} as const;

function judgeStatus(
  claim: NumberClaim,
  status: PatentStatus,
  context: NumberContext,
  at: (code: string, sentence: Bilingual, normalised?: string) => Reason,
  numbered: string,
): Judgement | null {
  const { patent } = status;
  if (patent.status === "granted") {
    const stated = context.statedKind;
    return stated === null ? null : kindMismatch(patent.kind, stated, at, numbered);
  }
  const day = chinaDay(context.asOf);
  // What the office wrote down after the capture says nothing about the day of capture.
  if (patent.statusDate !== undefined && patent.statusDate.slice(0, 10) > day) return null;
  const dated =
    patent.statusDate === undefined
      ? { zh: "登记日期不详", en: "date unknown" }
      : { zh: `登记日期 ${patent.statusDate}`, en: `as of ${patent.statusDate}` };
  const name = dead[patent.status];
  const honest = patent.status === "pending" && claim.label === "application" && !context.saysGranted;
  if (honest)
    return irregular(claim, "application-shown", {
      zh: `${numbered} 为尚未授权的专利申请，页面按申请标示；广告中不得使用未授权的申请。`,
      en: `${numbered} is a pending application and shown as one; advertising may not use it.`,
    });
  const lawful =
    (patent.status === "lapsed" || patent.status === "expired") &&
    patent.statusDate !== undefined &&
    context.producedOn !== null &&
    context.producedOn < patent.statusDate;
  if (lawful)
    return {
      subtype: "made-before-expiry",
      verdict: "cleared",
      probability: 0.12,
      law: ["patent.counterfeit"],
      reasons: [
        at(
          "made-before-expiry",
          {
            zh: `${numbered} 已${name.zh}（${dated.zh}），但所示生产日期 ${context.producedOn ?? ""} 在此之前，依法不属假冒。`,
            en: `${numbered} is ${name.en} (${dated.en}), but the stated production date ${context.producedOn ?? ""} precedes it.`,
          },
          numbered,
        ),
      ],
    };
  const exception =
    patent.status === "lapsed" || patent.status === "expired"
      ? {
          zh: "终止前标注、终止后销售的除外，应核实生产日期。",
          en: " Goods marked before the end are excepted: ask for the production date.",
        }
      : { zh: "", en: "" };
  return {
    subtype: patent.status === "pending" ? "application-as-granted" : `register-${patent.status}`,
    verdict: "suspected",
    probability: patent.status === "expired" || patent.status === "lapsed" ? 0.92 : 0.94,
    law: counterfeit,
    reasons: [
      at(
        `register-${patent.status}`,
        {
          zh: `登记显示 ${numbered} ${name.zh}（${dated.zh}，来源：${status.source}）。${exception.zh}`,
          en: `The register shows ${numbered} as ${name.en} (${dated.en}; source: ${status.source}).${exception.en}`,
        },
        numbered,
      ),
    ],
  };
}

function judgeOwner(
  context: NumberContext,
  at: (code: string, sentence: Bilingual, normalised?: string) => Reason,
  numbered: string,
): Judgement | null {
  if (context.status === null) return null;
  const { patent } = context.status;
  const ownership = ownershipOf(patent, context.claimant);
  if (!("saysZh" in ownership)) return null;
  const probability = ownership.kind === "another-maker" ? 0.82 : ownership.kind === "unrelated-goods" ? 0.78 : 0.6;
  const licensees =
    patent.licensees.length > 0
      ? { zh: `，被许可人：${patent.licensees.join("、")}`, en: `; licensees: ${patent.licensees.join(", ")}` }
      : { zh: "，未登记被许可人", en: "; no licensee on record" };
  return {
    subtype: "another-holders-number",
    verdict: "suspected",
    probability,
    law: counterfeit,
    reasons: [
      at(
        "another-holders-number",
        {
          zh: `${numbered} 登记在“${patent.holder}”名下${licensees.zh}；页面${ownership.saysZh}，疑似标注他人专利号，应核实许可或进货来源。`,
          en: `${numbered} belongs to "${patent.holder}"${licensees.en}; the listing ${ownership.saysEn}. Possibly another's number: check permission or source.`,
        },
        numbered,
      ),
    ],
  };
}

function judgeApplication(
  context: NumberContext,
  at: (code: string, sentence: Bilingual, normalised?: string) => Reason,
  numbered: string,
): Judgement {
  if (context.saysGranted && !context.saysPending)
    return {
      subtype: "application-as-granted",
      verdict: "suspected",
      probability: 0.72,
      law: counterfeit,
      reasons: [
        at(
          "application-as-granted",
          {
            zh: `页面以专利产品自称，所列 ${numbered} 却标为申请号，疑似将专利申请称为专利。`,
            en: `The listing calls its goods patented, yet ${numbered} is labelled an application: possibly an application called a patent.`,
          },
          numbered,
        ),
      ],
    };
  return {
    subtype: "application-shown",
    verdict: "suspected",
    probability: 0.26,
    law: ["patent.marking-form", "advertising.patent"],
    reasons: [
      at(
        "application-shown",
        {
          zh: `${numbered} 按专利申请标示；广告中不得使用未授权的申请，应核实是否已授权。`,
          en: `${numbered} is shown as an application; advertising may not use ungranted ones, so check for a grant.`,
        },
        numbered,
      ),
    ],
  };
}

const publicationKinds: Readonly<Record<string, PatentKind>> = {
  A: "invention",
  B: "invention",
  C: "invention",
  U: "utility-model",
  Y: "utility-model",
  S: "design",
  D: "design",
};

function judgePublication(claim: NumberClaim, letter: string, shown: string, context: NumberContext): Judgement {
  const at = (code: string, sentence: Bilingual): Reason =>
    reasonAt(code, sentence, claim.field, claim.start, claim.end, `${shown}${letter}`);
  const stated = context.statedKind;
  const real = publicationKinds[letter];
  if (letter === "A") {
    const asGranted = claim.label === "patent" || context.saysGranted || (claim.label === "none" && !context.saysPending);
    if (asGranted)
      return {
        subtype: "publication-number",
        verdict: "suspected",
        probability: claim.label === "patent" ? 0.88 : 0.74,
        law: counterfeit,
        reasons: [
          at("publication-number", {
            zh: `${shown}A 为发明专利申请公布号，尚非授权，疑似将专利申请称为专利。`,
            en: `${shown}A is a published application, not a grant: possibly an application called a patent.`,
          }),
        ],
      };
    return irregular(claim, "publication-shown", {
      zh: `${shown}A 为申请公布号，按公布号标示；广告中不得使用未授权的申请。`,
      en: `${shown}A is shown as a publication number; advertising may not use ungranted applications.`,
    });
  }
  if (stated !== null && real !== undefined && stated.kind !== real && stated.kind === "invention")
    return {
      subtype: "wrong-kind",
      verdict: "suspected",
      probability: 0.88,
      law: counterfeit,
      reasons: [
        at("wrong-kind", {
          zh: `文字称${kindName[stated.kind].zh}专利，公告号 ${shown}${letter} 表明是${kindName[real].zh}专利。`,
          en: `The text says ${kindName[stated.kind].en}; publication ${shown}${letter} is a ${kindName[real].en}.`,
        }),
        stated.reason,
      ],
    };
  return irregular(claim, "grant-publication-number", {
    zh: `${shown}${letter} 为授权公告号，不是专利号，标注不规范。`,
    en: `${shown}${letter} is a grant publication number, not the patent number.`,
  });
}

function judgeForeign(
  claim: NumberClaim,
  foreign: { office: string; status: "granted" | "application"; number: string },
  context: NumberContext,
): Judgement | null {
  const at = (code: string, sentence: Bilingual): Reason => reasonAt(code, sentence, claim.field, claim.start, claim.end, foreign.number);
  if (foreign.status === "application") {
    if (claim.label === "application" || (context.saysPending && !context.saysGranted))
      return irregular(claim, "foreign-application", {
        zh: `${foreign.number} 为境外或国际申请，并非授权专利。`,
        en: `${foreign.number} is a foreign or international application, not a grant.`,
      });
    return {
      subtype: "application-as-granted",
      verdict: "suspected",
      probability: 0.78,
      law: counterfeit,
      reasons: [
        at("application-as-granted", {
          zh: `${foreign.number} 为${foreign.office === "WO" ? "国际（PCT）" : "境外"}申请公布号，从不等同于授权，疑似将专利申请称为专利。`,
          en: `${foreign.number} is ${foreign.office === "WO" ? "an international (PCT)" : "a foreign"} application, never a granted right.`,
        }),
      ],
    };
  }
  // A foreign grant named as one is true and has no effect in China; it misleads when it passes for a domestic one.
  if (context.claimant.saysDomestic)
    return {
      subtype: "foreign-as-domestic",
      verdict: "suspected",
      probability: 0.7,
      law: advertising,
      reasons: [
        at("foreign-as-domestic", {
          zh: `${foreign.number} 为境外专利，在中国不发生效力，页面却以国家专利或中国专利自称。`,
          en: `${foreign.number} is a foreign patent without effect in China, yet the listing speaks of a national or Chinese one.`,
        }),
      ],
    };
  if (context.claimant.chinese)
    return {
      subtype: "foreign-patent",
      verdict: "suspected",
      probability: context.claimant.namesCountry ? 0.34 : 0.56,
      law: advertising,
      reasons: [
        at("foreign-patent", {
          zh: `${foreign.number} 为境外专利，在中国不发生效力，宣传易使人误认。`,
          en: `${foreign.number} is a foreign patent without effect in China and may mislead.`,
        }),
      ],
    };
  return null;
}
