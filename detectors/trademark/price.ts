/** Whether the price is one at which the owner's goods are sold. */
import type { Trademark } from "../../domain/right.ts";
import type { GoodsFit } from "./goods.ts";
import { isOfName, type Reading } from "./reading.ts";
import { signal, type Signal } from "./signal.ts";
import { covers, type WordHit } from "./vocabulary.ts";

/** Below a third of the lowest known price nothing honest explains new goods; the book of facts puts it at 20–30 %. */
const implausible = 0.3;
const veryLow = 0.12;
const low = 0.5;
const normal = 0.7;

/** Empty where there is nothing to compare: no reference, no price, another kind of goods, a deposit, a part. */
export function priceSignals(mark: Trademark, reading: Reading, sort: GoodsFit): Signal[] {
  const asked = yuanAsked(reading);
  if (asked === null || mark.referencePrices.length === 0 || !isWhole(reading)) return [];
  const references = mark.referencePrices.flatMap((reference) => {
    const rate = reading.words.prices.yuan[reference.currency.toUpperCase()];
    const fit = rate === undefined ? 0 : sameKind(reference.item, reading, sort);
    return rate === undefined || fit === 0 ? [] : [{ item: reference.item, yuan: reference.min * rate, fit }];
  });
  const closest = Math.max(0, ...references.map((reference) => reference.fit));
  const lowest = references.filter((reference) => reference.fit === closest).toSorted((a, b) => a.yuan - b.yuan)[0];
  if (lowest === undefined || lowest.yuan <= 0) return [];
  const share = asked / lowest.yuan;
  const percent = Math.max(1, Math.round(share * 100));
  const item = lowest.item === "" ? "" : `（${lowest.item}）`;
  const sentence = {
    zh: `标价约为该品牌正品${item}最低参考价的 ${percent}%`,
    en: `The price is about ${percent}% of the lowest reference price of the brand's goods${lowest.item === "" ? "" : ` (${lowest.item})`}`,
  };
  const reasoned = (code: string, value: number): Signal => ({
    code,
    value,
    reason: { code, sentence, field: "price", matched: reading.listing.price?.amount ?? "" },
  });
  // What was used costs what its state is worth.
  const used = reading.clearings.some(({ code }) => code === "second-hand");
  if (share < veryLow && !used) return [reasoned("price-implausible", closest), signal("price-very-low", closest, sentence)];
  if (share < implausible) return [reasoned("price-implausible", used ? closest / 2 : closest)];
  if (share < low) return [reasoned("price-low", closest)];
  // Of goods whose kind is not said only what would be usual for the dearest of them clears.
  const dearest = Math.max(...references.filter((each) => each.fit === closest).map((each) => each.yuan));
  return asked / (closest < 0.9 ? dearest : lowest.yuan) >= normal ? [reasoned("clear-price-normal", closest)] : [];
}

/** The lowest number of the amount, as shops write "129.00" and ranges "129-399". */
function yuanAsked(reading: Reading): number | null {
  const { price } = reading.listing;
  if (price === undefined) return null;
  const [number] =
    price.amount
      .slice(0, 40)
      .replaceAll(",", "")
      .match(/\d+(?:\.\d+)?/u) ?? [];
  const rate = reading.words.prices.yuan[(price.currency ?? "CNY").toUpperCase()];
  if (number === undefined || rate === undefined) return null;
  const yuan = Number(number) * rate;
  return yuan > 0 ? yuan : null;
}

function isWhole(reading: Reading): boolean {
  return !reading.hits("title").some((hit) => hit.role.list === "partial-price");
}

/** 1 where item and listing name one kind of goods, less where the listing names none, 0 where they differ. */
function sameKind(item: string, reading: Reading, sort: GoodsFit): number {
  const title = reading.listing.title.toLowerCase();
  const part = smallGoods(reading).length > 0 && !smallGoods(reading).some((hit) => item.includes(hit.matched));
  if (part) return 0;
  if (item !== "" && title.includes(item.toLowerCase())) return 1;
  const wanted = new Set(
    reading.words.kindsOfGoods
      .filter((kind) => kind.words.some((word) => item.toLowerCase().includes(word.toLowerCase())))
      .map((kind) => kind.kind),
  );
  const smaller = smallGoods(reading);
  if (smaller.some((hit) => item.toLowerCase().includes(hit.matched.toLowerCase()))) return 1;
  if (smaller.length > 0 && reading.kinds.size === 0) return 0;
  // 米其林指南 names no sort of goods at all: its price is no price of a tyre.
  const unnamed = sort === "fits" ? 0.8 : 0.4;
  if (wanted.size === 0) return smaller.length > 0 ? 0 : reading.kinds.size === 0 ? unnamed : 0.8;
  if (reading.kinds.size === 0) return unnamed;
  return [...wanted].some((kind) => reading.kinds.has(kind)) ? 0.95 : 0;
}

/**
 * The small article that is sold: in both languages the last noun of a title is what is sold (戴森吹风机支架), unless
 * it comes with the goods (戴森吹风机 送支架).
 */
function smallGoods(reading: Reading): WordHit[] {
  const { title } = reading.listing;
  const hits = reading.hits("title");
  const small = hits.filter((hit) => hit.role.list === "small-goods" || hit.role.list === "part");
  const lastKind = Math.max(
    -1,
    ...hits.flatMap((hit) =>
      hit.role.list === "kind" && !small.some((other) => covers(other.span, hit.span)) && !isOfName(hit, "title", reading.mentions)
        ? [hit.span[1]]
        : [],
    ),
  );
  return small.filter(
    (hit) => hit.span[1] > lastKind && !/(?:[含带送配赠附]|with|including|free|\+) ?$/iu.test(title.slice(0, hit.span[0])),
  );
}
