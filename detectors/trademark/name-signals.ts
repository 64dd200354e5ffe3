/** What the way a name is written and placed says. */
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Trademark } from "../../domain/right.ts";
import type { Bilingual } from "../../domain/words.ts";
import type { Trick } from "../text/matcher.ts";
import { wordBorders } from "../text/segment.ts";
import { sameName } from "./compatible.ts";
import { categoryFit } from "./goods.ts";
import { key } from "./marks.ts";
import { isOfName, type NamedMark, type Place, type Reading } from "./reading.ts";
import { signal, type Signal } from "./signal.ts";
import { covers } from "./vocabulary.ts";
import { compareNames } from "../text/similarity.ts";

export const placeOf = (mention: NamedMark): Place & { normalised: string } => ({
  field: mention.field,
  span: mention.match.span,
  matched: mention.match.matched,
  normalised: mention.name,
});

const trickNames: Readonly<Record<Trick, Bilingual>> = {
  case: { zh: "大小写", en: "letter case" },
  "full-width": { zh: "全角字符", en: "full-width letters" },
  compatibility: { zh: "兼容字符", en: "compatibility characters" },
  confusable: { zh: "形近外文字母", en: "look-alike letters of another script" },
  diacritic: { zh: "附加变音符号", en: "added diacritics" },
  styled: { zh: "花体字母", en: "styled letters" },
  traditional: { zh: "繁体字", en: "traditional characters" },
  "zero-width": { zh: "零宽字符", en: "invisible characters" },
  separator: { zh: "插入符号", en: "inserted punctuation" },
  emoji: { zh: "插入表情符号", en: "inserted emoji" },
  leet: { zh: "以数字代字母", en: "digits for letters" },
  typo: { zh: "改动字母", en: "a changed letter" },
  "look-alike": { zh: "形近字", en: "a look-alike character" },
  "split-character": { zh: "拆字", en: "a character split into parts" },
  homophone: { zh: "同音字", en: "a character of the same sound" },
  "near-sound": { zh: "近音字", en: "a character of nearly the same sound" },
  "mixed-pinyin": { zh: "拼音混写", en: "pinyin mixed in" },
  initials: { zh: "拼音首字母", en: "pinyin initials" },
  swap: { zh: "字序颠倒", en: "swapped characters" },
  "extra-character": { zh: "多字", en: "an extra character" },
  "dropped-character": { zh: "少字", en: "a dropped character" },
  mask: { zh: "遮挡字符", en: "a masked character" },
};

/** The one strongest way of writing in the listing: five disguises of one name are one decision of the seller. */
export function spellingSignals(mark: Trademark, mentions: readonly NamedMark[], reading: Reading, lexicon: Lexicon): Signal[] {
  const plain = mentions.filter(
    (mention) => mention.sort === "name" && mention.spelling.kind === "plain" && mention.field !== "seller.name",
  );
  const fit = categoryFit(mark, reading.category, lexicon);
  const candidates = mentions.flatMap((mention) =>
    spellingSignal(
      mention,
      plain.some((other) => excuses(other, mention)),
      fit,
      reading.kinds.size > 0,
    ),
  );
  const [strongest] = candidates.toSorted((a, b) => rank(b) - rank(a));
  if (strongest === undefined) return [];
  const where: Signal[] = [];
  if (strongest.code === "name-look-alike" || strongest.code === "name-sound" || strongest.code === "name-misspelt") {
    if (fit === "other")
      where.push(
        signal("clear-other-goods", 1, {
          zh: "商品类别与该商标的使用类别不同，近似名称不易混淆",
          en: "The goods are of another sort than the mark's: a similar name hardly confuses",
        }),
      );
    if (fit === "unknown")
      where.push(
        // The longer the name, the less the goods must say; a dropped letter needs them whatever the length.
        signal("clear-unknown-goods", isLong(strongest.reason.normalised ?? "") && strongest.code !== "name-misspelt" ? 0.5 : 1, {
          zh: "无法确定商品类别是否与该商标相同或类似",
          en: "Whether the goods are of the mark's sort cannot be told",
        }),
      );
  }
  return [strongest, ...where];
}

/**
 * Whether the true name, written out, makes the other spelling a slip of the pen. The name of a product line does not:
 * "RLOEX submariner" writes out everything but the name. Names of the two scripts (耐克 Nkie) stand for each other.
 */
