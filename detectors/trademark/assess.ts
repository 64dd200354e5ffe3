/** Everything that speaks for and against a suspicion on each mark that a listing names. */
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Trademark } from "../../domain/right.ts";
import { compatibleSignals, sameName } from "./compatible.ts";
import { categoryFit } from "./goods.ts";
import { labelSignals } from "./label-signals.ts";
import { isCoined, placeOf, placementSignals, spellingSignals } from "./name-signals.ts";
import { senseOf } from "./ordinary.ts";
import { priceSignals } from "./price.ts";
import type { NamedMark, Reading } from "./reading.ts";
import { sellerSignals } from "./seller.ts";
import { clears, signal, type Signal } from "./signal.ts";
import type { SlangHit } from "./slang.ts";
import { probabilityFrom } from "./weights.ts";

export interface Assessment {
  readonly mark: Trademark;
  readonly signals: readonly Signal[];
  readonly probability: number;
}

const cache = new WeakMap<Reading, readonly Assessment[]>();

/** One assessment a mark, in the order in which the listing names them. */
export function assess(reading: Reading, lexicon: Lexicon): readonly Assessment[] {
  const before = cache.get(reading);
  if (before !== undefined) return before;
  const byMark = Map.groupBy(reading.mentions, (mention) => mention.mark.id);
  const made = [...byMark.values()].flatMap((mentions) => assessMark(mentions, reading, lexicon));
  cache.set(reading, made);
  return made;
}

