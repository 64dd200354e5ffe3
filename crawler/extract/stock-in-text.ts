/** Whether the goods can be had, from what the page says near the title and from its buttons. */
import type { Collect } from "./candidates.ts";
import type { Flow, Place, Run } from "./flow.ts";
import { pathOf } from "./price-in-text.ts";

/** Wording that goods are gone. Latin words are bounded by the pattern; it is tried on short texts only. */
const gone =
  /out of stock|sold out|(?:be|is|it.?s) back in stock|when it.s in stock|wieder (?:vorrätig|verfügbar|lieferbar|auf lager)|de nouveau (?:disponible|en stock)|di nuovo disponibile|(?:de nuevo|nuevamente) disponible|novamente disponível|currently unavailable|temporarily unavailable|no longer available|not available|unavailable|discontinued|this (?:listing|item|auction) (?:has |was )?ended|derzeit nicht verfügbar|nicht (?:mehr |länger )?(?:verfügbar|lieferbar|auf lager|vorrätig)|ausverkauft|vergriffen|actuellement indisponible|indisponible|épuisé|rupture de stock|victime de son succès|non (?:è )?(?:al momento )?disponibile|esaurito|no disponible|agotado|sin stock|esgotado|indisponível|sem estoque|niet (?:meer )?(?:op voorraad|leverbaar|beschikbaar)|uitverkocht|slutsåld|udsolgt|utsolgt|ikke på lager|ej i lager|loppu|wyprzedan|niedostępn|brak w magazynie|vyprodáno|není skladem|nedostupn|nema na zalihi|ni na zalogi|razprodan|elfogyott|nincs raktáron|нет в наличии|распродано|недоступен|няма наличност|изчерпан|нямаме в наличност|αν εξαντλ|tükendi|stokta yok|已售罄|售罄|售完|已售完|缺货|无货|无现货|暂时缺货|卖光了|抢光了|已抢光|已下架|商品已下架|宝贝已下架|已失效|不存在|補貨中|缺貨|已售完|無庫存|完售|品切れ|在庫切れ|在庫なし|売り切れ|販売終了|품절|매진|일시품절|판매종료|สินค้าหมด|hết hàng|stok habis|نفدت الكمية|نفذت الكمية|غير متوفر/iu;

/** Wording that they can be had. */
const here =
  /\bin stock\b|in stock online|available now|available to buy|ready to ship|only \d+ left|\d+ available|last one|auf lager|sofort lieferbar|lieferbar|vorrätig|verfügbar|en stock|disponible|disponibilità immediata|disponibile|disponibil|disponível|em estoque|op voorraad|leverbaar|i lager|på lager|varastossa|dostępny|w magazynie|skladem|na zalogi|na zalihi|raktáron|в наличии|есть в наличии|в наличност|налично|stokta|有货|现货|有现货|库存\s?\d|剩余\s?\d|有庫存|現貨|在庫あり|재고 있음|구매가능|มีสินค้า|còn hàng|متوفر/iu;

/** What the button says with which one buys. */
const buy =
  /^(?:add to (?:cart|basket|bag|trolley|shopping (?:cart|bag|basket))|buy(?: it)? now|buy|order now|place bid|bid now|make (?:an )?offer|checkout|in den (?:waren|einkaufs)korb(?: legen)?|in den warenkorb|jetzt kaufen|sofort[- ]kaufen|kaufen|bestellen|ajouter au panier|ajouter à mon panier|acheter|achat immédiat|acheter (?:maintenant|cet article)|aggiungi al carrello|acquista(?: ora)?|compralo subito|compra subito|compra|añadir a la (?:cesta|cesta de la compra)|añadir al carrito|agregar al carrito|comprar(?: ahora| agora| já)?|cómpralo ya|adicionar (?:ao carrinho|à sacola|ao cesto)|adicionar|in winkelwagen|in winkelmand|toevoegen aan winkelwagen|lägg i (?:varukorg|kundvagn)(?:en)?|köp|læg i kurv|legg i handlekurv|kjøp|lisää ostoskoriin|do koszyka|dodaj do koszyka|kup teraz|vložit do košíku|do košíku|přidat do košíku|koupit|pridať do košíka|dodaj u košaricu|u košaricu|v košarico|dodaj v košarico|kupi|kosárba(?: teszem)?|adaugă în coș|в корзину|добавить в корзину|купить|купи|добави в количката|поръчай|до кошика|купити|sepete ekle|hemen al|ielikt grozā|pievienot grozam|pirkt|į krepšelį|加入购物车|加入購物車|立即购买|立即購買|立刻购买|马上抢|马上抢购|立即抢购|立即下单|一键购买|放入购物车|直接購買|我要購買|加入進貨單|加入进货单|立即订购|カートに入れる|カートに追加|買い物かごに入れる|今すぐ(?:買う|購入)|購入する|장바구니(?: 담기)?|바로구매|구매하기|바로 구매|เพิ่มลงรถเข็น|หยิบใส่ตะกร้า|ซื้อสินค้า|ซื้อเลย|thêm vào giỏ hàng|mua ngay|tambah ke keranjang|beli sekarang|masukkan keranjang|أضف إلى العربة|أضف إلى السلة|أضف إلى حقيبة التسوق|أضف للسلة|اشتري الآن|اشتر الآن)[\s!.>»]*$/iu;