const excuses = (plain: NamedMark, other: NamedMark): boolean =>
  other.sort === "nickname" ||
  key(plain.name) === key(other.name) ||
  key(plain.name) === key(other.mark.name) ||
  isHan(plain.name) !== isHan(other.name);

const isHan = (name: string) => /\p{Script=Han}/u.test(name);

const isLong = (name: string) => (isHan(name) ? name.length >= 4 : name.length >= 8);

const order = ["name-script", "nickname", "name-misspelt", "name-sound", "name-look-alike", "name-disguised"];
const rank = (each: Signal) => order.indexOf(each.code) + each.value;

/** 绿水鬼 and 驴牌 stand in no dictionary and mean the mark alone; 三叶草 and 椰子 are words of their own. */
export const isCoined = (nickname: string) => isHan(nickname) && wordBorders(nickname).subarray(1, nickname.length).includes(1);

function spellingSignal(mention: NamedMark, openly: boolean, fit: "fits" | "other" | "unknown", namesGoods: boolean): Signal[] {
  const { spelling } = mention;
  const place = placeOf(mention);
  if (mention.sort === "nickname") {
    // A nickname beside the name is talk; alone, on the mark's goods, it keeps the name out of the filters.
    if (openly || fit === "other") return [];
    const alone = mention.match.boundary.left && mention.match.boundary.right;
    return [
      signal(
        "nickname",
        fit === "fits" ? (namesGoods && alone && isCoined(mention.name) ? 1 : 0.8) : 0.4,
        {
          zh: `以俗称“${mention.match.matched}”指代“${mention.mark.name}”`,
          en: `Uses the nickname "${mention.match.matched}" for ${mention.mark.name}`,
        },
        place,
      ),
    ];
  }
  if (spelling.kind === "plain" || spelling.kind === "inside") return [];
  const named = spelling.tricks.map((trick) => trickNames[trick]);
  const zh = named.map((name) => name.zh).join("、");
  const en = named.map((name) => name.en).join(", ");
  switch (spelling.kind) {
    case "script":
      return openly
        ? []
        : [
            signal(
              "name-script",
              1,
              {
                zh: `“${mention.match.matched}”以${zh}书写“${mention.name}”，单凭此点不足以认定`,
                en: `Writes "${mention.name}" with ${en}, which alone says little`,
              },
              place,
            ),
          ];
    case "disguised":
      return [
        signal(
          "name-disguised",
          spelling.weight,
          {
            zh: `“${mention.match.matched}”以${zh}变换书写“${mention.name}”，疑似规避检索`,
            en: `Writes "${mention.name}" as "${mention.match.matched}" (${en}), as if to avoid being found`,
          },
          place,
        ),
      ];
    case "look-alike":
    case "sound":
    case "misspelt": {
      const alike = likenessInWords(mention.match.matched, mention.name);
      // Beside the true name a slip of the pen is a slip of the pen.
      return openly || mention.field === "seller.name"
        ? []
        : [
            signal(
              `name-${spelling.kind}`,
              spelling.weight,
              {
                zh: `“${mention.match.matched}”与商标“${mention.name}”近似（${zh}${alike.zh}），容易混淆`,
                en: `"${mention.match.matched}" is one step from the mark "${mention.name}" (${en}${alike.en})`,
              },
              place,
            ),
          ];
    }
  }
}

/** How alike two Latin names are, for the reader: Jaro–Winkler (0 to 1) and whether they sound the same. Nothing for Chinese. */
function likenessInWords(matched: string, name: string): { zh: string; en: string } {
  const [one, other] = [matched.toLowerCase(), name.toLowerCase()];
  if (!/^[a-z]{3,}$/u.test(one) || !/^[a-z]{3,}$/u.test(other)) return { zh: "", en: "" };
  const { jaroWinkler, soundsAlike } = compareNames(one, other);
  const share = jaroWinkler.toFixed(2);
  return { zh: `，相似度 ${share}${soundsAlike ? "，读音相同" : ""}`, en: `, ${share} alike${soundsAlike ? ", sounds the same" : ""}` };
}

/** A brand leads its title; a name further in is more often compared with, fitted to or given away. */
const leading = 12;

