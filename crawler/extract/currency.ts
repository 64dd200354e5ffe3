/** Which currency a price text speaks of. */

/**
 * ISO 4217 code, then the marks people write for it. Codes themselves are always marks. Sources: ISO 4217:2015 list one
 * and three (withdrawn), Unicode CLDR 46 currency symbols, and what shops write. A mark that several currencies share
 * stands with the one it most often means; `shared` below lists the others.
 */
// oxfmt-ignore
const table: readonly (readonly [code: string, ...marks: string[]])[] = [
  ["CNY", "CN¥", "RMB¥", "￥", "¥", "RMB", "RBM", "CNH", "人民币", "人民幣", "元", "圆", "块", "yuan", "Yuan", "renminbi"],
  ["USD", "US$", "US $", "U$S", "U$D", "USD$", "$", "＄", "美元", "美金", "dollars", "dollar", "Dollars"],
  ["EUR", "€", "euros", "Euros", "euro", "Euro", "Eur", "eur", "欧元", "歐元", "евро"],
  ["GBP", "GB£", "£", "￡", "英镑", "英鎊", "pounds"],
  ["JPY", "JP¥", "JP￥", "円", "日元", "日圓", "yen"],
  ["HKD", "HK$", "港币", "港元", "港幣", "HK＄"],
  ["TWD", "圓", "NT$", "NTD", "NT", "新台币", "新臺幣", "新台幣", "台币", "台幣"],
  ["MOP", "MOP$", "澳门元", "澳門元"],
  ["KRW", "₩", "￦", "원", "韩元", "won"],
  ["SGD", "S$", "SG$", "新加坡元"],
  ["MYR", "RM", "马币", "令吉"],
  ["THB", "฿", "บาท", "泰铢", "Baht", "baht"],
  ["VND", "₫", "đ", "VNĐ", "Đ", "đồng", "越南盾"],
  ["IDR", "Rp", "Rp.", "印尼盾"],
  ["PHP", "₱", "PhP", "Php", "比索"],
  ["INR", "₹", "ரூ", "Rs", "Rs.", "₨", "रु", "रू", "र", "টকা", "૱", "௹", "卢比"],
  ["PKR", "PKRs"], ["LKR", "SLRs", "SL Re", "රු"], ["NPR", "NPRs", "नेरू"], ["BDT", "৳", "Tk", "৲", "টাকা"], ["MVR", "Rf", "ރ"],
  ["AUD", "AU$", "AU $", "A$", "AUS$", "澳元"], ["NZD", "NZ$"], ["CAD", "CA$", "C$", "CDN$", "Can$", "CAN$", "CAD$", "加元"], ["FJD", "FJ$"],
  ["BRL", "R$", "reais"], ["MXN", "MX$", "Mex$", "MXP"], ["ARS", "AR$"], ["CLP", "CL$", "CLP$"], ["COP", "CO$", "COL$"], ["UYU", "$U", "UY$"],
  ["PEN", "S/.", "S/", "soles"], ["BOB", "Bs", "Bs."], ["BOV"], ["VEF", "Bs.F.", "BsF", "BsF."], ["VES", "Bs.S."], ["PYG", "₲", "Gs.", "Gs"], ["CRC", "₡"], ["GTQ", "Q"],
  ["HNL", "L"], ["NIO", "C$N"], ["PAB", "B/.", "B/"], ["DOP", "RD$"], ["CUP", "CU$"], ["CUC", "CUC$"], ["JMD", "J$"], ["TTD", "TT$"], ["BBD", "Bds$"],
  ["BSD", "B$"], ["BZD", "BZ$"], ["BMD", "BD$"], ["KYD", "CI$"], ["XCD", "EC$"], ["GYD", "GY$", "G$"], ["SRD", "Sr$"], ["HTG"], ["SVC", "₡S"], ["ANG", "ƒ", "NAf."], ["AWG", "Afl.", "Afl", "AFL"],
  ["CLF", "UF"], ["COU"], ["UYI"], ["MXV"], ["USN"], ["USS"], ["CHE"], ["CHW"],
  ["CHF", "Fr.", "SFr.", "SFr", "sFr.", "Franken"], ["SEK", "kr", "Kr", "kr.", "Skr", ":-"], ["NOK", "Nkr", "NOK kr"], ["DKK", "Dkr"], ["ISK", "Ikr", "íkr"], ["EEK", "Ekr"],
  ["CZK", "Kč", "KČ", "kč", "Kčs"], ["SKK", "Sk"], ["PLN", "zł", "Zł", "ZŁ", "zl", "zlotych", "злотых"], ["HUF", "Ft", "Ft."], ["RON", "lei", "Lei", "LEI", "leu"], ["ROL"],
  ["BGN", "лв.", "лв", "lv"], ["HRK", "kn", "Kn"], ["RSD", "дин.", "дин", "din.", "din", "Dinara", "динар", "Дин", "РСД"], ["BAM", "KM"], ["MKD", "ден", "ден.", "ДЕН", "MKDen"], ["ALL", "Lek", "Lekë"],
  ["LTL", "Lt"], ["LVL", "Ls"], ["MDL", "MDL lei"], ["TRY", "₺", "TL", "Tl", "YTL"], ["TRL"],
  ["RUB", "₽", "руб.", "руб", "Руб.", "Руб", "РУБ", "рублей", "рубля", "рубль", "р.", "р", "Р", "Р.", "RUR"], ["UAH", "₴", "грн.", "грн", "Грн", "ГРН", "гривен"],
  ["BYN", "Br", "бел. руб.", "BYR"], ["KZT", "₸", "тңг", "тңг.", "тг.", "тг", "тенге"], ["KGS", "сом", "som"], ["UZS", "сум", "сўм", "so'm", "UZS сум"], ["TJS", "сомони"], ["TMT", "TMM"],
  ["AZN", "₼", "ман.", "ман", "манат"], ["GEL", "lari", "₾", "ლ", "ლარი"], ["AMD", "֏", "դր.", "դր", "драм"], ["MNT", "₮", "төгрөг"],
  ["ILS", "₪", "NIS", "ש\"ח", "ש'ח", "ש״ח", "ش.ج", "ش.ص"], ["AED", "د.إ", "د.إ.", "Dhs", "Dhs.", "Dh", "درهم"], ["SAR", "ر.س", "ر.س.", "﷼", "SR", "ريال"], ["QAR", "ر.ق", "ر.ق.", "QR"], ["KWD", "د.ك", "د.ك.", "دينار كويتي", "KD"],
  ["BHD", "د.ب", "د.ب.", "BD"], ["OMR", "ر.ع", "ر.ع."], ["YER", "ر.ي", "ر.ي."], ["JOD", "د.أ", "د.أ.", "د.ا", "دينار أردني", "JD"], ["IQD", "د.ع", "د.ع.", "ع.د"], ["LBP", "ل.ل", "ل.ل.", "LB£", "L.L."], ["SYP", "ل.س", "ل.س.", "SY£", "LS"],
  ["EGP", "ج.م", "ج.م.", "جن", "E£", "L.E.", "LE", "جنيه"], ["LYD", "د.ل", "د.ل.", "ل.د", "LD"], ["TND", "د.ت", "د.ت.", "DT"], ["DZD", "د.ج", "د.ج.", "دج", "DA"], ["MAD", "د.م", "د.م."], ["SDG", "ج.س"], ["SDD"], ["SSP"],
  ["IRR", "ریال"], ["IRT", "تومان", "تومن"], ["AFN", "؋", "Af", "افغانی"],
  ["ZAR", "R", "Rand"], ["NGN", "₦"], ["KES", "Ksh", "KSh", "KShs", "Kshs"], ["UGX", "USh"], ["TZS", "TSh"], ["GHS", "GH₵", "₵", "GH¢"], ["ETB", "ብር"], ["EGL"], ["ZMW", "ZK"], ["ZMK"], ["ZWD", "Z$"], ["ZWL"],
  ["BWP"], ["NAD", "N$"], ["MUR", "MURs"], ["SCR"], ["MZN", "MTn", "MT"], ["MZM"], ["AOA", "Kz"], ["MWK", "MK"], ["RWF", "RWF FR", "FRw"], ["BIF", "FBu"], ["DJF", "Fdj"], ["CDF", "FrCD", "FC"], ["KMF", "CF"], ["GNF", "FG"],
  ["XOF", "CFA", "FCFA", "F CFA", "Fcfa"], ["XAF", "BEAC"], ["XPF", "CFP", "F CFP"], ["MGA", "Ar"], ["MGF"], ["SOS", "Ssh"], ["ERN", "Nfk", "ናቕፋ", "نافكا"], ["GMD"], ["SLL", "Le"], ["LRD", "LD$"], ["STD", "Db"], ["STN"], ["CVE", "CV$"], ["LSL"], ["SZL"],
  ["MMK", "Ks"], ["LAK", "₭"], ["KHR", "៛"], ["BND", "BN$"], ["BTN", "Nu.", "Nu"], ["PGK"], ["SBD", "SI$"], ["VUV", "VT"], ["WST", "WS$", "T$S"], ["TOP", "T$"], ["KPW"],
  ["FKP"], ["GIP"], ["SHP"], ["GGP"], ["IMP"], ["JEP"], ["TVD"], ["XDR"],
  ["BTC", "₿", "Ƀ"], ["XAG"], ["XAU"],
  ["DEM", "ℳ"], ["FRF", "₣", "FF"], ["ITL", "₤"], ["ESP", "₧", "Pts"], ["GRD", "₯"], ["PTE"], ["NLG"], ["BEF"], ["ATS"], ["FIM"], ["IEP"], ["LUF"], ["CYP"], ["MTL"], ["SIT"], ["ARA", "₳"], ["BRC", "₢"], ["XEU", "₠"],
  // Not in ISO 4217: the mark stands for itself.
  ["₶"], ["₰"], ["₷"],
];

