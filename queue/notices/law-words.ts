/** A law reference as a letter writes it. */
import type { LawReference } from "../../domain/finding.ts";

/**
 * Articles whose second number names a paragraph (款); elsewhere in our law book it names an item (项). Read in the texts named in
 * `config/laws.yaml`.
 */
const paragraphs = new Set(["商标法 14", "电子商务法 42", "电子商务法 43", "广告法 12", "专利法 42"]);

const article = /^(?<article>\d{1,4})(?:\((?<part>\d{1,2})\))?$/u;

export function lawInWords(reference: LawReference, language: "zh" | "en"): string {
  const parts = article.exec(reference.article.trim())?.groups;
  const number = parts?.["article"];
  const part = parts?.["part"];
  if (language === "en")
    return number === undefined
      ? `${reference.law} (${reference.version} text) ${reference.article}`
      : `${reference.law} (${reference.version} text), Art. ${reference.article}`;
  const law = `《${reference.law}》（${reference.version}年文本）`;
  if (number === undefined) return `${law}${reference.article}`;
  const inner =
    part === undefined
      ? ""
      : paragraphs.has(`${reference.law} ${number}`)
        ? `第${inChinese(Number(part))}款`
        : `第（${inChinese(Number(part))}）项`;
  return `${law}第${inChinese(Number(number))}条${inner}`;
}

const digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const places = ["", "十", "百", "千"];

/** 57 → 五十七, 101 → 一百零一, 12 → 十二, 1195 → 一千一百九十五; for whole numbers from 1 to 9999. */
export function inChinese(number: number): string {
  const figures = [...String(number)].map(Number);
  let words = "";
  let gap = false;
  figures.forEach((figure, index) => {
    const place = places[figures.length - 1 - index] ?? "";
    if (figure === 0) gap = words !== "";
    else {
      words += `${gap ? "零" : ""}${digits[figure] ?? ""}${place}`;
      gap = false;
    }
  });
  return words.startsWith("一十") ? words.slice(1) : words;
}
