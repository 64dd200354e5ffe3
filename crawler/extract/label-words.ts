/** What shops write before a value, in the languages of the marketplaces that are watched, and which field it means. */
import type { CandidateField } from "./candidates.ts";

const list = (text: string): string[] => text.split("|");

/** Compared in lower case with signs and spaces removed. */
const labels: readonly (readonly [CandidateField, readonly string[]])[] = [
  [
    "sku",
    list(
      "sku|sku id|skuid|sku no|sku code|sku number|item no|item number|item code|item id|item #|item|item ref|product code|product id|product no|product number|product ref|product reference|product sku|article no|article number|article code|art no|art nr|art|artikelnummer|artikel nr|artikelnr|artikel|art.-nr|bestellnummer|bestell nr|best nr|produktnummer|produkt nr|produktcode|artnr|varenummer|varenr|varunummer|artikkelnummer|tuotenumero|tuotekoodi|ref|réf|ref no|reference|référence|reference number|référence produit|code produit|code article|référence article|referencia|referência|ref producto|código|codigo|código do produto|código de producto|código de artículo|cod|cod articol|cod produs|cod prodotto|codice|codice prodotto|codice articolo|codice art|riferimento|kod|kod produktu|kód|kód produktu|kod towaru|cikkszám|termékkód|šifra|šifra izdelka|šifra proizvoda|sifra|koda|koda izdelka|kods|preces kods|prekės kodas|tootekood|артикул|код|код товара|код на продукта|каталожен номер|stock no|stock number|stock code|catalog number|catalogue number|cat no|web code|webcode|web id|style|style no|style number|style code|asin|asin nummer|ebay item number|numero oggetto ebay|numéro de lobjet|numéro de lobjet ebay|numéro dobjet ebay|ebay artikelnummer|número de artículo|número de artículo de ebay|post id|ad id|adid|anzeige|anzeigennummer|anzeigen nr|anzeigen id|listing id|inserat nr|inserat id|numéro dannonce|商品编号|商品编码|商品编码sku|货号|商品货号|款号|产品编号|产品编码|产品货号|宝贝编码|商家编码|商品id|貨號|商品編號|商品代碼|商品貨號|品號|商品番号|商品コード|品番|商品管理番号|管理番号|상품번호|상품코드|제품번호|품번|รหัสสินค้า|mã sản phẩm|mã sp|kode produk|رمز المنتج|رقم المنتج|رقم الموديل",
    ),
  ],
  [
    "gtin",
    list(
      "gtin|ean|ean code|ean13|ean 13|ean nummer|upc|upc a|isbn|isbn13|isbn 13|jan|jan code|janコード|barcode|bar code|条形码|商品条码|条码|條碼|國際條碼|国际条码|штрихкод|штрих код|código de barras|code barres|strichcode",
    ),
  ],
  [
    "mpn",
    list(
      "mpn|manufacturer part number|mfr part number|mfr part no|manufacturer number|manufacturer reference|manufacturers part number|manufacturer code|part number|part no|model|model number|model no|model name|item model number|item part number|modellnummer|modell|modellnr|herstellernummer|hersteller artikelnummer|hersteller teilenummer|herstellerreferenz|teilenummer|numéro de modèle|numéro du modèle de larticle|numéro de pièce|référence fabricant|référence du fabricant|numero modello articolo|numero di modello articolo|riferimento produttore|numero parte produttore|codice produttore|número de modelo|número de modelo del producto|modelo|referencia del fabricante|modèle|modello|modelnummer|型号|产品型号|规格型号|型號|商品型號|型番|製造元型番|メーカー型番|모델명|модель|номер модели",
    ),
  ],
  [
    "brand",
    list(
      "brand|brand name|brands|marke|markenname|marque|nom de la marque|marca|marchio|merk|märke|mærke|merke|merkki|značka|znamka|marka|prekės ženklas|zīmols|zīmols (ražotājs)|ražotājs|márka|бренд|марка|торговая марка|manufacturer|hersteller|fabricant|fabricante|produttore|produsent|fabrikant|производитель|produttore|品牌|品牌名称|品牌名|牌子|品牌名稱|ブランド|ブランド名|メーカー|브랜드|브랜드명|제조사|ยี่ห้อ|แบรนด์|thương hiệu|merek|العلامة التجارية|الماركة",
    ),
  ],
  [
    "origin",
    list(
      "country of origin|country/region of origin|country region of origin|country of manufacture|country/region of manufacture|origin|place of origin|made in|herkunftsland|ursprungsland|pays dorigine|país de origen|paese di origine|kraj pochodzenia|страна производства|страна происхождения|产地|原产地|商品产地|生产地|产地(省份)|省份|產地|原產地|原産国|원산지|제조국",
    ),
  ],
  [
    "seller",
    list(
      "seller|sold by|seller name|store|shop name|vendor|verkäufer|verkauft von|vendeur|vendu par|venditore|venduto da|vendedor|vendido por|店铺|店铺名称|店名|卖家|商家|掌柜|掌柜名|公司名称|企业名称|販売元|賣家|판매자|продавец",
    ),
  ],
  ["foodLicence", list("生产许可证编号|食品生产许可证编号|食品生产许可证号|食品生产许可证|生产许可证号|生产许可证|sc编号|许可证编号")],
  ["patent", list("专利号|专利编号|专利|外观专利号|专利证书号|patent|patent number|patent no")],
  ["sellerLicence", list("统一社会信用代码|营业执照注册号|社会信用代码|注册号")],
  ["salesCount", list("月销量|销量|累计销量|总销量|已售|成交|月成交|月销|sold|units sold")],
  [
    "availability",
    list(
      "availability|verfügbarkeit|disponibilité|disponibilità|disponibilidad|disponibilidade|stock|库存|库存状态|在庫|재고|наличие|dostupnost|dostępność|pieejamība",
    ),
  ],
];

const byLabel = new Map<string, CandidateField>();
for (const [field, names] of labels) for (const name of names) if (!byLabel.has(folded(name))) byLabel.set(folded(name), field);

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The field that a label means, or null. Whole labels only: "brand new" is no brand. */
export function labelField(name: string): CandidateField | null {
  return name.length > 60 ? null : (byLabel.get(folded(name)) ?? null);
}
