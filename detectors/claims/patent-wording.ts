/** Words about patents in a listing, apart from numbers: what they claim, admit or deny. */
import type { PatentKind } from "../../domain/identifiers/patent-number.ts";
import type { ProtectedWords } from "../../domain/lexicon/protected-words.ts";
import type { Field } from "./fields.ts";
import { buildVocabulary, leanOf, wordsOf, type Hit } from "./vocabulary.ts";

export type WordingKind =
  | "claim"
  | "granted"
  | "national"
  | "international"
  | "foreign"
  | "reference"
  | "pending"
  | "lawful-pending"
  | "pending-as-number";

export interface Wording {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
  readonly kind: WordingKind;
}

export interface KindStatement {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
  readonly kind: PatentKind;
}

export interface WordingReader {
  wordings(field: Field): readonly Wording[];
  kinds(field: Field): readonly KindStatement[];
  /** The listing is about patents (an agency's service, a book, a poster of drawings): its words claim nothing of its goods. */
  isAboutPatents(field: Field): boolean;
}

export function buildWordingReader(words: ProtectedWords["patent"]): WordingReader {
  const vocabulary = buildVocabulary<WordingKind | "benign">([
    ["专利", "claim"],
    ...words.latinClaims.map((word) => [word, "claim"] as const),
    ...words.granted.map((word) => [word, "granted"] as const),
    ...words.national.map((word) => [word, "national"] as const),
    ...words.international.map((word) => [word, "international"] as const),
    ...words.foreign.map((word) => [word, "foreign"] as const),
    ...words.reference.map((word) => [word, "reference"] as const),
    ...words.pending.map((word) => [word, "pending"] as const),
    ...words.lawfulPending.map((word) => [word, "lawful-pending"] as const),
    ...words.pendingAsNumber.map((word) => [word, "pending-as-number"] as const),
    ...words.benign.map((word) => [word, "benign"] as const),
  ]);
  const kindWords = buildVocabulary<PatentKind>(
    (["invention", "utility-model", "design"] as const).flatMap((kind) => words.kinds[kind].map((word) => [word, kind] as const)),
  );
  const kindLabels = words.kindLabels.map(leanOf);
  const numberLabels = words.numberLabels.map(leanOf);
  const about = wordsOf(words.subject);
  const finish = wordsOf(words.finish);
  return {
    wordings(field) {
      const asksForNumber =
        field.label !== "" && numberLabels.some((label) => field.label.includes(label)) && !/类型|种类|类别|type|kind/u.test(field.label);
      if (asksForNumber && /^\s*(?:正在)?(?:申请|受理|审查|审核|公示|待批|pending|applied|in application)/u.test(field.folded))
        return [{ field, start: 0, end: field.folded.length, kind: "pending-as-number" }];
      // 专利：有 and 是否专利货源：是 claim a patent in an attribute's own way.
      if (
        (field.label.includes("专利") || field.label.includes("patent")) &&
        /^\s*(?:有|是|具有|已获|已授权|yes|granted)\b|^\s*(?:有|是)\s*$/u.test(field.folded)
      )
        return [{ field, start: 0, end: field.folded.length, kind: "claim" }];
      const hits = leftmostLongest(vocabulary.find(field));
      return hits.flatMap((hit) => {
        if (hit.value === "benign" || isDenied(field.folded, hit)) return [];
        if (/^[a-z]/u.test(hit.word) && hit.value === "claim" && nearFinish(field, hit, finish)) return [];
        return [{ field, start: hit.start, end: hit.end, kind: refined(field.folded, hit) }];
      });
    },
    kinds(field) {
      const hits = leftmostLongest(kindWords.find(field)).filter((hit) => saysKind(field.folded, hit));
      const own = field.label === "" ? undefined : kindOfLabel(field, kindWords, kindLabels);
      return [...hits.map((hit) => ({ field, start: hit.start, end: hit.end, kind: hit.value })), ...(own === undefined ? [] : [own])];
    },
    isAboutPatents: (field) => about.has(field),
  };
}

