/** A shop whose every listing is suspicious, told by e-mail, one link a notice: many notices from few pages. */
import { openShop, type Shop } from "./shop.ts";

export const emailShopSize = 20;

export function emailShop(): Shop {
  const shop = openShop(Object.fromEntries(Array.from({ length: emailShopSize }, (_, index) => [`e${index}`, `耐克鞋 ${index} 号`])));
  Object.assign(shop.platform.notices, { channel: "email", email: "ip@shop.test", linkLimit: 1 });
  return shop;
}