/** Words and letters too common to be trusted inside a sentence: they count only where the text is a number and nothing else. */
// oxfmt-ignore
const alone: Readonly<Record<string, string>> = {
  UM: "MRU", P: "BWP", E: "SZL", D: "GMD", K: "MMK", G: "HTG", q: "GTQ", franc: "CHF", francs: "CHF", Fr: "CHF", CHf: "CHF", "¢": "GHS", GFr: "GNF", "د.": "JOD", RF: "RWF", "R₣": "RWF", SPL: "SPL", Esc: "CVE", Fbu: "BIF", ID: "IQD",
  Rbl: "RUB", Re: "INR", Sl: "SOS", Vt: "VUV", hrn: "UAH", kwz: "AOA", nis: "ILS", pound: "GBP", stg: "GBP", "Sʻ": "UZS", "S'": "UZS", км: "BAM", с: "KGS", دينار: "JOD", GBp: "GBX",
};

/** The currency of a text that is one number and one mark, `rest` being what stands beside the number; null when that is no mark. */
export function currencyAlone(rest: string): string | null {
  const mark = rest.trim();
  if (mark === "" || mark.length > 20) return null;
  return marks.get(mark) ?? alone[mark] ?? (/^[a-z]{3}$/iu.test(mark) ? (marks.get(mark.toUpperCase()) ?? null) : null);
}

