import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { platformSchema, type Platform } from "../../../domain/platform.ts";
import { extractFile } from "../../../crawler/extract/from-file.ts";
import { readListing } from "../../../crawler/extract/listing.ts";
import * as pages from "../../fixtures/extract/pages.ts";

const url = "https://shop.example/goods/100012043978.html";
const read = (html: string, at = url) => readListing({ html, url: at }).listing;
/** A page with a heading, which every other part is about. */
const about = (rest: string, lang = "zh-CN") =>
  `<html lang="${lang}"><title>西湖龙井茶 250克 - 某店</title><body><h1>西湖龙井茶 250克</h1>${rest}</body></html>`;

const platform = (listing: Partial<NonNullable<Platform["listing"]>>): Platform =>
  platformSchema.parse({
    name: "teahouse",
    title: { zh: "茶馆", en: "Teahouse" },
    operator: { name: "茶馆公司" },
    access: "crawl",
    hosts: ["shop.example"],
    pace: { requestsPerMinute: 60, atOnce: 1 },
    listing: { url: "/goods/(?<id>\\d+)\\.html", ...listing },
    notices: { channel: "email", language: "zh" },
  });

describe("pages built as the marketplaces build theirs", () => {
  it("reads a page whose price a script has yet to fetch, and gives no other product's price for it", () => {
    const listing = read(pages.priceLess.html, pages.priceLess.url);
    expect(listing).toMatchObject({
      title: "华为 HUAWEI Mate 60 Pro 雅川青 12GB+512GB",
      seller: { name: "华为京东自营官方旗舰店", type: "flagship" },
      attributes: { brand: "华为（HUAWEI）", origin: "中国大陆" },
      identifiers: { sku: "100012043978" },
      availability: "InStock",
    });
    expect(listing?.price).toBeUndefined();
  });

  it("takes the promotion's price before the price it replaces", () => {
    expect(read(pages.promoted.html, pages.promoted.url)).toMatchObject({
      title: "耐克官方 NIKE AIR MAX 270 男子运动鞋",
      price: { amount: "899.00", currency: "CNY" },
      seller: { name: "耐克官方旗舰店", type: "flagship" },
      attributes: { brand: "Nike/耐克" },
      identifiers: { sku: "AH8050" },
      salesCount: 12_000,
    });
  });

  it("reads a table of attributes in rows of four cells", () => {
    expect(read(pages.wholesale.html, pages.wholesale.url)).toMatchObject({
      id: "detail.1688.com:610947572360",
      price: { amount: "12.50", currency: "CNY" },
      seller: { name: "义乌市某某服饰有限公司" },
      attributes: { 品牌: "其他", 货号: "T-2021", 产地: "浙江义乌", origin: "浙江义乌" },
    });
  });

  it("reads a shop's name that is percent-encoded in a script", () => {
    expect(read(pages.scripted.html, pages.scripted.url)).toMatchObject({
      price: { amount: "168.00", currency: "CNY" },
      seller: { name: "小明的店", id: "12345" },
      salesCount: 3000,
    });
  });

  it("reads a listing that stands in a script's modules only", () => {
    expect(read(pages.modules.html, pages.modules.url)).toMatchObject({
      title: "Wireless Earbuds Bluetooth 5.0",
      price: { amount: "15.99", currency: "USD" },
      seller: { name: "Earbud Store", id: "910001" },
      attributes: { brand: "KUULAA" },
      salesCount: 1234,
    });
  });
});

