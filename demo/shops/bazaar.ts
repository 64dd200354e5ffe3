/** 百汇集市: server-rendered, listings carry microdata; addresses by query parameter. */
import { html, page, type Shop } from "./shop.ts";

export const bazaar: Shop = {
  name: "sample-bazaar",
  title: { zh: "百汇集市（示例）", en: "Bazaar (sample)" },
  operator: "示例百汇网络科技有限公司",
  itemPath: (id) => `/goods?id=${id}`,
  itemIdOf: (path) => /^\/goods\?id=(\d{1,12})$/u.exec(path)?.[1] ?? null,
  search: (path, query) => (path === "/list" ? { words: query.get("kw") ?? "", page: Number(query.get("p") ?? "1") } : null),

  itemPage(offer, pictures) {
    const rows = Object.entries(offer.attributes)
      .map(
        ([name, value]) =>
          `<div itemprop="additionalProperty" itemscope itemtype="https://schema.org/PropertyValue"><dt itemprop="name">${html(name)}</dt><dd itemprop="value">${html(value)}</dd></div>`,
      )
      .join("");
    const brand = offer.attributes["品牌"] ?? offer.attributes["Brand"];
    return page(
      `${offer.title} - 百汇集市`,
      "",
      `<header><a href="/">百汇集市</a></header><article itemscope itemtype="https://schema.org/Product"><meta itemprop="sku" content="${offer.id}"><h1 itemprop="name">${html(offer.title)}</h1>${brand === undefined ? "" : `<meta itemprop="brand" content="${html(brand)}">`}${pictures.map((src) => `<img itemprop="image" src="${src}" alt="">`).join("")}<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><span class="price">${offer.currency === "CNY" ? "¥" : "US $"}<b itemprop="price" content="${offer.price}">${offer.price}</b></span><meta itemprop="priceCurrency" content="${offer.currency}"><link itemprop="availability" href="https://schema.org/InStock"><p itemprop="seller" itemscope itemtype="https://schema.org/Organization">卖家 <span itemprop="name" class="seller" data-type="${offer.sellerType}">${html(offer.seller)}</span></p></div><p>发货地：<span class="location">${html(offer.location)}</span>　已售 <span class="sales">${offer.sales}</span> 件</p><dl>${rows}</dl><div itemprop="description">${html(offer.description)}</div></article>`,
    );
  },

  resultsPage(found, words, number, more) {
    const items = found
      .map((offer) => `<li class="card"><a href="/goods?id=${offer.id}"><span>${html(offer.title)}</span></a> <em>${offer.price}</em></li>`)
      .join("");
    const next = more ? `<a class="page-next" href="/list?kw=${encodeURIComponent(words)}&amp;p=${number + 1}">下一页</a>` : "";
    return page(`${words} - 百汇集市`, "", `<header>百汇集市</header><ol class="grid">${items}</ol><nav>${next}</nav>`);
  },
};