/** Marks that several currencies share, and whose currency the locale or a hint may tell. */
const shared: Readonly<Record<string, readonly string[]>> = {
  $: [
    "USD",
    "AUD",
    "CAD",
    "HKD",
    "TWD",
    "SGD",
    "NZD",
    "MXN",
    "ARS",
    "CLP",
    "COP",
    "UYU",
    "BRL",
    "BSD",
    "BMD",
    "FJD",
    "JMD",
    "KYD",
    "LRD",
    "NAD",
    "TTD",
    "XCD",
    "BBD",
    "BND",
    "BZD",
    "GYD",
    "SRD",
    "SBD",
    "ZWD",
    "CUP",
    "DOP",
    "MOP",
    "CVE",
  ],
  "¥": ["CNY", "JPY"],
  "￥": ["CNY", "JPY"],
  元: ["CNY", "TWD", "HKD", "JPY", "MOP"],
  圆: ["CNY", "JPY"],
  块: ["CNY", "TWD"],
  "£": ["GBP", "EGP", "FKP", "GIP", "SHP", "GGP", "IMP", "JEP", "LBP", "SYP", "SDG"],
  "₤": ["ITL", "GBP", "TRL"],
  kr: ["SEK", "NOK", "DKK", "ISK", "EEK"],
  Kr: ["SEK", "NOK", "DKK", "ISK"],
  "kr.": ["DKK", "SEK", "NOK", "ISK"],
  ":-": ["SEK", "NOK", "DKK"],
  Rs: ["INR", "PKR", "LKR", "NPR", "MUR", "SCR"],
  "Rs.": ["INR", "PKR", "LKR", "NPR", "MUR", "SCR"],
  "₨": ["INR", "PKR", "LKR", "NPR", "MUR", "SCR"],
  "₩": ["KRW", "KPW"],
  "₱": ["PHP", "CUP"],
  "﷼": ["SAR", "IRR", "QAR", "OMR", "YER"],
  L: ["HNL", "RON", "LSL"],
  lei: ["RON", "MDL"],
  R: ["ZAR"],
  Br: ["BYN", "ETB"],
  лв: ["BGN", "KGS", "UZS"],
  руб: ["RUB", "BYN"],
  "руб.": ["RUB", "BYN"],
  ƒ: ["ANG", "AWG"],
  Bs: ["BOB", "VEF", "VES"],
  "₡": ["CRC", "SVC"],
  C$: ["CAD", "NIO"],
  CFA: ["XOF", "XAF"],
  FCFA: ["XOF", "XAF"],
  "Fr.": ["CHF"],
  din: ["RSD", "DZD", "TND"],
  dollar: ["USD", "AUD", "CAD", "NZD"],
  dollars: ["USD", "AUD", "CAD", "NZD"],
  pounds: ["GBP", "EGP"],
};

