/** 云集商城: server-rendered, listings carry JSON-LD. */
import { html, page, type Shop } from "./shop.ts";

export const mall: Shop = {
  name: "sample-mall",
  title: { zh: "云集商城（示例）", en: "Cloud Mall (sample)" },
  operator: "示例云集电子商务有限公司",
  itemPath: (id) => `/item/${id}.html`,
  itemIdOf: (path) => /^\/item\/(\d{1,12})\.html$/u.exec(path)?.[1] ?? null,
  search: (path, query) => (path === "/search" ? { words: query.get("q") ?? "", page: Number(query.get("page") ?? "1") } : null),

  itemPage(offer, pictures) {
    const data = {
      "@context": "https://schema.org",
      "@type": "Product",
      sku: offer.id,
      name: offer.title,
      description: offer.description,
      image: pictures,
      ...(offer.attributes["品牌"] === undefined ? {} : { brand: { "@type": "Brand", name: offer.attributes["品牌"] } }),
      offers: {
        "@type": "Offer",
        price: offer.price,
        priceCurrency: offer.currency,
        availability: "https://schema.org/InStock",
        seller: { "@type": "Organization", name: offer.seller },
      },
      additionalProperty: Object.entries(offer.attributes).map(([name, value]) => ({ "@type": "PropertyValue", name, value })),
    };
    const json = JSON.stringify(data).replaceAll("<", "\\u003c");
    // The malformed page is what careless templates really send: a trailing comma, a raw line break, tags left open.
    const script = offer.quirk === "malformed" ? `${json.slice(0, -1)},\n\n}` : json;
    const title = offer.quirk === "no-title" ? "" : offer.title;
    const head =
      offer.quirk === "no-title"
        ? ""
        : `<script type="application/ld+json">${script}</script><meta property="og:type" content="product"><meta property="og:title" content="${html(title)}">`;
    const rows = Object.entries(offer.attributes)
      .map(([name, value]) => `<tr><th>${html(name)}</th><td>${html(value)}</td></tr>`)
      .join("");
    return page(
      title,
      head,
      `<header><a href="/">云集商城</a></header><main>${title === "" ? "" : `<h1>${html(title)}</h1>`}<p class="price">${offer.currency === "CNY" ? "¥" : "$"}${offer.price}</p><p>店铺：<a class="seller" data-type="${offer.sellerType}" href="/shop/${encodeURIComponent(offer.seller)}">${html(offer.seller)}</a> 发货地：<span class="location">${html(offer.location)}</span> 已售 <span class="sales">${offer.sales}</span></p>${pictures.map((src) => `<img src="${src}" alt="">`).join("")}<table class="attributes">${rows}</table><section class="description">${html(offer.description)}</section></main>${offer.quirk === "malformed" ? "<div><p><b>未闭合" : ""}`,
    );
  },

  resultsPage(found, words, number, more) {
    const items = found
      .map((offer) => `<li><a class="item" href="/item/${offer.id}.html">${html(offer.title)}</a><p class="price">${offer.price}</p></li>`)
      .join("");
    const next = more ? `<a class="next" rel="next" href="/search?q=${encodeURIComponent(words)}&amp;page=${number + 1}">下一页</a>` : "";
    return page(`${words} - 云集商城`, "", `<header>云集商城</header><p>搜索“${html(words)}”</p><ul class="grid">${items}</ul>${next}`);
  },
};
