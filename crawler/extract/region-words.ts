/** What a part of a page is for, by the words its author gave it: class, id and the like, in the words of many shops. */

export interface RegionWords {
  /** Navigation, advertisements, other products, reviews: not about this listing. */
  readonly aside: boolean;
  /** About another price: before the reduction, a saving, a unit price, shipping, an instalment. */
  readonly otherPrice: boolean;
  /** Named as a price. */
  readonly price: boolean;
  /** Named as the price to pay: current, sale, final, our. */
  readonly currentPrice: boolean;
  /** Named as stock or availability. */
  readonly stock: boolean;
  /** Named as hidden. */
  readonly hidden: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const aside = words(
  "related recommend recommended recommendation recommendations recommends recs reco similar sponsored sponsor sponsors carousel upsell upsells crosssell crosssells crosssale also alsobought alsoviewed bought viewed recently history compare comparison suggest suggested suggestion suggestions accessory accessories bundle bundles minicart cartdrawer nav navbar navigation menu megamenu footer breadcrumb breadcrumbs sidebar ad ads advert adverts advertisement banner banners newsletter cookie cookies cookiebot gdpr review reviews comment comments rating ratings faq faqs question questions qa popup tooltip wishlist popular bestseller bestsellers trending otherproducts moreproducts youmaylike mightlike maylike together fbt p13n topseller topsellers subnav toolbar searchbox autocomplete guess hotsale tuijian looklike",
);
const otherPrice = words(
  "old was before original originalprice regular regularprice list listprice strike striked striken strikethrough crossed crossedout msrp rrp uvp retail retailprice marketprice market previous prev reference compareat former basis saving savings save saved discount rabatt unit unitprice perunit priceper base baseprice grundpreis shipping delivery versand frete instalment instalments installment installments monthly month finance financing credit kredit leasing warranty insurance trade tradein deposit points cashback coupon threshold minimum tax excl exvat converted coverted convetedpriceid approximate priceold lowest30 omnibus bid",
);
const price = words(
  "price prices preis prix precio preco prezzo cena hinta pris fiyat harga gia цена kaina ár priceblock pricetag buybox amount prc prcisum jiage",
);
const current = words(
  "current now sale sales special final our actual offer deal promo promotion selling today new discounted ours pay payable ourprice dealprice saleprice currentprice finalprice specialprice nowprice pricenow pricenew",
);
const stock = words(
  "stock availability availabilty available availabilities instock outofstock soldout inventory lager verfuegbarkeit disponibilite disponibilidade disponibilita",
);
const hidden = words("hidden hide invisible displaynone dnone ishidden");

/** Names are split at signs and at the humps of camel case; neighbours are also tried together: `cross-sell` is crosssell. */
export function regionWords(names: string): RegionWords {
  const parts = names
    .slice(0, 400)
    .replace(/(?<=[a-z0-9])(?=[A-Z])/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "");
  const pairs = parts.flatMap((part, index) => [part, part + (parts[index + 1] ?? "")]);
  const any = (set: ReadonlySet<string>): boolean => pairs.some((part) => set.has(part));
  return {
    aside: any(aside),
    otherPrice: any(otherPrice),
    price: any(price),
    currentPrice: any(current),
    stock: any(stock),
    hidden: any(hidden),
  };
}
