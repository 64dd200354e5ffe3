/** How each kind of sign is judged where it is found: what makes it a claim, what makes it plain speech. Pure. */
import { parseCccCertificate } from "../../domain/identifiers/ccc-certificate.ts";
import { parseGreenFood } from "../../domain/identifiers/green-food.ts";
import { parseNiosh } from "../../domain/identifiers/niosh.ts";
import type { SignReading } from "../../domain/lexicon/protected-words.ts";
import type { Bilingual } from "../../domain/words.ts";
import type { Surroundings } from "./sign-surroundings.ts";
import type { SignHit } from "./watched-signs.ts";

export interface SignJudgement {
  readonly subtype: string;
  readonly probability: number;
  readonly sentence: Bilingual;
  readonly law: readonly string[];
  readonly cleared?: true;
}

export interface SignMoment {
  readonly asOf: Date;
  /** Events whose window is open and which invite ambush wording. */
  readonly gamesOpen: boolean;
  /** Another, plain Olympic term stands in the listing. */
  readonly gamesNamed: boolean;
}

type Judge = (hit: SignHit, around: Surroundings, moment: SignMoment) => SignJudgement | null;

/** Exhaustive: a new reading of a term is a type error until it is judged. */
export function judgeSign(hit: SignHit, around: Surroundings, moment: SignMoment): SignJudgement | null {
  return judges[hit.reading](hit, around, moment);
}

const olympic = ["olympic.use", "olympic.penalty"];
const lawOf = (hit: SignHit): string[] => {
  if (hit.sign.kin === "world-expo") return ["expo.use"];
  switch (hit.sign.regime) {
    case "olympic":
      return olympic;
    case "special":
      return ["special-sign.use"];
    case "official":
      return ["trademark.prohibited-signs", "advertising.state-symbols"];
    case "quality":
      return ["product-quality.marks"];
  }
};

const uses = (hit: SignHit): Bilingual => ({
  zh: `为商业目的使用“${hit.sign.name}”标志，未见权利人许可。`,
  en: `Uses the sign ${hit.sign.name} in trade; no licence is shown.`,
});

const plain: Judge = (hit, around) => {
  if (isReporting(around))
    return {
      subtype: "factual-reference",
      probability: 0.12,
      cleared: true,
      law: [],
      sentence: {
        zh: `图书、资料中对“${hit.sign.name}”的叙述性提及。`,
        en: `${hit.sign.name} is mentioned as the subject of a publication.`,
      },
    };
  const commercial = around.anywhere(around.words.commercial);
  if (hit.field.name === "description" && !around.near(around.words.commercial, hit, 8, 8))
    return {
      subtype: "sign-mentioned",
      probability: 0.42,
      law: lawOf(hit),
      sentence: {
        zh: `描述中提及“${hit.sign.name}”，是否为商业使用待核。`,
        en: `The description mentions ${hit.sign.name}; whether as a sign is open.`,
      },
    };
  return { subtype: "sign-used", probability: commercial ? 0.88 : 0.8, law: lawOf(hit), sentence: uses(hit) };
};

const isReporting = (around: Surroundings) =>
  around.inTitle(around.words.reporting) && !/同款|纪念|徽章|周边|玩偶|贴纸/u.test(around.title?.folded ?? "");

const weak: Judge = (hit, around, moment) => {
  if (isReporting(around)) return null;
  const ring =
    hit.term === "五环" &&
    (/^.{0,4}(?:图|标|配色|元素|logo|会徽|纪念|徽|t恤|钥匙|吊坠|贴|印|刺绣|款|旗|项链|戒指)/u.test(
      hit.field.folded.slice(hit.end, hit.end + 8),
    ) ||
      /(?:奥|会徽|带|印有|印)\s?$/u.test(hit.field.folded.slice(Math.max(0, hit.start - 3), hit.start)));
  const supported = moment.gamesNamed || ring || (moment.gamesOpen && around.anywhere(around.words.commercial));
  return {
    subtype: "sign-evoked",
    probability: supported ? 0.66 : 0.28,
    law: hit.sign.regime === "olympic" ? [...olympic, "olympic.ambush"] : lawOf(hit),
    sentence: { zh: `使用“${hit.term}”字样，易使人联想到“${hit.sign.name}”。`, en: `The words "${hit.term}" evoke ${hit.sign.name}.` },
  };
};