/** Hits from the left, the longest at each place, none overlapping the one before it. */
function leftmostLongest<T>(hits: readonly Hit<T>[]): Hit<T>[] {
  const kept: Hit<T>[] = [];
  let reached = -1;
  for (const hit of hits)
    if (hit.start >= reached) {
      kept.push(hit);
      reached = hit.end;
    }
  return kept;
}

const denialBefore =
  /(?:非|无|没有|不是|并非|未获得?|未取得|没|不含|不属于|不涉及|尚无|暂无|no|not|non|without|isn't|never)[\s:：-]{0,2}$/u;
const aboutAfter =
  /^\s?(?:已?(?:过期|到期|失效|终止|无效|作废)|代理|局|法(?!国)|律师|费|诉讼|纠纷|侵权|转让|expired|attorney|law\b|office|lapsed)/u;

function isDenied(text: string, hit: Hit<unknown>): boolean {
  return denialBefore.test(text.slice(Math.max(0, hit.start - 8), hit.start)) || aboutAfter.test(text.slice(hit.end, hit.end + 9));
}

const byReference = /(?:参照|依据|根据|按照|仿照|参考|借鉴)(?:了|于)?(?:我国|中国|国家|某|一项){0,2}(?:发明|实用新型|外观设计|外观)?$/u;
const applied =
  /(?:申请|申报|提交|报批|applied for|applying for|filed)(?:了|过|的|a|an|\s)?\s?[\d一二三四五六七八九十两多数]{0,3}(?:项|个|件|款|种)?(?:国家级?|发明|实用新型|外观设计|外观|多项|多国|中国|\s){0,3}$/u;
const underWay =
  /^[:：\s)）号权技术产品的]{0,5}(?:正在|在|已经?|均已|仍在)?(?:申请中|申请(?!号|人|日)|受理|审核中|审查中|公示|公告中|待批|待授权|pending|applied|application filed)/u;

/** "国家专利申请中" and "申请了3项专利" speak of applications, whatever word they begin with. */
function refined(text: string, hit: Hit<WordingKind | "benign">): WordingKind {
  const kind = hit.value === "benign" ? "claim" : hit.value;
  if (kind !== "claim" && kind !== "national" && kind !== "granted") return kind;
  if (byReference.test(text.slice(Math.max(0, hit.start - 14), hit.start)) && !/^\s?(?:号|查询|法)/u.test(text.slice(hit.end, hit.end + 3)))
    return "reference";
  if (applied.test(text.slice(Math.max(0, hit.start - 24), hit.start))) return "pending";
  if (underWay.test(text.slice(hit.end, hit.end + 14)))
    return /专利号|patent no|patent number/u.test(text.slice(hit.start, hit.end + 10)) ? "pending-as-number" : "pending";
  return kind;
}

function nearFinish(field: Field, hit: Hit<unknown>, finish: { has(field: Field): boolean }): boolean {
  return (
    !/technology|design|pending|no|number/u.test(hit.word) &&
    finish.has({ ...field, folded: field.folded.slice(Math.max(0, hit.start - 30), hit.end + 30), lean: "" })
  );
}

/** 外观 and 发明 alone are everyday words: they state a kind only in brackets or before 专利. */
function saysKind(text: string, hit: Hit<PatentKind>): boolean {
  if (hit.word !== "外观" && hit.word !== "发明" && hit.word !== "invention") return true;
  const after = text.slice(hit.end, hit.end + 3);
  return /^\s?[)）\]】::]/u.test(after) || /^\s?(?:专利|权|zl)/u.test(after);
}

function kindOfLabel(
  field: Field,
  kindWords: { find(field: Field): readonly Hit<PatentKind>[] },
  kindLabels: readonly string[],
): KindStatement | undefined {
  const inLabel = kindWords.find({ ...field, folded: field.label, lean: field.label, leanOffsets: null })[0];
  if (inLabel !== undefined && field.label.includes("专利")) return { field, start: 0, end: field.folded.length, kind: inLabel.value };
  if (!kindLabels.some((label) => field.label.includes(label))) return undefined;
  const value = kindWords.find(field)[0];
  return value === undefined ? undefined : { field, start: value.start, end: value.end, kind: value.value };
}
