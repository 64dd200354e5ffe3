/**
 * Reads a price out of the words around it, in any currency and in the Chinese forms shops use.
 *
 * Which number is the price, when there are several: one labelled as what the buyer pays (到手价, 券后价, 现价, now) before
 * one that carries a currency mark, before a bare one; never a discount, a threshold (满300减50), a percentage or a count.
 * A struck-out price (原价, was) only when there is no other. Of equals, the first. Of a range, its lower end.
 */
import { currencyAlone, currencyCode, currencyMarks, refines, settle, thousandths, type CurrencyMark } from "./currency.ts";
import { decimalOf, numbersIn, type NumberToken } from "./price-number.ts";

export interface Price {
  /** Plain decimal, as in `12000` or `129.00`. */
  readonly amount: string;
  /** ISO 4217 where there is a code, else the mark itself. Null when the text and the hint say nothing. */
  readonly currency: string | null;
}

export interface PriceOptions {
  /** A code (`CNY`) or any text near the price that may name the currency. The price's own text has precedence. */
  readonly currency?: string | null;
  /** BCP 47, as in `de-DE`: settles shared marks ($, ¥, kr) and whether `1.299` has decimals. */
  readonly locale?: string | null;
}

/** Longer texts are no price: characters. */
const mostCharacters = 2000;

export function parsePrice(text: string, options: PriceOptions = {}): Price | null {
  const line = plainText(text.slice(0, mostCharacters));
  const marks = currencyMarks(line);
  const chosen = chooseNumber(line, numbersIn(line), marks);
  const locale = options.locale ?? undefined;
  if (chosen === null) return saysFree(line) ? { amount: "0", currency: currencyNear(line, null, marks, options) } : null;
  const currency = currencyNear(line, chosen, marks, options);
  const amount = decimalOf(chosen, { locale, threeDecimals: currency !== null && thousandths.has(currency) });
  return amount === null ? null : { amount, currency };
}

/** Full-width forms to plain ones, every kind of space to one, digits of any script to 0-9. Same length for every character kept. */
function plainText(text: string): string {
  let plain = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) plain += character;
    else if (code >= 0xff01 && code <= 0xff5e) plain += String.fromCodePoint(code - 0xfee0);
    else if (code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f) plain += " ";
    else if (code === 0x66b) plain += ".";
    else if (code === 0x66c) plain += ",";
    else if (code === 0x2019 || code === 0x2bc) plain += "'";
    else if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || code === 0x2060 || code === 0xfeff) continue;
    else plain += /\p{Nd}/u.test(character) ? String(digitValue(code)) : character;
  }
  return plain;
}

/** Unicode keeps the ten digits of a script together, so the zero is the last start of a run below. */
function digitValue(code: number): number {
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (code - zero) % 10;
}

const saysFree = (line: string): boolean =>
  /free|gratis|免费/iu.test(line) && !/free (?:shipping|delivery|returns)|免费(?:送|配送|退|包)/iu.test(line);

/** Said directly before the number. Read backwards from it, so each list is tried on a short tail only. */
const paid =
  /(?:到手价?|券后价?|折后价?|现价|优惠价|促销价|活动价|秒杀价|抢购价|特价|特價|拼团价|团购价|专享价|会员价|实付|售价|售價|成交价|\bnow|\bsale price|\bour price|\bjetzt|\bnur|\bnu)[^\p{L}\p{N}]{0,8}$/iu;
const struck =
  /(?:原价|原價|市场价|市價|参考价|划线价|吊牌价|专柜价|指导价|日常价|门市价|定价|定價|\bwas|\brrp|\bmsrp|\blist price|\bstatt|\buvp|\bold price|\binstead of)[^\p{L}\p{N}]{0,8}$/iu;
const notPrice =
  /(?:满|滿|减|立减|省|立省|直降|最高|优惠券|优惠|红包|运费|運費|邮费|快递费?|定金|订金|押金|赠送?|返|抵|月销|已售|销量|评价|起批|起订|\bsave|\byou save|\bsavings|\borders?(?: over| above| of)?|\bover|\bspend|\bmoq|\bmin\.? order|мин\.? заказ|\b(?:january|february|march|april|may|june|july|august|september|october|november|december),?)[^\p{L}\p{N}]{0,8}$/iu;
/** Said directly after it: counts, measures, times. */
const counted =
  /^\s?(?:%|％|折|件|个|只|双|条|套|盒|袋|瓶|包|箱|斤|公斤|克|天|日内|人|次|笔|期|年|月|款|小时|片|张|粒|支|米|(?:kg|KG|g|mg|ml|ML|l|cm|CM|mm|MM|m|ft|in|inch|pcs|pieces?|packs?|litres?|liters?|x)(?![\p{L}\p{N}]))/u;
