/** 直通橱窗: an empty page that a script fills, as many live-streaming shops are; needs a browser. */
import type { Offer } from "../catalogue/offer.ts";
import { page, type Shop } from "./shop.ts";

const script = `
const show = (tag, text, cls) => { const e = document.createElement(tag); e.textContent = text; if (cls) e.className = cls; document.querySelector("main").append(e); return e; };
const id = location.pathname.match(/^\\/p\\/(\\d+)$/)?.[1];
const q = new URLSearchParams(location.search);
if (id) fetch("/data/p/" + id).then((r) => r.json()).then((o) => {
  document.title = o.title; show("h1", o.title, "title"); show("p", (o.currency === "CNY" ? "¥" : "$") + o.price, "price"); show("p", o.seller, "seller").dataset.type = o.sellerType; show("p", o.location, "location");
  for (const src of o.pictures) { const i = show("img", "", "picture"); i.src = src; }
  for (const [name, value] of Object.entries(o.attributes)) { const r = show("div", "", "attribute"); const n = document.createElement("b"); n.textContent = name; const v = document.createElement("span"); v.textContent = value; r.append(n, v); }
  show("div", o.description, "description"); show("p", "已售" + o.sales, "sales");
});
else fetch("/data/search?" + q).then((r) => r.json()).then((found) => {
  for (const o of found.offers) { const a = show("a", o.title, "item"); a.href = "/p/" + o.id; }
  if (found.more) { const n = show("a", "下一页", "next"); n.href = "/search?q=" + encodeURIComponent(q.get("q") ?? "") + "&page=" + (Number(q.get("page") ?? "1") + 1); }
  show("p", "共展示" + found.offers.length + "件", "done");
});`;

const shell = page("直通橱窗", "", `<header>直通橱窗</header><main></main><script>${script}</script>`);

export const live: Shop = {
  name: "sample-live",
  title: { zh: "直通橱窗（示例）", en: "Live Window (sample)" },
  operator: "示例直通信息技术有限公司",
  itemPath: (id) => `/p/${id}`,
  itemIdOf: (path) => /^\/p\/(\d{1,12})$/u.exec(path)?.[1] ?? null,
  search: (path, query) => (path === "/search" ? { words: query.get("q") ?? "", page: Number(query.get("page") ?? "1") } : null),
  itemPage: () => shell,
  resultsPage: () => shell,
  data(path, query, shelf) {
    const id = /^\/data\/p\/(\d{1,12})$/u.exec(path)?.[1];
    if (id !== undefined) {
      const offer = shelf.find(id);
      return offer === null ? null : asData(offer);
    }
    if (path !== "/data/search") return null;
    const found = shelf.search(query.get("q") ?? "", Number(query.get("page") ?? "1"));
    return { offers: found.offers.map(({ id: itemId, title }) => ({ id: itemId, title })), more: found.more };
  },
};

function asData(offer: Offer): unknown {
  const { truth: _truth, quirk: _quirk, shop: _shop, category: _category, ...shown } = offer;
  return { ...shown, pictures: [`/img/${offer.id}-0.jpg`] };
}
