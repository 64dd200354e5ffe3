/** Amounts and counts as people read them. Amounts stay decimal strings: no float ever touches money. */

const signs: Readonly<Record<string, string>> = {
  CNY: "¥",
  RMB: "¥",
  USD: "US$",
  EUR: "€",
  GBP: "£",
  HKD: "HK$",
  TWD: "NT$",
  JPY: "JP¥",
  KRW: "₩",
};
const decimal = /^-?\d{1,30}(?:\.\d{1,10})?$/u;

const grouped = (digits: string) => digits.replace(/\B(?=(?:\d{3})+$)/gu, ",");

/** `¥1,299.00`; a currency we have no sign for stands behind the amount; an unknown one is said to be unknown by `?`. */
export function money(price: { readonly amount: string; readonly currency: string | null }): string {
  if (!decimal.test(price.amount)) return price.amount;
  const negative = price.amount.startsWith("-");
  const [whole = "", fraction] = price.amount.replace("-", "").split(".");
  const digits = `${negative ? "−" : ""}${grouped(whole)}${fraction === undefined ? "" : `.${fraction.length === 1 ? `${fraction}0` : fraction}`}`;
  if (price.currency === null) return `${digits} (?)`;
  const sign = signs[price.currency.toUpperCase()];
  return sign === undefined ? `${digits} ${price.currency}` : `${sign}${digits}`;
}

/** `12,345`. */
export function count(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString("en-US", { maximumFractionDigits: 0 }) : "–";
}

/** `93 %` from 0.93; a share that is not quite whole or not quite nothing never rounds to 100 or 0. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return ">99 %";
  if (rounded === 0 && share > 0) return "<1 %";
  return `${rounded} %`;
}

/** `part ÷ whole` as a percentage; a dash when there is nothing to divide by. */
export function shareOf(part: number, whole: number): string {
  return whole === 0 ? "–" : percent(part / whole);
}