const code: Judge = (hit, around, moment) => {
  const souvenir = around.anywhere(around.words.commercial);
  const part = /(?:part|model|型号|货号|编号|no\.|#)\s?$/u.test(hit.field.folded.slice(Math.max(0, hit.start - 6), hit.start));
  const stateCode = hit.term === "tg" || hit.term === "zg";
  if (stateCode)
    return around.inTitle(around.words.stateGoods) && around.near(around.words.stateOrgans, hit, 12, 12)
      ? { subtype: "state-supply", probability: 0.8, law: supplyLaw, sentence: supplySentence(hit.term.toUpperCase()) }
      : null;
  if (hit.sign.regime === "official" || hit.sign.regime === "quality" || hit.term === "coc") return null;
  if (part) return null;
  const games = moment.gamesNamed || /奥运|olympic|games|亚运|洛杉矶/u.test(around.fields.map((field) => field.folded).join(" "));
  return {
    subtype: "sign-used",
    probability: games
      ? 0.8
      : souvenir && around.listing.category !== "auto-parts" && around.listing.category !== "electronics"
        ? 0.62
        : 0.25,
    law: lawOf(hit),
    sentence: uses(hit),
  };
};

const fitness: Judge = (hit, around, moment) => {
  if (around.anywhere(around.words.fitness)) return null;
  return plain(hit, around, moment);
};

const emblem: Judge = (hit, around) => {
  const kin = hit.sign.kin ?? "national-emblem";
  const carries = around.near(around.words.carries, hit, 10, 10);
  const law =
    kin === "national-flag"
      ? ["flag.commercial", "advertising.state-symbols"]
      : kin === "party-emblem"
        ? ["party-emblem.commercial"]
        : kin === "army-emblem"
          ? ["advertising.state-symbols", "trademark.prohibited-signs"]
          : ["emblem.commercial", "advertising.state-symbols"];
  const sentence = {
    zh: `商品或宣传使用“${hit.sign.name}”图案，不得用于商标、商业广告和日常用品。`,
    en: `Goods or advertising carry the ${hit.sign.name}; it may not serve marks, advertising or daily articles.`,
  };
  const goods = around.title?.folded ?? "";
  const itself =
    around.anywhere(around.words.isItself) &&
    !/手机壳|打火机|酒|茶杯|水杯|保温杯|皮带|t恤|拖鞋|卫衣|泳衣|背包|钱包|lighter|mug|t-shirt|hoodie|case/u.test(goods);
  if (itself)
    return {
      subtype: "goods-are-the-sign",
      probability: 0.1,
      cleared: true,
      law: [],
      sentence: {
        zh: `商品本身即为${hit.sign.name}制品，属正常销售。`,
        en: `The goods are the ${hit.sign.name} itself; selling it as such is lawful.`,
      },
    };
  if (isReporting(around)) return null;
  if (hit.field.name === "description" && !carries) return { subtype: "emblem-mentioned", probability: 0.3, law, sentence };
  const strength = kin === "national-flag" ? (carries ? 0.62 : 0.4) : carries ? 0.8 : kin === "party-emblem" ? 0.46 : 0.56;
  return { subtype: "emblem-on-goods", probability: strength, law, sentence };
};

const supplyLaw = ["state-supply.ban", "advertising.state-organs"];
const supplySentence = (term: string): Bilingual => ({
  zh: `以“${term}”等字样暗示国家机关、军队特供专供。`,
  en: `"${term}" suggests goods supplied specially to state organs or the army.`,
});

const supply: Judge = (hit, around) => {
  const { words } = around;
  const written = hit.field.text.slice(hit.field.foldedOffsets[hit.start] ?? 0, hit.field.foldedOffsets[hit.end] ?? hit.field.text.length);
  const judged = (probability: number): SignJudgement => ({
    subtype: "state-supply",
    probability,
    law: supplyLaw,
    sentence: supplySentence(written),
  });
  if (isReporting(around)) return null;
  const goods = around.inTitle(words.stateGoods);
  if (
    around.near(words.stateOrgans, hit, 10, 10) &&
    !/(?:食堂|采购|招标)/u.test(hit.field.folded.slice(Math.max(0, hit.start - 6), hit.end + 6))
  )
    return judged(hit.field.name === "description" ? 0.82 : 0.92);
  if (/^(?:rmdht)/u.test(hit.term)) return judged(0.84);
  if (around.near(words.channels, hit, 3, 3)) return null;
  if (/^(?:内供|军供|特贡|专贡|内部特供)/u.test(hit.term)) return judged(goods ? 0.82 : hit.term === "军供" ? 0.6 : 0.4);
  if (/^[a-z]/u.test(hit.term) || /[a-z]/u.test(hit.term)) return judged(goods ? 0.76 : 0.35);
  return goods ? judged(hit.field.name === "description" ? 0.5 : 0.68) : judged(0.15);
};

const venue: Judge = (hit, around) => {
  if (isReporting(around)) return null;
  const goods = around.inTitle(around.words.stateGoods);
  const after = hit.field.folded.slice(hit.end, hit.end + 8).replaceAll(/[\s·]/gu, "");
  const asUse = /^(?:宴会|接待|会议)?(?:用酒|用茶|专用|指定|特制|特供|专供|纪念酒|用瓷|佳酿|酒|茶|烟|珍藏|贡)/u.test(after);
  const brand = hit.term === "钓鱼台" || hit.term === "中南海";
  if (!goods && !asUse) return null;
  const probability = asUse && goods ? (brand ? 0.6 : 0.8) : asUse ? 0.6 : brand ? 0.25 : 0.52;
  return {
    subtype: "state-venue",
    probability,
    law: supplyLaw,
    sentence: { zh: `借“${hit.term}”名义宣传，暗示国家机关或国宴专用。`, en: `Trades on the name ${hit.term}, suggesting state use.` },
  };
};

const cross: Judge = (hit, around) => {
  const medical = around.anywhere(around.words.medicalGoods) || around.listing.category === "ppe";
  if (isReporting(around)) return null;
  const emblemWord = /^.{0,3}(?:标|图|logo|会|emblem|sign|society)/u.test(hit.field.folded.slice(hit.end, hit.end + 9));
  const probability = medical ? 0.86 : emblemWord ? 0.7 : /^[a-z]/u.test(hit.term) ? 0.3 : 0.62;
  return {
    subtype: "red-cross",
    probability,
    law: ["red-cross.use", "red-cross.measures"],
    sentence: {
      zh: "红十字标志（名称）不得用于商品包装、商业广告和药店。",
      en: "The Red Cross emblem or name may not be used on packaging or in advertising.",
    },
  };
};

const approval: Judge = (hit, around) => {
  const all = around.fields.map((field) => field.folded).join("\n");
  const niosh = hit.term.includes("niosh");
  if (niosh) {
    const numbers = [...all.matchAll(/tc[\s-]?84a[\s-]?\d{3,6}/gu)].map((match) => parseNiosh(match[0]));
    const sound = numbers.some((number) => number.ok);
    const loop = around.anywhere(around.words.earLoop);
    const child = around.anywhere(around.words.children);
    if (sound && !loop && !child) return null;
    const why = loop
      ? {
          zh: "NIOSH 认可的随弃式口罩均为头戴式，耳挂式与其宣称矛盾。",
          en: "NIOSH-approved respirators have head straps; ear loops contradict the claim.",
        }
      : child
        ? { zh: "NIOSH 不为儿童口罩发放认可。", en: "NIOSH approves nothing for children." }
        : { zh: "宣称 NIOSH 认可而未标明 TC-84A 批准号。", en: "Claims NIOSH approval without a TC-84A number." };
    return {
      subtype: "approval-claim",
      probability: loop || child ? 0.82 : 0.66,
      law: ["advertising.false", "product-quality.marks"],
      sentence: why,
    };
  }
  const ppe = around.listing.category === "ppe" || around.anywhere(around.words.masks);
  return {
    subtype: "approval-claim",
    probability: ppe ? 0.66 : 0.44,
    law: ["advertising.false"],
    sentence: {
      zh: "以 FDA 认证、批准作宣传；FDA 登记不等于批准。",
      en: "Advertises FDA certification or approval; registration is not approval.",
    },
  };
};

const organisation: Judge = (hit, around) => {
  const claimed =
    /认证|推荐|批准|approved|certified|recommended/u.test(hit.term) ||
    around.near(around.words.approval, hit, 0, 6) ||
    /^.{0,3}(?:认证|推荐|指定|采购|专用|认可|批准|approved|certified|recommended|official)/u.test(
      hit.field.folded.slice(hit.end, hit.end + 14),
    );
  const emblemShown = /^.{0,3}(?:标志|徽|logo|图案|emblem)/u.test(hit.field.folded.slice(hit.end, hit.end + 10));
  if (isReporting(around) || (!claimed && !emblemShown)) return null;
  return {
    subtype: "organisation-name",
    probability: claimed ? 0.72 : 0.6,
    law: ["trademark.prohibited-signs", "advertising.false"],
    sentence: {
      zh: `以“${hit.term}”名义或标志作宣传，未见其授权。`,
      en: `Advertises with the name or emblem of ${hit.term}; no permission is shown.`,
    },
  };
};

/** The mark itself is what is sold: 绿色食品标签 100张. */
function offers(hit: SignHit, around: Surroundings): SignJudgement | null {
  if (!around.near(around.words.offered, hit, 4, 6) || hit.field.name === "description") return null;
  return {
    subtype: "mark-offered",
    probability: 0.84,
    law: ["product-quality.marks", "certification.forged-marks"],
    sentence: {
      zh: `以“${hit.term}”标志、标签或证书为商品出售，疑似伪造、买卖质量标志。`,
      en: `Offers the mark, label or certificate "${hit.term}" itself: possibly forging or trading quality marks.`,
    },
  };
}

const green: Judge = (hit, around) => {
  const sold = offers(hit, around);
  if (sold !== null) return sold;
  const codes = around.fields
    .flatMap((field) => [...field.folded.matchAll(/(?<![a-z0-9])(?:gf[\s-]?\d{6,16}|lb[\s-]{0,2}\d{2}[\s-]{0,2}\d{6,14}a{0,2})(?!\d)/gu)])
    .map((match) => parseGreenFood(match[0]));
  if (codes.some((parsed) => parsed.ok)) return null;
  if (codes.length > 0)
    return {
      subtype: "bad-mark-number",
      probability: 0.7,
      law: ["product-quality.marks", "agri.quality-marks"],
      sentence: {
        zh: "绿色食品编号位数不符（GF 应为 12 位数字，LB 为 10–12 位）。",
        en: "The green-food code has the wrong number of digits.",
      },
    };
  const mark =
    /^.{0,3}(?:认证|标志|证书|certified)/u.test(hit.field.folded.slice(hit.end, hit.end + 12)) ||
    /(?:a级|aa级|中国)\s?$/u.test(hit.field.folded.slice(Math.max(0, hit.start - 4), hit.start)) ||
    /认证|标志|级|certified|mark/u.test(hit.term);
  return {
    subtype: "mark-without-number",
    probability: mark ? 0.6 : 0.44,
    law: ["product-quality.marks", "agri.quality-marks"],
    sentence: { zh: "宣称绿色食品而未标明企业信息码（GF）或产品编号（LB）。", en: "Claims green food without a GF or LB code." },
  };
};

const organic: Judge = (hit, around) => {
  const sold = offers(hit, around);
  if (sold !== null) return sold;
  if (hit.term === "有机" || hit.term === "organic") return null;
  const food = around.listing.category === undefined || around.listing.category === "food" || around.listing.category === "agri";
  const numbered = around.fields.some(
    (field) =>
      /(?<!\d)\d{17}(?!\d)/u.test(field.folded) ||
      (around.words.organicCodes.has(field) && /[0-9a-z]{8,}|usda|cofcc|gots|ecocert|eu organic/u.test(field.folded)) ||
      /证书|有机码|certificate/u.test(field.label),
  );
  if (!food || numbered) return null;
  return {
    subtype: "mark-without-number",
    probability: /认证|产品认证|标志|certif/u.test(hit.term) ? 0.6 : 0.52,
    law: ["product-quality.marks", "certification.forged-marks"],
    sentence: {
      zh: "宣称有机认证而未标明有机码或认证证书编号。",
      en: "Claims organic certification without a unit code or certificate number.",
    },
  };
};

const ccc: Judge = (hit, around, moment) => {
  const sold = offers(hit, around);
  if (sold !== null) return sold;
  const lacks = /(?:无|没有|未过|未通过|不带|非|没)\s?$/u.test(hit.field.folded.slice(Math.max(0, hit.start - 4), hit.start));
  if (lacks)
    return {
      subtype: "sold-uncertified",
      probability: 0.66,
      law: ["certification.compulsory"],
      sentence: { zh: "自述未经强制性产品认证而销售。", en: "Says itself that it lacks compulsory certification." },
    };
  for (const field of around.fields) {
    if (!/3c|ccc|强制/u.test(field.folded + field.label)) continue;
    for (const match of field.folded.matchAll(/(?<!\d)\d{12,22}(?!\d)/gu)) {
      const parsed = parseCccCertificate(match[0], moment.asOf);
      if (parsed.ok) return null;
      return {
        subtype: "bad-mark-number",
        probability: 0.68,
        law: ["product-quality.marks", "certification.forged-marks"],
        sentence: {
          zh: `CCC 证书编号 ${match[0]} 不合规（应为 16 位：年份 4、机构 2、类别 4、流水 6）。`,
          en: `CCC certificate number ${match[0]} cannot be (16 digits: year 4, body 2, category 4, serial 6).`,
        },
      };
    }
  }
  return null;
};

const mark: Judge = (hit, around) =>
  offers(hit, around) ??
  (hit.sign.kin === "gi-official-sign" || hit.sign.regime === "quality"
    ? {
        subtype: "mark-claimed",
        probability: 0.4,
        law: ["product-quality.marks", "gi.official-sign"],
        sentence: { zh: `宣称“${hit.term}”，未见使用权证明。`, en: `Claims the mark ${hit.term}; no right to use it is shown.` },
      }
    : null);

const title: Judge = (hit, around) => {
  if (/(?:申请|认定|代理|服务|咨询|查询|转让)/u.test(hit.field.folded.slice(hit.end, hit.end + 5))) return null;
  if (isReporting(around)) return null;
  const wellKnown = /驰名|famous|well-known/u.test(hit.term);
  return {
    subtype: wellKnown ? "well-known-advertised" : "false-title",
    probability: wellKnown ? 0.88 : 0.62,
    law: wellKnown ? ["trademark.well-known-advertising"] : ["advertising.superlatives", "advertising.false"],
    sentence: wellKnown
      ? {
          zh: "将“驰名商标”字样用于商品、包装或广告宣传。",
          en: "Uses the words 驰名商标 (well-known trademark) on goods or in advertising.",
        }
      : { zh: "使用早已废止的“免检”等称号作宣传。", en: "Advertises with a title (inspection-exempt) long abolished." },
  };
};

const judges: Readonly<Record<SignReading, Judge>> = {
  strong: plain,
  weak,
  code,
  fitness,
  never: () => null,
  emblem,
  supply,
  venue,
  cross,
  approval,
  organisation,
  green,
  organic,
  ccc,
  mark,
  title,
};
