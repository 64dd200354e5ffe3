/** Which words of the counterfeit trade stand in a listing and mean it: benign wordings and denials taken off. */
import type { Slang } from "../../domain/lexicon/trade-words.ts";
import type { TextField } from "./fields.ts";
import { covers, hitsBetween, overlaps, type Vocabulary, type WordHit } from "./vocabulary.ts";

export interface SlangHit {
  readonly slang: Slang;
  readonly field: string;
  readonly span: readonly [number, number];
  readonly matched: string;
}

/** Characters of Chinese, and of other text, between a denial and what it denies. A longer gap is another thought. */
const reach = { han: 4, latin: 18 } as const;

/** Characters a list of denied words (拒绝高仿、A货、复刻) may fill between the denial and its last word. */
const farthest = 60;

export function liveSlang(
  fields: readonly TextField[],
  hits: (field: string) => readonly WordHit[],
  words: Vocabulary["words"],
  goods: { readonly shoes: boolean; readonly apparel: boolean },
): { slang: SlangHit[]; denied: SlangHit[] } {
  const innocentTopics = new Set(
    fields
      .filter((field) => field.name !== "seller.name")
      .flatMap((field) => hits(field.name).flatMap((hit) => (hit.role.list === "slang-topic" ? [hit.role.at] : []))),
  );
  const slang: SlangHit[] = [];
  const denied: SlangHit[] = [];
  for (const field of fields) {
    const all = hits(field.name);
    const buyersFrom =
      field.name === "description" ? (all.find((hit) => hit.role.list === "other-speaker")?.span[0] ?? Infinity) : Infinity;
    for (const hit of all) {
      const entry = hit.role.list === "slang" ? words.slang[hit.role.at] : undefined;
      if (entry === undefined || innocentTopics.has(hit.role.at) || hit.span[0] >= buyersFrom) continue;
      if (entry.needs === "shoes" && !goods.shoes) continue;
      if (entry.needs === "apparel" && !goods.apparel) continue;
      const near = hitsBetween(all, hit.span[0] - farthest, hit.span[1] + farthest);
      const benign = near.some(
        (other) => other.role.list === "slang-benign" && other.role.at === hit.role.at && covers(other.span, hit.span),
      );
      // The longest wording speaks: 高仿机 is one hit of its own, not 高仿 again.
      const partOfLonger = near.some(
        (other) => other.role.list === "slang" && lengthOf(other) > lengthOf(hit) && covers(other.span, hit.span),
      );
      if (benign || partOfLonger) continue;
      const place = { slang: entry, field: field.name, span: hit.span, matched: hit.matched };
      if (isDenied(field.text, hit, near)) denied.push(place);
      else slang.push(place);
    }
  }
  return { slang, denied };
}

function isDenied(text: string, hit: WordHit, near: readonly WordHit[]): boolean {
  const slang = near.filter((other) => other.role.list === "slang");
  return near.some((other) => {
    if (overlaps(other.span, hit.span)) return false;
    // "支持对比" invites to compare and "非正品" admits: neither denies.
    if (near.some((except) => except.role.list === "negation-except" && covers(except.span, other.span))) return false;
    if (other.role.list === "negation-before" && other.span[1] <= hit.span[0])
      return isNear(text, other.span[1], hit.span[0], slang, other.matched);
    if (other.role.list === "negation-after" && other.span[0] >= hit.span[1])
      return isNear(text, hit.span[1], other.span[0], slang, other.matched);
    return false;
  });
}

const lengthOf = (hit: WordHit) => hit.span[1] - hit.span[0];

/** A one-character denial (非, 无, 防) must touch: it stands in too many words. Lists (拒绝高仿、A货) count as touching. */
function isNear(text: string, from: number, to: number, slang: readonly WordHit[], denial: string): boolean {
  if (to - from > farthest) return false;
  let between = text.slice(from, to);
  for (const other of slang) if (other.span[0] >= from && other.span[1] <= to) between = between.replace(other.matched, "");
  if (/[。！？!?;；\n]/u.test(between)) return false;
  between = between.replace(/[、,，/和与或及\s"“”'‘’《》<>「」]|一切|任何|所有|各种|等|\bor\b|\band\b|\bany\b|\bof\b|\ba\b|\ban\b/gu, "");
  if (denial.length === 1) return between === "";
  return between.length <= (/\p{Script=Han}/u.test(denial) ? reach.han : reach.latin);
}