/** Printed matter that comes in a box of goods, unlike a book about them. */
const leaflets = /^(?:使用手册|说明书|handbook|user guide|owner's manual)$/iu;

function assessMark(all: readonly NamedMark[], reading: Reading, lexicon: Lexicon): Assessment[] {
  const [first] = all;
  if (first === undefined) return [];
  const { mark } = first;
  const senses = all.map((mention) => ({ mention, sense: senseOf(mention, all, reading, lexicon) }));
  const mentions = senses.filter(({ sense }) => sense.meant).map(({ mention }) => mention);
  if (mentions.length === 0) {
    const dropped = senses.find(({ sense }) => sense.word !== null);
    if (dropped === undefined || dropped.sense.word === null) return [];
    const { word, sign } = dropped.sense;
    const place = sign === null ? placeOf(dropped.mention) : { field: sign.field, span: sign.hit.span, matched: sign.hit.matched };
    return [
      judged(mark, [
        signal(
          "clear-ordinary-word",
          1,
          {
            zh: `“${dropped.mention.match.matched}”在此为普通词语（${word.meaning.zh}），并非指该商标`,
            en: `"${dropped.mention.match.matched}" is used as an ordinary word (${word.meaning.en}), not as the mark`,
          },
          place,
        ),
      ]),
    ];
  }
  // The shop's own name says who sells, not what is sold.
  const aboutGoods = mentions.filter((mention) => mention.field !== "seller.name");
  if (aboutGoods.length === 0) {
    const shop = shopSignals(mark, mentions, reading, lexicon);
    return shop.length === 0 ? [] : [judged(mark, shop)];
  }
  const ownBrand =
    reading.statedBrand !== null &&
    reading.statedBrand !== "" &&
    !aboutGoods.some((mention) => sameName(mention, reading.statedBrand ?? ""));
  // A nickname means the mark on the mark's goods alone (铁锅炖大鹅), and one that is a word not even there beside another brand (三叶草项链).
  const byNickname = aboutGoods.every((mention) => mention.sort === "nickname");
  const fit = categoryFit(mark, reading.category, lexicon);
  const coined = aboutGoods.some((mention) => isCoined(mention.name) && mention.match.boundary.left && mention.match.boundary.right);
  if (byNickname && (fit === "other" || (ownBrand && !coined))) return [];
  // What is asked for 轮胎人 摆件 says nothing of tyres.
  const doubtful = byNickname && !(coined && fit === "fits");
  const spelling = spellingSignals(mark, aboutGoods, reading, lexicon);
  const fuzzy = spelling.some((each) => ["name-look-alike", "name-sound", "name-misspelt"].includes(each.code));
  const labels = doubtful ? [] : labelSignals(aboutGoods, reading);
  // "可换耐克标" fits no machine: it offers the mark itself.
  const compatible = labels.some((each) => each.code === "label-acts") ? [] : compatibleSignals(aboutGoods, reading);
  const slang = slangSignals(reading, fuzzy);
  // Leaflets and repairs go with empty boxes as they go with full ones: the mark is still sold apart from the goods.
  const sundries = (each: Signal) =>
    each.code === "clear-repair" || (each.code === "clear-media" && leaflets.test(each.reason.matched ?? ""));
  const clearings = clearingSignals(reading, slang).filter((each) => !(labels.length > 0 && sundries(each)));
  const subject = ["clear-media", "clear-toy-model", "clear-repair", ...(ownBrand ? ["clear-comparison"] : [])];
  const compared = compatible.length > 0 || clearings.some((each) => subject.includes(each.code));
  const disguised = spelling.some((each) => each.code === "name-disguised");
  return [
    judged(mark, [
      ...spelling,
      ...slang,
      // A price speaks only of the owner's own goods: not of a part, a book, a label, or a name that merely resembles.
      ...(compared || fuzzy || ownBrand || doubtful || labels.length > 0
        ? []
        : priceSignals(mark, reading, fit).filter((each) => !(disguised && clears(each.code)))),
      ...(compared || fuzzy || doubtful ? [] : placementSignals(mark, aboutGoods, all, reading, lexicon)),
      ...labels,
      ...sellerSignals(mark, fuzzy ? aboutGoods.filter((mention) => mention.spelling.kind !== "plain") : mentions, reading),
      ...compatible,
      ...clearings,
    ]),
  ];
}

/**
 * Goods without a name, in a shop that bears the mark and claims its authority or a back door of its factory: the name
 * is kept out of the title. A bare name (耐克小张的店) is left alone, and so are goods under another name.
 */
function shopSignals(mark: Trademark, mentions: readonly NamedMark[], reading: Reading, lexicon: Lexicon): Signal[] {
  const [inName] = mentions.filter((mention) => mention.spelling.kind === "plain" && mention.sort === "name");
  const another = reading.mentions.some((mention) => mention.field === "title") || (reading.statedBrand ?? "") !== "";
  if (inName === undefined || another || reading.kinds.size === 0 || categoryFit(mark, reading.category, lexicon) !== "fits") return [];
  const seller = sellerSignals(mark, mentions, reading);
  if (seller.some((each) => clears(each.code))) return [];
  const claims = seller.filter((each) => each.reason.field === "seller.name");
  const slang = slangSignals({ ...reading, slang: reading.slang.filter((hit) => hit.field === "seller.name") }, false, true);
  if (claims.length === 0 && slang.length === 0) return [];
  const hidden = signal(
    "hidden-brand",
    0.8,
    {
      zh: `“${inName.match.matched}”仅见于店铺名称，商品标题中未写明品牌`,
      en: `"${inName.match.matched}" stands only in the shop's name; the title names no brand`,
    },
    placeOf(inName),
  );
  return [hidden, ...claims.map((each) => ({ ...each, value: each.value / 2 })), ...slang];
}

const judged = (mark: Trademark, signals: readonly Signal[]): Assessment => ({ mark, signals, probability: probabilityFrom(signals) });

const groupSentence = {
  grade: { zh: "仿制品分级用语", en: "grades copies" },
  copy: { zh: "自认仿制的用语", en: "says it is a copy" },
  channel: { zh: "来路不明的货源说法", en: "a story of where the goods come from" },
  place: { zh: "仿制品集散地用语", en: "a place known for copies" },
  evasion: { zh: "规避检查的交易暗语", en: "moves the sale or the mark out of sight" },
  style: { zh: "攀附他人品牌的说法", en: "draws on another's name" },
  boast: { zh: "主动强调可验真伪", en: "boasts of passing as genuine" },
  disclaimer: { zh: "声明并非正品却使用该商标", en: "disclaims while using the mark" },
} as const;

/** One signal a group, from its strongest word; the same talk five times over is no five witnesses. */
export function slangSignals(reading: Reading, resemblesOnly: boolean, ofShop = false): Signal[] {
  const best = new Map<string, { hit: SlangHit; value: number }>();
  for (const hit of reading.slang) {
    if (!ofShop && hit.field === "seller.name") continue;
    const code = `slang-${hit.slang.group}${hit.slang.strength === "strong" ? "" : "-hint"}`;
    const value = hit.field === "title" ? 1 : 0.85;
    const known = best.get(code);
    if (known === undefined || known.value < value) best.set(code, { hit, value });
  }
  return [...best].map(([code, { hit, value }]) => {
    const group = groupSentence[hit.slang.group];
    return signal(
      code,
      resemblesOnly ? value * 0.7 : value,
      { zh: `出现“${hit.matched}”：${group.zh}`, en: `Says "${hit.matched}": ${group.en}` },
      { field: hit.field, span: hit.span, matched: hit.matched },
    );
  });
}

function clearingSignals(reading: Reading, slang: readonly Signal[]): Signal[] {
  // Whoever grades his goods as copies does not become honest by calling them second-hand.
  const admits = slang.some((each) => each.code === "slang-grade" || each.code === "slang-copy");
  const found = reading.clearings.map(({ code, place }) => {
    const sentence = reading.words.clearings.find((clearing) => clearing.code === code)?.sentence ?? { zh: code, en: code };
    const subject = code === "media" || code === "toy-model" || code === "repair";
    const value = (place.field === "title" ? 1 : subject ? 0.4 : 0.8) * (admits && code !== "media" && code !== "toy-model" ? 0.3 : 1);
    return signal(`clear-${code}`, value, sentence, place);
  });
  const [denied] = reading.denied;
  if (denied !== undefined)
    found.push(
      signal(
        "clear-denied",
        1,
        { zh: `“${denied.matched}”处于否定语境，不作为可疑用语`, en: `"${denied.matched}" is denied by the page itself` },
        { field: denied.field, span: denied.span, matched: denied.matched },
      ),
    );
  return found;
}

export const suspicious = (assessment: Assessment) => assessment.signals.filter((each) => !clears(each.code));
