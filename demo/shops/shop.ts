/** What the three sample shops share: who sells what, how a search answers, how a page is put together. */
import type { CategoryName } from "../../domain/category.ts";
import type { Offer, ShopName } from "../catalogue/offer.ts";

/** One shop's way of building pages; the server around it is the same for all. */
export interface Shop {
  readonly name: ShopName;
  readonly title: { readonly zh: string; readonly en: string };
  readonly operator: string;
  /** Path of a listing, of a search. */
  itemPath(id: string): string;
  itemIdOf(path: string): string | null;
  search(path: string, query: URLSearchParams): { readonly words: string; readonly page: number } | null;
  itemPage(offer: Offer, pictures: readonly string[]): string;
  resultsPage(found: readonly Offer[], words: string, page: number, more: boolean): string;
  /** Answers for scripts of the page, when the shop is rendered in the browser. */
  data?(path: string, query: URLSearchParams, shelf: Shelf): unknown;
}

export interface Shelf {
  find(id: string): Offer | null;
  search(words: string, page: number): { readonly offers: readonly Offer[]; readonly more: boolean };
}

/** The word a shop's search knows a category by. */
export const shelfWords: Readonly<Record<CategoryName, string>> = {
  ppe: "防护用品",
  food: "食品",
  electronics: "数码",
  appliances: "家电",
  "auto-parts": "汽配",
  "apparel-bags": "服饰箱包",
  agri: "农产品",
};

export const offersPerPage = 20;

export function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export function page(title: string, head: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title>${head}<style>body{font:16px/1.6 "Noto Sans SC","Noto Sans CJK SC","Noto Sans Hans",sans-serif;margin:0 auto;max-width:1000px;padding:24px;color:#222}header{border-bottom:2px solid #b33;margin-bottom:16px;padding-bottom:8px}img{max-width:240px;border:1px solid #ddd}.price{color:#b33;font-size:26px}dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px}dt{color:#666}.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:16px;list-style:none;padding:0}</style></head><body>${body}</body></html>`;
}
