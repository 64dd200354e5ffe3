/** What patent words without a number come to. A number in the same listing, of whatever kind, answers for plain words. */
import type { Reason } from "../../domain/finding.ts";
import type { Bilingual } from "../../domain/words.ts";
import { reasonAt } from "./fields.ts";
import type { Judgement } from "./patent-number-verdict.ts";
import type { NumberClaim } from "./patent-numbers.ts";
import type { Claimant } from "./patent-ownership.ts";
import type { Wording, WordingKind } from "./patent-wording.ts";

const sentences: Readonly<Record<WordingKind, Bilingual>> = {
  claim: { zh: "宣称专利而未标明专利种类和专利号。", en: "Claims a patent without its kind and number." },
  granted: { zh: "以专利产品自称而未标明专利种类和专利号。", en: "Calls the goods patented without kind and number." },
  national: {
    zh: "“国家专利”不是专利种类，须标明种类和专利号。",
    en: '"National patent" is no kind of patent; kind and number are needed.',
  },
  international: {
    zh: "不存在“国际专利”“全球专利”，PCT 仅为申请途径。",
    en: "There is no international patent; PCT is a way of applying.",
  },
  foreign: { zh: "境外专利在中国不发生效力，且未标明专利号。", en: "A foreign patent has no effect in China, and no number is given." },
  reference: {
    zh: "“参照/依据专利生产”使人误认产品享有专利，属典型假冒专利表述。",
    en: '"Made by reference to a patent" suggests a right in the goods: a typical passing-off wording.',
  },
  pending: { zh: "使用尚未授权的专利申请作宣传。", en: "Advertises with an application that is not granted." },
  "lawful-pending": {
    zh: "按规定注明“专利申请，尚未授权”；广告中使用仍应提示。",
    en: "Marked as an application not yet granted, as prescribed; still not for advertising.",
  },
  "pending-as-number": {
    zh: "在专利号处填写“申请中”，将专利申请当作专利展示。",
    en: 'Writes "pending" where the patent number belongs: an application shown as a patent.',
  },
};

/** Judgements on the words alone; an empty list when the numbers answer for them. */
export function judgeWording(said: readonly Wording[], numbers: readonly NumberClaim[], claimant: Claimant): Judgement[] {
  const of = (...kinds: readonly WordingKind[]) => said.filter((each) => kinds.includes(each.kind));
  const judgements: Judgement[] = [];
  const reference = of("reference");
  if (reference.length > 0)
    judgements.push(judged("made-by-reference", 0.8, reference, ["patent.counterfeit", "patent.counterfeit-penalty"]));

  const asNumber = of("pending-as-number");
  const lawful = of("lawful-pending");
  const pending = of("pending");
  const boasts = [...of("granted", "national"), ...of("claim").filter(isBoast)];
  const plain = of("claim", "granted", "national", "foreign");
  const answered = numbers.length > 0;
  if (asNumber.length > 0 && lawful.length === 0)
    judgements.push(judged("application-as-granted", 0.77, asNumber, ["patent.counterfeit", "advertising.patent"]));
  else if (lawful.length > 0) {
    if (!answered) judgements.push(judged("application-marked", 0.15, lawful, ["advertising.patent", "patent.marking-form"]));
  } else if (pending.length > 0 && !answered) {
    if (boasts.length > 0)
      judgements.push(judged("application-as-granted", 0.66, [...boasts, ...pending], ["patent.counterfeit", "advertising.patent"]));
    else judgements.push(judged("application-advertised", 0.32, pending, ["advertising.patent"]));
  } else if (plain.length > 0 && !answered && asNumber.length === 0) {
    const national = of("national");
    if (national.length > 0)
      judgements.push(judged("national-patent", 0.66, plain, ["advertising.patent", "advertising.superlatives", "patent.counterfeit"]));
    else if (of("foreign").length === plain.length)
      judgements.push(judged("foreign-patent", claimant.chinese ? 0.58 : 0.4, plain, ["advertising.patent"]));
    else
      judgements.push(judged("claim-without-number", claimant.chinese ? 0.64 : 0.58, plain, ["advertising.patent", "patent.counterfeit"]));
  }
  const international = of("international");
  if (international.length > 0)
    judgements.push(judged("international-patent", answered ? 0.52 : 0.67, international, ["advertising.patent", "advertising.false"]));
  return judgements;
}

/** 独家专利 and "patented" say that the right is there; 专利 alone may be the word that an application is explained with. */
function isBoast({ field, start, end }: Wording): boolean {
  if (field.folded.slice(start, end).startsWith("patented")) return true;
  return (
    /(?:独家|独有|唯一|自主|原创|首创|多项|[\d一二三四五六七八九十]项)$/u.test(field.folded.slice(Math.max(0, start - 4), start)) ||
    /^(?:产品|技术|设计|配方|工艺|结构|认证|保护|款)/u.test(field.folded.slice(end, end + 2))
  );
}

function judged(subtype: string, probability: number, said: readonly Wording[], law: readonly string[]): Judgement {
  const reasons: Reason[] = said.slice(0, 5).map((each) => reasonAt(subtype, sentences[each.kind], each.field, each.start, each.end));
  return { subtype, verdict: "suspected", probability, reasons, law };
}