describe("the price", () => {
  it.each([
    ["a struck-out price beside it", '<p class=price><del>￥199.00</del> <span class="now">￥129.00</span></p>', "129.00"],
    ["cents raised in an element of their own", '<p class="price">￥129<sup>50</sup></p>', "129.50"],
    ["a mark and an amount in elements of their own", '<p class="price"><i>￥</i><b>129</b><b>.90</b></p>', "129.90"],
    ["an instalment after it", '<p class="price">￥1299.00</p><p class="installment">￥108.25/月</p>', "1299.00"],
    ["a unit price after it", '<p class="price">￥50.00</p><p class="unit-price">￥20.00/100克</p>', "50.00"],
    ["a delivery fee before it", '<p class="shipping-cost">￥12.00</p><p class="price">￥88.00</p>', "88.00"],
    ["other products below", '<p class="price">￥88.00</p><div class="related"><p class="price">￥11.00</p></div>', "88.00"],
  ])("is told from %s", (_, html, amount) => {
    expect(read(about(html))?.price).toEqual({ amount, currency: "CNY" });
  });

  it("is none where only sponsored and recommended goods have one", () => {
    const html =
      '<button>加入购物车</button><div class="sponsored"><b class=price>￥11.00</b></div><ul class="recommend-list"><li><b class=price>￥12.00</b></ul>';
    expect(read(about(html))?.price).toBeUndefined();
  });

  it("is what the page shows where markup keeps an older one, and the conflict stays on record", () => {
    const html = about(
      '<p class="current-price price">￥110.00</p><script type="application/ld+json">{"@type":"Product","name":"西湖龙井茶 250克","offers":{"price":"219.99","priceCurrency":"CNY"}}</script>',
    );
    const { listing, provenance } = readListing({ html, url });
    expect(listing?.price?.amount).toBe("110.00");
    expect(provenance.filter((one) => one.field === "price").map(({ source, raw, chosen }) => ({ source, raw, chosen }))).toEqual([
      { source: "json-ld", raw: "219.99", chosen: false },
      { source: "text", raw: "￥110.00", chosen: true },
    ]);
  });

  it("is not taken in cents from data where the page shows yuan", () => {
    const html = about(
      '<p class=price>￥109.00</p><script>var meta = {"product":{"title":"西湖龙井茶 250克","sku":"LJ1","price":10900}};</script>',
    );
    expect(read(html)?.price?.amount).toBe("109.00");
  });

  it("takes the lowest offer of several and the sale price before the regular one", () => {
    const aggregate =
      '<script type="application/ld+json">{"@type":"Product","name":"西湖龙井茶 250克","offers":{"@type":"AggregateOffer","lowPrice":28,"highPrice":40,"priceCurrency":"CNY"}}</script>';
    expect(read(about(aggregate))?.price).toEqual({ amount: "28", currency: "CNY" });
    const sale =
      '<meta property="product:price:amount" content="99"><meta property="product:sale_price:amount" content="79"><meta property="product:sale_price:currency" content="CNY">';
    expect(read(about(sale))?.price).toEqual({ amount: "79", currency: "CNY" });
  });
});

describe("availability", () => {
  it.each([
    ["<p class=stock>无货</p>", "OutOfStock"],
    ["<p>该商品已下架</p>", "OutOfStock"],
    ["<p>Currently unavailable. We don't know when this item will be back in stock.</p>", "OutOfStock"],
    ["<button>加入购物车</button>", "InStock"],
    ["<p class=price>￥9.00</p><div class=size-option>XL 缺货</div><button>立即购买</button>", "InStock"],
    ["<p class=price>￥9.00</p>", "InStock"],
    [
      '<link itemprop="x"><script type="application/ld+json">{"@type":"Product","name":"西湖龙井茶 250克","offers":[{"availability":"http://schema.org/OutOfStock"},{"availability":"http://schema.org/InStock"}]}</script>',
      "InStock",
    ],
  ])("of %s is %s", (html, expected) => {
    expect(read(about(html))?.availability).toBe(expected);
  });
});

describe("codes and identifiers", () => {
  it("takes the code a buyer is shown before the markup's own", () => {
    const html = about(
      '<p>商品编号：LJ-250</p><script type="application/ld+json">{"@type":"Product","name":"西湖龙井茶 250克","sku":"998877"}</script>',
    );
    expect(read(html)?.identifiers?.["sku"]).toBe("LJ-250");
  });

  it("drops a GTIN whose check digit is wrong", () => {
    const gtin = (digits: string) => read(about(`<p>条形码：${digits}</p><p class=price>￥9</p>`))?.identifiers?.["gtin"];
    expect(gtin("6901234567892")).toBe("6901234567892");
    expect(gtin("6901234567893")).toBeUndefined();
  });

  it("finds a food production licence and a patent number in attributes or text", () => {
    const html = about(
      "<p class=price>￥9</p><ul><li>生产许可证编号：SC11433010600123</li></ul><meta name=description content='外观专利 ZL 2019 3 0123456.7'>",
    );
    expect(read(html)?.identifiers).toMatchObject({ foodLicence: "SC11433010600123", patent: "ZL201930123456.7" });
  });
});

describe("pictures", () => {
  it("come in the largest size an address tells, each once, resolved", () => {
    const html = about(
      '<p class=price>￥9</p><div class="gallery"><img src="//img.example/a.jpg_60x60.jpg"><img srcset="/b-s.jpg 200w, /b-l.jpg 1200w"><img data-src="/c.jpg" src="data:image/gif;base64,x"><img src="//img.example/a.jpg_400x400.jpg"></div>',
    );
    expect(read(html)?.images).toEqual(["https://img.example/a.jpg", "https://shop.example/b-l.jpg", "https://shop.example/c.jpg"]);
  });
});