/** Countries of a locale whose currency differs from the one a shared mark usually means (CLDR 46, supplemental territory info). */
const currencyOfRegion: Readonly<Record<string, string>> = {
  CN: "CNY",
  US: "USD",
  GB: "GBP",
  JP: "JPY",
  HK: "HKD",
  TW: "TWD",
  MO: "MOP",
  SG: "SGD",
  AU: "AUD",
  NZ: "NZD",
  CA: "CAD",
  MX: "MXN",
  AR: "ARS",
  CL: "CLP",
  CO: "COP",
  UY: "UYU",
  BR: "BRL",
  SE: "SEK",
  NO: "NOK",
  DK: "DKK",
  IS: "ISK",
  IN: "INR",
  PK: "PKR",
  LK: "LKR",
  NP: "NPR",
  MU: "MUR",
  KR: "KRW",
  KP: "KPW",
  PH: "PHP",
  CU: "CUP",
  IR: "IRR",
  SA: "SAR",
  QA: "QAR",
  OM: "OMR",
  YE: "YER",
  RO: "RON",
  MD: "MDL",
  BY: "BYN",
  ET: "ETB",
  BG: "BGN",
  KG: "KGS",
  UZ: "UZS",
  RU: "RUB",
  EG: "EGP",
  LB: "LBP",
  SY: "SYP",
  BO: "BOB",
  VE: "VES",
  ZA: "ZAR",
  HN: "HNL",
  DE: "EUR",
  FR: "EUR",
  ES: "EUR",
  IT: "EUR",
  NL: "EUR",
  AT: "EUR",
  IE: "EUR",
  FI: "EUR",
  PT: "EUR",
  BE: "EUR",
  GR: "EUR",
  CH: "CHF",
  PL: "PLN",
  CZ: "CZK",
  HU: "HUF",
  TR: "TRY",
  UA: "UAH",
  TH: "THB",
  VN: "VND",
  ID: "IDR",
  MY: "MYR",
  IL: "ILS",
  AE: "AED",
  KZ: "KZT",
};
const regionOfLanguage: Readonly<Record<string, string>> = {
  zh: "CN",
  ja: "JP",
  sv: "SE",
  nb: "NO",
  nn: "NO",
  no: "NO",
  da: "DK",
  is: "IS",
  ko: "KR",
  fa: "IR",
  hi: "IN",
  ro: "RO",
  ru: "RU",
  uk: "UA",
  be: "BY",
  bg: "BG",
};

