import { describe, expect, it } from "vitest";
import { hindranceOf, type PageSigns } from "../../../crawler/challenge.ts";

const none: PageSigns = { goneTexts: [], blockedTexts: [] };
const judge = (text: string, signs = none, status = 200) =>
  hindranceOf({ status, text, urlReached: "https://shop.example/item/1" }, signs)?.kind ?? "as asked";
const page = (title: string, body: string) => `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const long = "<p>这是一段很长的商品说明，包含产地、规格、保质期和配送说明。</p>".repeat(80);

describe("a wall with status 200 is recognised", () => {
  it.each([
    ["a slider in Chinese", page("安全验证", "<p>请按住滑块，拖动到最右边</p>")],
    ["a slider by its frame alone", page("", '<div class="J_MIDDLEWARE_FRAME_WIDGET"></div>')],
    ["too many visits", page("提示", "<p>访问过于频繁，请稍后再试</p>")],
    ["a code to be typed", page("验证码", '<form><input name="code"><button>提交</button></form>')],
    ["a sign-in page in Chinese", page("京东-欢迎登录".replace("京东-欢迎", ""), '<form><input type="password"></form>')],
    ["a captcha in English", page("Robot Check", "<p>Enter the characters you see below</p>")],
    ["a check that runs scripts", page("Just a moment...", '<div id="challenge-running">Checking your browser before accessing</div>')],
    [
      "press and hold",
      page("Access to this page has been denied", '<div id="px-captcha"></div><p>Press & Hold to confirm you are a human</p>'),
    ],
    ["a sign-in page in English", page("Sign in | Shop", '<form><input type="password"></form>')],
  ])("%s", (_what, text) => {
    expect(judge(text)).toBe("blocked");
  });
  it.each([401, 403, 451])("and so is status %i", (status) => {
    expect(judge(page("", ""), none, status)).toBe("blocked");
  });
});

describe("goods that are gone are recognised", () => {
  it.each([
    ["taken down", page("商品详情", "<p>很抱歉，该商品已下架，看看别的吧</p>")],
    ["never there", page("淘宝网", "<p>您查看的宝贝不存在</p>")],
    ["gone in English", page("Shop", "<h1>This item is no longer available</h1>")],
  ])("%s", (_what, text) => {
    expect(judge(text)).toBe("gone");
  });
  it.each([404, 410])("and so is status %i", (status) => {
    expect(judge(page("", ""), none, status)).toBe("gone");
  });
  it("in the platform's own words, even on a page that still shows the goods", () => {
    expect(
      judge(
        page("Watch", `<div itemscope itemtype="https://schema.org/Product">Watch</div>${long}<b>This listing was ended by the seller</b>`),
        { ...none, goneTexts: ["This listing was ended"] },
      ),
    ).toBe("gone");
  });
});

describe("a real page is not accused", () => {
  it.each([
    ["a long page with a sign-in link", page("五常大米", `<a>亲，请登录</a><a>请先登录</a>${long}`)],
    ["a product that is a fingerprint lock", page("指纹验证码锁 家用", `${long}<p>请输入验证码开锁</p>`)],
    ["a book about robots", page("Robot Check: a novel", `<div itemtype="http://schema.org/Product">novel</div>`)],
    [
      "a short listing with structured data that speaks of captchas",
      `${page("验证码识别软件", "请输入验证码")}<script type="application/ld+json">{"@type":"Product","name":"x"}</script>`,
    ],
    ["a seller who says others were taken down", page("正品保证", `${long}<p>盗版商品已下架</p>`)],
    ["a results page", page("搜索结果", `<a class="item" href="/item/1">登录器</a>`)],
    ["an empty page", ""],
    ["a shop named Login", page("Loginov watches", long)],
  ])("%s", (_what, text) => {
    expect(judge(text)).toBe("as asked");
  });
  it("by a platform's wall words in a long page", () => {
    expect(judge(page("女包", long + "请登录"), { ...none, blockedTexts: ["请登录"] })).toBe("as asked");
  });
});
