/** How much a decoded text looks like written language; used to choose between charsets, never shown to anyone. */
import iconv from "iconv-lite";

/**
 * The most frequent characters of written Chinese, simplified and traditional (Jun Da, Modern Chinese Character
 * Frequency List, 2004, first hundred), and those every shop page uses. Running text is about 40 % these; bytes read in
 * the wrong charset give rare characters instead.
 */
const frequentHan = new Set(
  "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实" +
    "这個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實與點" +
    "品商价格购买店包邮元件款式新型号码牌正装产质量服务评货库存详情加入车收藏销售促优惠券快递运费全女男鞋衣裙裤帽袋色尺电手机器网客户登录注册首页搜索" +
    "價購買貨庫詳車銷優運費網戶錄註冊頁電機號碼產質務評裝",
);

const isHan = (code: number) => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);

/** The first levels of GB 2312 (3,755 characters) and Big5 (5,401): what is in use. Everything rarer is a sign of a wrong reading. */
const commonHan: ReadonlySet<string> = new Set([...level("gb2312", 0xb0, 0xd7), ...level("big5", 0xa4, 0xc6)]);

function level(charset: string, first: number, last: number): string[] {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++)
    for (let trail = charset === "big5" ? 0x40 : 0xa1; trail <= 0xfe; trail++) if (trail < 0x7f || trail > 0xa0) bytes.push(lead, trail);
  return [...iconv.decode(Buffer.from(bytes), charset)].filter((character) => isHan(character.codePointAt(0) ?? 0));
}

const isKana = (code: number) => code >= 0x3041 && code <= 0x30fe;
const isHalfKana = (code: number) => code >= 0xff61 && code <= 0xff9f;
const isHangul = (code: number) => code >= 0xac00 && code <= 0xd7a3;
const isCyrillic = (code: number) => code >= 0x0400 && code <= 0x04ff;
const isLatin = (code: number) => code >= 0x00c0 && code <= 0x024f;
const isCjkSign = (code: number) =>
  (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xff60) || code === 0xffe5 || code === 0xb7;
const isSign = (code: number) => (code >= 0x2010 && code <= 0x20bf) || (code >= 0x2100 && code <= 0x2bff) || (code >= 0xa0 && code <= 0xbf);
const isWrong = (code: number) => code === 0xfffd || (code >= 0x80 && code <= 0x9f) || (code >= 0xe000 && code <= 0xf8ff);

/** Common Korean syllables carry most of a text: particles, endings and shop words. */
const frequentHangul = new Set("이다는의에하고가을를한지도로기사어인시해나정자그리대스서수보전부제일장주아원상여비과만라들구품매송배");

/** About 1 for running text in the right charset, near 0 for noise, below 0 where characters are undefined. */
export function readingScore(text: string, charset: string): number {
  let seen = 0;
  let points = 0;
  let before = 0;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const size = code > 0xffff ? 2 : 1;
    if (code >= 0x80) {
      seen++;
      points += worth(code, before, text.codePointAt(at + size) ?? 0, charset);
    }
    before = code;
    at += size;
  }
  return seen === 0 ? 0 : points / seen;
}

const isAsciiLetter = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

function worth(code: number, before: number, after: number, charset: string): number {
  if (isWrong(code)) return -4;
  if (isHan(code)) return hanWorth(String.fromCodePoint(code));
  if (isKana(code)) return charset === "shift_jis" || charset === "euc-jp" || charset === "utf-8" ? 1.2 : 0.3;
  if (isHalfKana(code)) return -0.6;
  if (isHangul(code)) return frequentHangul.has(String.fromCodePoint(code)) ? 1.6 : 0.75;
  if (isCyrillic(code)) return cyrillicWorth(code, before, after);
  if (isLatin(code)) return latinWorth(code, before, after);
  if (isCjkSign(code)) return 0.6;
  if (isSign(code)) return 0.15;
  return 0.05;
}

const hanWorth = (character: string): number => (frequentHan.has(character) ? 1.6 : commonHan.has(character) ? 0.75 : 0);

/** Russian text is lower case after lower case and never shares a word with Latin letters. */
function cyrillicWorth(code: number, before: number, after: number): number {
  if (isAsciiLetter(before) || isAsciiLetter(after)) return -0.8;
  // Letters of other alphabets than the Russian are rare enough to betray a wrong reading.
  if (code < 0x0410 || code > 0x044f) return -0.1;
  if (code >= 0x0430) return 1;
  return before >= 0x0430 && before <= 0x045f ? -0.8 : 0.5;
}

/** Accented letters stand alone among plain letters; a run of them is another charset seen through Latin-1. */
function latinWorth(code: number, before: number, after: number): number {
  if (isLatin(before) || isLatin(after)) return -0.6;
  if (code <= 0xde && before >= 0x61 && before <= 0x7a) return -0.4;
  return isAsciiLetter(before) || isAsciiLetter(after) ? 0.9 : 0.1;
}
