/** The four-part test of a compatible part: said to fit, own or no brand, no shop in the brand's name, really a part. */
import { key } from "./marks.ts";
import type { NamedMark, Reading } from "./reading.ts";
import { signal, type Signal } from "./signal.ts";
import { hitsBetween, type WordHit } from "./vocabulary.ts";

/** Characters between "fits" and the name; a list of makers (适用于华为小米OPPO) may stand between. */
const before = 24;
const after = 16;

function saysItFits(mention: NamedMark, reading: Reading): WordHit | null {
  const hits = reading.hits(mention.field);
  const text = reading.fields.find((field) => field.name === mention.field)?.text ?? "";
  const [start, end] = mention.match.span;
  for (const hit of hitsBetween(hits, start - before, end + after)) {
    const short = hit.matched.length === 1;
    if (hit.role.list === "compatible-before" && hit.span[1] <= start) {
      // 配, 给 and the like stand in many words and must touch; so must the English "for", which has other uses.
      const reach = short ? 1 : /^(?:for|fit|support|replace)$/iu.test(hit.matched) ? 12 : before;
      if (start - hit.span[1] <= reach && !/[。！!;；\n]/u.test(text.slice(hit.span[1], start))) return hit;
    }
    // "通用" after goods sold under a misspelt name says what the goods fit, not whose they are.
    if (
      hit.role.list === "compatible-after" &&
      (mention.spelling.kind === "plain" || mention.spelling.kind === "script") &&
      hit.span[0] >= end &&
      hit.span[0] - end <= after &&
      !/[。！!;；\n]/u.test(text.slice(end, hit.span[0]))
    )
      return hit;
  }
  return null;
}

export function compatibleSignals(mentions: readonly NamedMark[], reading: Reading): Signal[] {
  const title = mentions.filter((mention) => mention.field === "title");
  const asked = title.length > 0 ? title : mentions.filter((mention) => mention.field === "description");
  const said = asked.map((mention) => ({ mention, hit: saysItFits(mention, reading) })).find(({ hit }) => hit !== null);
  if (said === undefined || said.hit === null) return [];
  const { hit, mention } = said;
  const titleHits = reading.hits("title");
  const part = titleHits.some((each) => each.role.list === "part");
  const worn = titleHits.some(
    (each) =>
      each.role.list === "never" &&
      !titleHits.some((other) => other.role.list === "part" && other.span[0] <= each.span[0] && each.span[1] <= other.span[1]),
  );
  if (worn && !part) return [];
  const ownBrand = reading.statedBrand === null || !mentions.some((each) => sameName(each, reading.statedBrand ?? ""));
  const ownShop = !mentions.some((each) => each.field === "seller.name");
  const genuine = reading
    .hits(mention.field)
    .some(
      (each) => each.role.list === "genuine" && Math.max(each.span[0] - mention.match.span[1], mention.match.span[0] - each.span[1]) <= 6,
    );
  // Whoever names the machine that his part fits has no reason to hide its name.
  const open = mention.spelling.kind !== "disguised";
  const met = [part, ownBrand, ownShop, !genuine].filter(Boolean).length - (open ? 0 : 1);
  return [
    signal(
      "clear-compatible",
      met === 4 ? 1 : met === 3 ? 0.6 : 0.25,
      {
        zh: "以“适用”“兼容”等方式说明配件、耗材所适配的机型，属指示性使用",
        en: "Names the machine that a part or consumable fits: referential use",
      },
      { field: mention.field, span: hit.span, matched: hit.matched },
    ),
  ];
}

export const sameName = (mention: NamedMark, text: string) =>
  text !== "" &&
  [mention.mark.name, ...mention.mark.aliases].some(
    (name) => key(text) === key(name) || (key(name).length >= 3 && key(text).includes(key(name))),
  );