const instalment =
  /^[^\p{L}\p{N}]{0,3}(?:元|€|\$)?\s?(?:\/\s?(?:月|期|mo\b|month|monat|mois|mes)|每月|per month|a month|pro monat|monthly|[x×]\s?\d{1,2}\s?期)/iu;

/** Higher is likelier to be the price; 0 is never one. */
function rank(line: string, token: NumberToken, marks: readonly CurrencyMark[]): number {
  const bare = withoutMarks(line.slice(Math.max(0, token.start - 32), token.start));
  const after = line.slice(token.end, token.end + 24);
  const marked = touches(token, marks, line);
  if (isDate(token, line) || notPrice.test(bare)) return 0;
  if (!marked && counted.test(after)) return 0;
  if (/^[0.,]+$/u.test(token.written)) return 1;
  if (struck.test(bare)) return 2;
  if (instalment.test(after)) return 3;
  if (paid.test(bare) && (marked || marks.length === 0)) return 6;
  return marked ? 5 : 4;
}

/** 15.08.2017, 2017-08-15, 25-09: written as days are, not as prices. */
function isDate(token: NumberToken, line: string): boolean {
  if (/^\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}$/u.test(token.written)) return true;
  const around = line.slice(Math.max(0, token.start - 5), token.end + 6);
  return /(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}|^(?:\D|^)*\d{2}-0\d$/u.test(around);
}

const withoutMarks = (before: string): string => before.replace(/(?:RMB|CNY|US|HK|NT|[¥￥$€£\s:：])+$/u, "") + " ";

function touches(token: NumberToken, marks: readonly CurrencyMark[], line: string): boolean {
  return marks.some(
    (mark) => isBefore(mark, token, line) || isAfter(mark, token, line) || (mark.start >= token.start && mark.end <= token.end),
  );
}

const isBefore = (mark: CurrencyMark, token: NumberToken, line: string): boolean =>
  mark.end <= token.start && /^[\s:.]{0,3}$/u.test(line.slice(mark.end, token.start));

const isAfter = (mark: CurrencyMark, token: NumberToken, line: string): boolean =>
  mark.start >= token.end && /^[.,]?-{0,2}[\s*]{0,2}$/u.test(line.slice(token.end, mark.start));

function chooseNumber(line: string, tokens: readonly NumberToken[], marks: readonly CurrencyMark[]): NumberToken | null {
  let best: NumberToken | null = null;
  let bestRank = 0;
  for (const [index, token] of tokens.entries()) {
    const ranked = rank(line, token, marks);
    if (ranked <= bestRank) continue;
    const first = tokens[index - 1];
    best = first !== undefined && isRange(first, token, line, marks) && rank(line, first, marks) > 0 ? first : token;
    bestRank = ranked;
  }
  return best;
}

/** "26 to 50 €": the mark after the second end serves both. "50 - $2.00" is a count and its price. */
function isRange(first: NumberToken, second: NumberToken, line: string, marks: readonly CurrencyMark[]): boolean {
  if (!/^\s?(?:[-–—~〜]|to|bis|至|到|и|до)\s?$/iu.test(line.slice(first.end, second.start))) return false;
  return !marks.some((mark) => isBefore(mark, second, line));
}

function currencyNear(line: string, chosen: NumberToken | null, marks: readonly CurrencyMark[], options: PriceOptions): string | null {
  const hint = (options.currency ?? "").slice(0, mostCharacters);
  const locale = options.locale ?? undefined;
  const alone = chosen === null ? null : currencyAlone(line.slice(0, chosen.start) + line.slice(chosen.end));
  const nearest = chosen === null ? marks[0] : nearestTo(chosen, marks);
  if (nearest === undefined) return alone ?? currencyCode(hint) ?? settled(currencyMarks(plainText(hint))[0], locale);
  const code = marks.find((mark) => /^[A-Z]{3}$/u.test(mark.mark) && refines(mark.code, nearest));
  // "SGD$123", "$1,190.00 AUD": the code says which dollar.
  if (code !== undefined && chosen !== null && gapTo(chosen, code) <= 4) return code.code;
  return settle(nearest, currencyCode(hint) ?? currencyMarks(plainText(hint))[0]?.code ?? null, locale);
}

const settled = (mark: CurrencyMark | undefined, locale: string | undefined): string | null =>
  mark === undefined ? null : settle(mark, null, locale);

const gapTo = (token: NumberToken, mark: CurrencyMark): number =>
  mark.end <= token.start ? token.start - mark.end : mark.start >= token.end ? mark.start - token.end + 0.5 : 0;

function nearestTo(token: NumberToken, marks: readonly CurrencyMark[]): CurrencyMark | undefined {
  let best: CurrencyMark | undefined;
  let bestGap = Infinity;
  for (const mark of marks) {
    const gap = gapTo(token, mark);
    if (gap < bestGap) [best, bestGap] = [mark, gap];
  }
  return best;
}