describe("a platform's own selectors", () => {
  const page = about(
    '<p class=price>￥9.00</p><em id=real data-v="7.50">x</em><div id=shop>清风茶庄</div><table id=spec><tr><td>等级</td><td>特级</td></tr></table>',
  );

  it("add what the page's structure does not tell, an attribute's value after @", () => {
    const { listing } = readListing({
      html: page,
      url,
      platform: platform({
        selectors: { seller: "#shop", attributeRows: "#spec tr", attributeName: "td:first-child", attributeValue: "td:last-child" },
      }),
    });
    expect(listing).toMatchObject({
      id: "teahouse:100012043978",
      platform: "teahouse",
      seller: { name: "清风茶庄" },
      attributes: { 等级: "特级" },
    });
  });

  it("win over everything when the platform file prefers them", () => {
    const { listing } = readListing({
      html: page,
      url,
      platform: platform({ selectors: { price: "#real @data-v" }, preferSelectors: ["price"] }),
    });
    expect(listing?.price?.amount).toBe("7.50");
  });

  it("do not let the platform's own name pass for a brand", () => {
    const html = about("<p class=price>￥9</p><p>品牌：茶馆</p>");
    expect(readListing({ html, url, platform: platform({}) }).listing?.attributes?.["brand"]).toBeUndefined();
  });
});

describe("pages that are no listing", () => {
  it.each([
    ["an empty page", ""],
    ["a page without a title", "<p class=price>￥9.00</p><button>加入购物车</button>"],
    ["an article", "<title>茶的历史</title><h1>茶的历史</h1><p>茶树原产于中国西南部。"],
    ["a challenge page", "<title>安全验证</title><h1>请完成验证</h1><p>拖动滑块"],
  ])("give a reason instead of a half-filled listing: %s", (_, html) => {
    const reading = readListing({ html, url });
    expect(reading.listing).toBeNull();
    expect(reading.because).toMatch(/the page/u);
  });
});

describe("extractFile", () => {
  it("reads bytes in the charset they are in, whatever the page claims", () => {
    const html = iconv.encode(about('<meta charset="utf-8"><p class=price>￥9.00</p>'), "gbk");
    const reading = extractFile({ html, url, capturedAt: new Date("2026-06-30T02:11:09Z") });
    expect(reading).toMatchObject({
      charset: "gb18030",
      claimedCharset: "utf-8",
      listing: { title: "西湖龙井茶 250克", capturedAt: "2026-06-30T02:11:09.000Z" },
    });
  });
});

describe("hostile listings", () => {
  it.each([
    ["a table of a hundred thousand attributes", `<table>${"<tr><td>名称</td><td>值</td></tr>".repeat(100_000)}</table>`],
    ["a hundred thousand prices", "<b class=price>￥9.00</b>".repeat(100_000)],
    ["a script that opens brackets for a megabyte", `<script>window.a = ${"[{".repeat(500_000)}</script>`],
    ["a script that opens a list at every assignment", `<script>${"a=[".repeat(300_000)}</script>`],
    ["a script of unfinished JSON.parse calls", `<script>${'JSON.parse("'.repeat(100_000)}</script>`],
    ["a script of many small objects", `<script>${'x = {"name":"西湖龙井茶 250克","price":1};'.repeat(20_000)}</script>`],
    ["labels without end", `<p>${"名称：".repeat(200_000)}</p>`],
    ["a title of a megabyte", `<h1>${"茶".repeat(1_000_000)}</h1>`],
    ["deep prices", `${"<b class=price>".repeat(1500)}￥9${"</b>".repeat(1500)}`],
    ["a page of digits", `<p class=price>${"1 ".repeat(1_000_000)}</p>`],
  ])(
    "are read in bounded time: %s",
    (_, html) => {
      const started = performance.now();
      readListing({ html: about(html), url });
      expect(performance.now() - started).toBeLessThan(8000);
    },
    20_000,
  );

  it("leave no lone surrogate and no NUL in what is read", () => {
    const listing = read(about("<p class=price>￥9.00</p><p>品牌：龙\ud800井\u0000牌</p>"));
    expect(listing?.attributes?.["brand"]?.isWellFormed()).toBe(true);
    expect(JSON.stringify(listing)).not.toContain("\\u0000");
  });

  it("keep names like __proto__ plain", () => {
    const listing = read(about("<p class=price>￥9.00</p><dl><dt>__proto__</dt><dd>polluted</dd><dt>constructor</dt><dd>x</dd></dl>"));
    expect(Object.hasOwn(listing?.attributes ?? {}, "constructor")).toBe(true);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("never throw, and never give a listing without a title", () => {
    const piece = fc.constantFrom(
      "<h1>",
      "茶",
      "</h1>",
      "<p class=price>",
      "￥1.2.3,4",
      "</p>",
      "<script>",
      "var a={",
      "</script>",
      "：",
      "<dl><dt>",
      "<dd>",
      '<script type="application/ld+json">{"@type":"Product","name":',
      '"x"}',
      "<img class=gallery src=x>",
      "\ud800",
      "&#0;",
      "<a href='//['>",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { listing } = readListing({ html: pieces.join(""), url });
        expect(listing === null || listing.title.length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
