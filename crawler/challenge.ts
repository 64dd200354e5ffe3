/**
 * What a page says when it is not the page that was asked for: a check for robots, a sign-in wall, a block, or goods that
 * are gone.
 *
 * Bias: it prefers to miss a challenge page than to accuse a real one. A missed challenge ends as "unreadable" and is
 * looked at; a real listing taken for a challenge would vanish from the sample. So words are only believed in a short page
 * or in the title, and never in a page that carries an offer.
 */
import { load, type CheerioAPI } from "cheerio";

export type Hindrance = { readonly kind: "blocked" | "gone"; readonly because: string };

export interface PageSigns {
  readonly goneTexts: readonly string[];
  readonly blockedTexts: readonly string[];
}

/** Parts that only a check puts into a page, whatever language it speaks. */
const wallMarks: readonly (readonly [selector: string, what: string])[] = [
  ["#nc_1_wrapper, #nocaptcha, .J_MIDDLEWARE_FRAME_WIDGET, #baxia-punish", "a slider check (滑块验证)"],
  ['form[action*="captcha" i], form[action*="validateCaptcha" i], #captchacharacters', "a captcha form"],
  [
    "#challenge-form, #challenge-running, #cf-challenge-running, .cf-browser-verification, #cf-wrapper .cf-error-details",
    "a Cloudflare check",
  ],
  ['iframe[src*="geo.captcha-delivery.com"], #px-captcha, #sec-if-cpt-container', "a bot-protection check"],
];

/** Titles of walls, whole or as a beginning. */
const wallTitles = [
  "验证码",
  "安全验证",
  "滑动验证",
  "访问验证",
  "人机验证",
  "身份验证",
  "验证中心",
  "访问受限",
  "访问被拒绝",
  "访问过于频繁",
  "请登录",
  "登录",
  "用户登录",
  "账号登录",
  "会员登录",
  "robot check",
  "just a moment",
  "attention required",
  "access denied",
  "are you a human",
  "security check",
  "verify you are human",
  "pardon our interruption",
  "403 forbidden",
  "sign in",
  "log in",
  "login",
  "please verify",
  "captcha",
];

const wallWords = [
  "请完成安全验证",
  "请进行安全验证",
  "请拖动滑块",
  "请按住滑块",
  "向右拖动滑块",
  "拖动下方滑块",
  "请输入验证码",
  "访问过于频繁",
  "您的访问过于频繁",
  "请求过于频繁",
  "系统检测到您的访问",
  "检测到异常流量",
  "您的ip",
  "请登录后查看",
  "请先登录",
  "登录后即可",
  "enter the characters you see below",
  "verify you are a human",
  "verify that you are human",
  "verifying you are human",
  "unusual traffic",
  "automated access to",
  "please enable js and disable any ad blocker",
  "checking your browser",
  "you have been blocked",
  "press & hold",
  "press and hold to confirm",
  "please sign in to continue",
  "log in to continue",
];

const goneWords = [
  "商品已下架",
  "该商品已下架",
  "宝贝已下架",
  "宝贝不存在",
  "商品不存在",
  "该商品不存在",
  "您查看的商品不存在",
  "您查看的宝贝不存在",
  "此宝贝已下架",
  "该宝贝已被删除",
  "商品已被删除",
  "该商品已失效",
  "商品已失效",
  "链接已失效",
  "很抱歉，您查看的商品找不到了",
  "很抱歉，您查看的宝贝不存在",
  "商品已售罄下架",
  "该店铺已关闭",
  "item is no longer available",
  "this listing has ended",
  "this listing was ended",
  "this item has been removed",
  "this product is no longer available",
  "the item you requested is no longer available",
  "sorry, this page isn't available",
  "this listing is no longer available",
  "product not found",
  "item not found",
  "sorry! something went wrong on our end. this item is not available",
];

/** Longest visible text of a page in which words alone are believed: walls are short, listings are not. */
const shortPage = 1500;
/** How much of a page is read to find its visible text. */
const searchedChars = 400_000;

/** `null` when the page looks like what was asked for. */
export function hindranceOf(
  page: { readonly status: number; readonly text: string; readonly urlReached: string },
  signs: PageSigns,
): Hindrance | null {
  const said = byStatus(page.status);
  if (said !== null) return said;
  const offered = sells(page.text);
  // Most listings end here, without the cost of a tree.
  if (offered && !signs.goneTexts.some((text) => page.text.includes(text))) return null;
  const document = load(page.text.slice(0, searchedChars));
  const title = squeeze(document("title").first().text()).toLowerCase();
  const seen = visibleText(document);
  const words = seen.toLowerCase();
  const short = seen.length <= shortPage;

  // The platform file's texts were seen on that platform. Goods that are gone often keep their page, so these are believed
  // wherever they stand.
  const gone = signs.goneTexts.find((text) => words.includes(text.toLowerCase()) || title.includes(text.toLowerCase()));
  if (gone !== undefined) return { kind: "gone", because: `the page says "${gone}"` };
  if (offered) return null;
  const blocked = signs.blockedTexts.find((text) => title.includes(text.toLowerCase()) || (short && words.includes(text.toLowerCase())));
  if (blocked !== undefined) return { kind: "blocked", because: `the page says "${blocked}"` };
  if (!short) return null;
  const mark = wallMarks.find(([selector]) => document(selector).length > 0);
  if (mark !== undefined) return { kind: "blocked", because: `the page holds ${mark[1]}` };
  const wall = wallWords.find((word) => words.includes(word));
  if (wall !== undefined) return { kind: "blocked", because: `a short page that says "${wall}"` };
  const wallTitle = wallTitles.find(
    (one) => title === one || ["-", "_", "|", " ", "·", "–", "…", ".", ","].some((after) => title.startsWith(one + after)),
  );
  if (wallTitle !== undefined && (document('input[type="password"]').length > 0 || seen.length < 600))
    return { kind: "blocked", because: `a short page titled "${title.slice(0, 80)}"` };
  const goneWord = goneWords.find((word) => words.includes(word));
  if (goneWord !== undefined) return { kind: "gone", because: `a short page that says "${goneWord}"` };
  return null;
}

function byStatus(status: number): Hindrance | null {
  if (status === 404 || status === 410) return { kind: "gone", because: `HTTP ${status}` };
  if (status === 401 || status === 403 || status === 451) return { kind: "blocked", because: `HTTP ${status}` };
  return null;
}

/** Signs that a page sells something; with one of these the words of a wall are a seller's own. */
function sells(html: string): boolean {
  return (
    /schema\.org\/(?:Product|Offer|ProductGroup)\b/iu.test(html) ||
    /property=["']?product:price:amount/iu.test(html) ||
    /"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"(?:Product|Offer|ProductGroup)"/u.test(html)
  );
}

function visibleText(document: CheerioAPI): string {
  document("script, style, noscript, template, svg, head").remove();
  return squeeze(document.root().text());
}

const squeeze = (text: string) => text.replace(/\s+/gu, " ").trim();
