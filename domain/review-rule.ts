/** Which confirmations a second person must look at before a notice can follow. Pure; the reasons are shown to both. */
import type { Bilingual } from "./words.ts";

export interface ReviewFacts {
  readonly leadId: string;
  readonly probability: number;
  /** Price shown, in yuan; null when unknown or in another currency. */
  readonly priceYuan: number | null;
  readonly salesCount: number | null;
}

/** A detector's doubt that a person overrules is worth a second look. */
const doubtfulBelow = 0.6;

/**
 * Yuan. The turnover from which passing off a mark counted as very serious (法释〔2004〕19号 Arts. 1–2, in force to 2025-04-25; the later
 * text's figure was not read). Price × visible sales is a rough upper signal, so it errs towards a second look.
 */
const highValueYuan = 250_000;

/** One in twenty of all confirmations, for a measure of how well reviewers agree. */
const randomShare = 0.05;

/** Why a confirmation needs a second person; empty when it does not. */
export function secondReviewReasons(facts: ReviewFacts): readonly Bilingual[] {
  const reasons: Bilingual[] = [];
  if (facts.probability < doubtfulBelow)
    reasons.push({
      zh: `探测概率低于 ${doubtfulBelow}，但人工确认`,
      en: `confirmed although the detectors gave less than ${doubtfulBelow}`,
    });
  const value = facts.priceYuan === null ? null : facts.priceYuan * Math.max(1, facts.salesCount ?? 1);
  if (value !== null && value >= highValueYuan)
    reasons.push({
      zh: `页面显示金额约 ${Math.round(value)} 元，达到 ${highValueYuan} 元`,
      en: `the page shows about ${Math.round(value)} yuan, at or above ${highValueYuan}`,
    });
  if (drawnAtRandom(facts.leadId)) reasons.push({ zh: "随机抽取复核", en: "drawn at random for a second look" });
  return reasons;
}

/** The same lead always gets the same answer, so nobody can confirm again until the dice fall otherwise. */
export function drawnAtRandom(leadId: string): boolean {
  return fraction(leadId) < randomShare;
}

/** FNV-1a over UTF-16 units with a final avalanche (MurmurHash3's), as a fraction of 2³². */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