/** Currencies that count in thousandths, so that `12.500` has three decimals (ISO 4217, minor unit 3). */
export const thousandths: ReadonlySet<string> = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

export interface CurrencyMark {
  readonly code: string;
  readonly mark: string;
  readonly start: number;
  readonly end: number;
}

const marks = new Map<string, string>();
for (const [code, ...written] of table) {
  if (!marks.has(code)) marks.set(code, code);
  for (const mark of written) if (!marks.has(mark)) marks.set(mark, code);
}
/** By first code unit, longest first: one look per position, no regular expression. */
const byFirst = new Map<string, string[]>();
for (const mark of marks.keys()) {
  const first = mark.charAt(0);
  byFirst.set(first, [...(byFirst.get(first) ?? []), mark]);
}
for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);

/** The ISO code for a text that is nothing but a code or a mark, as `priceCurrency` should be; null otherwise. */
export function currencyCode(text: string): string | null {
  const trimmed = text.trim();
  return marks.get(trimmed) ?? marks.get(trimmed.toUpperCase()) ?? null;
}

/** Every currency mark in a text, left to right, none overlapping. Letters must stand alone: the R of "Ring" is no rand. */
export function currencyMarks(text: string): CurrencyMark[] {
  const found: CurrencyMark[] = [];
  for (let at = 0; at < text.length;) {
    const mark = markAt(text, at);
    if (mark === null) at++;
    else {
      found.push(mark);
      at = mark.end;
    }
  }
  return found;
}

function markAt(text: string, at: number): CurrencyMark | null {
  for (const mark of byFirst.get(text.charAt(at)) ?? []) {
    if (!text.startsWith(mark, at)) continue;
    const end = at + mark.length;
    if (isWordLetter(mark.charAt(0)) && isWordLetter(text.charAt(at - 1))) continue;
    // One Latin letter names a currency only where it is glued to the number: R273.00.
    if (/^[A-Z]$/u.test(mark) && !/\d/u.test(text.charAt(end)) && !/\d ?$/u.test(text.slice(Math.max(0, at - 2), at))) continue;
    if (isWordLetter(mark.charAt(mark.length - 1)) && isWordLetter(text.charAt(end))) continue;
    return { code: marks.get(mark) ?? mark, mark, start: at, end };
  }
  return null;
}

/** Letters of scripts that write words without gaps do not bind: 129元起. */
function isWordLetter(character: string): boolean {
  if (character === "") return false;
  const code = character.charCodeAt(0);
  if (code < 0x80) return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  if (code >= 0x2e80 && code <= 0xd7ff) return false;
  return /\p{L}/u.test(character);
}

/** Settles a mark that several currencies share: by the hint, else by the locale, else the usual meaning. */
export function settle(mark: CurrencyMark, hinted: string | null, locale: string | undefined): string {
  const candidates = shared[mark.mark];
  if (candidates === undefined) return mark.code;
  if (hinted !== null && candidates.includes(hinted)) return hinted;
  const local = locale === undefined ? null : currencyOfLocale(locale);
  return local !== null && candidates.includes(local) ? local : mark.code;
}

/** Whether a code beside a shared mark says which currency it means: `$1,190.00 AUD`. */
export const refines = (code: string, mark: CurrencyMark): boolean => shared[mark.mark]?.includes(code) ?? false;

/** The currency of a locale's country, as CNY for zh-CN; null where the table has none. */
function currencyOfLocale(locale: string): string | null {
  const parts = locale.replaceAll("_", "-").split("-");
  const region =
    parts
      .slice(1)
      .find((part) => part.length === 2)
      ?.toUpperCase() ?? regionOfLanguage[(parts[0] ?? "").toLowerCase()];
  return region === undefined ? null : (currencyOfRegion[region] ?? null);
}
