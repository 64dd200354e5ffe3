/** The trade in what carries a mark apart from the goods: labels, packaging, empty bottles, changing of marks. */
import type { NamedMark, Reading } from "./reading.ts";
import { signal, type Signal } from "./signal.ts";
import { hitsBetween, overlaps, type WordHit } from "./vocabulary.ts";

export function labelSignals(mentions: readonly NamedMark[], reading: Reading): Signal[] {
  if (!mentions.some((mention) => mention.field === "title" || mention.field === "description" || mention.field.startsWith("attributes.")))
    return [];
  const found: Signal[] = [];
  const inField = (field: string, list: WordHit["role"]["list"]): WordHit[] => {
    const hits = reading.hits(field);
    return hits.filter(
      (hit) =>
        hit.role.list === list &&
        !hitsBetween(hits, ...hit.span).some((other) => other.role.list === "label-except" && overlaps(other.span, hit.span)),
    );
  };
  const exceptTitle = reading.hits("title").some((hit) => hit.role.list === "label-except");
  const [goods, ...more] = inField("title", "label-goods");
  if (goods !== undefined && mentions.some((mention) => mention.field === "title")) {
    // 耐克鞋 吊牌: shoes with a tag. 耐克 吊牌: the tag is the goods. 耐克鞋标 吊牌 领标: so are the tags.
    const beside = reading.kinds.size > 0;
    const several = more.some((other) => !overlaps(other.span, goods.span));
    const value = (beside && !several ? 0.4 : 1) * (exceptTitle ? (beside ? 0.3 : 0.7) : 1);
    found.push(
      signal(
        "label-goods",
        value,
        {
          zh: `单独销售带有商标的“${goods.matched}”（标识、包装）`,
          en: `Sells "${goods.matched}" (labels or packaging) apart from the goods`,
        },
        { field: "title", span: goods.span, matched: goods.matched },
      ),
    );
  }
  for (const field of ["title", "description"]) {
    const [empties] = inField(field, "label-empties");
    if (empties === undefined || found.some((each) => each.code === "label-empties")) continue;
    found.push(
      signal(
        "label-empties",
        field === "title" ? 1 : 0.7,
        {
          zh: `买卖带有商标的“${empties.matched}”，可能用于灌装`,
          en: `Trades in "${empties.matched}" bearing the mark, which may be refilled`,
        },
        { field, span: empties.span, matched: empties.matched },
      ),
    );
  }
  for (const field of ["title", "description"]) {
    const [act] = inField(field, "label-acts");
    if (act === undefined || found.some((each) => each.code === "label-acts")) continue;
    const value = field === "title" ? 1 : 0.8;
    found.push(
      signal(
        "label-acts",
        value * (exceptTitle ? 0.3 : 1),
        { zh: `提供“${act.matched}”，即在商品上加附或更换商标`, en: `Offers "${act.matched}": putting on or changing a mark` },
        { field, span: act.span, matched: act.matched },
      ),
    );
  }
  return found;
}