/** Names used as the brand of another's goods, and names kept out of the title. */
export function placementSignals(
  mark: Trademark,
  mentions: readonly NamedMark[],
  /** Those taken for ordinary words, too: a title that says "apple" does not hide the name. */
  all: readonly NamedMark[],
  reading: Reading,
  lexicon: Lexicon,
): Signal[] {
  const inTitle = mentions.filter((mention) => mention.field === "title");
  const [first] = inTitle;
  if (first === undefined) return all.some((mention) => mention.field === "title") ? [] : hiddenSignals(mentions, reading);
  const fit = categoryFit(mark, reading.category, lexicon);
  const titleHits = reading.hits("title");
  const worn =
    titleHits.some((hit) => hit.role.list === "never") ||
    // The Watch of Apple Watch is not what a strap for it is, nor is a storage bag a bag.
    titleHits.some(
      (hit) =>
        hit.role.list === "kind" &&
        reading.words.kindsOfGoods[hit.role.at]?.category === "apparel-bags" &&
        !titleHits.some((part) => part.role.list === "part" && covers(part.span, hit.span)) &&
        !isOfName(hit, "title", reading.mentions),
    );
  const part = titleHits.some((hit) => hit.role.list === "part") && !worn;
  const found: Signal[] = [];
  if (reading.statedBrand === "" && !part && fit !== "other")
    found.push(
      signal(
        "brand-none",
        worn ? 1 : 0.7,
        {
          zh: `品牌属性填写为无品牌或其他，标题却以“${first.match.matched}”作商品名称`,
          en: `The brand attribute names none, yet the title sells the goods as ${first.match.matched}`,
        },
        placeOf(first),
      ),
    );
  if (
    reading.statedBrand !== null &&
    reading.statedBrand !== "" &&
    !part &&
    !mentions.some((mention) => sameName(mention, reading.statedBrand ?? "")) &&
    !mentions.some((mention) => mention.field.startsWith("attributes."))
  ) {
    const brandInTitle = key(reading.listing.title).includes(key(reading.statedBrand));
    const others = reading.mentions.some(
      (mention) => mention.field === "title" && mention.mark.id !== mark.id && mention.spelling.kind === "plain",
    );
    const value = brandInTitle || others ? 0.3 : fit === "other" || first.match.span[0] > leading ? 0.5 : 1;
    found.push(
      signal(
        "brand-other",
        value,
        {
          zh: `品牌属性为“${reading.statedBrand.slice(0, 40)}”，标题却以“${first.match.matched}”作商品名称`,
          en: `The brand attribute says "${reading.statedBrand.slice(0, 40)}", yet the title sells the goods as ${first.match.matched}`,
        },
        placeOf(first),
      ),
    );
  }
  // "格力牌电动牙刷": the name as the brand of goods that its owner does not make.
  const after = reading.listing.title.slice(first.match.span[1], first.match.span[1] + 1);
  if (mark.wellKnown && fit === "other" && first.spelling.kind === "plain" && first.sort === "name" && !part) {
    const asBrand = after === "牌" || mentions.some((mention) => mention.field.startsWith("attributes."));
    found.push(
      signal(
        "goods-other-class",
        asBrand ? 1 : 0.4,
        {
          zh: `知名商标“${mark.name}”用于其通常类别以外的商品`,
          en: `The well-known mark ${mark.name} on goods of another sort than its own`,
        },
        placeOf(first),
      ),
    );
  }
  return found;
}

function hiddenSignals(mentions: readonly NamedMark[], reading: Reading): Signal[] {
  const shown = mentions.find((mention) => mention.field.startsWith("attributes.") || mention.field.startsWith("ocr."));
  if (shown === undefined || shown.sort === "nickname" || (reading.kinds.size === 0 && reading.listing.category === undefined)) return [];
  const anotherNamed = reading.mentions.some((mention) => mention.field === "title" && mention.mark.id !== shown.mark.id);
  const openly = mentions.some((mention) => mention.field === "description" || mention.field === "seller.name");
  const brandAttribute = reading.statedBrand !== null && sameName(shown, reading.statedBrand);
  if (shown.field.startsWith("attributes.") && !brandAttribute) return [];
  const part = reading.hits("title").some((hit) => hit.role.list === "part");
  const value = anotherNamed || part ? 0.3 : openly ? 0.5 : 1;
  return [
    signal(
      "hidden-brand",
      value,
      {
        zh: `“${shown.match.matched}”仅见于${shown.field.startsWith("ocr.") ? "图片文字" : "商品属性"}，标题中回避不写`,
        en: `"${shown.match.matched}" stands only in ${shown.field.startsWith("ocr.") ? "picture text" : "an attribute"}; the title avoids it`,
      },
      placeOf(shown),
    ),
  ];
}
