/** Numbers that a listing shows of itself: 食品生产许可证, patents. Found, not judged: whether they hold is a detector's question. */
import type { Collect } from "./candidates.ts";
import type { Fact } from "./labelled-facts.ts";

/** 食品生产许可证编号: SC and 14 digits (《食品生产许可管理办法》第29条). */
const foodLicence = /SC[\s:：]{0,3}(\d(?:\s?\d){13})(?!\d)/iu;
/** ZL, then the application number with its check digit (ZC 0006-2003); older ones have eight digits. */
const patentNumber = /(?:ZL|CN)[\s.:：]{0,3}((?:(?:19|20)\d{2}\s?[1-9]\s?\d{7}|\d{8})\s?\.\s?[\dX])/iu;

export function fromIdentifiers(
  facts: readonly Fact[],
  texts: readonly { readonly path: string; readonly text: string }[],
  collect: Collect,
): void {
  const all = [...facts.map((fact) => ({ path: `"${fact.name}"`, text: `${fact.name} ${fact.value}` })), ...texts];
  for (const { path, text } of all) {
    const licence = foodLicence.exec(text.slice(0, 20_000));
    if (licence !== null)
      collect({ field: "foodLicence", source: "text", path, raw: `SC${(licence[1] ?? "").replace(/\s/gu, "")}`, weight: 0.9 });
    const patent = patentNumber.exec(text.slice(0, 20_000));
    if (patent !== null) collect({ field: "patent", source: "text", path, raw: `ZL${(patent[1] ?? "").replace(/\s/gu, "")}`, weight: 0.9 });
  }
}
