import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodePage } from "../../../crawler/extract/charset.ts";

const pages: readonly (readonly [charset: string, text: string])[] = [
  ["gb18030", "<title>正品耐克运动鞋 男款 包邮 限时优惠</title><p>商品详情 价格￥129.00 加入购物车"],
  ["big5", "<title>運動鞋 男款 限時優惠 商品詳情 價格 加入購物車</title>"],
  ["shift_jis", "<title>送料無料 メンズ スニーカー 商品の詳細を見る</title>"],
  ["euc-jp", "<title>送料無料 メンズ スニーカー 商品の詳細を見る カートに入れる</title>"],
  ["euc-kr", "<title>남성 운동화 무료배송 상품 상세정보 장바구니</title>"],
  ["windows-1251", "<title>Мужские кроссовки купить с доставкой Корзина</title>"],
  ["windows-1252", "<title>Größe auswählen für Männer – Café crème 12 €</title>"],
  ["utf-8", "<title>正品运动鞋 größe кроссовки 운동화</title>"],
];
const claims = [
  null,
  "text/html; charset=utf-8",
  "text/html; charset=gbk",
  "text/html; charset=iso-8859-1",
  "text/html; charset=no-such-thing",
];

describe("decodePage", () => {
  it.each(pages.flatMap(([charset, text]) => claims.map((claim) => [charset, claim, text] as const)))(
    "reads %s under the claim %s",
    (charset, claim, text) => {
      expect(decodePage(iconv.encode(text, charset), claim).text).toBe(text);
    },
  );

  it("says what was claimed beside what was found", () => {
    const page = decodePage(iconv.encode("<meta charset=utf-8><title>正品运动鞋</title>", "gbk"));
    expect({ charset: page.charset, claimed: page.claimed }).toEqual({ charset: "gb18030", claimed: "utf-8" });
  });

  it("takes the header's claim before the page's own", () => {
    expect(decodePage(Buffer.from("<meta charset='gbk'>x"), 'text/html; charset="UTF-8"').claimed).toBe("utf-8");
  });

  it("lets the claim decide where few letters prove nothing", () => {
    expect(decodePage(iconv.encode("联通", "gbk"), "text/html; charset=gbk").text).toBe("联通");
  });

  it("obeys a byte order mark against every claim", () => {
    expect(decodePage(iconv.encode("<p>价格", "utf-16le", { addBOM: true }), "text/html; charset=gbk").text).toBe("<p>价格");
    expect(decodePage(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("价格")]), "text/html; charset=gbk").text).toBe("价格");
  });

  it("reads UTF-16 without a mark", () => {
    const text = "<html><head><title>price list of goods</title></head>";
    expect(decodePage(iconv.encode(text, "utf-16be")).text).toBe(text);
  });

  it("keeps to UTF-8 where a page is cut inside a character or carries one torn one", () => {
    const whole = Buffer.from("商品详情".repeat(40));
    expect(decodePage(whole.subarray(0, whole.length - 1), "text/html; charset=gbk").charset).toBe("utf-8");
    expect(decodePage(Buffer.concat([whole, Buffer.from([0xe5]), Buffer.from(" 购物车")])).charset).toBe("utf-8");
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...claims), (bytes, claim) => {
        expect(typeof decodePage(bytes, claim).text).toBe("string");
      }),
    );
  });

  it("decodes ten million bytes of noise in seconds", () => {
    const noise = Buffer.alloc(10_000_000, 0xa1);
    const started = performance.now();
    decodePage(noise);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