/** Wording that only asks to be told later. */
const notify =
  /^(?:notify me|email me when|back in stock|remind me|benachrichtig|m'avertir|avvisami|avísame|avise-me|到货通知|到貨通知|缺货登记|入荷通知|재입고)/iu;

/** A picture or an option that is missing is not the goods. */
const pictured = /^(?:image|images|bild|immagine|imagen|imagem|photo|video|foto|afbeelding|图片|the .{1,60} option)/iu;

const mostUnits = 140;
/** How far below the title what is said still speaks of the listing: characters. */
const reach = 4000;

export function fromStockText(flow: Flow, collect: Collect): void {
  let said = 0;
  for (const run of flow.runs) {
    if (run.text.length > mostUnits || run.place.aside || said > 30) continue;
    const distance = flow.titleEnd < 0 ? 0 : run.start - flow.titleEnd;
    if (distance > reach || distance < -reach) continue;
    const verdict = verdictOf(run, distance);
    if (verdict === null) continue;
    said++;
    collect({ field: "availability", source: "text", path: pathOf(run.place), raw: run.text, weight: verdict });
  }
}

/** How surely a run speaks of this listing's stock; null when it does not speak of stock. */
function verdictOf(run: Run, distance: number): number | null {
  const { place, text } = run;
  const named = isNamedStock(place);
  const near = distance >= 0 && distance < 2000 ? 0.1 : 0;
  const button = isButton(place);
  const veiled = place.hidden ? 0.5 : 0;
  if (button && buy.test(text.trim())) return 0.75 + near - veiled - (isDisabled(place) ? 0.7 : 0);
  if (button && notify.test(text.trim())) return 0.5 + near - veiled;
  if (button || place.linked) return null;
  if (pictured.test(text)) return null;
  if (gone.test(text)) return (named ? 0.95 : text.length < 60 ? 0.7 : 0.4) + near - veiled - (inChoice(place) ? 0.5 : 0);
  if (here.test(text)) return (text.length > 60 ? 0.25 : named ? 0.85 : text.length < 40 ? 0.6 : 0.3) + near - veiled;
  return null;
}

/** What a stock text means; null for none. Gone before here: "not available" holds "available". */
export function stockOf(raw: string): "InStock" | "OutOfStock" | null {
  const text = raw.trim();
  const term =
    schemaTerms[
      text
        .toLowerCase()
        .replace(/[^a-z]/gu, "")
        .replace(/^https?schemaorg/u, "")
    ];
  if (term !== undefined) return term;
  if (gone.test(text) || notify.test(text)) return "OutOfStock";
  return here.test(text) || buy.test(text) ? "InStock" : null;
}

/** schema.org ItemAvailability, OpenGraph's and merchants' own spellings. Goods that can be ordered count as in stock. */
const schemaTerms: Readonly<Record<string, "InStock" | "OutOfStock">> = {
  instock: "InStock",
  instoreonly: "InStock",
  onlineonly: "InStock",
  limitedavailability: "InStock",
  preorder: "InStock",
  presale: "InStock",
  backorder: "InStock",
  madetoorder: "InStock",
  available: "InStock",
  availablefororder: "InStock",
  available_for_order: "InStock",
  true: "InStock",
  yes: "InStock",
  outofstock: "OutOfStock",
  soldout: "OutOfStock",
  discontinued: "OutOfStock",
  oos: "OutOfStock",
  unavailable: "OutOfStock",
  outofstok: "OutOfStock",
  false: "OutOfStock",
  pending: "OutOfStock",
  reserved: "OutOfStock",
};

function isNamedStock(place: Place): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 4; at = at.parent, steps++) if (at.words.stock) return true;
  return false;
}

function isButton(place: Place): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 4; at = at.parent, steps++) {
    const { name, attribs } = at.element;
    if (
      name === "button" ||
      attribs["role"] === "button" ||
      /(?:^|[\s_-])(?:btn|button)|addtocart|add-to-cart|add_to_cart/iu.test(`${attribs["class"] ?? ""} ${attribs["id"] ?? ""}`)
    )
      return true;
    if (name === "a" && steps < 2) return true;
  }
  return false;
}

function isDisabled(place: Place): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 4; at = at.parent, steps++) {
    const { attribs } = at.element;
    if (
      attribs["disabled"] !== undefined ||
      attribs["aria-disabled"] === "true" ||
      /(?:^|[\s_-])disabled(?:$|[\s_-])/iu.test(attribs["class"] ?? "")
    )
      return true;
  }
  return false;
}

/** A size or colour that is gone says nothing of the listing. */
function inChoice(place: Place): boolean {
  for (let at: Place | null = place, steps = 0; at !== null && steps < 5; at = at.parent, steps++) {
    const { name, attribs } = at.element;
    if (
      name === "option" ||
      name === "select" ||
      name === "label" ||
      /swatch|variation|variant|size|option|colou?r/iu.test(`${attribs["class"] ?? ""} ${attribs["id"] ?? ""}`)
    )
      return true;
  }
  return false;
}
