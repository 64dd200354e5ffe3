import { expect, test } from "vitest";
import { readListing } from "../../../crawler/extract/listing.ts";

test("a value set apart beside its label ends with its own element", () => {
  const html = `<title>红薯粉</title><main><h1>手工红薯粉 500g</h1><p class="price">¥12.80</p><p>店铺：<a href="/shop/1">禾木里</a> 发货地：<span>浙江杭州</span> 已售 <b>714</b></p></main>`;
  const { listing } = readListing({ html, url: "https://shop.example/item/1.html" });
  expect(listing?.attributes).toMatchObject({ 店铺: "禾木里", 发货地: "浙江杭州" });
  expect(listing?.seller?.name).toBe("禾木里");
});
