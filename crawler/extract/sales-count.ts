/** How many were sold, as shops say it: 已售 1.2万+, 月销2000+, 10万+人付款, 1,234 sold. */
import type { Collect } from "./candidates.ts";
import type { Flow } from "./flow.ts";
import { pathOf } from "./price-in-text.ts";
import { decimalOf, numbersIn } from "./price-number.ts";

const said =
  /(?:已售|已拼|销量|月销|月销量|总销量|累计销量|成交|已卖|热销|販売数|판매량)[\s:：]{0,3}\d|\d[\d.,]{0,12}\s?[万萬亿wk]?\+?\s?(?:件|笔|人|单|個|个)?\s?(?:已售|付款|已付款|收货|人购买|人已买|sold\b|bought\b|verkauft|vendus?\b|venduti|vendidos?\b|продано|đã bán|terjual)/iu;

/** The lower bound that a text promises, as a whole number; null when it promises none. */
export function parseCount(text: string): number | null {
  const plain = text.replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const token = numbersIn(plain)[0];
  if (token === undefined) return null;
  const amount = Number(decimalOf(token, { threeDecimals: false }));
  const letter = plain.charAt(token.end).toLowerCase();
  const next = plain.charAt(token.end + 1);
  const times = /[\p{L}\p{N}]/u.test(next) && !/[\u4e00-\u9fff]/u.test(next) ? 1 : letter === "w" ? 10_000 : letter === "k" ? 1000 : 1;
  const count = Math.round(amount * times);
  return Number.isSafeInteger(count) && count >= 0 ? count : null;
}

const mostUnits = 40;
const reach = 6000;

export function fromSalesText(flow: Flow, collect: Collect): void {
  let given = 0;
  for (const run of flow.runs) {
    if (run.text.length > mostUnits || run.place.aside || !said.test(run.text)) continue;
    if (flow.titleEnd >= 0 && Math.abs(run.start - flow.titleEnd) > reach) continue;
    collect({ field: "salesCount", source: "text", path: pathOf(run.place), raw: run.text, weight: 0.8 });
    if (++given >= 5) return;
  }
}
